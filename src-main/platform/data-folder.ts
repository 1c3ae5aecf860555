import { rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import envPaths from 'env-paths'
import { CallError } from '../../shared/contract/errors.ts'
import { explainWriteError, freeBytesAt } from './file-errors.ts'
import { makeFolder } from './make-folder.ts'

/** The places in one data folder; every file of an installation but its keys lies here. */
export type DataFolder = {
  readonly root: string
  readonly database: string
  readonly lock: string
  /** Evidence, named by SHA-256. */
  readonly vault: string
  /** Files on their way into the vault; emptied at every start. */
  readonly incoming: string
  /** Exported bundles that wait for their receipt. */
  readonly outbox: string
  /** What came in a bundle and does not count (yet). */
  readonly quarantine: string
  /** Parts of bundles that wait for the others. */
  readonly parts: string
  readonly logs: string
  readonly exports: string
}

/** Where the data lies unless somebody chose another folder: the system's usual place for this user. */
export function defaultDataFolder(): string {
  return envPaths('cqtt', { suffix: '' }).data
}

/** The layout of a data folder; touches nothing. */
export function dataFolderAt(root: string): DataFolder {
  const absolute = path.resolve(root)
  return {
    root: absolute,
    database: path.join(absolute, 'cqtt.db'),
    lock: path.join(absolute, 'lock.db'),
    vault: path.join(absolute, 'vault'),
    incoming: path.join(absolute, 'incoming'),
    outbox: path.join(absolute, 'outbox'),
    quarantine: path.join(absolute, 'quarantine'),
    parts: path.join(absolute, 'parts'),
    logs: path.join(absolute, 'logs'),
    exports: path.join(absolute, 'exports'),
  }
}

/**
 * Makes what is missing of a data folder and proves by writing that it can be written to.
 *
 * @throws CallError `folderReadOnly` (also when the place is a file), `diskFull`
 */
export function prepareDataFolder(root: string): DataFolder {
  const folder = dataFolderAt(root)
  const { root: top, vault, incoming, outbox, quarantine, parts, logs, exports } = folder
  for (const place of [top, vault, incoming, outbox, quarantine, parts, logs, exports]) makeFolder(place)
  assertWritable(folder.root)
  return folder
}

/**
 * Refuses early, before hours of copying, when there is not enough room.
 *
 * @param bytes what is going to be written
 * @throws CallError `diskFull`
 */
export function ensureFree(folder: string, bytes: number): void {
  const freeBytes = freeBytesAt(folder)
  if (freeBytes < bytes) throw new CallError('diskFull', { neededBytes: bytes, freeBytes })
}

/** Permission bits do not tell (read-only mounts, network shares, rights of a domain): only writing does. */
function assertWritable(folder: string): void {
  const probe = path.join(folder, '.probe')
  try {
    writeFileSync(probe, new Uint8Array(4096), { mode: 0o600, flush: true })
  } catch (error) {
    throw explainWriteError(error, folder, 4096)
  } finally {
    rmSync(probe, { force: true })
  }
}
