import { describe, expect, test } from 'vitest'
import { AnswerInput } from '../../../shared/domain/answers.ts'
import { emptyInput, tidyInput } from '../../../shared/domain/rules.ts'
import { resultRange } from '../../../shared/domain/rules/range.ts'
import { aCriterion, outcomeOf, pointsOf } from '../../support/criteria.ts'

const missing = (why: string) => ({ status: 'missing', why })
const excluded = (why: string) => ({ status: 'excluded', why })
const invalid = (problem: string) => ({ status: 'invalid', problem })

const bands = (...pairs: [string, number][]) => ({
  kind: 'bands',
  bands: pairs.map(([from, points]) => ({ from, points })),
})
const onTime = aCriterion({
  max: 600,
  rule: { kind: 'ratio', scale: bands(['100', 600], ['98', 400], ['90', 200], ['0', 0]) },
})
const share = (numerator: string | null, denominator: string | null) => ({
  kind: 'ratio',
  numerator,
  denominator,
})

describe('yes or no, choice, checklist, points by hand', () => {
  test.each([
    [aCriterion({ rule: { kind: 'yesNo' } }), { kind: 'yesNo', yes: true }, 300],
    [aCriterion({ rule: { kind: 'yesNo' } }), { kind: 'yesNo', yes: false }, 0],
    [aCriterion({ rule: { kind: 'yesNo', yes: 0, no: 300 } }), { kind: 'yesNo', yes: false }, 300],
    [aCriterion({ rule: { kind: 'choice' } }), { kind: 'choice', option: 'b' }, 150],
    [aCriterion({ rule: { kind: 'choice' } }), { kind: 'choice', option: 'z' }, invalid('unknownOption')],
    [
      aCriterion({ rule: { kind: 'choice' } }),
      { kind: 'choice', option: 'constructor' },
      invalid('unknownOption'),
    ],
    [aCriterion({ rule: { kind: 'checklist' } }), { kind: 'checklist', done: [] }, 0],
    [aCriterion({ rule: { kind: 'checklist' } }), { kind: 'checklist', done: ['c', 'a'] }, 150],
    [aCriterion({ rule: { kind: 'checklist' } }), { kind: 'checklist', done: ['a', 'a'] }, 100],
    [
      aCriterion({ rule: { kind: 'checklist' } }),
      { kind: 'checklist', done: ['a', 'x'] },
      invalid('unknownItem'),
    ],
    [aCriterion({ rule: { kind: 'manual' } }), { kind: 'manual', points: 250 }, 250],
    [aCriterion({ rule: { kind: 'manual' } }), { kind: 'manual', points: 0 }, 0],
    [aCriterion({ rule: { kind: 'manual' } }), { kind: 'manual', points: 225 }, invalid('notAStep')],
    [aCriterion({ rule: { kind: 'manual' } }), { kind: 'manual', points: 350 }, invalid('overMaximum')],
    [aCriterion({ rule: { kind: 'manual' } }), { kind: 'manual', points: -50 }, invalid('negativeFigure')],
  ])('case %#', (criterion, input, expected) => {
    expect(pointsOf(criterion, input)).toEqual(expected)
  })
})

describe('ratio', () => {
  test.each([
    ['2000', '2000', 600],
    ['1999', '2000', 400],
    ['98', '100', 400],
    ['97999999', '100000000', 200],
    ['8999', '10000', 0],
    ['9000', '10000', 200],
    ['89.99', '100', 0],
    ['90', '100', 200],
    ['0', '7', 0],
    ['0.5', '0.5', 600],
  ])('bands: %s of %s gives %s', (numerator, denominator, points) => {
    expect(outcomeOf(onTime, share(numerator, denominator))).toEqual({
      status: 'points',
      points,
      warnings: [],
    })
  })

  test.each([
    ['100', '11', '12', 275],
    ['100', '12', '12', 300],
    ['30', '29', '100', 290],
    ['30', '30', '100', 300],
    ['30', '31', '100', 300],
    ['100', '2', '3', 200],
    ['100', '1', '3', 100],
    ['100', '1', '7', 43],
    ['100', '0', '7', 0],
    ['120', '100', '100', 250],
    ['120', '120', '100', 300],
  ])('linear, full at %s %%: %s of %s gives %s', (fullAt, numerator, denominator, points) => {
    const criterion = aCriterion({ rule: { kind: 'ratio', scale: { kind: 'linear', fullAt } } })
    expect(outcomeOf(criterion, share(numerator, denominator))).toEqual({
      status: 'points',
      points,
      warnings: [],
    })
  })

  test('rounds once, half up, to the step of the criterion', () => {
    const linear = { kind: 'ratio', scale: { kind: 'linear', fullAt: '100' } } as const
    const of = (step: number, numerator: string, denominator: string) =>
      pointsOf(aCriterion({ max: 300, step, rule: linear }), share(numerator, denominator))
    expect(of(50, '5', '12')).toBe(150)
    expect(of(50, '4', '12')).toBe(100)
    expect(of(100, '1', '2')).toBe(200)
    expect(of(1, '1', '16')).toBe(19)
  })

  test.each([
    ['full', { status: 'points', points: 600, warnings: ['denominatorZero'] }],
    ['zero', { status: 'points', points: 0, warnings: ['denominatorZero'] }],
    ['excluded', excluded('denominatorZero')],
    ['missing', missing('denominatorZero')],
  ])('denominator 0 with the policy %s', (whenZero, expected) => {
    const criterion = aCriterion({ max: 600, rule: { kind: 'ratio', whenZero } })
    expect(outcomeOf(criterion, share('0', '0'))).toEqual(expected)
  })

  test.each([
    [null, '5', missing('incomplete')],
    ['5', null, missing('incomplete')],
    [null, null, missing('incomplete')],
    ['-1', '5', invalid('negativeFigure')],
    ['1', '-5', invalid('negativeFigure')],
    ['3', '0', invalid('numeratorWithoutDenominator')],
  ])('%s of %s', (numerator, denominator, expected) => {
    expect(outcomeOf(onTime, share(numerator, denominator))).toEqual(expected)
  })

  test('more done than planned is warned of, not refused, unless the scale expects it', () => {
    expect(outcomeOf(onTime, share('3', '2'))).toEqual({
      status: 'points',
      points: 600,
      warnings: ['numeratorAboveDenominator'],
    })
    const beyond = aCriterion({ rule: { kind: 'ratio', scale: { kind: 'linear', fullAt: '150' } } })
    expect(outcomeOf(beyond, share('3', '2'))).toEqual({ status: 'points', points: 300, warnings: [] })
    const bandsBeyond = aCriterion({ rule: { kind: 'ratio', scale: bands(['120', 300], ['100', 200]) } })
    expect(outcomeOf(bandsBeyond, share('11', '10'))).toEqual({ status: 'points', points: 200, warnings: [] })
    expect(pointsOf(bandsBeyond, share('99', '100'))).toBe(0)
  })
})

describe('counts, deductions, bonus, penalty', () => {
  test.each([
    [{ kind: 'count' }, { kind: 'count', count: '0' }, 0],
    [{ kind: 'count' }, { kind: 'count', count: '5' }, 250],
    [{ kind: 'count' }, { kind: 'count', count: '6' }, 300],
    [{ kind: 'count' }, { kind: 'count', count: '999999999999999' }, 300],
    [{ kind: 'count' }, { kind: 'count', count: null }, missing('incomplete')],
    [{ kind: 'deduction' }, { kind: 'deduction', cases: '0' }, 300],
    [{ kind: 'deduction' }, { kind: 'deduction', cases: '1' }, 150],
    [{ kind: 'deduction' }, { kind: 'deduction', cases: '999999999999999' }, 0],
    [{ kind: 'deduction', floor: 100 }, { kind: 'deduction', cases: '2' }, 100],
    [{ kind: 'deduction' }, { kind: 'deduction', cases: null }, missing('incomplete')],
    [{ kind: 'bonus' }, { kind: 'bonus', count: '2' }, 200],
    [{ kind: 'bonus' }, { kind: 'bonus', count: '4' }, 300],
    [{ kind: 'bonus' }, { kind: 'bonus', count: null }, missing('incomplete')],
    [{ kind: 'penalty' }, { kind: 'penalty', count: '0' }, 0],
    [{ kind: 'penalty' }, { kind: 'penalty', count: '3' }, -75],
    [{ kind: 'penalty' }, { kind: 'penalty', count: '999999999999999' }, -300],
    [{ kind: 'penalty' }, { kind: 'penalty', count: null }, missing('incomplete')],
  ] as const)('case %#', (rule, input, expected) => {
    expect(pointsOf(aCriterion({ rule }), input)).toEqual(expected)
  })
})

describe('survey', () => {
  const survey = aCriterion({ rule: { kind: 'survey' } })
  const forms = (
    issued: string | null,
    returned: string | null,
    valid: string | null,
    satisfied: string | null,
  ) => ({
    kind: 'survey',
    issued,
    returned,
    valid,
    satisfied,
  })

  test.each([
    [forms('50', '45', '40', '36'), { status: 'points', points: 300, warnings: [] }],
    [forms('50', '45', '40', '40'), { status: 'points', points: 300, warnings: [] }],
    [forms('50', '45', '40', '18'), { status: 'points', points: 150, warnings: [] }],
    [forms('50', '45', '30', '0'), { status: 'points', points: 0, warnings: [] }],
    [forms('29', '29', '29', '29'), { status: 'points', points: 300, warnings: ['tooFewForms'] }],
    [forms('40', '41', '40', '36'), invalid('returnedAboveIssued')],
    [forms('50', '39', '40', '36'), invalid('validAboveReturned')],
    [forms('50', '45', '40', '41'), invalid('satisfiedAboveValid')],
    [forms('50', '45', '40', null), missing('incomplete')],
    [forms(null, '45', '40', '36'), missing('incomplete')],
    [forms('50', '0', '0', '0'), missing('denominatorZero')],
  ])('case %#', (input, expected) => {
    expect(outcomeOf(survey, input)).toEqual(expected)
  })

  test('whole numbers are compared as numbers, not as text', () => {
    expect(pointsOf(survey, forms('100', '99', '90', '9'))).toBe(33)
  })
})

describe('another index', () => {
  const criterion = aCriterion({ rule: { kind: 'external' } })
  test.each([
    ['100', 300],
    ['82.66', 248],
    ['0', 0],
    ['100.01', invalid('aboveScale')],
    ['-1', invalid('negativeFigure')],
    [null, missing('incomplete')],
  ])('%s', (value, expected) => {
    expect(pointsOf(criterion, { kind: 'external', value })).toEqual(expected)
  })
})

describe('formula', () => {
  const online = aCriterion({
    max: 200,
    rule: {
      kind: 'formula',
      inputs: ['a', 'b', 'c', 'd'].map((name) => ({ name, label: name })),
      expression: 'min(1; a/b/0,5) + if(d=0; 1; min(1; c/d/0,3))',
      whenZero: [{ input: 'b', policy: 'missing' }],
    },
  })
  const figures = (a: string | null, b: string, c: string, d: string) => ({
    kind: 'formula',
    values: { a, b, c, d },
  })

  test.each([
    [figures('50', '100', '30', '100'), 200],
    [figures('25', '100', '15', '100'), 100],
    [figures('25', '100', '0', '0'), 150],
    [figures('1', '3', '0', '5'), 67],
    [figures('0', '0', '1', '2'), missing('denominatorZero')],
    [figures(null, '100', '1', '2'), missing('incomplete')],
    [{ kind: 'formula', values: { a: '1' } }, missing('incomplete')],
    [{ kind: 'formula', values: { a: '1', b: '1', c: '1', d: '1', e: '1' } }, invalid('unknownInput')],
  ])('case %#', (input, expected) => {
    expect(pointsOf(online, input)).toEqual(expected)
  })

  test.each([
    ['5', { status: 'points', points: 300, warnings: ['aboveMaximum'] }],
    ['3', { status: 'points', points: 300, warnings: [] }],
    ['-1', { status: 'points', points: 0, warnings: ['belowZero'] }],
    ['0', { status: 'points', points: 0, warnings: [] }],
  ])('a result of %s is limited and said', (a, expected) => {
    expect(outcomeOf(aCriterion({ rule: { kind: 'formula' } }), { kind: 'formula', values: { a } })).toEqual(
      expected,
    )
  })

  test('of inputs that are 0 the first with a policy decides, before the expression', () => {
    const decided = aCriterion({
      rule: {
        kind: 'formula',
        inputs: ['a', 'b', 'c'].map((name) => ({ name, label: name })),
        expression: 'a',
        whenZero: [
          { input: 'b', policy: 'full' },
          { input: 'c', policy: 'excluded' },
        ],
      },
    })
    const of = (b: string, c: string) => pointsOf(decided, { kind: 'formula', values: { a: '1', b, c } })
    expect([of('1', '1'), of('0', '1'), of('0', '0'), of('1', '0')]).toEqual([
      100,
      300,
      300,
      excluded('denominatorZero'),
    ])
  })

  test('a division by 0 without a policy has no figures yet; a formula that cannot be read is broken', () => {
    const divides = aCriterion({ rule: { kind: 'formula', expression: '1/a' } })
    expect(outcomeOf(divides, { kind: 'formula', values: { a: '0' } })).toEqual(missing('denominatorZero'))
    const broken = aCriterion({ rule: { kind: 'formula', expression: '1/' } })
    expect(outcomeOf(broken, { kind: 'formula', values: { a: '1' } })).toEqual(invalid('brokenRule'))
    const digits = aCriterion({ rule: { kind: 'formula', expression: 'round(1; a)' } })
    expect(outcomeOf(digits, { kind: 'formula', values: { a: '9' } })).toEqual(invalid('formulaFails'))
  })

  test('an input called constructor is the answer’s own figure or missing', () => {
    const criterion = aCriterion({
      rule: { kind: 'formula', inputs: [{ name: 'constructor', label: 'A' }], expression: 'constructor' },
    })
    expect(outcomeOf(criterion, { kind: 'formula', values: {} })).toEqual(missing('incomplete'))
    expect(pointsOf(criterion, { kind: 'formula', values: { constructor: '2' } })).toBe(200)
  })
})

describe('missing, zero and not applicable are three things', () => {
  test('no answer', () => {
    expect(outcomeOf(onTime, null)).toEqual(missing('noAnswer'))
    expect(pointsOf(onTime, share('0', '10'))).toBe(0)
  })

  test.each([
    ['refused', invalid('notApplicableRefused')],
    ['excluded', excluded('notApplicable')],
    ['full', { status: 'points', points: 300, warnings: [] }],
    ['zero', { status: 'points', points: 0, warnings: [] }],
  ])('"không áp dụng" when it is %s', (notApplicable, expected) => {
    const criterion = aCriterion({ notApplicable, rule: { kind: 'count' } })
    expect(outcomeOf(criterion, { kind: 'notApplicable' })).toEqual(expected)
  })

  test('the best of a penalty is that nothing is deducted', () => {
    const criterion = aCriterion({ notApplicable: 'full', rule: { kind: 'penalty' } })
    expect(pointsOf(criterion, { kind: 'notApplicable' })).toBe(0)
  })

  test('an input of another kind does not count', () => {
    expect(outcomeOf(onTime, { kind: 'count', count: '3' })).toEqual(invalid('otherRule'))
    expect(outcomeOf(aCriterion({ rule: { kind: 'bonus' } }), { kind: 'count', count: '3' })).toEqual(
      invalid('otherRule'),
    )
  })
})

describe('what forms need', () => {
  const kinds = [
    'yesNo',
    'choice',
    'ratio',
    'count',
    'checklist',
    'deduction',
    'survey',
    'external',
    'manual',
    'bonus',
    'penalty',
    'formula',
  ] as const

  test.each(kinds)('the empty input of %s has the shape of an answer and no points by itself', (kind) => {
    const criterion = aCriterion({ rule: { kind } })
    const input = emptyInput(criterion.rule)
    if (input === null) return
    expect(AnswerInput.parse(input)).toEqual(input)
    expect(pointsOf(criterion, input)).toEqual(kind === 'checklist' ? 0 : missing('incomplete'))
  })

  test('ticks have one order', () => {
    const { rule } = aCriterion({ rule: { kind: 'checklist' } })
    const ticked = tidyInput(rule, { kind: 'checklist', done: ['c', 'z', 'a', 'c', 'y'] })
    expect(ticked).toEqual({ kind: 'checklist', done: ['a', 'c', 'y', 'z'] })
  })

  test.each([
    [{ kind: 'yesNo' }, 0, 300],
    [
      {
        kind: 'choice',
        options: [
          { id: 'a', label: 'A', points: -200 },
          { id: 'b', label: 'B', points: 0 },
        ],
      },
      -200,
      0,
    ],
    [{ kind: 'ratio', scale: bands(['90', 300], ['50', 100]) }, 0, 300],
    [{ kind: 'ratio', scale: bands(['90', 300], ['0', 100]) }, 100, 300],
    [{ kind: 'checklist' }, 0, 300],
    [{ kind: 'deduction', floor: 50 }, 50, 300],
    [{ kind: 'external' }, 0, 300],
    [{ kind: 'penalty' }, -300, 0],
    [{ kind: 'formula' }, 0, 300],
  ] as const)('range %#', (rule, least, best) => {
    expect(resultRange(aCriterion({ rule }))).toEqual({ least, best })
  })

  test('a set may name points below 0; they are not lifted', () => {
    const options = [
      { id: 'a', label: 'Khiển trách', points: -100 },
      { id: 'b', label: 'Không', points: 0 },
    ]
    const criterion = aCriterion({ max: 0, rule: { kind: 'choice', options } })
    expect(outcomeOf(criterion, { kind: 'choice', option: 'a' })).toEqual({
      status: 'points',
      points: -100,
      warnings: [],
    })
  })
})
