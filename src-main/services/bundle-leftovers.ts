import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { explainWriteError, isMissing } from '../platform/file-errors.ts'
import type { Installation } from './installation.ts'

/** Removes what a killed process left half-written in the outbox and in quarantine; at the start, under the folder's lock. */
export async function removeUnfinishedBundles({ folder }: Pick<Installation, 'folder'>): Promise<void> {
  for (const place of [folder.outbox, folder.quarantine]) {
    try {
      for (const name of await readdir(place)) {
        if (place === folder.quarantine || name.startsWith('.'))
          await rm(path.join(place, name), { force: true })
      }
    } catch (error) {
      if (!isMissing(error)) throw explainWriteError(error, place)
    }
  }
}
