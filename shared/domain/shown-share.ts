import type { Criterion, Scale } from './criteria.ts'
import {
  compare,
  divide,
  fraction,
  fractionFromDecimal,
  fractionFromHundredths,
  multiply,
  roundToStep,
  ZERO,
} from './fraction.ts'
import type { Decimal, Hundredths } from './quantities.ts'

/**
 * A share as people write it: a percentage with two decimals, rounded as a spreadsheet rounds. Points are given for the exact
 * share, so what is shown may seem to stand on the other side of a limit; then the limit is named.
 */
export type ShownShare = Readonly<{
  /** Hundredths of a percent: 8667 is 86,67 %. */
  percent: Hundredths
  /** A limit of the scale that the rounded share seems to have reached while the exact one has not, or the other way round. */
  limit: Readonly<{ percent: Decimal; reached: boolean }> | null
}>

/** @returns null where there is nothing to divide by */
export function shownShare(part: Decimal, whole: Decimal, scale: Scale | null): ShownShare | null {
  const wholes = fractionFromDecimal(whole)
  if (compare(wholes, ZERO) === 0) return null
  const exact = multiply(divide(fractionFromDecimal(part), wholes), fraction(100n))
  const percent = roundToStep(exact, 1 as Hundredths)
  const rounded = fractionFromHundredths(percent)
  const limits =
    scale === null ? [] : scale.kind === 'linear' ? [scale.fullAt] : scale.bands.map(({ from }) => from)
  const crossed = limits.find((each) => {
    const limit = fractionFromDecimal(each)
    return compare(exact, limit) >= 0 !== compare(rounded, limit) >= 0
  })
  if (crossed === undefined) return { percent, limit: null }
  return { percent, limit: { percent: crossed, reached: compare(exact, fractionFromDecimal(crossed)) >= 0 } }
}

/** The scale by which a criterion turns a share into points, if it does. */
export function scaleOf(criterion: Criterion | null): Scale | null {
  const rule = criterion?.rule
  return rule?.kind === 'ratio' || rule?.kind === 'survey' ? rule.scale : null
}
