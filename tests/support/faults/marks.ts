/** Names that do not exist: the worker removes them around the part that matters, and the trace shows it. */
export const beginMark = '/cqtt-fault-begin'
export const endMark = '/cqtt-fault-end'
