import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { pino } from 'pino'
import type { Clock } from './clock.ts'

/** Plain values only. Names of people, scores and texts of documents have no place here: the log may be sent to a helper. */
export type LogDetails = Readonly<Record<string, string | number | boolean | null>>

/** Where the program writes for those who repair it. Never throws: a log that cannot be written must not stop the work. */
export type Log = {
  info(event: string, details?: LogDetails): void
  warn(event: string, details?: LogDetails): void
  /** `error` is kept with its type, code, message and stack. */
  error(event: string, error: unknown, details?: LogDetails): void
  /** Whether the last line could not be written: who repairs the program would find nothing. */
  isFailing(): boolean
}

export type LogOptions = {
  /** The file grows to this size, then it becomes `cqtt.1.log`. */
  readonly maximumBytes?: number
  /** How many former files are kept. */
  readonly formerFiles?: number
}

/** A log that goes nowhere. */
export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {}, isFailing: () => false }

/** Opens the log `cqtt.log` in this folder: JSON lines, rotated by size. */
export function openLog(folder: string, clock: Clock, options: LogOptions = {}): Log {
  const { maximumBytes = 2 * 1024 * 1024, formerFiles = 4 } = options
  let failing = false
  const logger = pino(
    {
      base: null,
      timestamp: () => `,"time":"${new Date(clock.now()).toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: describeError },
    },
    {
      write: (line: string) => {
        failing = !appendRotated(folder, line, maximumBytes, formerFiles)
      },
    },
  )
  return {
    info: (event, details = {}) => logger.info(details, event),
    warn: (event, details = {}) => logger.warn(details, event),
    error: (event, error, details = {}) => logger.error({ ...details, error }, event),
    isFailing: () => failing,
  }
}

/** Says whether the line was written. */
function appendRotated(folder: string, line: string, maximumBytes: number, formerFiles: number): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const current = path.join(folder, 'cqtt.log')
    const size = statSync(current, { throwIfNoEntry: false })?.size ?? 0
    if (size > 0 && size + Buffer.byteLength(line) > maximumBytes) rotate(folder, current, formerFiles)
    appendFileSync(current, line, { mode: 0o600 })
    return true
  } catch {
    // A full or read-only disk is told to the user by the call that fails on it; that the log is not kept, by `isFailing`.
    return false
  }
}

function rotate(folder: string, current: string, formerFiles: number): void {
  const former = (age: number) => path.join(folder, `cqtt.${age}.log`)
  rmSync(former(formerFiles), { force: true })
  for (let age = formerFiles - 1; age >= 1; age--) {
    if (statSync(former(age), { throwIfNoEntry: false })) renameSync(former(age), former(age + 1))
  }
  renameSync(current, former(1))
}

function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) }
  const code = 'code' in error ? { code: String(error.code) } : {}
  const cause = error.cause === undefined ? {} : { cause: describeError(error.cause) }
  return { type: error.name, ...code, message: error.message, stack: error.stack, ...cause }
}
