import type { DocumentFields } from '../../../shared/contract/documents.ts'
import type { CriterionId, Day } from '../../../shared/domain/ids.ts'
import type { Paper } from '../../reports/official-paper/paper.ts'
import { onDay } from './papers/paper-parts.ts'

/** A document of the sample data before it is filed: what it is, what stands on it, what it proves. */
export type SampleDocument = {
  readonly body:
    | { readonly kind: 'paper'; readonly name: string; readonly paper: Paper; readonly shared: boolean }
    /** Several photos make one document; `taken` tells photos of one scene apart. */
    | { readonly kind: 'photos'; readonly photos: readonly Photo[] }
    | { readonly kind: 'link'; readonly address: string; readonly seen: Day }
    | { readonly kind: 'kept'; readonly place: string }
  readonly fields: Partial<DocumentFields>
  readonly links: readonly SampleLink[]
}

export type Photo = { readonly name: string; readonly scene: string; readonly taken: string }

export type SampleLink = {
  readonly target: CriterionId
  /** "2-3", or the name of a mark in the paper whose page is looked up. */
  readonly pages: string | { readonly from: string; readonly to?: string }
  readonly period: string
  readonly note: string
}

/** A link to a criterion, or to a paper of the dossier: `dossier-1`. */
export function proves(target: string, details: Partial<Omit<SampleLink, 'target'>> = {}): SampleLink {
  return { target: target as CriterionId, pages: '', period: '', note: '', ...details }
}

/** A drawn paper; what the library shows of it is read from the paper itself. */
export function paperDocument(name: string, paper: Paper, ...links: readonly SampleLink[]): SampleDocument {
  const kind = paper.kind ?? 'CÔNG VĂN'
  const words = kind.charAt(0) + kind.slice(1).toLocaleLowerCase('vi')
  const issuer = issuers.get(paper.issuer.name.join(' ')) ?? issuerInWords(paper)
  return {
    body: { kind: 'paper', name: `${name}.pdf`, paper, shared: false },
    fields: { number: paper.number, date: paper.day, issuer, title: `${words} ${lowerFirst(paper.title)}` },
    links,
  }
}

/** A paper of the district that every commune files: one file, a document of each commune (JOURNAL 5). */
export function sharedDocument(name: string, paper: Paper, ...links: readonly SampleLink[]): SampleDocument {
  const document = paperDocument(name, paper, ...links)
  return document.body.kind === 'paper' ? { ...document, body: { ...document.body, shared: true } } : document
}

const issuers = new Map([
  ['BAN CHỈ ĐẠO XÂY DỰNG CHÍNH QUYỀN THÂN THIỆN', 'Ban Chỉ đạo xây dựng chính quyền thân thiện huyện'],
  ['PHÒNG NỘI VỤ', 'Phòng Nội vụ huyện'],
])

/** "ỦY BAN NHÂN DÂN", "XÃ XUÂN LƯƠNG" with the place: "UBND xã Xuân Lương". */
function issuerInWords({ issuer, place }: Paper): string {
  const [, second = ''] = issuer.name
  const kind = second
    .slice(0, second.length - place.length)
    .trim()
    .toLocaleLowerCase('vi')
  return `UBND ${kind} ${place}`
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLocaleLowerCase('vi') + text.slice(1)
}

/** The same documents with none dated after that day: what is shown today cannot be from tomorrow. */
export function notAfter(latest: Day, documents: readonly SampleDocument[]): readonly SampleDocument[] {
  const earlier = (day: Day): Day => (day > latest ? latest : day)
  return documents.map((document) => {
    const { body, fields } = document
    const { date } = fields
    const dated = date == null ? fields : { ...fields, date: earlier(date) }
    if (body.kind === 'paper') {
      return {
        ...document,
        fields: dated,
        body: { ...body, paper: { ...body.paper, day: earlier(body.paper.day) } },
      }
    }
    if (body.kind === 'link')
      return { ...document, fields: dated, body: { ...body, seen: earlier(body.seen) } }
    return { ...document, fields: dated }
  })
}

/** Photos of one occasion as one document. */
export function photoDocument(
  title: string,
  day: Day,
  photos: readonly Photo[],
  ...links: readonly SampleLink[]
): SampleDocument {
  return {
    body: { kind: 'photos', photos },
    fields: { date: day, title: `${title} (ảnh chụp ${onDay(day)})` },
    links,
  }
}
