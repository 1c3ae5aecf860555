import type { JobMessage } from './job-message.ts'

/** What is heard of a running job. After its result or error nothing counts any more. */
export type JobListeners = Readonly<{
  onMessage: (message: JobMessage) => void
  onOutOfMemory: (cause: unknown) => void
  onFailure: (error: unknown) => void
  /** `code` is the exit code, null when a signal ended it. */
  onExit: (code: number | null) => void
}>

export type JobRun = Readonly<{
  /** Ends the job whatever it does; resolves when it has ended. */
  end: () => Promise<void>
}>
