import type { AnswerInput } from '../answers.ts'
import type { Rule, Scale } from '../criteria.ts'
import {
  compare,
  divide,
  fraction,
  fractionFromDecimal,
  fractionFromHundredths,
  minimum,
  multiply,
  ONE,
  ZERO,
  type Fraction,
} from '../fraction.ts'
import type { Hundredths } from '../quantities.ts'
import { calculated, incomplete, invalid, type Verdict, type Warning } from './outcome.ts'

/** Rules on a share of a whole: ratios and surveys. The share is an exact fraction until the points are rounded. */

/** 100 × numerator ÷ denominator, exactly. */
function percentOf(numerator: Fraction, denominator: Fraction): Fraction {
  return multiply(divide(numerator, denominator), fraction(100n))
}

/**
 * The points of a percentage. Bands hold from their limit upwards; below the lowest band there is nothing. A linear scale
 * grows from 0 to the maximum at `fullAt` and stays there.
 */
function scaled(scale: Scale, percent: Fraction, maximumPoints: Hundredths): Fraction | null {
  if (scale.kind === 'bands') {
    const band = scale.bands.find(({ from }) => compare(percent, fractionFromDecimal(from)) >= 0)
    return band === undefined ? ZERO : fractionFromHundredths(band.points)
  }
  const fullAt = fractionFromDecimal(scale.fullAt)
  if (compare(fullAt, ZERO) <= 0) return null
  return multiply(fractionFromHundredths(maximumPoints), minimum(ONE, divide(percent, fullAt)))
}

/** A scale that names a percentage above 100 expects more done than planned; then more than 100 % is no surprise. */
function goesAboveHundred(scale: Scale): boolean {
  const limits = scale.kind === 'linear' ? [scale.fullAt] : scale.bands.map(({ from }) => from)
  return limits.some((limit) => compare(fractionFromDecimal(limit), fraction(100n)) > 0)
}

/**
 * A numerator above the denominator is taken as it is: three dialogues where two were planned are not an error. The scale
 * limits the points, and a warning asks for a second look.
 */
export function scoreRatio(
  rule: Rule & { kind: 'ratio' },
  input: AnswerInput & { kind: 'ratio' },
  maximumPoints: Hundredths,
): Verdict {
  if (input.numerator === null || input.denominator === null) return incomplete
  const numerator = fractionFromDecimal(input.numerator)
  const denominator = fractionFromDecimal(input.denominator)
  if (compare(numerator, ZERO) < 0 || compare(denominator, ZERO) < 0) return invalid('negativeFigure')
  if (denominator.top === 0n) {
    if (numerator.top !== 0n) return invalid('numeratorWithoutDenominator')
    return { status: 'byZeroPolicy', policy: rule.whenZero }
  }
  const points = scaled(rule.scale, percentOf(numerator, denominator), maximumPoints)
  if (points === null) return invalid('brokenRule')
  const surprising = compare(numerator, denominator) > 0 && !goesAboveHundred(rule.scale)
  return surprising ? calculated(points, 'numeratorAboveDenominator') : calculated(points)
}

/** Forms handed out ≥ returned ≥ valid ≥ satisfied; too few valid forms are said, and only the gate punishes them. */
export function scoreSurvey(
  rule: Rule & { kind: 'survey' },
  input: AnswerInput & { kind: 'survey' },
  maximumPoints: Hundredths,
): Verdict {
  const { issued, returned, valid, satisfied } = input
  if (issued === null || returned === null || valid === null || satisfied === null) return incomplete
  if (BigInt(returned) > BigInt(issued)) return invalid('returnedAboveIssued')
  if (BigInt(valid) > BigInt(returned)) return invalid('validAboveReturned')
  if (BigInt(satisfied) > BigInt(valid)) return invalid('satisfiedAboveValid')
  if (BigInt(satisfied) < 0n) return invalid('negativeFigure')
  if (BigInt(valid) === 0n) return { status: 'byZeroPolicy', policy: rule.whenZero }
  const percent = percentOf(fractionFromDecimal(satisfied), fractionFromDecimal(valid))
  const points = scaled(rule.scale, percent, maximumPoints)
  if (points === null) return invalid('brokenRule')
  const found: Warning[] = BigInt(valid) < BigInt(rule.minimumForms) ? ['tooFewForms'] : []
  return calculated(points, ...found)
}
