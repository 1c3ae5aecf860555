import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CriterionId } from '../../../shared/domain/ids.ts'
import type { Outcome } from '../../../shared/domain/rules.ts'
import { totalSheet } from '../../../shared/domain/totals.ts'
import { aContent, aCriterion, facts, outcomes, points } from '../../support/criteria.ts'

const noAnswer: Outcome = { status: 'missing', why: 'noAnswer' }
const incomplete: Outcome = { status: 'missing', why: 'incomplete' }
const notApplicable: Outcome = { status: 'excluded', why: 'notApplicable' }
const wrong: Outcome = { status: 'invalid', problem: 'notAStep' }
const tooFewForms: Outcome = { status: 'points', points: 2000 as never, warnings: ['tooFewForms'] }

/** Two groups of 40 and 60 points with two criteria each, and a third outside with bonus and penalty. */
const twoGroups = aContent({
  groups: [
    { id: 'g', code: '1', title: 'Một', outside: false },
    { id: 'h', code: '2', title: 'Hai', outside: false },
    { id: 't', code: 'T', title: 'Cộng, trừ', outside: true },
  ],
  criteria: [
    aCriterion({ id: 'g1', code: '1.1', group: 'g', max: 3000, rule: { kind: 'manual' } }),
    aCriterion({ id: 'g2', code: '1.2', group: 'g', max: 1000, rule: { kind: 'manual' } }),
    aCriterion({ id: 'h1', code: '2.1', group: 'h', max: 4000, rule: { kind: 'manual' } }),
    aCriterion({ id: 'h2', code: '2.2', group: 'h', max: 2000, rule: { kind: 'survey' } }),
    aCriterion({ id: 't1', code: 'T1', group: 't', max: 300, rule: { kind: 'bonus' } }),
    aCriterion({ id: 't2', code: 'T2', group: 't', max: 300, rule: { kind: 'penalty' } }),
  ],
  bands: [
    { label: 'Chưa đạt', stars: 0, from: null, to: 8000, passes: false },
    { label: '1★', stars: 1, from: 8000, to: 9000, passes: true },
    { label: '2★', stars: 2, from: 9000, to: null, passes: true },
  ],
})
const allMaximum = { g1: points(3000), g2: points(1000), h1: points(4000), h2: points(2000) }
const total = (
  given: Record<string, Outcome>,
  content = twoGroups,
  known = facts(),
  differing: string[] = [],
) => totalSheet(content, outcomes(given), known, new Set(differing) as unknown as Set<CriterionId>)

describe('sums', () => {
  test('groups, total, maximum', () => {
    const sheet = total({ g1: points(2550), g2: points(0), h1: points(3925), h2: points(1999) })
    expect(sheet.groups.map((group) => [group.id, group.points, group.max])).toEqual([
      ['g', 2550, 4000],
      ['h', 5924, 6000],
      ['t', 0, 300],
    ])
    expect(sheet).toMatchObject({ total: 8474, max: 10_000, missing: 0, complete: true })
  })

  test('bonus and penalty are added outside, without a limit at 100 or 0', () => {
    expect(total({ ...allMaximum, t1: points(300), t2: points(-25) }).total).toBe(10_275)
    expect(total({ t2: points(-300) }).total).toBe(-300)
  })

  test('missing, invalid and differing count as no points and keep the sheet incomplete', () => {
    const sheet = total({ ...allMaximum, g1: incomplete, h1: wrong }, twoGroups, facts(), ['h2'])
    expect(sheet).toMatchObject({
      total: 1000,
      missing: 1,
      invalid: 1,
      differing: 1,
      excluded: 0,
      complete: false,
    })
    expect(total({}).missing).toBe(4)
    expect(total({ ...allMaximum, g2: noAnswer }).groups[0]).toMatchObject({
      points: 3000,
      missing: 1,
      max: 4000,
    })
  })

  test('silence about bonus and penalty means none, but a begun answer must be finished', () => {
    expect(total(allMaximum)).toMatchObject({ complete: true, missing: 0 })
    expect(total({ ...allMaximum, t1: incomplete })).toMatchObject({ complete: false, missing: 1 })
    expect(total({ ...allMaximum, t2: wrong })).toMatchObject({ complete: false, invalid: 1 })
  })
})

describe('excluded criteria', () => {
  test('enlarge the rest of their group only', () => {
    const sheet = total({ g1: points(1500), g2: notApplicable, h1: points(4000), h2: points(0) })
    expect(sheet.groups[0]).toMatchObject({ points: 2000, max: 4000, excluded: 1 })
    expect(sheet.groups[1]).toMatchObject({ points: 4000 })
    expect(sheet).toMatchObject({ total: 6000, complete: true, excluded: 1 })
  })

  test('are rounded once, half up to 0,01', () => {
    // 10,00 × 40 ÷ 30 = 13,333…; 0,5 × 40 ÷ 30 = 0,666…
    expect(total({ ...allMaximum, g1: points(1000), g2: notApplicable }).groups[0]?.points).toBe(1333)
    expect(total({ ...allMaximum, g1: points(50), g2: notApplicable }).groups[0]?.points).toBe(67)
  })

  test('a whole group excluded enlarges the total', () => {
    const sheet = total({ g1: notApplicable, g2: notApplicable, h1: points(3000), h2: points(1500) })
    expect(sheet.groups[0]).toMatchObject({ points: 0, excludedWhole: true })
    expect(sheet).toMatchObject({ total: 7500, max: 10_000, complete: true })
  })

  test('bonus is not enlarged', () => {
    const sheet = total({
      g1: notApplicable,
      g2: notApplicable,
      h1: points(3000),
      h2: points(0),
      t1: points(100),
      t2: notApplicable,
    })
    expect(sheet.total).toBe(5100)
  })

  test('an excluded bonus adds nothing and takes no penalty away', () => {
    expect(total({ ...allMaximum, t1: notApplicable, t2: points(-25) }).total).toBe(9975)
  })

  test('everything excluded says nothing', () => {
    const sheet = total({ g1: notApplicable, g2: notApplicable, h1: notApplicable, h2: notApplicable })
    expect(sheet).toMatchObject({ total: 0, complete: false })
  })
})

describe('stars', () => {
  const ofTotal = (h1: number) => total({ ...allMaximum, h1: points(h1) })
  test.each([
    [1999, 'Chưa đạt', '1★', 1],
    [2000, '1★', '2★', 1000],
    [2999, '1★', '2★', 1],
    [3000, '2★', null, 0],
  ])('bands are half-open: criterion with %s', (h1, label, next, needed) => {
    const { band, gap } = ofTotal(h1)
    expect(band?.label).toBe(label)
    expect(gap?.band.label ?? null).toBe(next)
    if (gap !== null) expect(gap.points).toBe(needed)
  })

  test('the order in which bands are listed means nothing', () => {
    const content = aContent({ ...twoGroups, bands: [...twoGroups.bands].reverse() })
    expect(total(allMaximum, content).band?.label).toBe('2★')
  })

  test('recognised: the band passes and no difference is open', () => {
    expect(total(allMaximum).recognised).toBe(true)
    expect(total(allMaximum, twoGroups, facts({ differences: 1 })).recognised).toBe(false)
    expect(total({ ...allMaximum, g1: points(0), g2: points(0) }).recognised).toBe(false)
  })
})

describe('gates', () => {
  const withGates = (...gates: object[]) =>
    aContent({
      ...twoGroups,
      dossier: ['Tờ trình', 'Báo cáo'],
      gates: gates.map((gate, index) => ({
        id: `k${index}`,
        title: `Điều kiện ${index}`,
        fromStars: 1,
        ...gate,
      })),
    })
  const veto = { check: { kind: 'veto' } }

  test.each([
    [true, true, '2★', true],
    [false, false, 'Chưa đạt', false],
    [null, null, 'Chưa đạt', false],
    [undefined, null, 'Chưa đạt', false],
  ])('a condition answered with %s', (answer, passed, label, recognised) => {
    const known = facts(answer === undefined ? {} : { gates: { k0: answer } })
    const sheet = total(allMaximum, withGates(veto), known)
    expect(sheet.gates[0]?.passed).toBe(passed)
    expect(sheet).toMatchObject({ band: { label }, bandByPoints: { label: '2★' }, recognised })
  })

  test('a gate from 2★ upwards leaves 1★ open, and the gap names it', () => {
    const sheet = total(allMaximum, withGates({ ...veto, fromStars: 2 }))
    expect(sheet).toMatchObject({ band: { label: '1★' }, recognised: true })
    expect(sheet.gap).toMatchObject({ band: { label: '2★' }, points: 0, gates: ['k0'] })
  })

  test('minimum per group: exact, and open while it can still be reached', () => {
    const half = withGates({ check: { kind: 'groupMinimum', group: null, percent: '50' } })
    const ofGroup = (g1: Outcome, g2: Outcome) => total({ ...allMaximum, g1, g2 }, half).gates[0]
    expect(ofGroup(points(2000), points(0))?.passed).toBe(true)
    expect(ofGroup(points(1999), points(0))).toMatchObject({
      passed: false,
      shortfalls: [{ kind: 'group', group: 'g', points: 1999, needed: 2000 }],
    })
    expect(ofGroup(points(1500), noAnswer)?.passed).toBeNull()
    expect(ofGroup(points(500), noAnswer)?.passed).toBe(false)
    expect(ofGroup(notApplicable, notApplicable)?.passed).toBe(true)
    expect(ofGroup(notApplicable, points(500))?.passed).toBe(true)
    expect(ofGroup(notApplicable, points(450))?.passed).toBe(false)
  })

  test('what is needed is rounded up to what can be shown', () => {
    const third = withGates({ check: { kind: 'groupMinimum', group: 'g', percent: '33.3333' } })
    const gate = total({ ...allMaximum, g1: points(0), g2: points(0) }, third).gates[0]
    expect(gate?.shortfalls).toEqual([{ kind: 'group', group: 'g', points: 0, needed: 1334 }])
  })

  test('minimum per criterion', () => {
    const half = withGates({ check: { kind: 'criterionMinimum', criterion: null, percent: '50' } })
    expect(total(allMaximum, half).gates[0]?.passed).toBe(true)
    expect(total({ ...allMaximum, g2: points(499) }, half).gates[0]).toMatchObject({
      passed: false,
      shortfalls: [{ kind: 'criterion', criterion: 'g2', points: 499, needed: 500 }],
    })
    expect(total({ ...allMaximum, g2: incomplete }, half).gates[0]?.passed).toBeNull()
    expect(total({ ...allMaximum, g2: notApplicable }, half).gates[0]?.passed).toBe(true)
    const one = withGates({ check: { kind: 'criterionMinimum', criterion: 'h1', percent: '100' } })
    expect(total({ ...allMaximum, g2: points(0) }, one).gates[0]?.passed).toBe(true)
    expect(total({ ...allMaximum, h1: points(3999) }, one).gates[0]?.passed).toBe(false)
  })

  test('dossier', () => {
    const complete = withGates({ check: { kind: 'dossier', minimum: 2 } })
    expect(total(allMaximum, complete, facts({ papers: 2 })).gates[0]?.passed).toBe(true)
    expect(total(allMaximum, complete, facts({ papers: 1 })).gates[0]).toMatchObject({
      passed: false,
      shortfalls: [{ kind: 'dossier', papers: 1, needed: 2 }],
    })
  })

  test('survey forms: too few fail the gate and leave the points', () => {
    const forms = withGates({ check: { kind: 'surveyForms' } })
    expect(total(allMaximum, forms).gates[0]?.passed).toBe(true)
    expect(total({ ...allMaximum, h2: tooFewForms }, forms)).toMatchObject({
      total: 10_000,
      gates: [{ passed: false }],
    })
    expect(total({ ...allMaximum, h2: noAnswer }, forms).gates[0]?.passed).toBeNull()
    expect(total({ ...allMaximum, h2: notApplicable }, forms).gates[0]?.passed).toBe(true)
    expect(total(allMaximum, forms, facts(), ['h2']).gates[0]?.passed).toBeNull()
  })
})

describe('laws', () => {
  const outcome: fc.Arbitrary<Outcome> = fc.oneof(
    fc.integer({ min: 0, max: 1000 }).map(points),
    fc.constantFrom(noAnswer, incomplete, notApplicable, wrong),
  )
  const ids = twoGroups.criteria.map(({ id }) => String(id))
  const sheet: fc.Arbitrary<Record<string, Outcome>> = fc
    .tuple(...ids.map(() => outcome))
    .map((all) => Object.fromEntries(all.map((one, index) => [ids[index]!, one])))

  test('the order of criteria and of outcomes means nothing', () => {
    fc.assert(
      fc.property(sheet, fc.shuffledSubarray(ids, { minLength: ids.length }), (given, order) => {
        const shuffled = Object.fromEntries(order.map((id) => [id, given[id]!]))
        const criteria = order.map((id) => twoGroups.criteria.find((criterion) => criterion.id === id)!)
        const expected = total(given)
        expect(total(shuffled)).toEqual(expected)
        expect(total(shuffled, { ...twoGroups, criteria })).toEqual(expected)
      }),
    )
  })

  test('the total is what is shown: groups inside enlarged together, plus those outside', () => {
    fc.assert(
      fc.property(sheet, (given) => {
        const sum = total(given)
        if (sum.groups.some((group) => group.excludedWhole)) return
        expect(sum.total).toBe(sum.groups.reduce((all, group) => all + group.points, 0))
        expect(sum.total).toBeLessThanOrEqual(sum.max + 300)
      }),
    )
  })

  test('a better answer never lowers the total or the stars', () => {
    fc.assert(
      fc.property(sheet, fc.constantFrom(...ids), fc.integer({ min: 1, max: 500 }), (given, id, more) => {
        const before = given[id]!
        if (before.status !== 'points') return
        const better = { ...given, [id]: points(before.points + more) }
        const worse = total(given)
        expect(total(better).total).toBeGreaterThanOrEqual(worse.total)
        expect(total(better).band?.stars ?? 0).toBeGreaterThanOrEqual(worse.band?.stars ?? 0)
      }),
    )
  })

  test('travels as plain JSON', () => {
    const sum = total(allMaximum)
    expect(JSON.parse(JSON.stringify(sum))).toEqual(sum)
  })
})
