import type { SheetView } from '../../../shared/contract/sheets.ts'
import type { CriterionId } from '../../../shared/domain/ids.ts'

/** Criteria that the verifying level has not looked at: it goes by exception, and what it leaves alone stands as it came. */
export function unseenBy(view: SheetView): readonly CriterionId[] {
  return view.rows
    .filter(({ verification }) => verification.answer === null && !verification.differing)
    .map(({ criterion }) => criterion)
}
