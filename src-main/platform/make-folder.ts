import { mkdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { CallError } from '../../shared/contract/errors.ts'
import { explainWriteError, isMissing } from './file-errors.ts'

/**
 * Makes a folder and what is missing above it, for this user alone unless `mode` says otherwise. Node's own `recursive` says ENOENT on a read-only disk,
 * which nobody could tell from a mistyped path.
 *
 * @throws CallError `folderReadOnly` (also when a file is in the way), `diskFull`
 */
export function makeFolder(folder: string, mode = 0o700): void {
  try {
    const found = statSync(folder, { throwIfNoEntry: false })
    if (found?.isDirectory() === true) return
    if (found !== undefined) throw new CallError('folderReadOnly', { folder })
    mkdirSync(folder, { mode })
  } catch (error) {
    const parent = path.dirname(folder)
    if (!isMissing(error) || parent === folder) throw explainWriteError(error, folder)
    makeFolder(parent, mode)
    makeOne(folder, mode)
  }
}

function makeOne(folder: string, mode: number): void {
  try {
    mkdirSync(folder, { mode })
  } catch (error) {
    // Above stands a folder in which nothing can be made, such as that of the system's processes.
    if (isMissing(error)) throw new CallError('folderReadOnly', { folder }, { cause: error })
    throw explainWriteError(error, folder)
  }
}
