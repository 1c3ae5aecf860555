import { parentPort, workerData } from 'node:worker_threads'
import { CallError } from '../../shared/contract/errors.ts'
import type { Progress } from '../../shared/contract/frames.ts'
import type { Job } from './job.ts'
import type { JobMessage } from './job-message.ts'

type Work<Input, Output> = (input: Input, report: (progress: Progress) => void) => Output | Promise<Output>

/**
 * Body of a worker's entry file: does the work once with what `runJob` sent and answers. A `CallError` reaches the caller as
 * such; anything else ends the thread and reaches the caller as the error that it is.
 */
export function serveJob<Input, Output>(_job: Job<Input, Output>, work: Work<Input, Output>): void {
  const port = parentPort
  if (port === null) throw new Error('a job runs in a worker thread only')
  const say = (message: JobMessage): void => port.postMessage(message)

  const run = async (): Promise<void> => {
    try {
      // The type of the input is the one that runJob was called with: both name the same job.
      const value = await work(workerData as Input, (progress) => say({ kind: 'progress', progress }))
      say({ kind: 'result', value })
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      say({ kind: 'error', error: error.toValue() })
    }
  }
  void run()
}
