import type { CriteriaContent, Criterion, Group } from '../criteria.ts'
import {
  add,
  fraction,
  fractionFromHundredths,
  multiply,
  roundToStep,
  ZERO,
  type Fraction,
} from '../fraction.ts'
import type { CriterionId, GroupId } from '../ids.ts'
import type { Hundredths } from '../quantities.ts'
import type { Outcome } from '../rules.ts'
import { resultRange } from '../rules/range.ts'

export type GroupTotal = Readonly<{
  id: GroupId
  /** Outside the 100 points: bonus and penalty. */
  outside: boolean
  /** What the group earned, enlarged for excluded criteria, rounded once to 0,01. */
  points: Hundredths
  /** The most that the group can give, excluded criteria included. */
  max: Hundredths
  criteria: number
  /** Criteria without points yet: no answer, an incomplete one, no figures. */
  missing: number
  /** Answers that cannot be true and count as nothing until corrected. */
  invalid: number
  /** Criteria with differing values, not counted until somebody chooses. */
  differing: number
  /** Criteria taken out of the maximum. */
  excluded: number
  /** Every point of the group is excluded: the group says nothing and the total is enlarged instead. */
  excludedWhole: boolean
  /** What the group could still reach if everything open got its best. */
  attainable: Hundredths
}>

/** One criterion as the totals see it. `open`: it may still give up to `best`. */
export type Standing = Readonly<{
  criterion: Criterion
  state: 'points' | 'excluded' | 'missing' | 'invalid' | 'differing'
  /** In an outside group, silence means that there is nothing to add or to deduct. */
  silent: boolean
  points: Hundredths
  outcome: Outcome
}>

const noAnswer: Outcome = { status: 'missing', why: 'noAnswer' }

/** How each criterion of the set stands, in the set's order; differing ones do not count (JOURNAL 10). */
export function standingsOf(
  content: CriteriaContent,
  outcomes: ReadonlyMap<CriterionId, Outcome>,
  differing: ReadonlySet<CriterionId>,
): readonly Standing[] {
  const outside = new Set(content.groups.filter((group) => group.outside).map((group) => group.id))
  return content.criteria.map((criterion) => {
    const outcome = outcomes.get(criterion.id) ?? noAnswer
    const state = differing.has(criterion.id) ? 'differing' : outcome.status
    const silent =
      state === 'missing' && outside.has(criterion.group) && 'why' in outcome && outcome.why === 'noAnswer'
    const points = state === 'points' && outcome.status === 'points' ? outcome.points : (0 as Hundredths)
    return { criterion, state, silent, points, outcome }
  })
}

/** The most that a criterion adds: a penalty adds nothing. */
export function bestOf(criterion: Criterion): Hundredths {
  return Math.max(0, Math.min(criterion.max, resultRange(criterion).best)) as Hundredths
}

/** How often the whole stands in what is left of it; null when nothing is left. */
export function enlargement(whole: number, excluded: number): Fraction | null {
  if (excluded === 0) return fraction(1n)
  return whole > excluded ? fraction(BigInt(whole), BigInt(whole - excluded)) : null
}

/** Adds up one group. Excluded criteria enlarge what the others earned (decision 0003). */
export function totalGroup(group: Group, all: readonly Standing[]): GroupTotal {
  const own = all.filter(({ criterion }) => criterion.group === group.id)
  let max = 0
  let excluded = 0
  let open = ZERO
  let earned = ZERO
  const counts = { points: 0, excluded: 0, missing: 0, invalid: 0, differing: 0 }
  for (const { criterion, state, silent, points } of own) {
    const best = bestOf(criterion)
    max += best
    if (!silent) counts[state] += 1
    if (state === 'excluded') excluded += best
    else if (state === 'points') earned = add(earned, fractionFromHundredths(points))
    else open = add(open, fractionFromHundredths(best))
  }
  const enlarged = group.outside ? fraction(1n) : enlargement(max, excluded)
  const factor = enlarged ?? ZERO
  return {
    id: group.id,
    outside: group.outside,
    points: roundToStep(multiply(earned, factor), 1 as Hundredths),
    max: max as Hundredths,
    criteria: own.length,
    missing: counts.missing,
    invalid: counts.invalid,
    differing: counts.differing,
    excluded: counts.excluded,
    excludedWhole: enlarged === null,
    attainable: roundToStep(multiply(add(earned, open), factor), 1 as Hundredths),
  }
}
