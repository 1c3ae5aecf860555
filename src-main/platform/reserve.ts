import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { CallError } from '../../shared/contract/errors.ts'
import { freeBytesAt } from './file-errors.ts'

/**
 * A little room kept beside the keys for the day on which the disk is full: work can then still be sealed and carried away to a stick,
 * which is what somebody wants to do first.
 */
const reserveBytes = 64 * 1024

/** Fills the reserve when it is not there; without room for it nothing happens. */
export function keepReserve(folder: string): void {
  const file = fileIn(folder)
  if (statSync(file, { throwIfNoEntry: false })?.size === reserveBytes) return
  // On a disk that is nearly full it would take again what was given up to work at all.
  if (freeBytesAt(folder) < 16 * reserveBytes) return
  try {
    // Bytes that no file system can leave out or pack.
    writeFileSync(file, randomBytes(reserveBytes), { mode: 0o600 })
  } catch {
    rmSync(file, { force: true })
  }
}

/** Gives up the reserve of every device whose keys lie here, so that a full disk can be read and carried away. @returns whether there was one */
export function giveUpReserves(keyFolder: string): boolean {
  const kept = listedFolders(keyFolder)
    .map(fileIn)
    .filter((file) => existsSync(file))
  for (const file of kept) rmSync(file, { force: true })
  return kept.length > 0
}

function listedFolders(keyFolder: string): string[] {
  try {
    return readdirSync(keyFolder).map((name) => path.join(keyFolder, name))
  } catch {
    // keys that cannot be listed are said where they are opened
    return []
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
