import { CallError } from '../../shared/contract/errors.ts'
import type { FileTicket, Progress } from '../../shared/contract/frames.ts'
import { filesOfDocument } from '../../shared/domain/journal/sheet-values.ts'
import { ensureFree } from '../platform/data-folder.ts'
import { withArchive } from '../storage/archive.ts'
import type { FileTickets } from './files.ts'
import path from 'node:path'

const gibibyte = 1024 ** 3
/** As many files as one act takes, and no more than an office's disk bears. */
const limits = { parts: 2000, partBytes: gibibyte, totalBytes: 4 * gibibyte }

/**
 * Takes the files out of a stranger's archive, one step deep, each behind a ticket of its own.
 *
 * @param archive where it lies; it is only read
 * @param name the archive's name as its owner knows it
 * @throws CallError `fileDangerous`, `fileTooLarge` for a file inside, `diskFull`, `cancelled`
 */
export async function* unpackInto(
  tickets: FileTickets,
  archive: string,
  name: string,
  signal: AbortSignal,
): AsyncGenerator<Progress, FileTicket[]> {
  yield { step: 'readingFiles', done: 0, total: 0, item: name }
  return withArchive(
    archive,
    name,
    async ({ files, read }) => {
      if (files.length > filesOfDocument) throw new CallError('fileDangerous', { name, why: 'tooManyParts' })
      ensureFree(
        path.dirname(tickets.newTemporaryPath()),
        files.reduce((sum, { size }) => sum + size, 0),
      )
      const unpacked: FileTicket[] = []
      for (const file of files) unpacked.push(await tickets.receive(file.name, read(file), signal))
      return unpacked
    },
    limits,
  )
}
