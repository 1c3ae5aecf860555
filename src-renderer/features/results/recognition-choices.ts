import type { CycleView } from '../../../shared/contract/cycles.ts'
import type { RankingRow } from '../../../shared/contract/results.ts'
import type { AssessmentId } from '../../../shared/domain/ids.ts'

/** What is chosen for one commune: '' leaves it out, 'no' refuses, a number recognises with so many stars. */
export type Choice = Readonly<{ taken: boolean; result: string; reason: string }>
export type Choices = ReadonlyMap<AssessmentId, Choice>

/** Communes whose sheets have come to recognition and are not decided yet. */
export function recognisable(rows: readonly RankingRow[], { levels }: CycleView): readonly RankingRow[] {
  const ready = levels.verify !== null ? 'verified' : levels.appraise !== null ? 'accepted' : 'submitted'
  return rows.filter(({ status }) => status === ready)
}

/** What the criteria give a commune. */
export function resultByRule({ passes, stars }: RankingRow): string {
  return passes ? String(stars) : 'no'
}

/** As the criteria say, until somebody chooses something else; what still has differing values cannot be decided. */
export function choiceOf(choices: Choices, row: RankingRow): Choice {
  const taken = row.differences === 0
  return choices.get(row.assessment) ?? { taken, result: resultByRule(row), reason: '' }
}

/** Whether a choice that differs from the criteria still lacks its reason. */
export function lacksReason(row: RankingRow, { taken, result, reason }: Choice): boolean {
  return taken && result !== resultByRule(row) && reason.trim() === ''
}
