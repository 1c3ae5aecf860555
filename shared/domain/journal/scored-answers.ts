import type { Answer } from '../answers.ts'
import type { Criterion } from '../criteria.ts'
import { scoreCriterion, type Outcome } from '../rules.ts'

const known = new WeakMap<Answer, { readonly criterion: Criterion; readonly outcome: Outcome }>()

/**
 * `scoreCriterion`, remembered for the answer object: the values of stored entries never change, and a sheet is read again after
 * every keystroke.
 */
export function scoreAnswer(criterion: Criterion, answer: Answer | null): Outcome {
  if (answer === null) return scoreCriterion(criterion, null)
  const before = known.get(answer)
  if (before?.criterion === criterion) return before.outcome
  const outcome = scoreCriterion(criterion, answer)
  known.set(answer, { criterion, outcome })
  return outcome
}
