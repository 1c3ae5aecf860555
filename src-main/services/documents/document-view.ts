import { CallError } from '../../../shared/contract/errors.ts'
import type { DocumentView } from '../../../shared/contract/documents.ts'
import {
  assessmentId,
  ownerOf,
  partsOfAssessment,
  type DocumentId,
  type EntryId,
  type UnitId,
} from '../../../shared/domain/ids.ts'
import { bodyState, documentsOf, fileState, isOutside, type DocumentReading } from './document-reading.ts'
import {
  evidenceId,
  labelOfTarget,
  linksOfSheet,
  sheetsByCommune,
  type LinkReading,
} from './evidence-links.ts'
import { ownDevice, type Installation } from '../office/installation.ts'
import { authorOf, headsIn } from '../sheets/sheet-scope.ts'
import { wordsOf, type Words } from '../words.ts'

/** A document as a window shows it, with everything that it proves. */

/**
 * A document of the own subtree.
 * @throws CallError `notFound`
 */
export function getDocument(installation: Installation, id: DocumentId): DocumentReading {
  const commune = ownerOf(id)
  const isOurs = installation.units.isWithin(commune, ownDevice(installation).unit)
  const document = isOurs ? documentsOf(installation, commune).get(id) : undefined
  if (document === undefined) throw new CallError('notFound', { what: 'document' })
  return document
}

/** @throws CallError `notFound` */
export function viewDocument(installation: Installation, id: DocumentId): DocumentView {
  return createDocumentViewer(installation)(getDocument(installation, id))
}

/** Shows documents of a page: what they share (links of a commune, words) is read once. */
export function createDocumentViewer(
  installation: Installation,
): (document: DocumentReading) => DocumentView {
  const words = wordsOf(installation)
  const sheets = sheetsByCommune(installation)
  const linksByCommune = new Map<UnitId, ReadonlyMap<DocumentId, readonly LinkReading[]>>()
  const linksOf = (document: DocumentReading): readonly LinkReading[] => {
    const commune = ownerOf(document.id)
    let links = linksByCommune.get(commune)
    if (links === undefined) {
      links = byDocument((sheets.get(commune) ?? []).flatMap((sheet) => linksOfSheet(installation, sheet)))
      linksByCommune.set(commune, links)
    }
    return links.get(document.id) ?? []
  }
  return (document) => {
    const links = linksOf(document)
    const { id, number, date, issuer, title, body, replaced, author, deleted, differing } = document
    return {
      id,
      number,
      date,
      issuer,
      title,
      unit: ownerOf(id),
      body,
      replaced: [...replaced],
      state: bodyState(body, (sha256) => fileState(installation, sha256)),
      outsidePeriod: links.some(({ assessment }) => isOutsideCycle(installation, date, assessment)),
      deleted,
      differing,
      author: authorOf(installation, author),
      links: links.map((link) => ({
        assessment: link.assessment,
        target: link.target,
        label: labelOfLink(installation, words, link),
        link: link.link,
        heads: [...headsOfLink(installation, link)],
      })),
      heads: headsOfDocument(installation, id),
    }
  }
}

function headsOfLink(
  installation: Installation,
  { assessment, target, document }: LinkReading,
): readonly EntryId[] {
  const { cycle, unit } = partsOfAssessment(assessment)
  const scope = installation.journal.sheet(assessmentId(cycle, unit))
  return headsIn(scope, 'evidence', evidenceId(assessment, target, document), 'link')
}

function headsOfDocument(installation: Installation, id: DocumentId): Record<string, EntryId[]> {
  const scope = installation.journal.plain('documents', ownerOf(id))
  const fields = ['number', 'date', 'issuer', 'title']
  return Object.fromEntries(fields.map((field) => [field, [...headsIn(scope, 'document', id, field)]]))
}

/** Whether a paper's date lies outside the data period of the sheet's cycle. */
export function isOutsideCycle(
  installation: Installation,
  date: string | null,
  assessment: LinkReading['assessment'],
): boolean {
  if (date === null) return false
  const cycle = installation.journal.catalogue.cycle(partsOfAssessment(assessment).cycle)
  return cycle !== null && isOutside(date, cycle.period)
}

function labelOfLink(
  installation: Installation,
  words: Words,
  { assessment, target, late }: LinkReading,
): string {
  const cycle = installation.journal.catalogue.cycle(partsOfAssessment(assessment).cycle)
  const label = labelOfTarget(words, cycle, target)
  return late === null ? label : words(late === 'added' ? 'lateAdded' : 'lateRemoved', { label })
}

function byDocument(links: readonly LinkReading[]): ReadonlyMap<DocumentId, readonly LinkReading[]> {
  const found = new Map<DocumentId, LinkReading[]>()
  for (const link of links) {
    const known = found.get(link.document)
    if (known === undefined) found.set(link.document, [link])
    else known.push(link)
  }
  return found
}
