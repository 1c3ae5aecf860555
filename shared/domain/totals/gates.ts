import { assertNever } from '../assert-never.ts'
import type { CriteriaContent, Gate } from '../criteria.ts'
import { compare, fraction, fractionFromDecimal, fractionFromHundredths, multiply } from '../fraction.ts'
import type { CriterionId, GateId, GroupId } from '../ids.ts'
import type { Decimal, Hundredths } from '../quantities.ts'
import { bestOf, type GroupTotal, type Standing } from './groups.ts'

/** What keeps a gate from being passed, or what is not known yet. `needed` and `points` are hundredths. */
export type Shortfall =
  | Readonly<{ kind: 'group'; group: GroupId; points: Hundredths; needed: Hundredths }>
  | Readonly<{ kind: 'criterion'; criterion: CriterionId; points: Hundredths; needed: Hundredths }>
  | Readonly<{ kind: 'dossier'; papers: number; needed: number }>
  | Readonly<{ kind: 'surveyForms'; criterion: CriterionId }>

export type GateResult = Readonly<{
  id: GateId
  title: string
  fromStars: number
  /** null: not known yet, for instance a condition nobody answered, or a group that can still reach its minimum. */
  passed: boolean | null
  shortfalls: readonly Shortfall[]
}>

/** What people and the file cabinet say about a sheet, besides its points. */
export type SheetFacts = Readonly<{
  /** true: the condition holds; null or absent: nobody has said. */
  gateAnswers: ReadonlyMap<GateId, boolean | null>
  /** How many papers of the dossier are there. */
  dossierPapers: number
  /** Fields of the sheet with differing values, whatever they are. */
  openDifferences: number
}>

type Found = Readonly<{ passed: boolean | null; shortfall: Shortfall | null }>
const met: Found = { passed: true, shortfall: null }

/** Judges every gate of the set. */
export function judgeGates(
  content: CriteriaContent,
  groups: readonly GroupTotal[],
  standings: readonly Standing[],
  facts: SheetFacts,
): readonly GateResult[] {
  return content.gates.map((gate) => {
    const found = judge(gate, groups, standings, facts)
    const shortfalls = found.flatMap(({ shortfall }) => (shortfall === null ? [] : [shortfall]))
    const { id, title, fromStars } = gate
    return { id, title, fromStars, passed: allPassed(found), shortfalls }
  })
}

function allPassed(found: readonly Found[]): boolean | null {
  if (found.some(({ passed }) => passed === false)) return false
  return found.some(({ passed }) => passed === null) ? null : true
}

function judge(
  gate: Gate,
  groups: readonly GroupTotal[],
  standings: readonly Standing[],
  facts: SheetFacts,
): readonly Found[] {
  const { check } = gate
  switch (check.kind) {
    case 'groupMinimum':
      return groups
        .filter((group) => (check.group === null ? !group.outside : group.id === check.group))
        .map((group) => judgeGroup(group, check.percent))
    case 'criterionMinimum': {
      const inside = new Set(groups.filter((group) => !group.outside).map((group) => group.id))
      return standings
        .filter(({ criterion }) =>
          check.criterion === null ? inside.has(criterion.group) : criterion.id === check.criterion,
        )
        .map((standing) => judgeCriterion(standing, check.percent))
    }
    case 'veto':
      return [{ passed: facts.gateAnswers.get(gate.id) ?? null, shortfall: null }]
    case 'dossier': {
      if (facts.dossierPapers >= check.minimum) return [met]
      const shortfall: Shortfall = { kind: 'dossier', papers: facts.dossierPapers, needed: check.minimum }
      return [{ passed: false, shortfall }]
    }
    case 'surveyForms':
      return standings.filter(({ criterion }) => criterion.rule.kind === 'survey').map(judgeSurvey)
    default:
      return assertNever(check)
  }
}

/** The points that a share of a maximum asks for, rounded up to what can be shown. */
function neededOf(max: Hundredths, percent: Decimal): Hundredths {
  const exact = multiply(fractionFromHundredths(max), fractionFromDecimal(percent))
  // percent ÷ 100 × 100 hundredths: the two hundreds cancel out.
  return Number((exact.top + exact.bottom - 1n) / exact.bottom) as Hundredths
}

function reaches(points: Hundredths, max: Hundredths, percent: Decimal): boolean {
  const share = multiply(fractionFromHundredths(max), fractionFromDecimal(percent))
  return compare(multiply(fractionFromHundredths(points), fraction(100n)), share) >= 0
}

/** A group that is excluded whole asks nothing. Below its minimum it fails only when what is open cannot lift it. */
function judgeGroup(group: GroupTotal, percent: Decimal): Found {
  if (group.excludedWhole || reaches(group.points, group.max, percent)) return met
  const shortfall: Shortfall = {
    kind: 'group',
    group: group.id,
    points: group.points,
    needed: neededOf(group.max, percent),
  }
  return { passed: reaches(group.attainable, group.max, percent) ? null : false, shortfall }
}

function judgeCriterion(standing: Standing, percent: Decimal): Found {
  const { criterion, state, points } = standing
  const max = bestOf(criterion)
  if (state === 'excluded' || (state === 'points' && reaches(points, max, percent))) return met
  const shortfall: Shortfall = {
    kind: 'criterion',
    criterion: criterion.id,
    points,
    needed: neededOf(max, percent),
  }
  return { passed: state === 'points' ? false : null, shortfall }
}

function judgeSurvey({ criterion, state, outcome }: Standing): Found {
  const shortfall: Shortfall = { kind: 'surveyForms', criterion: criterion.id }
  if (state === 'excluded') return met
  if (state !== 'points' || outcome.status !== 'points') return { passed: null, shortfall }
  return outcome.warnings.includes('tooFewForms') ? { passed: false, shortfall } : met
}
