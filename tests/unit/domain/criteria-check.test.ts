import { describe, expect, test } from 'vitest'
import { checkCriteriaContent } from '../../../shared/domain/criteria-check.ts'
import { aContent, aCriterion } from '../../support/criteria.ts'

function found(content: ReturnType<typeof aContent>): string[] {
  return checkCriteriaContent(content).map(({ path, code }) => `${path} ${code}`)
}
const inside = { id: 'g', code: '1', title: 'Nhóm', outside: false }
const outside = { id: 't', code: 'T', title: 'Cộng, trừ', outside: true }
type Given = Parameters<typeof aCriterion>[0]
/** One criterion beside a sound one, in the group outside, where the sum of 100 stays as it is. */
const beside = (given: Given) =>
  aContent({
    groups: [inside, outside],
    criteria: [
      aCriterion({ max: 10_000, rule: { kind: 'manual' } }),
      aCriterion({ id: 'x', code: 'X', group: 't', ...given }),
    ],
  })
const band = (from: number | null, to: number | null, stars: number, passes = stars > 0) => ({
  label: `${stars}★ ${from}`,
  stars,
  from,
  to,
  passes,
})

test('a sound set has no problems', () => {
  expect(found(aContent())).toEqual([])
  for (const kind of [
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
  ] as const) {
    expect([kind, found(beside({ rule: { kind } }))]).toEqual([kind, []])
  }
})

describe('references and ids', () => {
  test.each([
    [aContent({ groups: [inside, inside] }), ['groups[1].id duplicateId', 'groups[1].code duplicateCode']],
    [aContent({ groups: [inside, { ...inside, id: 'h', code: '2' }] }), ['groups[1] emptyGroup']],
    [beside({ id: '1.1', rule: { kind: 'count' } }), ['criteria[1].id duplicateId']],
    [beside({ code: '1.1', rule: { kind: 'count' } }), ['criteria[1].code duplicateCode']],
    [
      beside({ group: 'q', rule: { kind: 'count' } }),
      ['groups[1] emptyGroup', 'criteria[1].group unknownGroup', 'criteria totalNotHundred'],
    ],
    [
      beside({ department: 'phong-noi-vu', rule: { kind: 'count' } }),
      ['criteria[1].department unknownDepartment'],
    ],
    [
      beside({ enteredBy: ['commune', 'commune'], rule: { kind: 'count' } }),
      ['criteria[1].enteredBy[1] duplicateId'],
    ],
    [
      aContent({
        departments: [
          { id: 'a', name: 'A' },
          { id: 'a', name: 'B' },
        ],
      }),
      ['departments[1].id duplicateId'],
    ],
    [aContent({ dossier: ['Tờ trình', 'Tờ trình'] }), ['dossier[1] duplicateLabel']],
    [
      aContent({ groups: [outside], criteria: [aCriterion({ group: 't', rule: { kind: 'count' } })] }),
      ['groups noGroupInside', 'criteria totalNotHundred'],
    ],
  ])('case %#', (content, expected) => {
    expect(found(content)).toEqual(expected)
  })
})

describe('rules', () => {
  const choice = (...points: number[]) => ({
    kind: 'choice' as const,
    options: points.map((worth, index) => ({ id: `o${index}`, label: `Mức ${index}`, points: worth })),
  })
  test.each<[Given, string[]]>([
    [{ max: 400, rule: { kind: 'yesNo' } }, ['rule bestBelowMaximum']],
    [{ max: 200, rule: { kind: 'yesNo' } }, ['rule bestAboveMaximum']],
    [{ rule: choice(200, 100) }, ['rule bestBelowMaximum']],
    [{ rule: choice(400, 100) }, ['rule bestAboveMaximum']],
    [{ max: 0, rule: choice(0, -100) }, []],
    [{ max: -100, rule: choice(0, -100) }, ['max maximumNotPositive', 'rule bestAboveMaximum']],
    [{ max: 0, rule: { kind: 'ratio' } }, ['max maximumNotPositive']],
    [
      {
        rule: {
          kind: 'choice',
          options: [
            { id: 'a', label: 'A', points: 300 },
            { id: 'a', label: 'A', points: 0 },
          ],
        },
      },
      ['rule.options[1].id duplicateId', 'rule.options[1].label duplicateLabel'],
    ],
    [
      {
        rule: {
          kind: 'checklist',
          items: [
            { id: 'a', label: 'A', points: 100 },
            { id: 'a', label: 'B', points: 200 },
          ],
        },
      },
      ['rule.items[1].id duplicateId'],
    ],
    [{ rule: { kind: 'count', cap: 200 } }, ['rule bestBelowMaximum']],
    [{ rule: { kind: 'count', each: 0 } }, ['rule.each notPositive']],
    [{ rule: { kind: 'penalty', cap: 400 } }, ['rule bestAboveMaximum']],
    [{ rule: { kind: 'deduction', floor: 350 } }, ['rule.floor floorAboveStart', 'rule bestAboveMaximum']],
    [{ rule: { kind: 'deduction', floor: -100 } }, ['rule.floor negativePoints']],
    [{ rule: { kind: 'external', factor: '0.02' } }, ['rule bestBelowMaximum']],
    [{ rule: { kind: 'external', factor: '-0.03' } }, ['rule.factor notPositive', 'rule bestBelowMaximum']],
    [{ rule: { kind: 'external', scale: '0' } }, ['rule.scale notPositive', 'rule bestBelowMaximum']],
    [{ rule: { kind: 'manual', step: 0 } }, ['rule.step notPositive']],
    [{ rule: { kind: 'manual', step: 200 } }, ['rule.step notAMultipleOfStep']],
    [{ step: 0, rule: { kind: 'count' } }, ['step stepNotPositive']],
    [{ step: 100, rule: { kind: 'count' } }, ['rule.each notAMultipleOfStep']],
    [{ step: 200, rule: { kind: 'formula' } }, ['max notAMultipleOfStep']],
    [{ rule: { kind: 'ratio', scale: { kind: 'linear', fullAt: '0' } } }, ['rule.scale.fullAt notPositive']],
    [
      { rule: { kind: 'survey', scale: { kind: 'linear', fullAt: '5000' } } },
      ['rule.scale.fullAt percentOutOfRange'],
    ],
    [
      {
        rule: {
          kind: 'ratio',
          scale: {
            kind: 'bands',
            bands: [
              { from: '90', points: 300 },
              { from: '90', points: 0 },
            ],
          },
        },
      },
      ['rule.scale.bands[1].from bandsNotDescending'],
    ],
    [
      {
        rule: {
          kind: 'ratio',
          scale: {
            kind: 'bands',
            bands: [
              { from: '9', points: 0 },
              { from: '10', points: 300 },
            ],
          },
        },
      },
      ['rule.scale.bands[1].from bandsNotDescending'],
    ],
    [
      { rule: { kind: 'ratio', scale: { kind: 'bands', bands: [{ from: '90', points: 200 }] } } },
      ['rule bestBelowMaximum'],
    ],
    [{ rule: { kind: 'formula', expression: 'a +' } }, ['rule.expression formulaError']],
    [
      { rule: { kind: 'formula', inputs: [{ name: 'min', label: 'A' }], expression: '1' } },
      ['rule.inputs[0].name reservedName'],
    ],
    [
      {
        rule: {
          kind: 'formula',
          inputs: [
            { name: 'a', label: 'A' },
            { name: 'a', label: 'B' },
          ],
        },
      },
      ['rule.inputs[1].name duplicateId'],
    ],
    [
      { rule: { kind: 'formula', whenZero: [{ input: 'b', policy: 'full' }] } },
      ['rule.whenZero[0].input unknownInput'],
    ],
    [{ deadline: { kind: 'date', month: 4, day: 31 }, rule: { kind: 'count' } }, ['deadline noSuchDay']],
    [{ deadline: { kind: 'date', month: 2, day: 29 }, rule: { kind: 'count' } }, []],
    [{ deadline: { kind: 'monthly' }, rule: { kind: 'count' } }, []],
  ])('case %#', (given, expected) => {
    expect(found(beside(given))).toEqual(expected.map((each) => `criteria[1].${each}`))
  })

  test('bonus and penalty stand outside the 100 points', () => {
    const content = aContent({
      criteria: [
        aCriterion({ max: 9700, rule: { kind: 'manual' } }),
        aCriterion({ id: 'x', code: 'X', rule: { kind: 'bonus' } }),
      ],
    })
    expect(found(content)).toEqual(['criteria[1].group mustBeOutside'])
  })

  test('a sum other than 100 is only warned of', () => {
    const problems = checkCriteriaContent(
      aContent({ criteria: [aCriterion({ max: 9900, rule: { kind: 'manual' } })] }),
    )
    expect(problems).toEqual([
      { path: 'criteria', code: 'totalNotHundred', severity: 'warning', details: { total: 9900 } },
    ])
  })

  test('a level above all points there are is warned of', () => {
    const problems = checkCriteriaContent(
      aContent({
        criteria: [aCriterion({ max: 4000, rule: { kind: 'manual' } })],
        bands: [
          { label: 'Chưa đạt', stars: 0, from: null, to: 3000, passes: false },
          { label: '1★', stars: 1, from: 3000, to: 7000, passes: true },
          { label: '2★', stars: 2, from: 7000, to: null, passes: true },
        ],
      }),
    )
    expect(problems.filter(({ code }) => code === 'starBandUnreachable')).toEqual([
      {
        ...{ path: 'bands[2].from', code: 'starBandUnreachable', severity: 'warning' },
        details: { from: 7000, total: 4000 },
      },
    ])
  })

  test('the mistake in a formula is named with its place', () => {
    const [problem] = checkCriteriaContent(beside({ rule: { kind: 'formula', expression: 'a + q' } }))
    expect(problem?.details).toEqual({ reason: 'unknownName', position: 4, expected: '', found: 'q' })
  })
})

describe('bands of stars', () => {
  test.each([
    [[band(8000, null, 1), band(null, 8000, 0)], []],
    [[band(null, null, 0)], []],
    [[band(null, 8000, 0), band(8001, null, 1)], ['bands[1].from starBandGap']],
    [[band(null, 8000, 0), band(7999, null, 1)], ['bands[1].from starBandOverlap']],
    [[band(null, null, 0), band(8000, null, 1)], ['bands[1].from starBandOverlap']],
    [[band(0, 8000, 0), band(8000, null, 1)], ['bands[0].from lowestBandNotOpen']],
    [[band(null, 8000, 0), band(8000, 10_000, 1)], ['bands[1].to highestBandNotOpen']],
    [[band(null, 8000, 1), band(8000, null, 1)], ['bands[1].stars starsNotRising']],
    [[band(null, 8000, 1), band(8000, null, 2, false)], ['bands[1].passes passesNotRising']],
    [[band(null, 8000, 0), band(8000, 8000, 1), band(8000, null, 2)], ['bands[1] starBandEmpty']],
  ])('case %#', (bands, expected) => {
    expect(found(aContent({ bands }))).toEqual(expected)
  })
})

describe('gates', () => {
  const gate = (check: object) => ({ id: 'k', title: 'Điều kiện', fromStars: 1, check })
  test.each([
    [{ kind: 'groupMinimum', group: 'q', percent: '50' }, ['gates[0].check.group unknownGroup']],
    [{ kind: 'groupMinimum', group: 'g', percent: '101' }, ['gates[0].check.percent percentOutOfRange']],
    [{ kind: 'groupMinimum', group: null, percent: '0' }, ['gates[0].check.percent percentOutOfRange']],
    [{ kind: 'groupMinimum', group: 't', percent: '50' }, ['gates[0].check.group gateGroupOutside']],
    [
      { kind: 'criterionMinimum', criterion: 'q', percent: '50' },
      ['gates[0].check.criterion unknownCriterion'],
    ],
    [{ kind: 'dossier', minimum: 1 }, ['gates[0].check.minimum moreThanDossier']],
    [{ kind: 'surveyForms' }, ['gates[0].check noSurvey']],
    [{ kind: 'veto' }, []],
  ])('case %#', (check, expected) => {
    const content = {
      ...beside({ rule: { kind: 'count' } }),
      gates: aContent({ gates: [gate(check)] }).gates,
    }
    expect(found(content)).toEqual(expected)
  })

  test('two of one id', () => {
    const content = aContent({ gates: [gate({ kind: 'veto' }), gate({ kind: 'veto' })] })
    expect(found(content)).toEqual(['gates[1].id duplicateId'])
  })
})
