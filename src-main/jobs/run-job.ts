import { rm } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import type { MessagePort } from 'node:worker_threads'
import { CallError, type ErrorCode } from '../../shared/contract/errors.ts'
import type { Progress } from '../../shared/contract/frames.ts'
import type { Job } from './job.ts'
import { canStartProcess, startProcess } from './job-process.ts'
import type { JobListeners, JobRun } from './job-run.ts'
import { startThread } from './job-thread.ts'

export type JobOptions = Readonly<{
  /** Ends the job at once; it then fails with `cancelled`. */
  signal?: AbortSignal
  timeoutMilliseconds: number
  /** Limit of the job's own heap; buffers outside the heap are the job's own care. */
  memoryMegabytes: number
  onProgress?: (progress: Progress) => void
  /**
   * Name of the stranger's file that is read: running out of time or memory is then the file's fault (`fileDangerous`),
   * otherwise ours. Such a job gets a process of its own where that can be had.
   */
  strangersFile?: string
  /** A file the job writes; removed when the job does not end well. */
  target?: string
  /** Ports in the input; they are the thread's from then on. */
  transfer?: readonly MessagePort[]
}>

/** A thread that is busy inside one step of the engine ends only after it; the answer does not wait for that. */
const endingPatience = 2000

/**
 * Runs a job in a thread of its own, a stranger's file in a process of its own, and ends it whatever happens.
 *
 * @throws CallError what the job threw; `cancelled`; `fileDangerous` (`tookTooLong`, `tooLargeInside`) for a stranger's file
 */
export async function runJob<Input, Output>(
  { name }: Job<Input, Output>,
  input: Input,
  options: JobOptions,
): Promise<Output> {
  const { signal, strangersFile, target, memoryMegabytes, transfer = [] } = options
  if (signal?.aborted === true) throw new CallError('cancelled', {})
  const inProcess = strangersFile !== undefined && transfer.length === 0 && canStartProcess
  const start = (listeners: JobListeners): JobRun =>
    inProcess
      ? startProcess(name, input, { memoryMegabytes }, listeners)
      : startThread(name, input, { memoryMegabytes, transfer }, listeners)
  const { run, settled } = listen<Output>(start, name, options)
  try {
    return await settled
  } catch (error) {
    await endSoon(run)
    if (target !== undefined) await rm(target, { force: true })
    throw error
  } finally {
    await endSoon(run)
  }
}

function listen<Value>(
  start: (listeners: JobListeners) => JobRun,
  name: string,
  { signal, strangersFile, onProgress, timeoutMilliseconds }: JobOptions,
): { run: JobRun; settled: Promise<Value> } {
  const { promise, resolve, reject } = Promise.withResolvers<Value>()

  const blame = (why: 'tookTooLong' | 'tooLargeInside', sentence: string, cause?: unknown): Error =>
    strangersFile === undefined
      ? new Error(`the job ${name} ${sentence}`, { cause })
      : new CallError('fileDangerous', { name: strangersFile, why }, { cause })

  const run = start({
    onMessage: (message) => {
      switch (message.kind) {
        case 'progress':
          onProgress?.(message.progress)
          break
        case 'result':
          resolve(message.value as Value)
          break
        case 'error':
          reject(new CallError<ErrorCode>(message.error.code, message.error.details))
          break
        case 'failure':
          reject(message.error instanceof Error ? message.error : new Error(String(message.error)))
      }
    },
    onOutOfMemory: (cause) => reject(blame('tooLargeInside', 'ran out of memory', cause)),
    onFailure: reject,
    // After a result this changes nothing; alone it means that the job ended without a word.
    onExit: (code) => reject(new Error(`the job ${name} ended with exit code ${code}`)),
  })

  const cancel = (): void => reject(new CallError('cancelled', {}))
  signal?.addEventListener('abort', cancel, { once: true })
  const timer = setTimeout(() => reject(blame('tookTooLong', 'took too long')), timeoutMilliseconds)
  const settled = promise.finally(() => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', cancel)
  })
  return { run, settled }
}

async function endSoon(run: JobRun): Promise<void> {
  const waiting = new AbortController()
  const patience = pause(endingPatience, undefined, { signal: waiting.signal, ref: false }).catch(
    () => undefined,
  )
  await Promise.race([run.end(), patience])
  waiting.abort()
}
