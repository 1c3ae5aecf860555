import type { AnswerInput } from '../answers.ts'
import type { Rule } from '../criteria.ts'
import {
  compare,
  fraction,
  fractionFromDecimal,
  fractionFromHundredths,
  maximum,
  minimum,
  multiply,
  negate,
  subtract,
  ZERO,
  type Fraction,
} from '../fraction.ts'
import type { Decimal, Hundredths } from '../quantities.ts'
import { calculated, incomplete, invalid, type Verdict } from './outcome.ts'

/** Rules that count cases: so many points each, up to a cap or down to a floor. */

function times(count: Decimal, each: Hundredths): Fraction {
  return multiply(fraction(BigInt(count)), fractionFromHundredths(each))
}

/** Reaching the cap is the aim and needs no warning. Also the rule `bonus`. */
export function scoreCount(
  rule: Rule & { kind: 'count' | 'bonus' },
  input: AnswerInput & { kind: 'count' | 'bonus' },
): Verdict {
  if (input.count === null) return incomplete
  if (input.count.startsWith('-')) return invalid('negativeFigure')
  return calculated(minimum(times(input.count, rule.each), fractionFromHundredths(rule.cap)))
}

export function scoreDeduction(
  rule: Rule & { kind: 'deduction' },
  input: AnswerInput & { kind: 'deduction' },
): Verdict {
  if (input.cases === null) return incomplete
  if (input.cases.startsWith('-')) return invalid('negativeFigure')
  const left = subtract(fractionFromHundredths(rule.start), times(input.cases, rule.each))
  return calculated(maximum(left, fractionFromHundredths(rule.floor)))
}

/** Points below 0, down to the cap. */
export function scorePenalty(
  rule: Rule & { kind: 'penalty' },
  input: AnswerInput & { kind: 'penalty' },
): Verdict {
  if (input.count === null) return incomplete
  if (input.count.startsWith('-')) return invalid('negativeFigure')
  return calculated(negate(minimum(times(input.count, rule.each), fractionFromHundredths(rule.cap))))
}

/** Another index's value × factor. The value lies between 0 and the index's highest. */
export function scoreExternal(
  rule: Rule & { kind: 'external' },
  input: AnswerInput & { kind: 'external' },
): Verdict {
  if (input.value === null) return incomplete
  const value = fractionFromDecimal(input.value)
  if (compare(value, ZERO) < 0) return invalid('negativeFigure')
  if (compare(value, fractionFromDecimal(rule.scale)) > 0) return invalid('aboveScale')
  return calculated(multiply(value, fractionFromDecimal(rule.factor)))
}
