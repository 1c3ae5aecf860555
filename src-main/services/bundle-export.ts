import { randomBytes } from 'node:crypto'
import { rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { CallError, isCallError } from '../../shared/contract/errors.ts'
import type { Progress } from '../../shared/contract/frames.ts'
import type { Sha256, UnitId } from '../../shared/domain/ids.ts'
import { bundleFileEnding, shortCode } from '../bundles/format.ts'
import type { Manifest } from '../bundles/manifest.ts'
import { writeBundle, type WrittenBundle } from '../bundles/writer.ts'
import { syncFolderAsync } from '../platform/atomic-write.ts'
import { ensureFree } from '../platform/data-folder.ts'
import { explainWriteError } from '../platform/file-errors.ts'
import { insertOutboxItem, outboxItems } from '../storage/outbox.ts'
import { transaction } from '../storage/transaction.ts'
import { openVerified } from '../storage/vault.ts'
import { putVaultFileState, vaultFile } from '../storage/vault-files.ts'
import { contentFor, type BundleContent } from './bundle-content.ts'
import { filesToSend, type FilesToSend } from './bundle-files.ts'
import { bundleFileName } from './bundle-names.ts'
import { listCycles } from './cycles.ts'
import { ownUnit, type Installation } from './installation.ts'
import { today } from './today.ts'

/** One signed bundle for one unit: results up, decisions down, everything to another device of this unit. */

export type WantedBundle = {
  readonly to: UnitId
  readonly withFiles: boolean
  /** Where to put it; null: in the outbox of the data folder. */
  readonly folder: string | null
  readonly kind: Manifest['kind']
  /** Version of the program. */
  readonly app: string
  /** Gives the name of the file. */
  readonly nameOf: (code: string) => string
}

export type ExportedBundle = {
  readonly path: string
  readonly name: string
  readonly size: number
  readonly entries: number
  readonly files: number
  /** Evidence files that should have gone along and are missing or damaged here; the bundle asks for them. */
  readonly missingFiles: number
  readonly code: string
}

export type Reporting = { readonly report: (progress: Progress) => void; readonly signal: AbortSignal }

/** The name that a bundle for this unit gets. */
export function usualName(installation: Installation, to: UnitId): (code: string) => string {
  const from = ownUnit(installation)
  const unit = installation.units.get(to)
  const day = today(installation)
  const year = listCycles(installation)[0]?.year ?? Number(day.slice(0, 4))
  return (code) => bundleFileName(from, unit, { year, day, code })
}

/**
 * Writes a bundle. Own heads are sealed and remembered before the first byte; the file appears under its name only when it is
 * whole, on a doubtful stick only after it was read again. A missing or damaged evidence file never holds up the rest.
 * @throws CallError `noTrust`, `forbidden`, `notFound`, `diskFull`, `folderReadOnly`
 */
export async function exportBundle(
  installation: Installation,
  wanted: WantedBundle,
  { report, signal }: Reporting,
): Promise<ExportedBundle> {
  const content = contentFor(installation, wanted.to, wanted.kind, wanted.app)
  const folder = wanted.folder ?? installation.folder.outbox
  const files = wanted.withFiles
    ? await filesToSend(installation, wanted.to, content.direction, content.communes)
    : { present: [], missing: [] }
  // as names differ, an unfinished one is never taken for a bundle
  const unnamed = path.join(folder, `.${randomBytes(8).toString('hex')}${bundleFileEnding}`)
  const readAgain = await isElsewhere(installation, folder)
  const { written, sent } = await writeWhole(installation, unnamed, content, files, {
    ...{ report, signal, readAgain },
  })
  const name = wanted.nameOf(written.code)
  const target = path.join(folder, name)
  try {
    await rename(unnamed, target)
    await syncFolderAsync(folder)
  } catch (error) {
    await rm(unnamed, { force: true })
    throw explainWriteError(error, folder, written.bytes)
  }
  const { database } = installation
  transaction(database, () => {
    insertOutboxItem(database, {
      bundle: written.manifestHash,
      time: content.about.created,
      fileName: name,
      addressee: wanted.to,
      size: written.bytes,
      streams: JSON.stringify(content.heads),
      entries: content.entries,
      files: sent.present.length,
      confirmed: null,
      selection: '{}',
    })
  })
  if (wanted.folder === null) await removeFormer(installation, wanted.to, name)
  return {
    path: target,
    name,
    size: written.bytes,
    entries: content.entries,
    files: sent.present.length,
    missingFiles: sent.missing.length,
    code: shortCode(written.manifestHash),
  }
}

/** Whether the folder lies on another volume than our data: a stick or a share, which is worth a second look. */
async function isElsewhere({ folder }: Installation, place: string): Promise<boolean> {
  const [there, here] = await Promise.all([stat(place), stat(folder.root)])
  return there.dev !== here.dev
}

type Written = { readonly written: WrittenBundle; readonly sent: FilesToSend }

/** Tries with every file that seems to be there; when one turns out bad, all are compared and the good ones go. */
async function writeWhole(
  installation: Installation,
  file: string,
  content: BundleContent,
  files: FilesToSend,
  options: Reporting & { readonly readAgain: boolean },
): Promise<Written> {
  for (let sent = files; ;) {
    try {
      return { written: await write(installation, file, content, sent, options), sent }
    } catch (error) {
      const bad = badFileOf(error)
      if (bad === null || !sent.present.some(({ sha256 }) => sha256 === bad.sha256)) throw error
      sent = await withoutBadFiles(installation, sent, bad, options.signal)
    }
  }
}

type BadFile = { readonly sha256: Sha256; readonly state: 'missing' | 'damaged' }

function badFileOf(error: unknown): BadFile | null {
  if (!isCallError(error)) return null
  const { code, details } = error.toValue()
  if (code === 'fileMissing') return { sha256: details.sha256 as Sha256, state: 'missing' }
  return code === 'fileDamaged' ? { sha256: details.sha256 as Sha256, state: 'damaged' } : null
}

async function write(
  installation: Installation,
  file: string,
  content: BundleContent,
  files: FilesToSend,
  { report, signal, readAgain }: Reporting & { readonly readAgain: boolean },
): Promise<WrittenBundle> {
  const { about, ranges, certificates, lists } = content
  const bytes = files.present.reduce((sum, { size }) => sum + size, 0)
  ensureFree(path.dirname(file), bytes)
  report({ step: 'writeBytes', done: 0, total: bytes })
  return await writeBundle(
    file,
    installation.own?.keys ?? notSetUp(),
    {
      about: { ...about, wanted: [...files.missing] },
      ...{ ranges, certificates, lists, evidence: files.present },
    },
    {
      signal,
      readAgain,
      onProgress: (done, total) => {
        report({ step: 'writeBytes', done, total })
      },
    },
  )
}

function notSetUp(): never {
  throw new CallError('notSetUp', {})
}

/** Compares every file with its name and writes down which are bad, so that the office sees it too. */
async function withoutBadFiles(
  { database, vault, clock }: Installation,
  files: FilesToSend,
  first: BadFile,
  signal: AbortSignal,
): Promise<FilesToSend> {
  const bad = new Map([[first.sha256, first.state]])
  for (const { sha256 } of files.present) {
    if (bad.has(sha256)) continue
    try {
      await openVerified(vault, sha256, signal)
    } catch (error) {
      const found = badFileOf(error)
      if (found === null) throw error
      bad.set(found.sha256, found.state)
    }
  }
  transaction(database, () => {
    for (const [sha256, state] of bad)
      if (vaultFile(database, sha256) !== undefined) putVaultFileState(database, sha256, state, clock.now())
  })
  return {
    present: files.present.filter(({ sha256 }) => !bad.has(sha256)),
    missing: [...files.missing, ...bad.keys()].sort(),
  }
}

/** Every bundle holds all that the ones before held: of those in the outbox only the newest for a unit is kept. */
async function removeFormer(installation: Installation, to: UnitId, newest: string): Promise<void> {
  const { database, folder, log } = installation
  const former = outboxItems(database).filter((item) => item.addressee === to && item.fileName !== newest)
  for (const { fileName } of former) {
    // somebody may be fetching it just now; then it goes next time
    await rm(path.join(folder.outbox, fileName), { force: true }).catch((error: unknown) => {
      log.error('former bundle stays in the outbox', error)
    })
  }
}
