import type { AnswerInput } from '../../../../shared/domain/answers.ts'
import type { CriteriaContent } from '../../../../shared/domain/criteria.ts'
import type { CriterionId, Day } from '../../../../shared/domain/ids.ts'
import type { Outcome } from '../../../../shared/domain/rules.ts'
import { scoreCriterion } from '../../../../shared/domain/rules.ts'
import { sampleCommunes, type SampleCommune } from '../communes.ts'
import { sampleAnswers } from '../sample-answers.ts'

/** What the papers of a commune are written from: they state the figures that the commune scores itself by. */
export type Facts = {
  readonly year: number
  readonly commune: SampleCommune
  /** Its place in the list of communes; makes numbers of papers differ. */
  readonly index: number
  readonly content: CriteriaContent
  readonly answers: ReadonlyMap<CriterionId, AnswerInput>
  readonly outcomes: ReadonlyMap<CriterionId, Outcome>
}

export function factsOf(content: CriteriaContent, commune: SampleCommune, year: number): Facts {
  const answers = sampleAnswers(content, commune.key)
  const outcomes = content.criteria.flatMap((criterion) => {
    const input = answers.get(criterion.id)
    return input === undefined
      ? []
      : [[criterion.id, scoreCriterion(criterion, { input, note: '' })] as const]
  })
  return {
    year,
    commune,
    index: sampleCommunes.indexOf(commune),
    content,
    answers,
    outcomes: new Map(outcomes),
  }
}

export type Share = { readonly part: number; readonly whole: number; readonly percent: string }

/** The figures of a ratio; zeros where it has none. */
export function shareOf({ answers }: Facts, criterion: string): Share {
  const input = answers.get(criterion as CriterionId)
  const part = input?.kind === 'ratio' ? Number(input.numerator) : 0
  const whole = input?.kind === 'ratio' ? Number(input.denominator) : 0
  return { part, whole, percent: inPercent(part, whole) }
}

/** The number that was counted. */
export function countOf({ answers }: Facts, criterion: string): number {
  const input = answers.get(criterion as CriterionId)
  if (input?.kind === 'count' || input?.kind === 'bonus' || input?.kind === 'penalty')
    return Number(input.count)
  return input?.kind === 'deduction' ? Number(input.cases) : 0
}

/** The figures of the formula on online dossiers: handed in online, received, paid online, with a fee. */
export function onlineOf({ answers }: Facts): Readonly<Record<'a' | 'b' | 'c' | 'd', number>> {
  const input = answers.get('2.10' as CriterionId)
  const figure = (name: string): number => (input?.kind === 'formula' ? Number(input.values[name]) : 0)
  return { a: figure('a'), b: figure('b'), c: figure('c'), d: figure('d') }
}

/** Points of a criterion as a person writes them; "-" where there are none. */
export function pointsOf({ outcomes }: Facts, criterion: CriterionId): string {
  const outcome = outcomes.get(criterion)
  if (outcome?.status === 'excluded') return 'Không áp dụng'
  return outcome?.status === 'points' ? inPoints(outcome.points) : '-'
}

/** 1250 hundredths as "12,5". */
export function inPoints(hundredths: number): string {
  return String(hundredths / 100).replace('.', ',')
}

export function inPercent(part: number, whole: number): string {
  return whole === 0 ? '-' : `${String(Math.round((part / whole) * 10_000) / 100).replace('.', ',')} %`
}

/** Thousands with a point, as in Vietnam. */
export function inThousands(value: number): string {
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, '.')
}

export function dayIn(year: number, month: number, day: number): Day {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` as Day
}

/** Spreads a yearly figure over parts that add up to it, unevenly but always the same way. */
export function spread(total: number, parts: number, seed: number): readonly number[] {
  const weights = Array.from({ length: parts }, (_, index) => 10 + ((index * 7 + seed * 5) % 6))
  const sum = weights.reduce((all, weight) => all + weight, 0)
  let given = 0
  let reached = 0
  return weights.map((weight) => {
    reached += weight
    const upTo = Math.round((total * reached) / sum)
    const value = upTo - given
    given = upTo
    return value
  })
}
