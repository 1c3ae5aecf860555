import type { SheetView } from '../../../shared/contract/sheets.ts'
import type { CriteriaContent } from '../../../shared/domain/criteria.ts'
import type { CriterionId } from '../../../shared/domain/ids.ts'
import { neededAt, type ScoredRow } from '../../../shared/domain/sheet-progress.ts'
import type { Stage } from '../../../shared/domain/workflow.ts'

/** The criteria of a sheet that somebody has to judge at a stage: every count of them has this denominator. */
export function judgedAt(stage: Stage, content: CriteriaContent, view: SheetView): readonly CriterionId[] {
  const rows = new Map<string, ScoredRow>(view.rows.map((row) => [row.criterion, row]))
  return neededAt(stage, content, (id) => rows.get(id)).map(({ id }) => id)
}

/** Criteria that the verifying level has not looked at: it goes by exception, and what it leaves alone stands as it came. */
export function unseenBy(content: CriteriaContent, view: SheetView): readonly CriterionId[] {
  const needed = new Set(judgedAt('verification', content, view))
  return view.rows
    .filter(({ criterion, verification }) => needed.has(criterion) && verification.answer === null)
    .filter(({ verification }) => !verification.differing)
    .map(({ criterion }) => criterion)
}

/** Criteria that were verified and are to be looked at again before the whole is. */
export function toVerifyAgain(view: SheetView): readonly CriterionId[] {
  return view.rows.flatMap(({ criterion, verification }) =>
    verification.reopened === null ? [] : [criterion],
  )
}
