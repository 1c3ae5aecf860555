import { answerAsCell, outcomePoints } from '../../../ui/answer/answer-text.ts'
import { formatPoints } from '../../../ui/format.ts'
import type { ColumnId } from '../columns.ts'
import type { RowModel } from '../sheet-model.ts'

/** A cell as text for the clipboard, as Excel here understands it. */
export function cellText(
  { criterion, row, answer, outcome }: RowModel,
  column: ColumnId,
  t: Parameters<typeof outcomePoints>[1],
): string {
  switch (column) {
    case 'code':
      return criterion.code
    case 'title':
      return criterion.title
    case 'max':
      return formatPoints(criterion.max)
    case 'lastYear':
      return row.lastPoints === null ? '' : formatPoints(row.lastPoints)
    case 'answer':
      return answerAsCell(criterion, answer, t)
    case 'self':
      return outcome.status === 'points' ? outcomePoints(outcome, t) : ''
    case 'appraisal':
    case 'verification': {
      const cell = column === 'appraisal' ? row.appraisal : row.verification
      return cell.outcome.status === 'points' ? outcomePoints(cell.outcome, t) : ''
    }
    case 'evidence':
      return String(row.evidence.count)
    case 'state':
      return ''
  }
}
