import { randomBytes } from 'node:crypto'
import { rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { CallError } from '../../shared/contract/errors.ts'

/**
 * A little room kept beside the keys for the day on which the disk is full: work can then still be sealed and carried away to a stick,
 * which is what somebody wants to do first.
 */
const reserveBytes = 64 * 1024

/** Fills the reserve when it is not there; without room for it nothing happens. */
export function keepReserve(folder: string): void {
  const file = fileIn(folder)
  if (statSync(file, { throwIfNoEntry: false })?.size === reserveBytes) return
  try {
    // Bytes that no file system can leave out or pack.
    writeFileSync(file, randomBytes(reserveBytes), { mode: 0o600 })
  } catch {
    rmSync(file, { force: true })
  }
}

/** Does what has to be written before work may leave; when the disk is full, once more with the reserve given up. */
export function withReserve(folder: string, write: () => void): void {
  try {
    write()
  } catch (error) {
    const isFull = error instanceof CallError && error.code === 'diskFull'
    if (!isFull || statSync(fileIn(folder), { throwIfNoEntry: false }) === undefined) throw error
    rmSync(fileIn(folder), { force: true })
    write()
  }
}

function fileIn(folder: string): string {
  return path.join(folder, 'reserve')
}
