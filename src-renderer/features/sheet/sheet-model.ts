import type { SheetRow, SheetView } from '../../../shared/contract/sheets.ts'
import type { Answer } from '../../../shared/domain/answers.ts'
import type { CriteriaContent, Criterion, Group } from '../../../shared/domain/criteria.ts'
import type { CriterionId } from '../../../shared/domain/ids.ts'
import { scoreCriterion, type Outcome } from '../../../shared/domain/rules.ts'
import { needsEvidence } from '../../../shared/domain/sheet-progress.ts'
import { totalSheet, type SheetTotals } from '../../../shared/domain/totals.ts'
import type { OutboxState, Unsent } from './outbox.ts'

/** One line of the sheet as it shows: what the core knows with what was typed here on top. */
export type RowModel = Readonly<{
  criterion: Criterion
  row: SheetRow
  unsent: Unsent | null
  /** The self-score that shows; an answer that still waits stands before the kept one. */
  answer: Answer | null
  outcome: Outcome
  /** Whether this window may type an answer here. */
  editable: boolean
}>

export type GroupModel = Readonly<{ group: Group; rows: readonly RowModel[] }>

/** Keeps each row's object as long as nothing of it changed, so that only changed rows are drawn again. */
export function createRowMemory(): (
  criterion: Criterion,
  row: SheetRow,
  unsent: Unsent | null,
  editable: boolean,
) => RowModel {
  const kept = new Map<CriterionId, RowModel>()
  return (criterion, row, unsent, editable) => {
    const old = kept.get(criterion.id)
    if (
      old?.criterion === criterion &&
      old.row === row &&
      old.unsent === unsent &&
      old.editable === editable
    ) {
      return old
    }
    const answer = unsent === null ? row.self.answer : unsent.answer
    const outcome = unsent === null ? row.self.outcome : scoreCriterion(criterion, unsent.answer)
    const model: RowModel = { criterion, row, unsent, answer, outcome, editable }
    kept.set(criterion.id, model)
    return model
  }
}

/** The sheet's groups and rows in the order of the criteria set. */
export function groupsOf(
  content: CriteriaContent,
  view: SheetView,
  unsent: OutboxState['unsent'],
  editable: boolean,
  remember: ReturnType<typeof createRowMemory>,
): readonly GroupModel[] {
  const rows = new Map(view.rows.map((row) => [row.criterion, row]))
  return content.groups.map((group) => ({
    group,
    rows: content.criteria.flatMap((criterion) => {
      const row = rows.get(criterion.id)
      if (criterion.group !== group.id || row === undefined) return []
      const mayType = editable && criterion.enteredBy.includes('commune')
      return [remember(criterion, row, unsent[criterion.id] ?? null, mayType)]
    }),
  }))
}

/** The self-score's totals with what was typed but not yet kept; without such the core's own. */
export function selfTotals(
  content: CriteriaContent,
  view: SheetView,
  groups: readonly GroupModel[],
): SheetTotals {
  const rows = groups.flatMap((group) => group.rows)
  if (rows.every(({ unsent }) => unsent === null)) return view.totals.self
  const outcomes = new Map(rows.map(({ criterion, outcome }) => [criterion.id, outcome]))
  const differing = new Set(
    rows
      .filter(({ row, unsent }) => row.self.differing && unsent === null)
      .map(({ criterion }) => criterion.id),
  )
  return totalSheet(
    content,
    outcomes,
    {
      gateAnswers: new Map(view.gates.map(({ gate, met }) => [gate, met])),
      dossierPapers: view.dossier.filter(({ documents }) => documents > 0).length,
      openDifferences: view.differences,
    },
    differing,
  )
}

/** What an officer should see at a row without opening it. */
export type Mark =
  | 'changed'
  | 'failed'
  | 'differing'
  | 'invalid'
  | 'asked'
  | 'incomplete'
  | 'warning'
  | 'filesMissing'
  | 'noEvidence'
  | 'outsidePeriod'
  | 'late'

/** Most urgent first. */
export function marksOf({ criterion, row, unsent, answer, outcome }: RowModel): readonly Mark[] {
  const marks: Mark[] = []
  if (unsent?.state === 'changed') marks.push('changed')
  if (unsent?.state === 'failed') marks.push('failed')
  if (
    row.self.differing ||
    row.appraisal.differing ||
    row.verification.differing ||
    row.explanation.differing
  ) {
    marks.push('differing')
  }
  if (outcome.status === 'invalid') marks.push('invalid')
  if (row.asked !== null) marks.push('asked')
  if (outcome.status === 'missing' && outcome.why !== 'noAnswer') marks.push('incomplete')
  if (outcome.status === 'points' && outcome.warnings.length > 0) marks.push('warning')
  if (row.evidence.missingFiles + row.evidence.damagedFiles > 0) marks.push('filesMissing')
  if (needsEvidence(criterion, { answer, outcome }) && row.evidence.count === 0) marks.push('noEvidence')
  if (row.evidence.outsidePeriod > 0) marks.push('outsidePeriod')
  if (row.due !== null && row.due.daysLate > 0) marks.push('late')
  return marks
}

/** Whether the column of marks has something to say of a row; that there is no evidence, the column of the evidence says. */
export function hasState(model: RowModel): boolean {
  return (
    (model.row.due !== null && model.answer === null) || marksOf(model).some((mark) => mark !== 'noEvidence')
  )
}
