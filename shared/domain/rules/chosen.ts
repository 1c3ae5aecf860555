import type { AnswerInput } from '../answers.ts'
import type { Rule } from '../criteria.ts'
import { fractionFromHundredths } from '../fraction.ts'
import type { Hundredths } from '../quantities.ts'
import { calculated, invalid, type Verdict } from './outcome.ts'

/** Rules whose points a person picks or gives: yes or no, one of several, ticks, points by hand. */

type InputOf<Kind extends AnswerInput['kind']> = AnswerInput & { kind: Kind }
type RuleOf<Kind extends Rule['kind']> = Rule & { kind: Kind }

export function scoreYesNo(rule: RuleOf<'yesNo'>, input: InputOf<'yesNo'>): Verdict {
  return calculated(fractionFromHundredths(input.yes ? rule.yes : rule.no))
}

export function scoreChoice(rule: RuleOf<'choice'>, input: InputOf<'choice'>): Verdict {
  const option = rule.options.find((candidate) => candidate.id === input.option)
  return option === undefined ? invalid('unknownOption') : calculated(fractionFromHundredths(option.points))
}

/** Order and repetition of the ticks mean nothing. */
export function scoreChecklist(rule: RuleOf<'checklist'>, input: InputOf<'checklist'>): Verdict {
  const done = new Set(input.done)
  let sum = 0
  for (const item of rule.items) {
    if (done.delete(item.id)) sum += item.points
  }
  if (done.size > 0) return invalid('unknownItem')
  return calculated(fractionFromHundredths(sum as Hundredths))
}

/** Points by hand are whole steps from 0 to the maximum; anything else is a slip and is not corrected silently. */
export function scoreManual(rule: RuleOf<'manual'>, input: InputOf<'manual'>, maximum: Hundredths): Verdict {
  if (input.points < 0) return invalid('negativeFigure')
  if (input.points > maximum) return invalid('overMaximum')
  // The maximum itself can always be given, also where the steps do not meet it.
  if (input.points % Math.max(1, rule.step) !== 0 && input.points !== maximum) return invalid('notAStep')
  return calculated(fractionFromHundredths(input.points))
}
