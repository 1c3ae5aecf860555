import type { TFunction } from 'i18next'
import type { DocumentFields, DocumentView } from '../../../shared/contract/documents.ts'
import { formatBytes, formatDay } from '../format.ts'
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

const typeNames: Readonly<Record<string, string>> = {
  'application/pdf': 'PDF',
  'image/jpeg': 'JPEG',
  'image/png': 'PNG',
  'image/webp': 'WebP',
  'image/heic': 'HEIC',
  'image/tiff': 'TIFF',
  'application/msword': 'Word',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'Word',
  'application/vnd.ms-excel': 'Excel',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'Excel',
}

/** What a document's files are and how large: "PDF, 52,1 KB", "3 tệp JPEG, 4 MB"; empty for a link and a paper. */
export function filesWords({ body }: Pick<DocumentView, 'body'>, t: TFunction): string {
  if (body.kind !== 'files') return ''
  const [first] = body.files
  const type = typeNames[first?.type ?? ''] ?? first?.name.split('.').at(-1)?.toUpperCase() ?? ''
  const size = formatBytes(body.files.reduce((sum, file) => sum + file.size, 0))
  return body.files.length === 1
    ? `${type}, ${size}`
    : t('documents:item.files', { count: body.files.length, type, size })
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
