/** Running another program in the foreground: same terminal, same signals, its exit code. */
import { spawn } from 'node:child_process'

export interface ForegroundOptions {
  readonly env?: NodeJS.ProcessEnv
}

/** Starts the program and answers its exit code (128 when a signal ended it). */
export function runInForeground(
  command: string,
  args: readonly string[],
  options: ForegroundOptions = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', env: options.env ?? process.env })
    // Ctrl+C reaches the child by itself; the launcher's SIGTERM must be handed on.
    const ignoreInterrupt = (): void => undefined
    const passTerminate = (): void => void child.kill('SIGTERM')
    process.on('SIGINT', ignoreInterrupt)
    process.on('SIGTERM', passTerminate)
    const done = (): void => {
      process.off('SIGINT', ignoreInterrupt)
      process.off('SIGTERM', passTerminate)
    }
    child.on('error', (error) => {
      done()
      reject(error)
    })
    child.on('exit', (code) => {
      done()
      resolve(code ?? 128)
    })
  })
}

export interface Captured {
  readonly exitCode: number
  readonly output: string
  readonly milliseconds: number
}

/** Starts the program quietly and answers what it printed; ends it after `timeLimit` milliseconds. */
export function runQuietly(
  command: string,
  args: readonly string[],
  options: ForegroundOptions & { readonly timeLimit?: number } = {},
): Promise<Captured> {
  return new Promise((resolve) => {
    const started = performance.now()
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: options.env ?? process.env,
      timeout: options.timeLimit,
    })
    let output = ''
    const collect = (text: string): void => void (output += text)
    child.stdout.setEncoding('utf8').on('data', collect)
    child.stderr.setEncoding('utf8').on('data', collect)
    const settle = (exitCode: number): void => {
      resolve({ exitCode, output, milliseconds: performance.now() - started })
    }
    child.on('error', (error) => {
      output += error.message
      settle(127)
    })
    child.on('close', (code) => {
      settle(code ?? 128)
    })
  })
}
