import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import { renameWhenFreeSync } from './busy-rename.ts'
import { explainWriteError } from './file-errors.ts'

/**
 * Replaces a small file so that after a power cut either the old or the new content is there, whole.
 * Order: temporary name in the same folder → fsync → rename → fsync of the folder.
 *
 * @param mode permissions of a new file, 0600 by default
 * @throws CallError `diskFull`, `folderReadOnly`
 */
export function writeFileDurably(file: string, bytes: Uint8Array | string, mode = 0o600): void {
  const folder = path.dirname(file)
  const temporary = path.join(folder, `.${path.basename(file)}.${randomBytes(6).toString('hex')}.tmp`)
  try {
    const handle = openSync(temporary, 'wx', mode)
    try {
      writeFileSync(handle, bytes)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    renameWhenFreeSync(temporary, file)
    syncFolder(folder)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw explainWriteError(error, folder, bytes.length)
  }
}

/**
 * Puts the names in a folder on the disk: without it a renamed file may be gone after a power cut.
 * Windows cannot open folders for this; NTFS journals the rename by itself.
 */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** The same without holding up the core's thread, for slow disks. */
export async function syncFolderAsync(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
