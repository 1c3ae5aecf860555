import type { Answer, AnswerInput } from './answers.ts'
import { assertNever } from './assert-never.ts'
import type { Criterion, Rule } from './criteria.ts'
import { compare, fractionFromHundredths, roundToStep, ZERO, type Fraction } from './fraction.ts'
import type { Decimal, Hundredths } from './quantities.ts'
import { scoreFormula } from './rules/by-formula.ts'
import { scoreChecklist, scoreChoice, scoreManual, scoreYesNo } from './rules/chosen.ts'
import { scoreCount, scoreDeduction, scoreExternal, scorePenalty } from './rules/counted.ts'
import { invalid, type Outcome, type Verdict, type Warning } from './rules/outcome.ts'
import { resultRange } from './rules/range.ts'
import { scoreRatio, scoreSurvey } from './rules/shares.ts'

/** From one answer to its points: DESIGN 6. Every input has an outcome; nothing here throws. */

export type { AnswerProblem, Outcome, Warning } from './rules/outcome.ts'

/**
 * What an answer to a criterion is worth.
 *
 * The rule calculates exactly; then comes the one rounding, half up, to the criterion's step; then the limits: never above
 * `max`, never below 0 unless the set itself names points below 0. A penalty yields points from −cap to 0.
 */
export function scoreCriterion(criterion: Criterion, answer: Answer | null): Outcome {
  if (answer === null) return { status: 'missing', why: 'noAnswer' }
  if (answer.input.kind === 'notApplicable') return scoreNotApplicable(criterion)
  const verdict = judge(criterion, answer.input)
  switch (verdict.status) {
    case 'calculated':
      return limit(criterion, verdict.points, verdict.warnings)
    case 'byZeroPolicy':
      return scoreZeroDenominator(criterion, verdict.policy)
    default:
      return verdict
  }
}

function judge(criterion: Criterion, input: AnswerInput): Verdict {
  const { rule, max } = criterion
  switch (rule.kind) {
    case 'yesNo':
      return input.kind === 'yesNo' ? scoreYesNo(rule, input) : invalid('otherRule')
    case 'choice':
      return input.kind === 'choice' ? scoreChoice(rule, input) : invalid('otherRule')
    case 'ratio':
      return input.kind === 'ratio' ? scoreRatio(rule, input, max) : invalid('otherRule')
    case 'count':
      return input.kind === 'count' ? scoreCount(rule, input) : invalid('otherRule')
    case 'checklist':
      return input.kind === 'checklist' ? scoreChecklist(rule, input) : invalid('otherRule')
    case 'deduction':
      return input.kind === 'deduction' ? scoreDeduction(rule, input) : invalid('otherRule')
    case 'survey':
      return input.kind === 'survey' ? scoreSurvey(rule, input, max) : invalid('otherRule')
    case 'external':
      return input.kind === 'external' ? scoreExternal(rule, input) : invalid('otherRule')
    case 'manual':
      return input.kind === 'manual' ? scoreManual(rule, input, max) : invalid('otherRule')
    case 'bonus':
      return input.kind === 'bonus' ? scoreCount(rule, input) : invalid('otherRule')
    case 'penalty':
      return input.kind === 'penalty' ? scorePenalty(rule, input) : invalid('otherRule')
    case 'formula':
      return input.kind === 'formula' ? scoreFormula(rule, input) : invalid('otherRule')
    default:
      return assertNever(rule)
  }
}

function limit(criterion: Criterion, exact: Fraction, found: readonly Warning[]): Outcome {
  const { least, best } = resultRange(criterion)
  const top = Math.min(best, criterion.max)
  const bottom = Math.min(0, least)
  const warned = [...found]
  if (compare(exact, fractionFromHundredths(criterion.max)) > 0) warned.push('aboveMaximum')
  if (compare(exact, ZERO) < 0 && bottom === 0) warned.push('belowZero')
  const rounded = roundToStep(exact, criterion.step)
  const points = Math.max(bottom, Math.min(top, rounded)) as Hundredths
  return { status: 'points', points, warnings: warned }
}

function scoreZeroDenominator(
  criterion: Criterion,
  policy: (Verdict & { status: 'byZeroPolicy' })['policy'],
): Outcome {
  switch (policy) {
    case 'full':
      return { status: 'points', points: fullPoints(criterion), warnings: ['denominatorZero'] }
    case 'zero':
      return { status: 'points', points: 0 as Hundredths, warnings: ['denominatorZero'] }
    case 'excluded':
      return { status: 'excluded', why: 'denominatorZero' }
    case 'missing':
      return { status: 'missing', why: 'denominatorZero' }
    default:
      return assertNever(policy)
  }
}

function scoreNotApplicable(criterion: Criterion): Outcome {
  switch (criterion.notApplicable) {
    case 'refused':
      return { status: 'invalid', problem: 'notApplicableRefused' }
    case 'excluded':
      return { status: 'excluded', why: 'notApplicable' }
    case 'full':
      return { status: 'points', points: fullPoints(criterion), warnings: [] }
    case 'zero':
      return { status: 'points', points: 0 as Hundredths, warnings: [] }
    default:
      return assertNever(criterion.notApplicable)
  }
}

/** A penalty's best is 0: nothing deducted. */
function fullPoints(criterion: Criterion): Hundredths {
  return Math.min(criterion.max, resultRange(criterion).best) as Hundredths
}

/**
 * The input that a form starts with, every figure still open; null where a person must first choose (yes or no, one of
 * several, points by hand).
 */
export function emptyInput(rule: Rule): AnswerInput | null {
  switch (rule.kind) {
    case 'yesNo':
    case 'choice':
    case 'manual':
      return null
    case 'ratio':
      return { kind: 'ratio', numerator: null, denominator: null }
    case 'count':
    case 'bonus':
    case 'penalty':
      return { kind: rule.kind, count: null }
    case 'checklist':
      return { kind: 'checklist', done: [] }
    case 'deduction':
      return { kind: 'deduction', cases: null }
    case 'survey':
      return { kind: 'survey', issued: null, returned: null, valid: null, satisfied: null }
    case 'external':
      return { kind: 'external', value: null }
    case 'formula':
      return {
        kind: 'formula',
        values: Object.fromEntries(rule.inputs.map(({ name }): [string, Decimal | null] => [name, null])),
      }
    default:
      return assertNever(rule)
  }
}

/**
 * The same input written in one way only: ticks in the order of the rule, each once. Two officers who ticked the same items in
 * another order then gave the same answer, not two that somebody must choose between.
 */
export function tidyInput(rule: Rule, input: AnswerInput): AnswerInput {
  if (rule.kind !== 'checklist' || input.kind !== 'checklist') return input
  const ticked = new Set(input.done)
  const known = rule.items.map(({ id }) => id).filter((id) => ticked.delete(id))
  return { kind: 'checklist', done: [...known, ...[...ticked].sort()] }
}
