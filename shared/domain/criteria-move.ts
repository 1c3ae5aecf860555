import type { Answer } from './answers.ts'
import type { ChangeMark, CriteriaVersion, Criterion } from './criteria.ts'
import { compareCriteria } from './criteria-compare.ts'
import type { CriterionId } from './ids.ts'
import { methodOf } from './journal/sheet-judges.ts'
import { scoreCriterion } from './rules.ts'

/** What becomes of a sheet's answers when its cycle moves to another version of the criteria set. */

/** An answer counts on, is kept but must be given again, or belongs to a criterion that is not there any more. */
export type Fate = 'stays' | 'again' | 'removed'

export type MovedCriterion = Readonly<{
  id: CriterionId
  code: string
  title: string
  change: 'added' | 'removed' | ChangeMark
}>

/** The criteria that differ between two versions, and whether their answers stay; versions need not be neighbours. */
export function movedCriteria(from: CriteriaVersion, to: CriteriaVersion): readonly MovedCriterion[] {
  return compareCriteria(from.content, to.content).criteria.map((compared): MovedCriterion => {
    const { id, code, title } = compared.after ?? compared.before
    if (compared.kind !== 'changed') return { id, code, title, change: compared.kind }
    const again =
      methodIn(from, id) !== methodIn(to, id) || compared.before.rule.kind !== compared.after.rule.kind
    return { id, code, title, change: again ? 'method' : 'wording' }
  })
}

/** Judges one answer that counts now; the projection judges by the same two questions. */
export function fateOf(answer: Answer, criterion: Criterion | undefined, to: CriteriaVersion): Fate {
  if (criterion === undefined) return 'removed'
  if (answer.method !== methodIn(to, criterion.id)) return 'again'
  return scoreCriterion(criterion, answer).status === 'invalid' ? 'again' : 'stays'
}

function methodIn({ history }: CriteriaVersion, criterion: CriterionId): string | undefined {
  return methodOf({ methods: history?.methods }, criterion)
}
