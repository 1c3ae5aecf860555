import type { CriterionId } from '../../../../shared/domain/ids.ts'
import type { ColumnId, ShownColumns } from '../columns.ts'

/** Where the keys of a spreadsheet lead. */

export type Cell = Readonly<{ criterion: CriterionId; column: ColumnId }>

export type Key = Readonly<{ key: string; ctrl: boolean; shift: boolean }>

const pageRows = 12

/** The cell that a key leads to; null when the key does not move, or leaves the grid. */
export function nextCell(
  from: Cell,
  { key, ctrl, shift }: Key,
  order: readonly CriterionId[],
  shown: ShownColumns,
): Cell | null {
  const row = Math.max(0, order.indexOf(from.criterion))
  const column = Math.max(0, shown.indexOf(from.column))
  const at = (toRow: number, toColumn: number): Cell | null => {
    const criterion = order[Math.min(order.length - 1, Math.max(0, toRow))]
    const id = shown[Math.min(shown.length - 1, Math.max(0, toColumn))]
    return criterion === undefined || id === undefined ? null : { criterion, column: id }
  }
  switch (key) {
    case 'ArrowDown':
      return at(ctrl ? order.length : row + 1, column)
    case 'ArrowUp':
      return at(ctrl ? 0 : row - 1, column)
    case 'ArrowRight':
      return at(row, ctrl ? shown.length : column + 1)
    case 'ArrowLeft':
      return at(row, ctrl ? 0 : column - 1)
    case 'Enter':
      return at(shift ? row - 1 : row + 1, column)
    case 'PageDown':
      return at(row + pageRows, column)
    case 'PageUp':
      return at(row - pageRows, column)
    case 'Home':
      return ctrl ? at(0, 0) : at(row, 0)
    case 'End':
      return ctrl ? at(order.length, shown.length) : at(row, shown.length)
    case 'Tab': {
      const to = shift ? column - 1 : column + 1
      // At the edge Tab goes on to the rest of the page: nobody is caught in the grid.
      return to < 0 || to >= shown.length ? null : at(row, to)
    }
    default:
      return null
  }
}
