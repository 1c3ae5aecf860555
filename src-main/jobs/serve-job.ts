import process from 'node:process'
import { parentPort, workerData } from 'node:worker_threads'
import { CallError } from '../../shared/contract/errors.ts'
import type { Progress } from '../../shared/contract/frames.ts'
import type { Job } from './job.ts'
import type { JobMessage } from './job-message.ts'

type Work<Input, Output> = (input: Input, report: (progress: Progress) => void) => Output | Promise<Output>

/** Stands in the environment of a process that was started to do one job. */
export const jobMark = 'CQTT_JOB'

/**
 * Body of a worker's entry file: does the work once with what `runJob` sent and answers. A `CallError` reaches the caller as
 * such; anything else ends the job and reaches the caller as the error that it is.
 */
export function serveJob<Input, Output>(job: Job<Input, Output>, work: Work<Input, Output>): void {
  if (process.env[jobMark] === job.name) serveInProcess(work)
  else serveInThread(work)
}

function serveInThread<Input, Output>(work: Work<Input, Output>): void {
  const port = parentPort
  if (port === null) throw new Error('a job runs in a thread or process of its own only')
  // The type of the input is the one that runJob was called with: both name the same job.
  void answer(workerData as Input, work, (message) => port.postMessage(message))
}

function serveInProcess<Input, Output>(work: Work<Input, Output>): void {
  const say = (message: JobMessage): void => void process.send?.(message)
  // Nobody waits for the answer any more.
  process.on('disconnect', () => process.exit(1))
  process.once('message', ({ input }: { input: Input }) => {
    answer(input, work, say).catch((error: unknown) => say({ kind: 'failure', error }))
  })
}

async function answer<Input, Output>(
  input: Input,
  work: Work<Input, Output>,
  say: (message: JobMessage) => void,
): Promise<void> {
  try {
    const value = await work(input, (progress) => say({ kind: 'progress', progress }))
    say({ kind: 'result', value })
  } catch (error) {
    if (!(error instanceof CallError)) throw error
    say({ kind: 'error', error: error.toValue() })
  }
}
