import type { DocumentContent } from '../../../shared/contract/document-content.ts'
import { CallError } from '../../../shared/contract/errors.ts'
import type { DocumentId, Sha256 } from '../../../shared/domain/ids.ts'
import { runJob } from '../../jobs/run-job.ts'
import { readContentJob, tiffPictureJob } from '../../reports/report-jobs.ts'
import type { Installation } from '../office/installation.ts'
import { openDocumentFile } from './document-files.ts'

/** Showing kept files that no browser shows. They are strangers' files: read in a thread that can be ended, within limits. */

const kinds: Readonly<Record<string, 'word' | 'excel'>> = {
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'word',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'excel',
}
const mostTime = 30_000

/**
 * What can be read of a Word or Excel file of a document.
 * @throws CallError `notFound`, `fileMissing`, `fileDamaged`, `fileDangerous`, `fileTypeRefused` for another kind
 */
export async function readDocumentFile(
  installation: Installation,
  id: DocumentId,
  sha256: Sha256,
  signal: AbortSignal,
): Promise<DocumentContent> {
  const { name, type, file } = await openDocumentFile(installation, id, sha256, signal)
  const kind = kinds[type]
  if (kind === undefined) throw new CallError('fileTypeRefused', { name, type })
  const input = { file: file.path, name, kind }
  return runJob(readContentJob, input, {
    ...{ signal, strangersFile: name, timeoutMilliseconds: mostTime, memoryMegabytes: 512 },
  })
}

/**
 * Draws one page of a scan into `target`, which is removed when it does not succeed.
 * @returns how many pages there are, and the name of the scan
 * @throws CallError `notFound`, `fileMissing`, `fileDamaged`, `fileDangerous`, `fileTypeRefused` for another kind
 */
export async function drawDocumentPage(
  installation: Installation,
  wanted: { readonly document: DocumentId; readonly sha256: Sha256; readonly page: number },
  target: string,
  signal: AbortSignal,
): Promise<{ readonly pages: number; readonly name: string }> {
  const { document, sha256, page } = wanted
  const { name, type, file } = await openDocumentFile(installation, document, sha256, signal)
  if (type !== 'image/tiff') throw new CallError('fileTypeRefused', { name, type })
  const { pages } = await runJob(
    tiffPictureJob,
    { file: file.path, name, page, target },
    { ...{ signal, target, strangersFile: name, timeoutMilliseconds: mostTime, memoryMegabytes: 512 } },
  )
  return { pages, name }
}
