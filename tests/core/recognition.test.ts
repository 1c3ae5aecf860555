import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { AssessmentId, CycleId } from '../../shared/domain/ids.ts'
import type { Hundredths } from '../../shared/domain/quantities.ts'
import { tidyDecisionNumber } from '../../shared/domain/recognition.ts'
import { aContent, aCriterion } from '../support/criteria.ts'
import { aCycle, anOffice, score, type Office } from '../support/office.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { linesOf } from '../support/workbook-lines.ts'

const content = aContent({
  criteria: [aCriterion({ id: 'a', code: '1.1', max: 10_000, rule: { kind: 'manual' } })],
  bands: [
    { label: 'Chưa đạt', stars: 0, from: null, to: 8000 as Hundredths, passes: false },
    { label: '1★', stars: 1, from: 8000 as Hundredths, to: 9900 as Hundredths, passes: true },
    { label: '3★', stars: 3, from: 9900 as Hundredths, to: null, passes: true },
  ],
})
const paper = { number: '710/QĐ-UBND', day: '2024-12-17' } as const

/** Communes with these points, accepted: ready to be recognised by the district. */
async function accepted(points: readonly number[]) {
  const office = await anOffice({ ownRoot: true })
  const { sheets, cycle } = await aCycle(office, {
    ...{ content, communes: points.length },
    levels: { appraise: 'district', verify: null, recognise: 'district' },
  })
  for (const [index, assessment] of sheets.entries()) {
    await score(office, assessment, 'a', { kind: 'manual', points: points[index] as Hundredths })
    await office.call('decisions.submit', { assessment, incomplete: true })
    await office.call('appraisal.set', {
      ...{ assessment, criterion: 'a', stage: 'appraisal', seen: [] },
      verdict: { kind: 'agree' },
    })
    await office.call('decisions.accept', { assessment })
  }
  return { office, sheets: sheets as [AssessmentId, AssessmentId, AssessmentId], cycle }
}

async function rowOf(office: Office, cycle: CycleId, sheet: AssessmentId) {
  const { rows } = await office.call('ranking.get', { cycle })
  return rows.find(({ assessment }) => assessment === sheet)
}

describe('a recognition', () => {
  test('by the criteria needs number and day; they are fields of the decision, shown with the sheet and in its history', async () => {
    const { office, sheets, cycle } = await accepted([9000, 1000])
    const [first] = sheets
    const yes = { assessment: first, recognised: true, stars: 1 }
    for (const lacking of [
      { number: '', day: paper.day },
      { number: 'Quyết định số ', day: paper.day },
      { number: paper.number, day: null },
    ])
      await expect(office.call('decisions.recognise', { ...yes, ...lacking })).rejects.toMatchObject({
        code: 'paperNeeded',
      })
    await office.call('decisions.recognise', { ...yes, number: 'QĐ số 710/QĐ-UBND', day: paper.day })
    const { status, recognition } = await office.call('sheets.get', { assessment: first })
    expect([status, recognition]).toEqual([
      'recognised',
      { recognised: true, stars: 1, number: '710/QĐ-UBND', day: '2024-12-17', reason: '' },
    ])
    expect(await rowOf(office, cycle, first)).toMatchObject({ recognition: paper, againstRule: false })
    const { entries } = await office.call('history.list', { limit: 1 })
    expect(JSON.stringify(entries)).toContain('Công nhận 1★, Quyết định số 710/QĐ-UBND ngày 17/12/2024')
  })

  test('against the criteria needs a reason, whichever way; both stand side by side, named', async () => {
    const { office, sheets, cycle } = await accepted([9000, 1000, 9000])
    const [passing, failing, other] = sheets
    const against = [
      { assessment: failing, recognised: true, stars: 1 },
      // a refusal has no stars, whatever was sent
      { assessment: passing, recognised: false, stars: 1 },
      { assessment: other, recognised: true, stars: 3 },
    ]
    for (const result of against) {
      const refused = office.call('decisions.recognise', { ...result, ...paper })
      await expect(refused).rejects.toMatchObject({ code: 'reasonNeeded' })
      await office.call('decisions.recognise', { ...result, ...paper, reason: 'Kết luận của Hội đồng' })
    }
    expect((await rowOf(office, cycle, passing))?.recognition).toMatchObject({ recognised: false, stars: 0 })
    // nothing is missing for the level that was given
    expect(await rowOf(office, cycle, failing)).toMatchObject({ gap: null })
    expect(await rowOf(office, cycle, failing)).toMatchObject({
      ...{ status: 'recognised', stars: 0, passes: false, bandLabel: 'Chưa đạt', againstRule: true },
      recognition: { recognised: true, stars: 1, reason: 'Kết luận của Hội đồng' },
    })
    const printed = path.join(temporaryFolder(), 'sheet.xlsx')
    await writeFile(
      printed,
      await office.download(await office.call('reports.sheet', { assessment: failing })),
    )
    expect((await linesOf(printed)).find((line) => line.includes('Kết quả công nhận'))).toBe(
      '\tKết quả công nhận\t1★ (Quyết định số 710/QĐ-UBND ngày 17/12/2024); khác với bộ tiêu chí, lý do: Kết luận của Hội đồng',
    )
    const { recognised, againstRule, passing: pass, reached } = await office.call('ranking.get', { cycle })
    expect({ recognised, againstRule, pass, reached }).toEqual({
      ...{ recognised: 2, againstRule: 3, pass: 2 },
      // the decision speaks where there is one: the refused commune does not count, the recognised one does
      reached: 2,
    })
  })
})

test('stars that no level of the set has are refused, with a reason too, for one commune and for many', async () => {
  const { office, sheets } = await accepted([9000])
  const tenStars = { assessment: sheets[0], recognised: true, stars: 10, reason: 'Hội đồng' }
  await expect(office.call('decisions.recognise', { ...tenStars, ...paper })).rejects.toMatchObject({
    ...{ code: 'invalidInput', details: { fields: [{ path: 'stars', code: 'noSuchBand' }] } },
  })
  await expect(
    office.call('decisions.recogniseMany', { ...paper, results: [tenStars] }),
  ).rejects.toMatchObject({ code: 'recogniseRefused' })
  expect((await office.call('sheets.get', { assessment: sheets[0] })).recognition).toBeNull()
})

describe('several communes by one decision', () => {
  const result = (assessment: AssessmentId, stars: number, reason?: string) => ({
    ...{ assessment, recognised: stars > 0, stars },
    ...(reason === undefined ? {} : { reason }),
  })

  test('one act, an entry a commune, each with its own reason; the history and the looking back say so', async () => {
    const { office, sheets, cycle } = await accepted([9000, 1000, 9500])
    const [first, second, third] = sheets
    const results = [result(first, 1), result(second, 1, 'Hồ sơ bổ sung sau'), result(third, 1)]
    const { entries } = await office.call('decisions.recogniseMany', { ...paper, results })
    expect(entries).toHaveLength(3)
    const history = await office.call('history.list', { limit: 3 })
    const acts = history.entries.map(({ act, action, author }) => [act, action, author.reason])
    expect(history.entries.some(({ undoable }) => undoable)).toBe(false)
    expect(new Set(acts.map(([act]) => act)).size).toBe(1)
    expect(acts.map(([, action]) => action)).toEqual(Array(3).fill('decisions.recogniseMany'))
    expect(acts.map(([, , reason]) => reason).sort()).toEqual(['Hồ sơ bổ sung sau', null, null])
    const { points } = await office.call('asOf.points', { limit: 1 })
    expect(points).toMatchObject([{ kind: 'decision', action: 'decisions.recogniseMany', units: 3 }])
    const { rows, recognised, againstRule } = await office.call('ranking.get', { cycle })
    expect([recognised, againstRule]).toEqual([3, 1])
    expect(rows.every(({ recognition }) => recognition?.number === '710/QĐ-UBND')).toBe(true)
  })

  test('all or none: who cannot be decided is named, and nothing is written', async () => {
    const { office, sheets, cycle } = await accepted([9000, 1000])
    const [first, second] = sheets
    const { rows } = await office.call('ranking.get', { cycle })
    const names = new Map(rows.map(({ assessment, unitName }) => [assessment, unitName]))
    const refusedFor = async (results: ReturnType<typeof result>[]) => {
      const error = await office
        .call('decisions.recogniseMany', { ...paper, results })
        .catch((caught: unknown) => caught)
      return error as { code: string; details: unknown }
    }
    expect(await refusedFor([result(first, 1), result(second, 1)])).toMatchObject({
      code: 'recogniseRefused',
      details: { units: names.get(second) },
    })
    // the same commune twice would be two decisions that differ
    expect(await refusedFor([result(first, 1), result(first, 1)])).toMatchObject({ code: 'recogniseRefused' })
    expect((await office.call('ranking.get', { cycle })).recognised).toBe(0)
    const unnamed = office.call('decisions.recogniseMany', {
      number: '',
      day: null,
      results: [result(first, 1)],
    })
    await expect(unnamed).rejects.toMatchObject({ code: 'paperNeeded' })
  })
})

test.each([
  ['710/QĐ-UBND', '710/QĐ-UBND'],
  [' Quyết định số 710/QĐ-UBND ', '710/QĐ-UBND'],
  ['QĐ số: 710/QĐ-UBND', '710/QĐ-UBND'],
  ['QĐ 710', '710'],
  ['số 5', '5'],
  ['QĐ-UBND 5', 'QĐ-UBND 5'],
  ['Quyết định', ''],
])('the number “%s” is kept as “%s”', (typed, kept) => {
  expect(tidyDecisionNumber(typed)).toBe(kept)
})
