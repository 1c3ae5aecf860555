import type { TFunction } from 'i18next'
import type { DocumentFields, DocumentView } from '../../../shared/contract/documents.ts'
import { formatDay } from '../format.ts'
import type { EvidenceLink } from './document-types.ts'

/** What a document is called: its trích yếu, else its first file, its address or its place. */
export function documentName({ title, body }: Pick<DocumentView, 'title' | 'body'>): string {
  if (title !== '') return title
  switch (body.kind) {
    case 'files':
      return body.files[0]?.name ?? ''
    case 'link':
      return body.address
    case 'paper':
      return body.place
  }
}

/** "12/KH-UBND ngày 05/02/2024, UBND xã An Thượng"; empty while nothing of it is known. */
export function documentReference({ number, date, issuer }: DocumentFields, t: TFunction): string {
  const dated = date === null ? '' : t('documents:reference.dated', { day: formatDay(date) })
  return [[number, dated].filter((part) => part !== '').join(' '), issuer]
    .filter((part) => part !== '')
    .join(', ')
}

/** "tr. 3–5 · tháng 03/2024 · ghi chú". */
export function linkWords({ pages, period, note }: EvidenceLink, t: TFunction): string {
  return [pages === '' ? '' : t('documents:link.pagesShort', { pages }), periodWords(period, t), note]
    .filter((part) => part !== '')
    .join(' · ')
}

/** "tháng 03/2024", "quý 2/2024". */
export function periodWords(period: string, t: TFunction): string {
  const [year = '', part = ''] = period.split('-')
  if (part === '') return ''
  return part.startsWith('Q')
    ? t('documents:link.quarter', { quarter: part.slice(1), year })
    : t('documents:link.month', { month: part, year })
}
