import type { ErrorValue } from '../../shared/contract/errors.ts'
import type { Progress } from '../../shared/contract/frames.ts'

/** What a job says to the core's thread: progress*, then one result or error. */
export type JobMessage =
  | { kind: 'progress'; progress: Progress }
  | { kind: 'result'; value: unknown }
  | { kind: 'error'; error: ErrorValue }
  /** A bug; a thread ends with it, a process has to say it. */
  | { kind: 'failure'; error: unknown }
