import type { Answer } from '../answers.ts'
import type { Criterion } from '../criteria.ts'
import { scoreCriterion, type Outcome } from '../rules.ts'
import type { JudgedChange } from './changes.ts'

/**
 * `scoreCriterion` for the answer that a change holds, remembered with the change: stored values never change, the judge asks
 * first, and a sheet is read again after every keystroke. (A weak map would keep whole sheets from the quick collector.)
 */
export function scoreChange(criterion: Criterion, judged: JudgedChange, answer: Answer | null): Outcome {
  if (judged.scored?.criterion === criterion) return judged.scored.outcome
  const outcome = scoreCriterion(criterion, answer)
  judged.scored = { criterion, outcome }
  return outcome
}
