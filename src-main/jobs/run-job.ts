import { rm } from 'node:fs/promises'
import { Worker, type MessagePort } from 'node:worker_threads'
import { CallError, type ErrorCode } from '../../shared/contract/errors.ts'
import type { Progress } from '../../shared/contract/frames.ts'
import { workerUrl } from '../platform/program-files.ts'
import type { Job } from './job.ts'
import type { JobMessage } from './job-message.ts'

export type JobOptions = Readonly<{
  /** Ends the thread at once; the job then fails with `cancelled`. */
  signal?: AbortSignal
  timeoutMilliseconds: number
  /** Limit of the thread's own heap; buffers outside the heap are the job's own care. */
  memoryMegabytes: number
  onProgress?: (progress: Progress) => void
  /**
   * Name of the stranger's file that is read: running out of time or memory is then the file's fault (`fileDangerous`),
   * otherwise ours.
   */
  strangersFile?: string
  /** A file the job writes; removed when the job does not end well. */
  target?: string
  /** Ports in the input; they are the thread's from then on. */
  transfer?: readonly MessagePort[]
}>

/**
 * Runs a job in a worker thread of its own and ends that thread whatever happens.
 *
 * @throws CallError what the job threw; `cancelled`; `fileDangerous` (`tookTooLong`, `tooLargeInside`) for a stranger's file
 */
export async function runJob<Input, Output>(
  { name }: Job<Input, Output>,
  input: Input,
  options: JobOptions,
): Promise<Output> {
  if (options.signal?.aborted === true) throw new CallError('cancelled', {})
  const worker = new Worker(workerUrl(name), {
    workerData: input,
    transferList: [...(options.transfer ?? [])],
    resourceLimits: { maxOldGenerationSizeMb: options.memoryMegabytes, stackSizeMb: 4 },
  })
  try {
    return await settle<Output>(worker, name, options)
  } catch (error) {
    await worker.terminate()
    if (options.target !== undefined) await rm(options.target, { force: true })
    throw error
  } finally {
    await worker.terminate()
  }
}

function settle<Value>(worker: Worker, name: string, options: JobOptions): Promise<Value> {
  const { signal, strangersFile } = options
  const { promise, resolve, reject } = Promise.withResolvers<Value>()

  const blame = (why: 'tookTooLong' | 'tooLargeInside', sentence: string, cause?: unknown): Error =>
    strangersFile === undefined
      ? new Error(`the job ${name} ${sentence}`, { cause })
      : new CallError('fileDangerous', { name: strangersFile, why }, { cause })

  worker.on('message', (message: JobMessage) => {
    switch (message.kind) {
      case 'progress':
        options.onProgress?.(message.progress)
        break
      case 'result':
        resolve(message.value as Value)
        break
      case 'error':
        reject(new CallError<ErrorCode>(message.error.code, message.error.details))
        break
    }
  })
  worker.on('error', (error: Error & { code?: string }) => {
    const outOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    reject(outOfMemory ? blame('tooLargeInside', 'ran out of memory', error) : error)
  })
  // After a result this changes nothing; alone it means that the thread ended without a word.
  worker.on('exit', (code) => reject(new Error(`the job ${name} ended with exit code ${code}`)))

  const cancel = (): void => reject(new CallError('cancelled', {}))
  signal?.addEventListener('abort', cancel, { once: true })
  const timer = setTimeout(() => reject(blame('tookTooLong', 'took too long')), options.timeoutMilliseconds)
  return promise.finally(() => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', cancel)
  })
}
