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
    const wanted = size + Buffer.byteLength(line)
    if (size > 0 && wanted > maximumBytes && !rotate(folder, current, formerFiles)) {
      // somebody holds a file just now: the line is worth more than the size, within reason
      if (wanted > maximumBytes * mostTimesAsLong) return false
    }
    appendFileSync(current, line, { mode: 0o600 })
    return true
  } catch {
    // A full or read-only disk is told to the user by the call that fails on it; that the log is not kept, by `isFailing`.
    return false
  }
}

/** A file that cannot be renamed, because a scanner or a viewer holds it, grows to so many times its size. */
const mostTimesAsLong = 4

/**
 * Moves every file one age up, the oldest away. What one try could not rename the next goes on with: only the place that is free is
 * filled, so that no file is removed for nothing. @returns whether the present file has gone
 */
function rotate(folder: string, current: string, formerFiles: number): boolean {
  const former = (age: number) => path.join(folder, `cqtt.${age}.log`)
  const isThere = (age: number) => statSync(former(age), { throwIfNoEntry: false }) !== undefined
  try {
    let free = 1
    while (free < formerFiles && isThere(free)) free++
    rmSync(former(free), { force: true })
    for (let age = free - 1; age >= 1; age--) renameSync(former(age), former(age + 1))
    renameSync(current, former(1))
    return true
  } catch {
    return false
  }
}

function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) }
  const code = 'code' in error ? { code: String(error.code) } : {}
  const cause = error.cause === undefined ? {} : { cause: describeError(error.cause) }
  return { type: error.name, ...code, message: error.message, stack: error.stack, ...cause }
}
