import { fork } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { engineFlags } from '../platform/engine-flags.ts'
import { workerUrl } from '../platform/program-files.ts'
import type { JobMessage } from './job-message.ts'
import type { JobListeners, JobRun } from './job-run.ts'
import { jobMark } from './serve-job.ts'

/** Electron's core cannot start plain Node: its program starts as Node for nobody. */
export const canStartProcess = !('electron' in process.versions)

/**
 * A job in a process of its own, for files of strangers: whatever it does to its engine, it is ended at once and takes nobody along.
 * A thread can do both: not end while the engine is busy inside one step, and end the whole program when memory is gone.
 */
export function startProcess(
  name: string,
  input: unknown,
  { memoryMegabytes }: Readonly<{ memoryMegabytes: number }>,
  listeners: JobListeners,
): JobRun {
  const child = fork(fileURLToPath(workerUrl(name)), [], {
    execArgv: [
      '--disable-warning=ExperimentalWarning',
      ...engineFlags,
      `--max-old-space-size=${memoryMegabytes}`,
    ],
    env: { ...process.env, [jobMark]: name },
    serialization: 'advanced',
    // What the engine prints when memory is gone helps nobody at the terminal.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const exited = once(child, 'exit')
  let ended = false
  child.on('message', (message) => listeners.onMessage(message as JobMessage))
  child.on('error', listeners.onFailure)
  child.on('exit', (code, signal) => {
    // Not by us: the engine gave up, or the system needed the memory.
    if (!ended && (signal !== null || code === abortCode))
      listeners.onOutOfMemory(new Error(signal ?? 'abort'))
    else listeners.onExit(code)
  })
  child.send({ input }, () => undefined)
  return {
    end: async () => {
      ended = true
      child.kill('SIGKILL')
      await exited
    },
  }
}

/** Where there are no signals, a program that aborted ends with this. */
const abortCode = 134
