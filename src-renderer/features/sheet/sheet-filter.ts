import type { DepartmentId } from '../../../shared/domain/ids.ts'
import { searchKey } from '../../../shared/domain/text/vietnamese.ts'
import { marksOf, type Mark, type RowModel } from './sheet-model.ts'

/** Which lines of a sheet show, and which are found. */

export const filterStates = ['todo', 'noPoints', 'noEvidence', 'asked', 'late'] as const
export type FilterState = (typeof filterStates)[number]

export type SheetFilter = Readonly<{
  state: FilterState | null
  /** The office that looks after the criterion. */
  department: DepartmentId | null
  /** Who entered the answer that stands. */
  person: string | null
}>

export const noFilter: SheetFilter = { state: null, department: null, person: null }

export function isFiltering({ state, department, person }: SheetFilter): boolean {
  return state !== null || department !== null || person !== null
}

/** Marks that tell something without asking for anything. */
const telling: ReadonlySet<Mark> = new Set(['warning', 'outsidePeriod'])

/** Whether somebody still has something to do at a line: an answer, a paper, a supplement, a mistake. */
export function hasWork(row: RowModel): boolean {
  return isWithoutPoints(row) || marksOf(row).some((mark) => !telling.has(mark))
}

/** Whether the commune has yet to answer; what is entered above is not its to do. */
export function isWithoutPoints({ criterion, outcome }: RowModel): boolean {
  return (
    criterion.enteredBy.includes('commune') && (outcome.status === 'missing' || outcome.status === 'invalid')
  )
}

export function isOfState(row: RowModel, state: FilterState): boolean {
  switch (state) {
    case 'todo':
      return hasWork(row)
    case 'noPoints':
      return isWithoutPoints(row)
    default:
      return marksOf(row).includes(state)
  }
}

/** Whether a line passes the filter. */
export function passes(row: RowModel, { state, department, person }: SheetFilter): boolean {
  return (
    (state === null || isOfState(row, state)) &&
    (department === null || row.criterion.department === department) &&
    (person === null || row.row.self.author?.officer === person)
  )
}

/** Whether a line is what somebody looks for: the beginning of its code, or words of its name, with or without marks. */
export function isFound({ criterion }: RowModel, text: string): boolean {
  const wanted = searchKey(text)
  if (wanted === '') return false
  return searchKey(criterion.code).startsWith(wanted) || searchKey(criterion.title).includes(wanted)
}

/** Where a sheet opens: what was asked for first, then the first line with work, then the first. */
export function openingRow(rows: readonly RowModel[]): RowModel | undefined {
  return rows.find(({ row }) => row.asked !== null) ?? rows.find(hasWork) ?? rows[0]
}
