import type { Answer } from '../answers.ts'
import type { Criterion } from '../criteria.ts'
import type { CriterionId, EntryId } from '../ids.ts'
import type { Outcome } from '../rules.ts'
import type { Stage } from '../workflow.ts'
import { fieldKey, type FieldKey } from './changes.ts'
import type { CycleFacts, SheetContext, SheetEntry } from './facts.ts'
import type { FieldStanding } from './merge.ts'
import { scoreAnswer } from './scored-answers.ts'
import { changeOf, type SheetProjection } from './sheet-projection.ts'
import type { Appraised } from './sheet-values.ts'

/** The answers of a projected sheet, a row a criterion. */

export type Cell = {
  readonly answer: Answer | null
  readonly outcome: Outcome
  readonly heads: readonly EntryId[]
  readonly differing: boolean
  /** Entry whose value is shown. */
  readonly entry: SheetEntry | null
  /** Appraisal and verification: takes over the answer of the stage before as it stands now. */
  readonly agrees: boolean
  /** Changes that wait for a new decision. */
  readonly late: number
}

export const nothingStands: FieldStanding = { heads: [], shown: null, differing: false }

/** Every criterion's answers, in the set's order. Rows that did not change since the last reading are the same objects. */
export function readRows(
  projection: SheetProjection,
  context: SheetContext,
  cycle: CycleFacts,
): ReadonlyMap<CriterionId, Readonly<Record<Stage, Cell>>> {
  const lateOf = countLate(projection)
  const remembered = rowsRememberedFor(projection)
  const cells = new Map<CriterionId, Record<Stage, Cell>>()
  for (const criterion of cycle.content.criteria) {
    const row = readRow(projection, criterion, context, cycle, lateOf, remembered.get(criterion.id))
    remembered.set(criterion.id, row)
    cells.set(criterion.id, row.cells)
  }
  return cells
}

type ReadRow = {
  /** What the row was read from: the same objects mean the same row. */
  readonly from: readonly (FieldStanding | number | Criterion)[]
  readonly cells: Record<Stage, Cell>
}

/** Rows of the last reading of a sheet at hand: one more answer changes one of them. */
const rowsRead = new WeakMap<SheetProjection['fields'], Map<CriterionId, ReadRow>>()

function rowsRememberedFor(projection: SheetProjection): Map<CriterionId, ReadRow> {
  let rows = rowsRead.get(projection.fields)
  if (rows === undefined) {
    rows = new Map()
    rowsRead.set(projection.fields, rows)
  }
  return rows
}

function readRow(
  projection: SheetProjection,
  criterion: Criterion,
  { assessment }: SheetContext,
  cycle: CycleFacts,
  lateOf: ReadonlyMap<string, number>,
  before: ReadRow | undefined,
): ReadRow {
  const id = `${assessment}/${criterion.id}`
  const keys = (['selfScore', 'appraisal', 'verification'] as const).map((entity) =>
    fieldKey(entity, id, 'answer'),
  )
  const from = [
    criterion,
    ...keys.map((key) => projection.standings.get(key) ?? nothingStands),
    ...keys.map((key) => lateOf.get(key) ?? 0),
  ]
  if (before !== undefined && from.every((each, place) => each === before.from[place])) return before
  const [selfKey = '', appraisalKey = '', verificationKey = ''] = keys
  const self = cellOf<Answer>(projection, selfKey, lateOf, (answer) => answer)
  const appraisal = cellOf<Appraised>(projection, appraisalKey, lateOf, (value) => value.answer)
  const verification = cellOf<Appraised>(projection, verificationKey, lateOf, (value) => value.answer)
  const score = (cell: Cell): Cell => ({ ...cell, outcome: scoreAnswer(criterion, cell.answer) })
  const stageBefore = cycle.levels.appraise === null ? self : appraisal
  return {
    from,
    cells: {
      self: score(self),
      appraisal: score(agreeing(appraisal, self)),
      verification: score(agreeing(verification, stageBefore)),
    },
  }
}

function cellOf<Value>(
  projection: SheetProjection,
  key: FieldKey,
  lateOf: ReadonlyMap<string, number>,
  answerOf: (value: Value) => Answer,
): Cell {
  const field = projection.fields.get(key)
  const standing = projection.standings.get(key) ?? nothingStands
  const judged = field === undefined || standing.shown === null ? undefined : changeOf(field, standing.shown)
  const value = (judged?.change.value ?? null) as Value | null
  return {
    answer: value === null ? null : answerOf(value),
    outcome: { status: 'missing', why: 'noAnswer' },
    heads: standing.heads,
    differing: standing.differing,
    entry: judged?.entry ?? null,
    agrees: false,
    late: lateOf.get(key) ?? 0,
  }
}

/** Keys are sorted in stored answers, so equal answers have equal texts. */
function agreeing(cell: Cell, before: Cell): Cell {
  if (cell.answer === null || before.answer === null) return cell
  return { ...cell, agrees: JSON.stringify(cell.answer) === JSON.stringify(before.answer) }
}

function countLate(projection: SheetProjection): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { change } of projection.late) {
    const key = fieldKey(change.entity, change.id, change.field)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

/** The value that stands in a field, or undefined. */
export function shownIn<Value>(projection: SheetProjection, key: string): Value | undefined {
  const field = projection.fields.get(key)
  const head = projection.standings.get(key)?.shown
  return field === undefined || head === undefined || head === null
    ? undefined
    : (changeOf(field, head)?.change.value as Value)
}
