import { open, readFile } from 'node:fs/promises'
import type { GivenFile, GivenFileKind } from '../../../shared/contract/given-files.ts'
import { mostFilesAtOnce } from '../../../shared/contract/exchange.ts'
import { CallError, isCallError } from '../../../shared/contract/errors.ts'
import type { FileTicket, Ticket } from '../../../shared/contract/frames.ts'
import { readStrangeHead } from '../../bundles/strange-head.ts'
import { ageMagic } from '../../bundles/age-header.ts'
import { isEncrypted } from '../../bundles/encryption.ts'
import { bundleMagic } from '../../bundles/format.ts'
import { fileSource, type ByteSource } from '../../bundles/hashed-read.ts'
import { Manifest } from '../../bundles/manifest.ts'
import { isPart, partMagic, readPartHeader } from '../../bundles/part-format.ts'
import { decodeCertificateFile, decodeRequestFile } from '../../journal/certificate-files.ts'
import { deviceIdOfKey, nameOfDevice } from '../../journal/certificates.ts'
import { explainReadError } from '../../platform/file-errors.ts'
import { ensureFree } from '../../platform/data-folder.ts'
import { runJob } from '../../jobs/run-job.ts'
import { isTemplateJob } from '../../reports/report-jobs.ts'
import { beginsLikeZip, withArchive, type ArchivedFile, type OpenArchive } from '../../storage/archive.ts'
import { contentType } from '../../storage/content-type.ts'
import type { Reporting } from './bundle-progress.ts'
import type { Installation } from '../office/installation.ts'

/** What files that somebody hands over are, by their content; names and endings count for nothing. */

export type HandedFile = {
  readonly ticket: Ticket
  readonly name: string
  readonly path: string
  readonly size: number
}

type Options = Reporting & {
  /** Keeps a file that was unpacked, behind a ticket. */
  readonly keep: (name: string, content: AsyncIterable<Uint8Array>) => Promise<FileTicket>
  readonly look: (ticket: Ticket) => Omit<HandedFile, 'ticket'>
}

/** Requests, certificates and key files are text of at most this size. */
const mostPaperBytes = 1024 * 1024
/** An Excel template in an archive is unpacked up to this size to be looked at. */
const mostTemplateBytes = 20 * 1024 * 1024
const keyFileMark = '-----BEGIN AGE ENCRYPTED FILE-----'

/** @throws CallError `diskFull`, `folderReadOnly` while unpacking */
export async function identifyFiles(
  installation: Installation,
  files: readonly HandedFile[],
  options: Options,
): Promise<readonly GivenFile[]> {
  const found: GivenFile[] = []
  for (const [done, file] of files.entries()) {
    options.signal.throwIfAborted()
    options.report({ step: 'read', done, total: files.length, item: file.name })
    found.push(...(await identifyOne(installation, file, options)))
  }
  return found
}

async function identifyOne(
  installation: Installation,
  file: HandedFile,
  options: Options,
): Promise<readonly GivenFile[]> {
  const { ticket, name, size } = file
  const single = (what: GivenFileKind): GivenFile[] => [{ ticket, name, archive: null, size, what }]
  try {
    if (size > 0 && (await beginsLikeZip(file.path)) && !(await isOfficeFile(file)))
      return await lookIntoArchive(installation, file, options)
    return single(await kindOf(installation, file, options.signal))
  } catch (error) {
    if (isCallError(error) && !stops(error)) return single(refusal(error))
    throw explainReadError(error, name)
  }
}

/** What ends the whole, and is not said of one file. */
function stops({ code }: CallError): boolean {
  return code === 'cancelled' || code === 'diskFull' || code === 'folderReadOnly'
}

function refusal(error: CallError): GivenFileKind {
  const { code, details } = error.toValue()
  return { kind: 'unknown', code, details: { ...details } }
}

async function kindOf(
  installation: Installation,
  file: Omit<HandedFile, 'ticket'>,
  signal: AbortSignal,
): Promise<GivenFileKind> {
  const { name, path, size } = file
  if (size === 0) throw new CallError('fileEmpty', { name })
  const handle = await open(path, 'r')
  try {
    const source = await fileSource(handle)
    if (await isPart(source)) {
      await readPartHeader(source, name)
      return { ...ofBundle, isPart: true }
    }
    if (await isEncrypted(source)) return { ...ofBundle, isEncrypted: true }
    if (await beginsWith(source, bundleMagic)) return await bundleKind(installation, file, source, signal)
    const paper = size <= mostPaperBytes ? await paperKind(installation, path) : null
    if (paper !== null) return paper
    const type = await contentType(handle, path, size)
    if (type === excel && (await isTemplate(path, name, signal))) return { kind: 'criteria' }
    if (typeof type === 'string') return { kind: 'document' }
    if (type.refused === 'unknown') throw new CallError('bundleNotOurs', { name })
    throw new CallError('fileTypeRefused', { name, type: type.refused })
  } finally {
    await handle.close()
  }
}

const excel = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

async function isTemplate(file: string, name: string, signal: AbortSignal): Promise<boolean> {
  return await runJob(
    isTemplateJob,
    { file, name },
    { signal, timeoutMilliseconds: 20_000, memoryMegabytes: 256, strangersFile: name },
  )
}

const ofBundle = {
  ...{ kind: 'bundle' as const, content: null, senderName: null, addresseeName: null },
  ...{ isPart: false, isEncrypted: false },
}

/** What the front says; whether it may be believed is found out where the bundle is inspected. */
async function bundleKind(
  { units }: Installation,
  { name, path }: Omit<HandedFile, 'ticket'>,
  source: ByteSource,
  signal: AbortSignal,
): Promise<GivenFileKind> {
  const head = await readStrangeHead(source, { name, path }, signal)
  const manifest = Manifest.safeParse(head.value).data
  return {
    ...ofBundle,
    content: manifest?.kind ?? null,
    senderName: units.nameOf(head.author.unit),
    addresseeName: manifest === undefined ? null : units.nameOf(manifest.addressee.unit),
  }
}

async function paperKind({ units, own }: Installation, path: string): Promise<GivenFileKind | null> {
  const bytes = await readFile(path)
  if (bytes.subarray(0, 200).toString('latin1').trimStart().startsWith(keyFileMark))
    return { kind: 'rootKey' }
  const request = orNull(() => decodeRequestFile(bytes))
  if (request !== null) {
    return {
      ...{ kind: 'request', unitName: units.nameOf(request.unit), deviceName: request.name },
      ofThisMachine: deviceIdOfKey(request.key, request.unit) === own?.id,
    }
  }
  const certificate = orNull(() => decodeCertificateFile(bytes))?.[0]
  if (certificate === undefined) return null
  return {
    ...{ kind: 'certificate', unitName: units.nameOf(certificate.unit) },
    deviceName: nameOfDevice(certificate),
    forThisMachine: certificate.device === own?.id,
    ofOwnUnit: certificate.unit === own?.unit,
  }
}

function orNull<Value>(read: () => Value): Value | null {
  try {
    return read()
  } catch (error) {
    if (isCallError(error)) return null
    throw error
  }
}

async function isOfficeFile({ path, size }: HandedFile): Promise<boolean> {
  const handle = await open(path, 'r')
  try {
    const type = await contentType(handle, path, size)
    return typeof type === 'string' || type.refused !== 'application/zip'
  } catch {
    // the archive says itself what is wrong with it
    return false
  } finally {
    await handle.close()
  }
}

/** Of an archive only what may be the program's own is unpacked. */
async function lookIntoArchive(
  installation: Installation,
  { ticket, name, path, size }: HandedFile,
  options: Options,
): Promise<readonly GivenFile[]> {
  return await withArchive(path, name, async (archive) => {
    const found: GivenFile[] = []
    let others = 0
    for (const inside of archive.files) {
      options.signal.throwIfAborted()
      if (found.length >= mostFilesAtOnce || !(await mayBeOurs(archive, inside))) {
        others++
        continue
      }
      ensureFree(installation.folder.root, inside.size)
      const kept = await options.keep(inside.name, archive.read(inside))
      const what = await kindOf(installation, options.look(kept.ticket), options.signal).catch(
        (error: unknown) => {
          if (!isCallError(error) || stops(error)) throw error
          const value = error.toValue()
          const nested = value.code === 'fileTypeRefused' && value.details.type === 'application/zip'
          return refusal(
            nested ? new CallError('archiveNested', { name: inside.name, archive: name }) : error,
          )
        },
      )
      if (what.kind === 'document') others++
      else found.push({ ticket: kept.ticket, name: kept.name, archive: name, size: kept.size, what })
    }
    if (found.length === 0)
      return [{ ticket, name, archive: null, size, what: { kind: 'archive', files: others } }]
    if (others === 0) return found
    return [
      ...found,
      { ticket: null, name, archive: name, size: 0, what: { kind: 'archive', files: others } },
    ]
  })
}

const zipMagic = Buffer.from('504b0304', 'hex')
const ourMarks = [bundleMagic, partMagic, ageMagic, Buffer.from(keyFileMark), Buffer.from('{"')]

/** By its first bytes: a mark of ours, or a workbook that may be a template. */
async function mayBeOurs(archive: OpenArchive, inside: ArchivedFile): Promise<boolean> {
  let front = Buffer.alloc(0)
  for await (const chunk of archive.read(inside)) {
    front = Buffer.concat([front, chunk])
    if (front.length >= 64) break
  }
  if (ourMarks.some((mark) => front.subarray(0, mark.length).equals(mark))) return true
  return inside.size <= mostTemplateBytes && front.subarray(0, zipMagic.length).equals(zipMagic)
}

async function beginsWith(source: ByteSource, mark: Buffer): Promise<boolean> {
  const front = Buffer.alloc(mark.length)
  const read = await source.read(front, 0)
  return read >= mark.length && front.equals(mark)
}
