import { assertNever } from '../assert-never.ts'
import type { Criterion, Rule, Scale } from '../criteria.ts'
import { checkFormula, isReservedName } from '../formula.ts'
import { compare, fraction, fractionFromDecimal, multiply, ZERO } from '../fraction.ts'
import type { Decimal } from '../quantities.ts'
import { resultRange } from '../rules/range.ts'
import { duplicates, problem, type CriteriaProblem } from './problems.ts'

/** Points that a rule names, with their paths: they must be whole steps, so that rounding never changes what is written. */
function namedPoints(rule: Rule): readonly (readonly [path: string, points: number])[] {
  switch (rule.kind) {
    case 'yesNo':
      return [
        ['yes', rule.yes],
        ['no', rule.no],
      ]
    case 'choice':
      return rule.options.map((option, index) => [`options[${index}].points`, option.points] as const)
    case 'ratio':
    case 'survey':
      return rule.scale.kind === 'linear'
        ? []
        : rule.scale.bands.map((band, index) => [`scale.bands[${index}].points`, band.points] as const)
    case 'count':
    case 'bonus':
    case 'penalty':
      return [
        ['each', rule.each],
        ['cap', rule.cap],
      ]
    case 'checklist':
      return rule.items.map((item, index) => [`items[${index}].points`, item.points] as const)
    case 'deduction':
      return [
        ['start', rule.start],
        ['each', rule.each],
        ['floor', rule.floor],
      ]
    case 'manual':
      return [['step', rule.step]]
    case 'external':
    case 'formula':
      return []
    default:
      return assertNever(rule)
  }
}

function checkPercent(percent: Decimal, path: string, most: bigint): readonly CriteriaProblem[] {
  const value = fractionFromDecimal(percent)
  const inRange = compare(value, ZERO) >= 0 && compare(value, fraction(most)) <= 0
  return inRange ? [] : [problem(path, 'percentOutOfRange', { value: percent })]
}

function checkScale(scale: Scale, path: string): readonly CriteriaProblem[] {
  if (scale.kind === 'linear') {
    if (compare(fractionFromDecimal(scale.fullAt), ZERO) <= 0)
      return [problem(`${path}.fullAt`, 'notPositive')]
    return checkPercent(scale.fullAt, `${path}.fullAt`, 1000n)
  }
  return scale.bands.flatMap((band, index) => {
    const at = `${path}.bands[${index}].from`
    const above = scale.bands[index - 1]
    const falling =
      above === undefined || compare(fractionFromDecimal(above.from), fractionFromDecimal(band.from)) > 0
    return [...(falling ? [] : [problem(at, 'bandsNotDescending')]), ...checkPercent(band.from, at, 1000n)]
  })
}

function checkPositive(path: string, points: number): readonly CriteriaProblem[] {
  return points > 0 ? [] : [problem(path, 'notPositive')]
}

/** What belongs to one kind of rule only. `at` is the rule's path. */
function checkKind(rule: Rule, at: string): readonly CriteriaProblem[] {
  switch (rule.kind) {
    case 'yesNo':
    case 'manual':
      return []
    case 'choice':
      return [
        ...duplicates(
          rule.options.map(({ id }) => id),
          (index) => `${at}.options[${index}].id`,
          'duplicateId',
        ),
        ...duplicates(
          rule.options.map(({ label }) => label),
          (index) => `${at}.options[${index}].label`,
          'duplicateLabel',
        ),
      ]
    case 'checklist':
      return [
        ...duplicates(
          rule.items.map(({ id }) => id),
          (index) => `${at}.items[${index}].id`,
          'duplicateId',
        ),
        ...duplicates(
          rule.items.map(({ label }) => label),
          (index) => `${at}.items[${index}].label`,
          'duplicateLabel',
        ),
      ]
    case 'ratio':
    case 'survey':
      return checkScale(rule.scale, `${at}.scale`)
    case 'count':
    case 'bonus':
    case 'penalty':
      return [...checkPositive(`${at}.each`, rule.each), ...checkPositive(`${at}.cap`, rule.cap)]
    case 'deduction':
      return [
        ...checkPositive(`${at}.each`, rule.each),
        ...(rule.floor < 0 ? [problem(`${at}.floor`, 'negativePoints')] : []),
        ...(rule.floor > rule.start ? [problem(`${at}.floor`, 'floorAboveStart')] : []),
      ]
    case 'external':
      return [
        ...(compare(fractionFromDecimal(rule.scale), ZERO) > 0
          ? []
          : [problem(`${at}.scale`, 'notPositive')]),
        ...(compare(fractionFromDecimal(rule.factor), ZERO) > 0
          ? []
          : [problem(`${at}.factor`, 'notPositive')]),
      ]
    case 'formula':
      return checkFormulaRule(rule, at)
    default:
      return assertNever(rule)
  }
}

function checkFormulaRule(rule: Rule & { kind: 'formula' }, at: string): readonly CriteriaProblem[] {
  const names = rule.inputs.map(({ name }) => name)
  const found = [
    ...duplicates(names, (index) => `${at}.inputs[${index}].name`, 'duplicateId'),
    ...names.flatMap((name, index) =>
      isReservedName(name) ? [problem(`${at}.inputs[${index}].name`, 'reservedName', { value: name })] : [],
    ),
    ...duplicates(
      rule.whenZero.map(({ input }) => input),
      (index) => `${at}.whenZero[${index}].input`,
      'duplicateId',
    ),
    ...rule.whenZero.flatMap(({ input }, index) =>
      names.includes(input)
        ? []
        : [problem(`${at}.whenZero[${index}].input`, 'unknownInput', { value: input })],
    ),
  ]
  const check = checkFormula(rule.expression, names)
  if (check.ok) return found
  const { code, position, expected, found: word } = check.error
  const details = { reason: code, position, expected: expected ?? '', found: word }
  return [...found, problem(`${at}.expression`, 'formulaError', details)]
}

/**
 * The rule's best result must be the criterion's maximum: a difference is nearly always a slip of the pen. A penalty's maximum
 * is the most that it deducts.
 */
function checkBest(criterion: Criterion, at: string): readonly CriteriaProblem[] {
  const { rule, max } = criterion
  const best = rule.kind === 'penalty' ? rule.cap : resultRange(criterion).best
  if (best === max) return []
  return [problem(`${at}.rule`, best > max ? 'bestAboveMaximum' : 'bestBelowMaximum', { best, max })]
}

/** Points that can never be earned or lost below zero where the rule calculates. */
function checkSteps(criterion: Criterion, at: string): readonly CriteriaProblem[] {
  const { rule, step, max } = criterion
  if (step <= 0) return [problem(`${at}.step`, 'stepNotPositive')]
  const named = [
    ['max', max] as const,
    ...namedPoints(rule).map(([path, points]) => [`rule.${path}`, points] as const),
  ]
  const odd = named.filter(([, points]) => points % step !== 0)
  return odd.map(([path, points]) => problem(`${at}.${path}`, 'notAMultipleOfStep', { points, step }))
}

/** Every problem of one criterion's maximum, step and rule. */
export function checkRule(criterion: Criterion, at: string): readonly CriteriaProblem[] {
  const { rule, max } = criterion
  const manualStep = rule.kind === 'manual' ? checkPositive(`${at}.rule.step`, rule.step) : []
  return [
    ...(max > 0 || isDeductionByName(criterion) ? [] : [problem(`${at}.max`, 'maximumNotPositive')]),
    ...checkSteps(criterion, at),
    ...manualStep,
    ...checkKind(rule, `${at}.rule`),
    ...checkBest(criterion, at),
    ...checkManualMaximum(criterion, at),
  ]
}

/** "Khiển trách −1; cảnh cáo −2; không có 0": a choice outside the 100 points whose best is 0. */
function isDeductionByName({ rule, max }: Criterion): boolean {
  return max === 0 && (rule.kind === 'choice' || rule.kind === 'yesNo' || rule.kind === 'checklist')
}

function checkManualMaximum({ rule, max }: Criterion, at: string): readonly CriteriaProblem[] {
  if (rule.kind !== 'manual' || rule.step <= 0) return []
  const steps = multiply(fraction(BigInt(max)), fraction(1n, BigInt(rule.step)))
  return steps.bottom === 1n
    ? []
    : [problem(`${at}.rule.step`, 'notAMultipleOfStep', { points: max, step: rule.step })]
}
