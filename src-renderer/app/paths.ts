import type { AssessmentId, CriterionId, DocumentId } from '../../shared/domain/ids.ts'

/** Addresses inside the window (behind the `#`). Pages link to each other only through these. */
export const paths = {
  overview: '/',
  sheets: '/sheet',
  appraisal: '/appraisal',
  byCriterion: '/by-criterion',
  documents: '/documents',
  review: '/review',
  results: '/results',
  asOf: '/as-of',
  papers: '/papers',
  receive: '/exchange/receive',
  send: '/exchange/send',
  startFiles: '/exchange/start',
  devices: '/exchange/devices',
  exchangeLog: '/exchange/history',
  criteria: '/admin/criteria',
  cycles: '/admin/cycles',
  units: '/admin/units',
  officers: '/admin/officers',
  settings: '/admin/settings',
  system: '/admin/system',
  history: '/history',
} as const

/** The sheet of one commune, if wanted with a criterion selected. */
export function pathOfSheet(assessment: AssessmentId, criterion?: CriterionId): string {
  const sheet = pathOfItem(paths.sheets, assessment)
  return criterion === undefined ? sheet : pathOfItem(sheet, criterion)
}

/** One document in the library of its commune. */
export function pathOfDocument(document: DocumentId): string {
  return pathOfItem(paths.documents, document)
}

/** One thing of a page, by its id: `pathOfItem(paths.criteria, version.id)`. Ids hold `:` and `/`, which are encoded. */
export function pathOfItem(page: string, id: string): string {
  return `${page}/${encodeURIComponent(id)}`
}

/** A part of an address as it was before it was encoded: ids hold `:` and `/`. Undefined for one that somebody wrote wrongly by hand. */
export function partOfAddress(part: string | undefined): string | undefined {
  if (part === undefined) return undefined
  try {
    return decodeURIComponent(part)
  } catch {
    return undefined
  }
}
