import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AnswerInput } from '../../../shared/domain/answers.ts'
import type { Criterion } from '../../../shared/domain/criteria.ts'
import { scoreCriterion } from '../../../shared/domain/rules.ts'
import { resultRange } from '../../../shared/domain/rules/range.ts'
import { aCriterion, answerOf, pointsOf } from '../../support/criteria.ts'

const whole = fc.oneof(fc.nat(200), fc.nat(1_000_000_000)).map(String)
const maybeWhole = fc.option(whole)
const decimal = fc
  .tuple(fc.boolean(), fc.nat(99_999), fc.nat(999_999))
  .map(([negative, w, d]) =>
    `${w}.${String(d).padStart(6, '0')}`.replace(/\.?0+$/, '').replace(/^(?!0$)/, negative ? '-' : ''),
  )
  .map((text) => (text === '' || text === '-' || /^-?0?$/.test(text) ? '0' : text))
const figure = fc.option(fc.oneof(decimal, fc.constant('0'), fc.constant('100')))
const points = fc.integer({ min: 0, max: 10_000 })
const step = fc.constantFrom(1, 10, 25, 50, 100)

const scale = fc.oneof(
  fc.integer({ min: 1, max: 150 }).map((fullAt) => ({ kind: 'linear', fullAt: String(fullAt) })),
  fc.uniqueArray(fc.integer({ min: 0, max: 120 }), { minLength: 1, maxLength: 6 }).chain((limits) =>
    fc.array(points, { minLength: limits.length, maxLength: limits.length }).map((worth) => ({
      kind: 'bands',
      bands: limits
        .sort((a, b) => b - a)
        .map((from, index) => ({ from: String(from), points: worth[index] })),
    })),
  ),
)
const whenZero = fc.constantFrom('full', 'zero', 'excluded', 'missing')
const rule = fc.oneof(
  fc.record({ kind: fc.constant('yesNo' as const), yes: points, no: points }),
  fc.record({ kind: fc.constant('choice' as const) }),
  fc.record({ kind: fc.constant('ratio' as const), scale, whenZero }),
  fc.record({ kind: fc.constant('survey' as const), scale, whenZero }),
  fc.record({ kind: fc.constant('count' as const), each: points, cap: points }),
  fc.record({ kind: fc.constant('bonus' as const), each: points, cap: points }),
  fc.record({ kind: fc.constant('penalty' as const), each: points, cap: points }),
  fc.record({ kind: fc.constant('deduction' as const), start: points, each: points, floor: fc.constant(0) }),
  fc.record({ kind: fc.constant('checklist' as const) }),
  fc.record({ kind: fc.constant('external' as const) }),
  fc.record({ kind: fc.constant('manual' as const), step }),
  fc.record({
    kind: fc.constant('formula' as const),
    expression: fc.constantFrom('a', '1/a', 'a*a-3', 'round(a;', 'round(1;a)'),
  }),
)
const criterion: fc.Arbitrary<Criterion> = fc
  .record({
    rule,
    max: fc.integer({ min: 1, max: 10_000 }),
    step,
    notApplicable: fc.constantFrom('refused', 'excluded', 'full', 'zero'),
  })
  .map((given) => aCriterion(given as Parameters<typeof aCriterion>[0]))

const input = fc
  .oneof(
    fc.record({ kind: fc.constant('yesNo'), yes: fc.boolean() }),
    fc.record({ kind: fc.constant('choice'), option: fc.constantFrom('a', 'b', 'c', 'q', '__proto__') }),
    fc.record({ kind: fc.constant('ratio'), numerator: figure, denominator: figure }),
    fc.record({ kind: fc.constantFrom('count', 'bonus', 'penalty'), count: maybeWhole }),
    fc.record({
      kind: fc.constant('checklist'),
      done: fc.array(fc.constantFrom('a', 'b', 'c', 'q'), { maxLength: 8 }),
    }),
    fc.record({ kind: fc.constant('deduction'), cases: maybeWhole }),
    fc.record({
      kind: fc.constant('survey'),
      issued: maybeWhole,
      returned: maybeWhole,
      valid: maybeWhole,
      satisfied: maybeWhole,
    }),
    fc.record({ kind: fc.constant('external'), value: figure }),
    fc.record({ kind: fc.constant('manual'), points: fc.integer({ min: -500, max: 12_000 }) }),
    fc.record({
      kind: fc.constant('formula'),
      values: fc.dictionary(fc.constantFrom('a', 'b', 'constructor'), figure),
    }),
    fc.constant({ kind: 'notApplicable' }),
  )
  .map((value) => AnswerInput.parse(value))

describe('every rule, every input', () => {
  test('has an outcome within its bounds, in whole steps or at a limit', () => {
    let scored = 0
    fc.assert(
      fc.property(criterion, input, (given, entered) => {
        const outcome = scoreCriterion(given, { input: entered, note: '' })
        if (outcome.status !== 'points') return
        scored += 1
        const { least, best } = resultRange(given)
        expect(Number.isSafeInteger(outcome.points) && !Object.is(outcome.points, -0)).toBe(true)
        expect(outcome.points).toBeGreaterThanOrEqual(Math.min(0, least))
        expect(outcome.points).toBeLessThanOrEqual(Math.min(best, given.max))
        const limits = [0, least, best, given.max]
        expect(limits.includes(outcome.points) || outcome.points % given.step === 0).toBe(true)
      }),
      { numRuns: 5000 },
    )
    expect(scored).toBeGreaterThan(200)
  })

  test('the same answer is always worth the same, and nothing is changed on the way', () => {
    fc.assert(
      fc.property(criterion, input, (given, entered) => {
        const before = JSON.stringify([given, entered])
        const answer = { input: entered, note: '' }
        expect(scoreCriterion(given, answer)).toEqual(
          scoreCriterion(structuredClone(given), structuredClone(answer)),
        )
        expect(JSON.stringify([given, entered])).toBe(before)
      }),
    )
  })
})

describe('laws of single rules', () => {
  test('the order of ticks means nothing', () => {
    const checklist = aCriterion({ rule: { kind: 'checklist' } })
    fc.assert(
      fc.property(fc.shuffledSubarray(['a', 'b', 'c']), (done) => {
        expect(pointsOf(checklist, { kind: 'checklist', done })).toBe(
          pointsOf(checklist, { kind: 'checklist', done: [...done].sort() }),
        )
      }),
    )
  })

  test('more of the numerator never gives less on a rising scale', () => {
    const scales = [
      { kind: 'linear', fullAt: '95' },
      {
        kind: 'bands',
        bands: [
          { from: '100', points: 300 },
          { from: '33.3333', points: 100 },
          { from: '0', points: 0 },
        ],
      },
    ]
    fc.assert(
      fc.property(
        fc.constantFrom(...scales),
        fc.nat(10_000),
        fc.nat(10_000),
        fc.integer({ min: 1, max: 10_000 }),
        step,
        (s, a, b, d, to) => {
          const given = aCriterion({ step: to, rule: { kind: 'ratio', scale: s } })
          const of = (n: number) =>
            pointsOf(given, { kind: 'ratio', numerator: String(n), denominator: String(d) }) as number
          expect(of(Math.min(a, b))).toBeLessThanOrEqual(of(Math.max(a, b)))
        },
      ),
    )
  })

  test('one more case never raises a deduction and never lowers a count', () => {
    const deduction = aCriterion({ rule: { kind: 'deduction' } })
    const count = aCriterion({ rule: { kind: 'count' } })
    fc.assert(
      fc.property(fc.nat(1000), (n) => {
        const cases = (k: number) => pointsOf(deduction, { kind: 'deduction', cases: String(k) }) as number
        const counted = (k: number) => pointsOf(count, { kind: 'count', count: String(k) }) as number
        expect(cases(n + 1)).toBeLessThanOrEqual(cases(n))
        expect(counted(n + 1)).toBeGreaterThanOrEqual(counted(n))
      }),
    )
  })

  test('full points on a linear scale to 100 only when everything is done', () => {
    const strict = aCriterion({
      rule: {
        kind: 'ratio',
        scale: {
          kind: 'bands',
          bands: [
            { from: '100', points: 300 },
            { from: '0', points: 0 },
          ],
        },
      },
    })
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 14n }), (d) => {
        const of = (n: bigint) =>
          scoreCriterion(strict, answerOf({ kind: 'ratio', numerator: String(n), denominator: String(d) }))
        expect(of(d)).toMatchObject({ points: 300 })
        expect(of(d - 1n)).toMatchObject({ points: 0 })
      }),
    )
  })

  test('points in proportion agree with whole-number arithmetic', () => {
    fc.assert(
      fc.property(
        fc.nat(100_000),
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 1, max: 10_000 }),
        (n, d, max) => {
          const given = aCriterion({ max, rule: { kind: 'ratio' } })
          const expected = Math.min(
            max,
            Number((2n * BigInt(n) * BigInt(max) + BigInt(d)) / (2n * BigInt(d))),
          )
          expect(pointsOf(given, { kind: 'ratio', numerator: String(n), denominator: String(d) })).toBe(
            expected,
          )
        },
      ),
    )
  })
})
