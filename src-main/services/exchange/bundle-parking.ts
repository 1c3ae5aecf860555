import { copyFile, mkdir, open, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Output } from '../../../shared/contract/contract.ts'
import { CallError } from '../../../shared/contract/errors.ts'
import { Sha256 } from '../../../shared/domain/ids.ts'
import type { BundleHead } from '../../bundles/bundle-head.ts'
import { decryptFile } from '../../bundles/encrypted-files.ts'
import { bundleFileEnding, shortCode } from '../../bundles/format.ts'
import { syncFolderAsync } from '../../platform/atomic-write.ts'
import { renameWhenFree } from '../../platform/busy-rename.ts'
import { ensureFree } from '../../platform/data-folder.ts'
import { explainWriteError, isMissing } from '../../platform/file-errors.ts'
import {
  deleteParkedBundle,
  parkedBundles,
  putParkedBundle,
  type ParkedBundle,
} from '../../storage/parked-bundles.ts'
import type { BundleFile } from './bundle-sources.ts'
import type { Installation } from '../office/installation.ts'

/**
 * Bundles that wait for an earlier one (JOURNAL 23, 26): what of them continues a stored stream was taken, the file is kept until
 * the gap closes, and over a restart.
 */

/** Together no more than this; a stranger's deliveries must not fill the disk. */
const mostBytes = 4 * 1024 ** 3
const mostBundles = 200

/** Where parked bundles lie. */
export function parkedFolder({ folder }: Pick<Installation, 'folder'>): string {
  return path.join(folder.quarantine, 'parked')
}

/** The file of a parked bundle. */
export function parkedFile(installation: Pick<Installation, 'folder'>, parked: ParkedBundle): BundleFile {
  return {
    name: parked.fileName,
    path: path.join(parkedFolder(installation), `${parked.hash}${bundleFileEnding}`),
  }
}

/**
 * Keeps a bundle until the gap before it closes.
 * @returns false when there is no room for it: then it has to be brought again
 */
export async function park(
  installation: Installation,
  file: BundleFile,
  head: BundleHead,
  created: number,
): Promise<boolean> {
  const { database, clock } = installation
  const others = parkedBundles(database).filter(({ hash }) => hash !== head.manifestHash)
  const held = others.reduce((sum, { size }) => sum + size, 0)
  if (others.length >= mostBundles || held + head.size > mostBytes) return false
  const parked: ParkedBundle = {
    ...{ hash: head.manifestHash, time: clock.now(), created, fileName: file.name },
    ...{ unit: head.author.unit, size: head.size, reason: JSON.stringify({ code: 'earlier' }) },
  }
  const place = parkedFolder(installation)
  const target = parkedFile(installation, parked).path
  if (target !== file.path) {
    const temporary = `${target}.part`
    try {
      await mkdir(place, { recursive: true, mode: 0o700 })
      ensureFree(place, head.size)
      await copyPlain(file, place, temporary)
      const handle = await open(temporary, 'r+')
      await handle.sync().finally(() => handle.close())
      await renameWhenFree(temporary, target)
      await syncFolderAsync(place)
    } catch (error) {
      await rm(temporary, { force: true })
      const explained = explainWriteError(error, place, head.size)
      if (explained instanceof CallError && explained.code === 'diskFull') return false
      throw explained
    }
  }
  putParkedBundle(database, parked)
  return true
}

/** What waits is read without a key: it may have been renewed till then. */
async function copyPlain(file: BundleFile, folder: string, target: string): Promise<void> {
  const { path: source, name, identities } = file
  if (identities === undefined) {
    await copyFile(source, target)
    return
  }
  const plain = await decryptFile({ source, name, identities, folder })
  await renameWhenFree(plain.path, target)
}

/** Forgets a parked bundle and removes its file. */
export async function unpark(installation: Installation, hash: string): Promise<void> {
  const parked = parkedBundles(installation.database).find((each) => each.hash === hash)
  if (parked === undefined) return
  deleteParkedBundle(installation.database, hash)
  await rm(parkedFile(installation, parked).path, { force: true })
}

/** What waits for an earlier bundle, oldest first. */
export function listParked({ database, units }: Installation): Output<'bundles.parked'> {
  return parkedBundles(database).map(({ hash, time, created, fileName, unit, size }) => ({
    ...{ bundle: Sha256.parse(hash), shortCode: shortCode(Sha256.parse(hash)), time, created, size },
    ...{ name: fileName, unitName: units.nameOf(unit), parts: null },
  }))
}

/** Removes files that no row speaks of, and rows whose file is gone; at the start. */
export async function tidyParked(installation: Pick<Installation, 'folder' | 'database'>): Promise<void> {
  const place = parkedFolder(installation)
  const names = await readdir(place).catch((error: unknown) => {
    if (isMissing(error)) return []
    throw explainWriteError(error, place)
  })
  const present = new Set(names)
  for (const { hash } of parkedBundles(installation.database)) {
    const name = `${hash}${bundleFileEnding}`
    if (present.has(name)) present.delete(name)
    else deleteParkedBundle(installation.database, hash)
  }
  for (const name of present) await rm(path.join(place, name), { force: true, recursive: true })
}
