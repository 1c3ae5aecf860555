import type { Deadline } from '../../../shared/domain/criteria.ts'
import { foldKey } from '../../../shared/domain/text/fold-key.ts'
import type { RowReader } from './row-reader.ts'

const monthlyKeys = new Set(['hang thang', 'moi thang', 'thang'].map(foldKey))
const quarterlyKeys = new Set(['hang quy', 'moi quy', 'quy'].map(foldKey))
const written = /^(?:trước\s+)?(?:ngày\s+)?(\d{1,2})\s*[/.-]\s*(\d{1,2})(?:\s*[/.-]\s*\d{4})?$/iu

/**
 * "31/05", "hằng tháng", "hằng quý", or a cell that Excel made a date of; its year says nothing, a set serves every year.
 * null when empty. Whether the day exists is checked with the whole set.
 */
export function readDeadline(row: RowReader): Deadline | null {
  const cell = row.cell('deadline')
  if (cell === undefined) return null
  if (cell.kind === 'date') return { kind: 'date', month: cell.month, day: cell.day }
  const text = row.text('deadline', 200, 'one').normalize('NFC')
  if (text === '') return null
  const key = foldKey(text)
  if (monthlyKeys.has(key)) return { kind: 'monthly' }
  if (quarterlyKeys.has(key)) return { kind: 'quarterly' }
  const [, day, month] = written.exec(text) ?? []
  const date = { kind: 'date', month: Number(month), day: Number(day) } as const
  if (date.month >= 1 && date.month <= 12 && date.day >= 1 && date.day <= 31) return date
  row.mistake('deadline', 'deadlineUnknown', { value: text })
  return null
}
