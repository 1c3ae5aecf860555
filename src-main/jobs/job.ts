/**
 * A job that runs in a worker thread: `name` is also the name of its entry in `workers/`. What it takes and gives are plain
 * values; what is large goes through a file whose path is in the input.
 */
export type Job<Input, Output> = Readonly<{
  name: string
  /** Never there: carries the types from the declaration to `runJob` and `serveJob`. */
  types?: (input: Input) => Output
}>

/** Declares a job, once, beside the work that it does; the caller and the worker entry both name this declaration. */
export function job<Input, Output>(name: string): Job<Input, Output> {
  return { name }
}
