import { describe, expect, test } from 'vitest'
import {
  judgeAboveSelf,
  judgeLate,
  judgePeriod,
  judgeReuse,
  judgeShared,
  judgeSilence,
  judgeTime,
  type DeviceSign,
  type KeyHolder,
} from '../../../shared/domain/checks.ts'
import type { AssessmentId, CriterionId, DeviceId, DocumentId, UnitId } from '../../../shared/domain/ids.ts'
import type { Hundredths } from '../../../shared/domain/quantities.ts'

const day = 86_400_000
const unit = 'x1' as UnitId
const sheet = 't:2024/x1' as AssessmentId

/** A document of a commune, linked to one criterion of 2024, entered by the commune itself. */
function aHolder(given: {
  unit?: string
  document?: string
  office?: string
  files?: string
  places?: readonly [cycle: string, target: string][]
}): KeyHolder {
  const { unit: at = 'x1', document = 'd1', office = '', files = 'f', places = [['t:2024', 'a']] } = given
  return {
    ...{ unit: at as UnitId, document: `${at}:${document}` as DocumentId, office, files, time: 5 },
    places: places.map(([cycle, target]) => [`${cycle}/${at}` as AssessmentId, target as CriterionId]),
  }
}

describe('what documents share', () => {
  const judge = (holders: readonly KeyHolder[], kind: 'sameFile' | 'sameNumber' = 'sameFile') =>
    judgeShared(kind, 'k', holders)

  test('one document is nobody else’s', () => {
    expect(judge([])).toBeNull()
    expect(
      judge([
        aHolder({
          places: [
            ['t:2024', 'a'],
            ['t:2024', 'b'],
          ],
        }),
      ]),
    ).toBeNull()
  })

  test('two communes that each brought the same file', () => {
    const found = judge([aHolder({ unit: 'x1' }), aHolder({ unit: 'x2' })])
    expect(found).toMatchObject({ shared: ['communes'], about: 'k', time: 5 })
    expect(found?.subjects.map((each) => each.unit)).toEqual(['x1', 'x2'])
  })

  test('a paper that one office gave to its communes is as it should be; one commune that brings it too is not', () => {
    const given = ['x1', 'x2', 'x3'].map((at) => aHolder({ unit: at, office: 'district' }))
    expect(judge(given)).toBeNull()
    expect(judge([...given, aHolder({ unit: 'x4' })])?.parts).toHaveLength(4)
    expect(
      judge([aHolder({ unit: 'x1', office: 'd1' }), aHolder({ unit: 'x2', office: 'd2' })]),
    ).not.toBeNull()
  })

  test('two documents of one commune, and two years', () => {
    expect(judge([aHolder({ document: 'd1' }), aHolder({ document: 'd2' })])?.shared).toEqual(['documents'])
    const twoYears = aHolder({
      places: [
        ['t:2023', 'a'],
        ['t:2024', 'a'],
      ],
    })
    expect(judge([twoYears])?.shared).toEqual(['years'])
    expect(judge([twoYears])?.subjects.map(({ cycle }) => cycle)).toEqual(['t:2023', 't:2024'])
  })

  test('inside one commune nothing is said about the others', () => {
    const given = ['x1', 'x2'].map((at) => aHolder({ unit: at, office: 'district' }))
    const found = judge([...given, aHolder({ unit: 'x1', document: 'd2', office: 'district' })])
    expect(found?.shared).toEqual(['documents'])
    expect(new Set(found?.parts.map((part) => part.unit))).toEqual(new Set(['x1']))
  })

  test('the same number on the very same file is said once', () => {
    const same = [aHolder({ unit: 'x1' }), aHolder({ unit: 'x2' })]
    expect(judge(same, 'sameNumber')).toBeNull()
    expect(
      judge([aHolder({ unit: 'x1', files: 'f' }), aHolder({ unit: 'x2', files: 'g' })], 'sameNumber'),
    ).not.toBeNull()
    const onPaper = [aHolder({ unit: 'x1', files: '' }), aHolder({ unit: 'x2', files: '' })]
    expect(judge(onPaper, 'sameNumber')?.shared).toEqual(['communes'])
  })

  test('a further link is a further part', () => {
    const before = judge([aHolder({ unit: 'x1' }), aHolder({ unit: 'x2' })])
    const after = judge([
      aHolder({
        unit: 'x1',
        places: [
          ['t:2024', 'a'],
          ['t:2024', 'b'],
        ],
      }),
      aHolder({ unit: 'x2' }),
    ])
    const known = new Set(before?.parts.map(({ id }) => id))
    expect(after?.parts.filter(({ id }) => !known.has(id))).toHaveLength(1)
  })
})

describe('documents of one sheet', () => {
  const linked = (date: string | null, ...links: [target: string, pages: string][]) => ({
    document: 'x1:d' as DocumentId,
    date,
    links: links.map(([target, pages]) => ({ target: target as CriterionId, pages })),
  })
  const period = { from: '2024-01-01', until: '2024-12-31' }

  test('the data period holds its first and its last day; no date is not outside', () => {
    const judge = (date: string | null) => judgePeriod(sheet, unit, period, [linked(date, ['a', ''])])
    expect(['2024-01-01', '2024-12-31', null].map(judge)).toEqual([null, null, null])
    expect(judge('2023-12-31')?.parts).toMatchObject([{ day: '2023-12-31', target: 'a' }])
    expect(judge('2025-01-01')).not.toBeNull()
  })

  test('a paper proves several criteria when its pages say which', () => {
    const judge = (...links: [string, string][]) => judgeReuse(sheet, unit, [linked(null, ...links)])
    expect(judge(['a', '1'], ['b', '2'])).toBeNull()
    expect(judge(['a', ''], ['dossier-1', ''])).toBeNull()
    expect(judge(['a', ''], ['b', ''], ['c', '4'])?.parts.map(({ target }) => target)).toEqual(['a', 'b'])
  })

  test('points above the own ones, from nothing too', () => {
    const judge = (self: number | null, judged: number | null) =>
      judgeAboveSelf(sheet, unit, [
        {
          criterion: 'a' as CriterionId,
          self: self as Hundredths | null,
          judged: judged as Hundredths | null,
          time: 3,
        },
      ])
    expect([judge(500, 500), judge(500, 400), judge(500, null), judge(null, 0)]).toEqual([
      null,
      null,
      null,
      null,
    ])
    expect(judge(500, 501)?.parts).toMatchObject([{ from: 500, to: 501 }])
    expect(judge(null, 100)?.parts).toMatchObject([{ from: null, to: 100 }])
    expect(judge(-200, -100)).not.toBeNull()
  })

  test('late changes are listed with their newest time', () => {
    expect(judgeLate('late', sheet, unit, [])).toBeNull()
    const found = judgeLate('afterAcceptance', sheet, unit, [
      { id: '1', time: 4 },
      { id: '2', time: 9 },
    ])
    expect(found).toMatchObject({ kind: 'afterAcceptance', time: 9, about: sheet })
  })
})

describe('devices', () => {
  const now = 400 * day
  const sign = (name: string, daysAgo: number, level = 'commune'): DeviceSign => ({
    ...{ device: name as DeviceId, unit: name as UnitId, level, last: now - daysAgo * day },
  })
  const silent = (...signs: readonly DeviceSign[]): readonly string[] =>
    judgeSilence(signs, now).map(({ about }) => about)

  test('silent is who stays behind most others of its level, for long', () => {
    expect(silent(sign('a', 40), sign('b', 1), sign('c', 2))).toEqual(['a'])
    expect(silent(sign('a', 29), sign('b', 1), sign('c', 2))).toEqual([])
    expect(silent(sign('a', 40), sign('b', 39), sign('c', 41))).toEqual([])
    expect(silent(sign('a', 40), sign('b', 41), sign('c', 42), sign('d', 1))).toEqual([])
    expect(silent(sign('a', 40), sign('b', 1, 'district'))).toEqual([])
    expect(silent(sign('a', 400))).toEqual([])
  })

  test('a new sign of life ends it; silence after it is another one', () => {
    const [first] = judgeSilence([sign('a', 90), sign('b', 1)], now)
    const [second] = judgeSilence([sign('a', 60), sign('b', 1)], now)
    expect(first?.parts[0]?.id).not.toBe(second?.parts[0]?.id)
  })

  test('a clock is off by more than a day, ahead of ours or back behind its own', () => {
    const judge = (time: number, arrived: number, before: number | null) =>
      judgeTime({ time, arrived, before }).map(({ kind, off }) => [kind, off])
    expect(judge(day, 0, null)).toEqual([])
    expect(judge(day + 1, 0, null)).toEqual([['ahead', day + 1]])
    expect(judge(0, 9 * day, day)).toEqual([])
    expect(judge(0, 9 * day, day + 1)).toEqual([['back', day + 1]])
    expect(judge(-5 * day, 9 * day, 5 * day)).toEqual([['back', 10 * day]])
  })
})
