import { open } from 'node:fs/promises'
import type { Input, Output } from '../../../shared/contract/contract.ts'
import { isCallError } from '../../../shared/contract/errors.ts'
import type { Progress, Ticket } from '../../../shared/contract/frames.ts'
import type { AssessmentId, Sha256, UnitId } from '../../../shared/domain/ids.ts'
import { runJob } from '../../jobs/run-job.ts'
import { errnoOf } from '../../platform/file-errors.ts'
import { pdfLockJob } from '../../reports/report-jobs.ts'
import { beginsLikeZip, withArchive } from '../../storage/archive.ts'
import { isCompoundFile, isLockedWord } from '../../storage/compound-file.ts'
import { contentType } from '../../storage/content-type.ts'
import { hashOfFile } from '../../storage/file-hash.ts'
import { ZipProblem } from '../../storage/zip-problem.ts'
import type { Installation } from '../office/installation.ts'
import { documentsOf } from './document-reading.ts'
import { assertMayKeepDocuments } from './documents.ts'
import { linksOfSheet } from './evidence-links.ts'

type Inspected = Output<'documents.inspect'>[number]
type Wanted = Pick<Input<'documents.inspect'>, 'unit' | 'attach'>
type File = { readonly ticket: Ticket; readonly name: string; readonly path: string }

/**
 * What an officer should know before files are kept: that one is here already, that one has a password, that one is an archive.
 * Keeps nothing and refuses nothing: what cannot be kept, adding says.
 */
export async function* inspectFiles(
  installation: Installation,
  { unit, attach }: Wanted,
  files: readonly File[],
  signal: AbortSignal,
): AsyncGenerator<Progress, Inspected[]> {
  assertMayKeepDocuments(installation, unit as UnitId)
  const seen = new Map<string, string>()
  const found: Inspected[] = []
  for (const [done, { ticket, name, path }] of files.entries()) {
    yield { step: 'files', done, total: files.length, item: name }
    const nothing: Inspected = { ticket, name, same: null, twin: null, locked: false, archived: null }
    try {
      const { hash: sha256 } = await hashOfFile(path, signal)
      const twin = seen.get(sha256) ?? null
      seen.set(sha256, name)
      const same = sameDocument(installation, unit as UnitId, sha256, attach)
      const locked = await isLocked(path, name, signal)
      found.push({ ...nothing, same, twin, locked, archived: await filesInside(path, name) })
    } catch (error) {
      signal.throwIfAborted()
      // what cannot be read or unpacked is said, with its reason, by the act that would keep it
      if (!isCallError(error) && errnoOf(error) === undefined) throw error
      found.push(nothing)
    }
  }
  return found
}

function sameDocument(
  installation: Installation,
  unit: UnitId,
  sha256: Sha256,
  attach: Wanted['attach'],
): Inspected['same'] {
  for (const { id, body, title, deleted } of documentsOf(installation, unit).values()) {
    if (deleted || body.kind !== 'files') continue
    const file = body.files.find((each) => each.sha256 === sha256)
    if (file === undefined) continue
    const here =
      attach !== null &&
      linksOfSheet(installation, attach.assessment as AssessmentId).some(
        (link) => link.document === id && link.target === attach.target && link.late !== 'removed',
      )
    return { document: id, title: title === '' ? file.name : title, here }
  }
  return null
}

const encryptSign = Buffer.from('/Encrypt')

async function isLocked(path: string, name: string, signal: AbortSignal): Promise<boolean> {
  const office = await isLockedOffice(path)
  if (office !== null) return office
  if (!(await mayBeLockedPdf(path))) return false
  try {
    return await runJob(
      pdfLockJob,
      { file: path },
      { ...{ signal, strangersFile: name, timeoutMilliseconds: 20_000, memoryMegabytes: 512 } },
    )
  } catch (error) {
    // it took too long or too much: nothing is known of a password
    if (isCallError(error) && error.code === 'fileDangerous') return false
    throw error
  }
}

/** Null for what is no Office file of a kind that may have a password of its own. */
async function isLockedOffice(path: string): Promise<boolean | null> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    if (!(await isCompoundFile(file))) return null
    const type = await contentType(file, path, size)
    return (
      type === 'application/encrypted' || (type === 'application/msword' && (await isLockedWord(file, size)))
    )
  } finally {
    await file.close()
  }
}

/** A PDF that speaks of encryption somewhere; most do not, and need no further look. */
async function mayBeLockedPdf(path: string): Promise<boolean> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    if ((await contentType(file, path, size)) !== 'application/pdf') return false
    const chunk = Buffer.alloc(1024 * 1024)
    for (let at = 0; at < size; at += chunk.length - encryptSign.length) {
      const { bytesRead } = await file.read(chunk, 0, chunk.length, at)
      if (chunk.subarray(0, bytesRead).includes(encryptSign)) return true
    }
    return false
  } catch (error) {
    if (error instanceof ZipProblem) return false
    throw error
  } finally {
    await file.close()
  }
}

/** How many files an archive holds; null for anything else, Office files among it. */
async function filesInside(path: string, name: string): Promise<number | null> {
  if (!(await beginsLikeZip(path))) return null
  return withArchive(path, name, ({ files }) => {
    const isOffice = files.some((each) => each.part.name.toLowerCase() === '[content_types].xml')
    return Promise.resolve(isOffice || files.length === 0 ? null : files.length)
  })
}
