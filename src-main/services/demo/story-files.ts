import path from 'node:path'
import type { EvidenceLink } from '../../../shared/domain/journal/sheet-values.ts'
import type { MadeFile, SampleFile } from '../../reports/sample-files.ts'
import type { CommuneKey } from './communes.ts'
import type { SampleDocument, SampleLink } from './sample-document.ts'

/** Where the files of the story lie while it is played, and on which pages their marks came to stand. */

/** Paths of a document's files; a shared paper lies once for all communes. */
export function pathsOf(folder: string, commune: CommuneKey, { body }: SampleDocument): readonly string[] {
  switch (body.kind) {
    case 'paper':
      return [path.join(folder, body.shared ? 'huyen' : commune, body.name)]
    case 'photos':
      return body.photos.map(({ name }) => path.join(folder, commune, name))
    default:
      return []
  }
}

/** What has to be made for these documents. */
export function filesToMake(
  folder: string,
  commune: CommuneKey,
  documents: readonly SampleDocument[],
): readonly SampleFile[] {
  return documents.flatMap((document): SampleFile[] => {
    const { body } = document
    const paths = pathsOf(folder, commune, document)
    if (body.kind === 'paper') return paths.map((file) => ({ kind: 'paper', file, paper: body.paper }))
    if (body.kind !== 'photos') return []
    return body.photos.map(({ scene, taken }, index) => ({
      kind: 'photo',
      file: paths[index] ?? '',
      scene,
      comment: `DỮ LIỆU MẪU – ảnh vẽ minh họa (${taken})`,
    }))
  })
}

export type MadeFiles = ReadonlyMap<string, MadeFile>
export type MakeFiles = (files: readonly SampleFile[]) => Promise<MadeFiles>

/**
 * Has the files made batch after batch in the background, each file once, so that the first ones can be used while the others are
 * drawn. The promise of a batch gives everything made up to it.
 */
export function makeInTurn(
  batches: readonly (readonly SampleFile[])[],
  make: MakeFiles,
): readonly Promise<MadeFiles>[] {
  const known = new Set<string>()
  let before: Promise<MadeFiles> = Promise.resolve(new Map())
  return batches.map((batch) => {
    const fresh = batch.filter(({ file }) => !known.has(file) && known.add(file))
    before = before.then(async (made) => new Map([...made, ...(await make(fresh))]))
    // Whoever waits for the batch meets its failure; nobody may be waiting yet.
    before.catch(() => undefined)
    return before
  })
}

/** The link as it is written, with page numbers in place of marks: from a mark to the page before the next one. */
export function linkOf({ pages, period, note }: SampleLink, made: MadeFile | undefined): EvidenceLink {
  return { pages: typeof pages === 'string' ? pages : pageRange(pages, made), period, note }
}

function pageRange({ from, to = from }: { from: string; to?: string }, made: MadeFile | undefined): string {
  const first = made?.marks[from]
  const lastMark = made?.marks[to]
  if (made === undefined || first === undefined || lastMark === undefined) return ''
  const next = Object.values(made.marks).filter((page) => page > lastMark)
  const last = next.length === 0 ? made.pages : Math.min(...next) - 1
  return last <= first ? String(first) : `${first}-${last}`
}
