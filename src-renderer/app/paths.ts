import type { AssessmentId, CriterionId, DocumentId } from '../../shared/domain/ids.ts'

/** Addresses inside the window (behind the `#`). Pages link to each other only through these. */
export const paths = {
  overview: '/',
  sheets: '/sheet',
  appraisal: '/appraisal',
  documents: '/documents',
  exchange: '/exchange',
  review: '/review',
  results: '/results',
  reports: '/reports',
  history: '/history',
  asOf: '/as-of',
  admin: '/admin',
} as const

/** The sheet of one commune, if wanted with a criterion selected. */
export function pathOfSheet(assessment: AssessmentId, criterion?: CriterionId): string {
  const sheet = `${paths.sheets}/${encodeURIComponent(assessment)}`
  return criterion === undefined ? sheet : `${sheet}/${encodeURIComponent(criterion)}`
}

/** One document in the library of its commune. */
export function pathOfDocument(document: DocumentId): string {
  return `${paths.documents}/${encodeURIComponent(document)}`
}

/** One part of a page with tabs: `pathOfTab(paths.exchange, 'receive')`. */
export function pathOfTab(page: string, tab: string): string {
  return `${page}/${tab}`
}
