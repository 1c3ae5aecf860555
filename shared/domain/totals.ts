import type { CriteriaContent, StarBand } from './criteria.ts'
import { fractionFromHundredths, multiply, roundToStep, ZERO } from './fraction.ts'
import type { CriterionId } from './ids.ts'
import type { Hundredths } from './quantities.ts'
import type { Outcome } from './rules.ts'
import { judgeGates, type GateResult, type SheetFacts } from './totals/gates.ts'
import { enlargement, standingsOf, totalGroup, type GroupTotal } from './totals/groups.ts'
import { starsOf, type Gap } from './totals/stars.ts'

/** From the criteria of one sheet to its groups, total, gates, stars and the gap to the next star. */

export type { GateResult, SheetFacts, Shortfall } from './totals/gates.ts'
export type { GroupTotal } from './totals/groups.ts'
export type { Gap } from './totals/stars.ts'

/** Plain data, as it travels in a call's answer. Points are hundredths. */
export type SheetTotals = Readonly<{
  groups: readonly GroupTotal[]
  /** Groups inside, plus bonus, minus penalty. Neither limited to 100 nor to 0: the sheet shows what was calculated. */
  total: Hundredths
  /** The most without bonus, excluded criteria included. */
  max: Hundredths
  /** Criteria without points yet. Bonus and penalty that nobody entered do not count here: silence means none. */
  missing: number
  invalid: number
  differing: number
  excluded: number
  /** Every criterion counts; nothing is missing, invalid or differing. */
  complete: boolean
  openDifferences: number
  gates: readonly GateResult[]
  /** The band that points and gates allow. */
  band: StarBand | null
  bandByPoints: StarBand | null
  /** The band passes and no difference is open. A missing criterion counts as no points and bars nobody by itself. */
  recognised: boolean
  gap: Gap | null
}>

/**
 * Adds up a sheet.
 *
 * `outcomes` need not name every criterion; `differing` are criteria with open differences, which do not count (JOURNAL 10).
 * The total is the sum of the groups' points as they are shown, so that anybody can check it on paper. When a whole group is
 * excluded, the other groups inside are enlarged together and rounded once (decision 0003).
 */
export function totalSheet(
  content: CriteriaContent,
  outcomes: ReadonlyMap<CriterionId, Outcome>,
  facts: SheetFacts,
  differing: ReadonlySet<CriterionId> = new Set(),
): SheetTotals {
  const standings = standingsOf(content, outcomes, differing)
  const groups = content.groups.map((group) => totalGroup(group, standings))
  const inside = groups.filter((group) => !group.outside)
  const max = sum(inside, (group) => group.max)
  const excludedMax = sum(inside, (group) => (group.excludedWhole ? group.max : 0))
  const factor = enlargement(max, excludedMax)
  const earned = fractionFromHundredths(sum(inside, (group) => group.points) as Hundredths)
  const enlarged = roundToStep(multiply(earned, factor ?? ZERO), 1 as Hundredths)
  const outside = sum(groups, (group) => (group.outside ? group.points : 0))
  const total = (enlarged + outside) as Hundredths

  const gates = judgeGates(content, groups, standings, facts)
  const stars = starsOf(content.bands, total, gates)
  const open = {
    missing: sum(groups, (group) => group.missing),
    invalid: sum(groups, (group) => group.invalid),
    differing: sum(groups, (group) => group.differing),
  }
  return {
    groups,
    total,
    max: max as Hundredths,
    ...open,
    excluded: sum(groups, (group) => group.excluded),
    complete: open.missing + open.invalid + open.differing === 0 && factor !== null,
    openDifferences: facts.openDifferences,
    gates,
    band: stars.reached,
    bandByPoints: stars.byPoints,
    recognised: stars.reached?.passes === true && facts.openDifferences === 0 && differing.size === 0,
    gap: stars.gap,
  }
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0)
}
