import type { DocumentView } from '../../../shared/contract/documents.ts'

/** Files (photos of one paper together), a link, or a paper kept at the office. */
export type DocumentBody = DocumentView['body']
export type StoredFile = (DocumentBody & { kind: 'files' })['files'][number]
/** How a document proves a criterion: its pages, the month or quarter, a note. */
export type EvidenceLink = DocumentView['links'][number]['link']
