import { randomBytes } from 'node:crypto'
import { copyFile, open, readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { CallError, isCallError } from '../../../shared/contract/errors.ts'
import type { ExportContent } from '../../../shared/contract/exchange.ts'
import type { Sha256, UnitId } from '../../../shared/domain/ids.ts'
import { bundleFileEnding, shortCode } from '../../bundles/format.ts'
import type { Manifest } from '../../bundles/manifest.ts'
import { encryptedSizeAtMost } from '../../bundles/encryption.ts'
import { writeBundle, type WrittenBundle } from '../../bundles/writer.ts'
import { syncFolderAsync } from '../../platform/atomic-write.ts'
import { renameWhenFree } from '../../platform/busy-rename.ts'
import { ensureFree } from '../../platform/data-folder.ts'
import { errnoOf, explainWriteError } from '../../platform/file-errors.ts'
import { hashOfFile } from '../../storage/file-hash.ts'
import { insertOutboxItem, outboxItems } from '../../storage/outbox.ts'
import { noteFileHolder } from '../../storage/receipts.ts'
import { transaction } from '../../storage/transaction.ts'
import { forgetUnfinishedFile, noteUnfinishedFile } from '../../storage/unfinished-files.ts'
import { openVerified } from '../../storage/vault.ts'
import { putVaultFileState, vaultFile } from '../../storage/vault-files.ts'
import { writeParts } from '../../bundles/part-writer.ts'
import { contentFor, type BundleContent } from './bundle-content.ts'
import { namedFiles, type FilesToSend } from './bundle-files.ts'
import { removeHidden } from './bundle-leftovers.ts'
import { bundleFileName } from './bundle-names.ts'
import type { Reporting } from './bundle-progress.ts'
import { confirmedBy, isAllConfirmed, judgeOutbox } from './bundle-receipts.ts'
import { encryptionFor } from './bundle-recipients.ts'
import { listCycles } from '../catalogue/cycles.ts'
import { assertNotCopied } from '../trust/device-identity.ts'
import { ownUnit, type Installation } from '../office/installation.ts'
import { today } from '../today.ts'

/** One signed bundle for one unit: results up, decisions down, everything to another device of this unit. */

/** What a person chose; the outbox keeps it, so that the same can be made again. */
export type ExportChoices = {
  readonly what: ExportContent
  readonly withFiles: boolean
  /** Left out: whenever every device of the addressee can open it. */
  readonly encrypt?: boolean | undefined
  /** No file larger than this. */
  readonly partBytes: number | null
  /** It answers what was taken in: nobody waits for a receipt of it, unless a decision of this unit goes along. */
  readonly answer?: boolean
}

export type WantedBundle = {
  readonly to: UnitId
  readonly choices: ExportChoices
  /** Where to put it; null: in the outbox of the data folder. */
  readonly folder: string | null
  readonly kind: Manifest['kind']
  /** Version of the program. */
  readonly app: string
  /** Gives the name of the file. */
  readonly nameOf: (code: string) => string
}

export type ExportedFile = { readonly path: string; readonly name: string; readonly size: number }

export type ExportedBundle = {
  /** One, or one a part. */
  readonly made: readonly ExportedFile[]
  readonly name: string
  /** Of all files together. */
  readonly size: number
  readonly encrypted: boolean
  readonly entries: number
  readonly files: number
  /** Evidence files that should have gone along and are missing or damaged here; the bundle asks for them. */
  readonly missingFiles: number
  readonly code: string
}

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
 * @throws CallError `noTrust`, `forbidden`, `notFound`, `cannotEncrypt`, `tooManyParts`, `diskFull`,
 *   `folderReadOnly`, `mediumVanished`
 */
export async function exportBundle(
  installation: Installation,
  wanted: WantedBundle,
  reporting: Reporting,
): Promise<ExportedBundle> {
  await assertNotCopied(installation)
  const { database } = installation
  const { to, kind, choices } = wanted
  const recipients = recipientsFor(installation, wanted)
  const content = contentFor(installation, to, kind, wanted.app, choices.what)
  const named = await namedFiles(installation, to, content.direction, content.communes)
  const files = choices.withFiles ? await named.choose(choices.what) : { present: [], missing: [] }
  const lacking = await named.lacking()
  const folder = wanted.folder ?? installation.folder.outbox
  // what is cut in parts is made at home first; what is encrypted is so from its first byte
  const isCut = choices.partBytes !== null
  // as names differ, an unfinished one is never taken for a bundle
  const random = randomBytes(8).toString('hex')
  const unnamed = path.join(folder, `.${random}${bundleFileEnding}`)
  const whole = isCut ? path.join(installation.folder.outbox, `.${random}.whole`) : unnamed
  if (wanted.folder !== null) noteUnfinishedFile(database, unnamed)
  try {
    const readAgain = await isElsewhere(installation, folder)
    const { written, sent } = await writeWhole(installation, whole, content, files, lacking, {
      ...{ ...reporting, recipients },
      readAgain: !isCut && readAgain,
    })
    const name = wanted.nameOf(written.code)
    if (wanted.folder !== null && isCut) noteUnfinishedFile(database, path.join(folder, `.${name}`))
    const made = await finishFiles({
      ...{ whole, target: path.join(folder, name), bytes: written.bytes },
      ...{ partBytes: choices.partBytes, readAgain, reporting },
    })
    const size = made.reduce((sum, each) => sum + each.size, 0)
    transaction(database, () => {
      for (const each of [unnamed, path.join(folder, `.${name}`)]) forgetUnfinishedFile(database, each)
      for (const { sha256 } of sent.present) noteFileHolder(database, sha256, to)
      const streams = JSON.stringify(content.heads)
      const isNews = !isAllConfirmed(confirmedBy(installation, to), streams)
      insertOutboxItem(database, {
        ...{ bundle: written.manifestHash, time: content.about.created, fileName: name, addressee: to, size },
        ...{ streams, entries: content.entries, files: sent.present.length },
        ...{ confirmed: null, selection: JSON.stringify({ ...choices, kind, isNews }) },
      })
      judgeOutbox(installation)
    })
    if (wanted.folder === null) await removeFormer(installation, to, made)
    return {
      ...{ made, name, size, encrypted: recipients !== null },
      ...{ entries: content.entries, files: sent.present.length, missingFiles: sent.missing.length },
      code: shortCode(written.manifestHash),
    }
  } catch (error) {
    // the stick may be gone: what lies there goes at the next start
    await removeHidden(unnamed).then(
      () => {
        forgetUnfinishedFile(database, unnamed)
      },
      () => {},
    )
    throw explainMedium(error, folder)
  } finally {
    if (isCut) await rm(whole, { force: true })
  }
}

/** Who is to open it; null: anybody. @throws CallError `cannotEncrypt` */
function recipientsFor(installation: Installation, wanted: WantedBundle): readonly string[] | null {
  const { choices, to } = wanted
  if (choices.encrypt === false) return null
  const { recipients, shown } = encryptionFor(installation, to)
  if (shown.possible) return recipients
  if (choices.encrypt !== true) return null
  throw new CallError('cannotEncrypt', { unit: installation.units.nameOf(to) })
}

type Finishing = {
  /** Where the finished file lies before it gets its name. */
  readonly whole: string
  readonly bytes: number
  readonly target: string
  readonly partBytes: number | null
  readonly readAgain: boolean
  readonly reporting: Reporting
}

/** Cuts in parts where that was chosen, and gives the files their names. */
async function finishFiles(given: Finishing): Promise<readonly ExportedFile[]> {
  const { whole, bytes, target, partBytes } = given
  const folder = path.dirname(target)
  const name = path.basename(target)
  if (partBytes !== null && bytes > partBytes) return await cutInParts(given, whole, partBytes)
  try {
    if (path.dirname(whole) === folder) await renameWhenFree(whole, target)
    else await bringOver(whole, target, given)
    await syncFolderAsync(folder)
  } catch (error) {
    throw explainWriteError(error, folder, bytes)
  }
  return [{ path: target, name, size: bytes }]
}

/** A file that was made at home to be cut, and is small enough to go whole. */
async function bringOver(
  finished: string,
  target: string,
  { readAgain, reporting: { signal } }: Finishing,
): Promise<void> {
  const unnamed = path.join(path.dirname(target), `.${path.basename(target)}`)
  await copyFile(finished, unnamed)
  const handle = await open(unnamed, 'r+')
  await handle.sync().finally(() => handle.close())
  if (readAgain) {
    const [made, there] = [await hashOfFile(finished, signal), await hashOfFile(unnamed, signal)]
    if (made.hash !== there.hash)
      throw new CallError('bundleDamaged', { name: path.basename(target), where: 'end' })
  }
  await renameWhenFree(unnamed, target)
}

/** Each part gets its name when all are whole; what they were cut from goes. */
async function cutInParts(
  { target, readAgain, reporting }: Finishing,
  source: string,
  partBytes: number,
): Promise<readonly ExportedFile[]> {
  const { files } = await writeParts(
    { source, name: path.basename(target), folder: path.dirname(target), partBytes, readAgain },
    {
      signal: reporting.signal,
      onProgress: (done, total) => {
        reporting.report({ step: 'partBytes', done, total })
      },
    },
  )
  await rm(source, { force: true })
  return files.map((file) => ({ path: file.path, name: file.name, size: file.bytes }))
}

const gone = new Set(['EIO', 'ENODEV', 'ENXIO', 'ESTALE', 'ENOTCONN', 'ENOENT', 'ENOTDIR', 'EBADF'])

/** A stick that is pulled out while it is written to. What concerns single evidence files has its own code before. */
function explainMedium(error: unknown, folder: string): unknown {
  return gone.has(errnoOf(error) ?? '')
    ? new CallError('mediumVanished', { folder }, { cause: error })
    : error
}

/** Whether the folder lies on another volume than our data: a stick or a share, which is worth a second look. */
async function isElsewhere({ folder }: Installation, place: string): Promise<boolean> {
  const [there, here] = await Promise.all([stat(place), stat(folder.root)])
  return there.dev !== here.dev
}

type WriteReporting = Reporting & {
  readonly readAgain: boolean
  readonly recipients: readonly string[] | null
}
type Written = { readonly written: WrittenBundle; readonly sent: FilesToSend }

/** Tries with every file that seems to be there; when one turns out bad, all are compared and the good ones go. */
async function writeWhole(
  installation: Installation,
  file: string,
  content: BundleContent,
  files: FilesToSend,
  lacking: readonly Sha256[],
  options: WriteReporting,
): Promise<Written> {
  for (let sent = files; ;) {
    const asked = [...new Set([...lacking, ...sent.missing])].sort()
    try {
      return { written: await write(installation, file, content, sent, asked, options), sent }
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
  asked: readonly Sha256[],
  { report, signal, readAgain, recipients }: WriteReporting,
): Promise<WrittenBundle> {
  const { about, ranges, certificates, lists } = content
  const bytes = files.present.reduce((sum, { size }) => sum + size, 0)
  ensureFree(path.dirname(file), recipients === null ? bytes : encryptedSizeAtMost(bytes, recipients.length))
  report({ step: 'writeBytes', done: 0, total: bytes })
  return await writeBundle(
    file,
    installation.own?.keys ?? notSetUp(),
    {
      about: { ...about, wanted: [...asked] },
      ...{ ranges, certificates, lists, evidence: files.present },
    },
    {
      ...{ signal, readAgain, ...(recipients !== null && { recipients }) },
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

/** Of the bundles in the outbox only the newest for a unit is kept: whatever is not confirmed is in it. */
async function removeFormer(
  installation: Installation,
  to: UnitId,
  newest: readonly ExportedFile[],
): Promise<void> {
  const { database, folder, log } = installation
  const kept = new Set(newest.map(({ name }) => name))
  const former = outboxItems(database).filter((item) => item.addressee === to && !kept.has(item.fileName))
  const present = new Set(former.length === 0 ? [] : await readdir(folder.outbox))
  for (const { fileName } of former) {
    const stem = fileName.slice(0, -bundleFileEnding.length)
    for (const name of present) {
      if (name !== fileName && !(name.startsWith(`${stem} phan `) && !kept.has(name))) continue
      // somebody may be fetching it just now; then it goes next time
      await rm(path.join(folder.outbox, name), { force: true }).catch((error: unknown) => {
        log.error('former bundle stays in the outbox', error)
      })
    }
  }
}
