import { renameSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { CallError } from '../../shared/contract/errors.ts'
import { errnoOf } from './file-errors.ts'

/**
 * Giving a finished file its name. A virus scanner or a synchronising program opens every new file for a moment, and Windows then
 * refuses the rename with one of three errors that mean "not now": tried again for some seconds. They cannot mean a read-only
 * folder here, because the file that gets the name was just written beside it.
 */

const busy: ReadonlySet<string> = new Set(['EBUSY', 'EPERM', 'EACCES'])
/** Milliseconds between tries; together some five seconds. */
const pauses = [10, 20, 40, 80, 160, 320, 640, 1000, 1250, 1500]

/**
 * Renames as soon as nobody holds the file.
 *
 * @throws CallError `fileHeld` when it is still held after some seconds; anything else as it came
 */
export async function renameWhenFree(from: string, to: string): Promise<void> {
  for (const pause of pauses) {
    try {
      await rename(from, to)
      return
    } catch (error) {
      if (!isBusy(error)) throw error
      await wait(pause)
    }
  }
  await rename(from, to).catch((error: unknown) => {
    throw explainBusy(error, to)
  })
}

/** The same for small files of the core's own thread, which stands still meanwhile: keys and what must be on disk at once. */
export function renameWhenFreeSync(from: string, to: string): void {
  for (const pause of pauses) {
    try {
      renameSync(from, to)
      return
    } catch (error) {
      if (!isBusy(error)) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause)
    }
  }
  try {
    renameSync(from, to)
  } catch (error) {
    throw explainBusy(error, to)
  }
}

function isBusy(error: unknown): boolean {
  return busy.has(errnoOf(error) ?? '')
}

function explainBusy(error: unknown, to: string): unknown {
  if (!isBusy(error)) return error
  return new CallError('fileHeld', { name: path.basename(to), folder: path.dirname(to) }, { cause: error })
}
