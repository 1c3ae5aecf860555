import { Worker, type MessagePort } from 'node:worker_threads'
import { workerUrl } from '../platform/program-files.ts'
import type { JobListeners, JobRun } from './job-run.ts'

/** A job in a worker thread: quick to start, and files larger than memory may pass through its ports. */
export function startThread(
  name: string,
  input: unknown,
  { memoryMegabytes, transfer }: Readonly<{ memoryMegabytes: number; transfer: readonly MessagePort[] }>,
  listeners: JobListeners,
): JobRun {
  const worker = new Worker(workerUrl(name), {
    workerData: input,
    transferList: [...transfer],
    resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes, stackSizeMb: 4 },
  })
  worker.on('message', listeners.onMessage)
  worker.on('error', (error: Error & { code?: string }) => {
    if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') listeners.onOutOfMemory(error)
    else listeners.onFailure(error)
  })
  worker.on('exit', listeners.onExit)
  return {
    end: async () => {
      await worker.terminate()
    },
  }
}
