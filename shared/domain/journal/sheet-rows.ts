import type { Answer } from '../answers.ts'
import type { Criterion } from '../criteria.ts'
import type { CriterionId, EntryId } from '../ids.ts'
import { scoreCriterion, type Outcome } from '../rules.ts'
import type { Stage } from '../workflow.ts'
import { fieldKey, type FieldKey } from './changes.ts'
import type { Reopened } from './reopened.ts'
import type { CycleFacts, SheetContext, SheetEntry } from './facts.ts'
import type { FieldStanding } from './merge.ts'
import { scoreChange } from './scored-answers.ts'
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
  /** Appraisal and verification: whoever judged took over what stood before, whatever stands there now. */
  readonly tookOver: boolean
  /** A judgement that is to be made again, and why; null where it stands (see reopened.ts). */
  readonly reopened: Reopened | null
  /** Changes that wait for a new decision. */
  readonly late: number
}

export const nothingStands: FieldStanding = { heads: [], shown: null, differing: false }

const emptyCell: Cell = {
  answer: null,
  outcome: { status: 'missing', why: 'noAnswer' },
  heads: nothingStands.heads,
  differing: false,
  entry: null,
  agrees: false,
  tookOver: false,
  reopened: null,
  late: 0,
}

/**
 * Every criterion's answers, in the set's order. Rows that did not change since the last reading are the same objects.
 * @param remembered the rows of the last reading; takes those of this one
 */
export function readRows(
  projection: SheetProjection,
  context: SheetContext,
  cycle: CycleFacts,
  remembered: RowsRead,
): ReadonlyMap<CriterionId, Readonly<Record<Stage, Cell>>> {
  const lateOf = countLate(projection)
  const cells = new Map<CriterionId, Record<Stage, Cell>>()
  for (const criterion of cycle.content.criteria) {
    const row = readRow(projection, criterion, context, cycle, lateOf, remembered.get(criterion.id))
    remembered.set(criterion.id, row)
    cells.set(criterion.id, row.cells)
  }
  return cells
}

type ReadRow = {
  readonly keys: RowKeys
  // what the row was read from: the same objects mean the same row
  readonly criterion: Criterion
  readonly self: FieldStanding
  readonly appraisal: FieldStanding
  readonly verification: FieldStanding
  /** A change that comes too late stays so: the sum tells whether one was added. */
  readonly late: number
  readonly cells: Record<Stage, Cell>
}

type RowKeys = readonly [self: FieldKey, appraisal: FieldKey, verification: FieldKey]

/** Rows of a sheet at hand, by criterion: one more answer changes one of them. */
export type RowsRead = Map<CriterionId, ReadRow>

function readRow(
  projection: SheetProjection,
  criterion: Criterion,
  { assessment }: SheetContext,
  cycle: CycleFacts,
  lateOf: ReadonlyMap<string, number>,
  before: ReadRow | undefined,
): ReadRow {
  const keys = before?.keys ?? keysOf(`${assessment}/${criterion.id}`)
  const [selfKey, appraisalKey, verificationKey] = keys
  const { standings } = projection
  const selfStanding = standings.get(selfKey) ?? nothingStands
  const appraisalStanding = standings.get(appraisalKey) ?? nothingStands
  const verificationStanding = standings.get(verificationKey) ?? nothingStands
  const late =
    (lateOf.get(selfKey) ?? 0) + (lateOf.get(appraisalKey) ?? 0) + (lateOf.get(verificationKey) ?? 0)
  if (
    before?.criterion === criterion &&
    before.self === selfStanding &&
    before.appraisal === appraisalStanding &&
    before.verification === verificationStanding &&
    before.late === late
  )
    return before
  const read = <Value>(key: FieldKey, standing: FieldStanding, answerOf: (value: Value) => Answer): Cell =>
    cellOf(projection, criterion, key, standing, lateOf, answerOf)
  const self = read<Answer>(selfKey, selfStanding, (answer) => answer)
  const appraisal = read<Appraised>(appraisalKey, appraisalStanding, ({ answer }) => answer)
  const verification = read<Appraised>(verificationKey, verificationStanding, ({ answer }) => answer)
  const stageBefore = cycle.levels.appraise === null ? self : appraisal
  return {
    ...{ keys, criterion, late },
    ...{ self: selfStanding, appraisal: appraisalStanding, verification: verificationStanding },
    cells: {
      self,
      appraisal: agreeing(appraisal, self),
      verification: agreeing(verification, stageBefore),
    },
  }
}

function keysOf(id: string): RowKeys {
  return [
    fieldKey('selfScore', id, 'answer'),
    fieldKey('appraisal', id, 'answer'),
    fieldKey('verification', id, 'answer'),
  ]
}

function cellOf<Value>(
  projection: SheetProjection,
  criterion: Criterion,
  key: FieldKey,
  standing: FieldStanding,
  lateOf: ReadonlyMap<string, number>,
  answerOf: (value: Value) => Answer,
): Cell {
  if (standing === nothingStands && lateOf.size === 0) return emptyCell
  const field = standing.shown === null ? undefined : projection.fields.get(key)
  const judged = field === undefined || standing.shown === null ? undefined : changeOf(field, standing.shown)
  const value = (judged?.change.value ?? null) as Value | null
  const answer = value === null ? null : answerOf(value)
  return {
    answer,
    outcome:
      judged === undefined ? scoreCriterion(criterion, answer) : scoreChange(criterion, judged, answer),
    heads: standing.heads,
    differing: standing.differing,
    entry: judged?.entry ?? null,
    agrees: false,
    tookOver: (value as Partial<Appraised> | null)?.agrees === true,
    reopened: null,
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
