import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { bundleFileEnding } from '../../bundles/format.ts'
import { explainWriteError, isMissing } from '../../platform/file-errors.ts'
import { forgetUnfinishedFile, unfinishedFiles } from '../../storage/unfinished-files.ts'
import { tidyParked } from './bundle-parking.ts'
import type { Installation } from '../office/installation.ts'

/**
 * Removes what a killed process left half-written: in the outbox, in quarantine (but for what is kept there in folders of its own)
 * and, hidden, in folders of the people; at the start, under the folder's lock.
 */
export async function removeUnfinishedBundles(
  installation: Pick<Installation, 'folder' | 'database' | 'log'>,
): Promise<void> {
  const { folder, database, log } = installation
  for (const place of [folder.outbox, folder.quarantine]) {
    try {
      for (const entry of await readdir(place, { withFileTypes: true })) {
        if (entry.isFile() && (place === folder.quarantine || entry.name.startsWith('.')))
          await rm(path.join(place, entry.name), { force: true })
      }
    } catch (error) {
      if (!isMissing(error)) throw explainWriteError(error, place)
    }
  }
  await tidyParked(installation)
  for (const file of unfinishedFiles(database)) {
    try {
      await removeHidden(file)
      forgetUnfinishedFile(database, file)
    } catch (error) {
      // the stick is not there now: another time
      log.info('unfinished file not reached', { error: String(error) })
    }
  }
}

/** Removes a hidden file and the temporary ones that are named after it. Fails while its folder cannot be reached. */
export async function removeHidden(file: string): Promise<void> {
  const name = path.basename(file)
  if (!name.startsWith('.')) return
  for (const each of await readdir(path.dirname(file)))
    if (each === name || each.startsWith(`.${name}.`) || isPartOf(name, each))
      await rm(path.join(path.dirname(file), each), { force: true })
}

/** Unfinished parts are named after the whole bundle. */
function isPartOf(name: string, each: string): boolean {
  const stem = name.endsWith(bundleFileEnding) ? name.slice(0, -bundleFileEnding.length) : name
  return each.startsWith(`${stem} phan `) && each.endsWith('.tmp')
}
