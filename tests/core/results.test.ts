import { describe, expect, test } from 'vitest'
import type { Output } from '../../shared/contract/contract.ts'
import type { AssessmentId, CriterionId, Day } from '../../shared/domain/ids.ts'
import type { Hundredths } from '../../shared/domain/quantities.ts'
import { aContent, aCriterion } from '../support/criteria.ts'
import { aPdf } from '../support/file-samples.ts'
import { anOfficeFrom, startFiles } from '../support/exchange.ts'
import { ManualClock } from '../support/manual-clock.ts'
import { aCycle, anOffice, bacGiang, score, yenThe, type Office } from '../support/office.ts'

const content = aContent({
  departments: [{ id: 'noi-vu', name: 'Phòng Nội vụ' }],
  criteria: [
    aCriterion({ id: 'a', code: '1.1', max: 6000, rule: { kind: 'manual' }, department: 'noi-vu' }),
    aCriterion({ id: 'b', code: '1.2', max: 4000, rule: { kind: 'manual' } }),
  ],
})
const manual = (points: number) => ({ kind: 'manual' as const, points: points as Hundredths })

async function begun(given: Parameters<typeof aCycle>[1] = {}) {
  const office = await anOffice({ ownRoot: true })
  const { sheets, cycle } = await aCycle(office, {
    content,
    communes: 5,
    levels: { appraise: 'district', verify: null, recognise: 'district' },
    ...given,
  })
  return { office, sheets, cycle }
}

async function scoreBoth(office: Office, sheet: AssessmentId, a: number, b: number): Promise<void> {
  await score(office, sheet, 'a', manual(a))
  await score(office, sheet, 'b', manual(b))
}

/** Sends a sheet and accepts it as it is. */
async function accept(office: Office, assessment: AssessmentId): Promise<void> {
  await office.call('decisions.submit', { assessment, incomplete: true })
  for (const criterion of ['a', 'b'] as CriterionId[]) {
    const input = { assessment, criterion, stage: 'appraisal' as const, seen: [] }
    await office.call('appraisal.set', { ...input, verdict: { kind: 'agree' } })
  }
  await office.call('decisions.accept', { assessment })
}

describe('the ranking', () => {
  test('best first; equal totals share a rank and the next one counts them; own scores and the silent ones stand below, unranked', async () => {
    const { office, sheets, cycle } = await begun({ target: 3, communes: 6 })
    const [first, second, third, fourth, fifth] = sheets as AssessmentId[] & { length: 6 }
    await scoreBoth(office, first!, 5000, 3000)
    await scoreBoth(office, second!, 6000, 4000)
    await scoreBoth(office, third!, 4500, 3500)
    await scoreBoth(office, fourth!, 1000, 0)
    for (const sheet of [first!, second!, third!, fourth!]) await accept(office, sheet)
    // more points than anybody, but nobody has appraised them
    await scoreBoth(office, fifth!, 6000, 4000)
    const ranking = await office.call('ranking.get', { cycle })
    expect(
      ranking.rows.map(({ rank, unranked, total, stars, passes }) => [rank, unranked, total, stars, passes]),
    ).toEqual([
      [1, null, 10_000, 1, true],
      [2, null, 8000, 1, true],
      [2, null, 8000, 1, true],
      [4, null, 1000, 0, false],
      ...ranking.rows.slice(4).map(({ assessment }) => {
        const own = assessment === fifth
        return [null, 'notFinished', own ? 10_000 : null, own ? 1 : 0, own]
      }),
    ])
    expect(ranking.rows[0]?.assessment).toBe(second)
    expect(ranking.rows[3]?.gap).toMatchObject({ stars: 1, points: 7000 })
    expect(ranking).toMatchObject({ participants: 6, ranked: 4, finished: 4, passing: 3, reached: 3 })
    expect(ranking).toMatchObject({ stopped: 0, target: 3, recognised: 0, againstRule: 0 })
  })

  test('a commune alone has no rank, whoever looks', async () => {
    const { office, sheets, cycle } = await begun({ communes: 1 })
    await scoreBoth(office, sheets[0]!, 6000, 4000)
    await accept(office, sheets[0]!)
    const { rows } = await office.call('ranking.get', { cycle })
    expect(rows).toMatchObject([{ rank: null, unranked: 'alone', total: 10_000 }])
  })

  test('no appraised total from a part of the criteria: anywhere, only how many are appraised', async () => {
    const { office, sheets, cycle } = await begun()
    const [sheet] = sheets as [AssessmentId]
    await scoreBoth(office, sheet, 5000, 3000)
    await office.call('decisions.submit', { assessment: sheet, incomplete: false })
    const agree = (criterion: string) =>
      office.call('appraisal.set', {
        ...{ assessment: sheet, criterion: criterion, stage: 'appraisal', seen: [] },
        verdict: { kind: 'agree' },
      })
    const read = async () => {
      const { rows } = await office.call('ranking.get', { cycle, stage: 'appraisal' })
      const row = rows.find(({ assessment }) => assessment === sheet)
      const listed = (await office.call('sheets.list', { cycle })).find(
        ({ assessment }) => assessment === sheet,
      )
      return [
        [row?.total, row?.judged, row?.of, row?.rank, row?.stars],
        [listed?.appraisedTotal, listed?.appraised, listed?.toAppraise],
      ]
    }
    await agree('a')
    expect(await read()).toEqual([
      [null, 1, 2, null, 0],
      [null, 1, 2],
    ])
    await agree('b')
    expect(await read()).toEqual([
      [8000, 2, 2, 1, 1],
      [8000, 2, 2],
    ])
  })

  test('last year stands beside this one only where both are finished and on one scale', async () => {
    const { office, sheets, cycle } = await begun()
    const [first, second, third] = sheets as [AssessmentId, AssessmentId, AssessmentId]
    for (const sheet of [first, second, third]) await scoreBoth(office, sheet, 5000, 3000)
    await accept(office, first)
    await accept(office, third)
    await office.call('participants.save', { assessment: first, lastTotal: 7500 })
    await office.call('participants.save', { assessment: second, lastTotal: 7500 })
    // what was written meanwhile is not written over by somebody who saw what stood before
    const seen = { lastTotal: [], aim: [] }
    await office.call('participants.save', { assessment: second, aim: 2, seen })
    await expect(
      office.call('participants.save', { assessment: second, lastTotal: 100, aim: 2, seen }),
    ).rejects.toMatchObject({ code: 'changedMeanwhile' })
    // of another scale: this set gives 100 points at most
    await office.call('participants.save', { assessment: third, lastTotal: 43_000 })
    const { rows } = await office.call('ranking.get', { cycle })
    const changeOf = (sheet: AssessmentId) => rows.find(({ assessment }) => assessment === sheet)?.change
    expect([first, second, third].map(changeOf)).toEqual([500, null, null])
  })

  test('last year’s cycle of this folder must have the same scale and be finished as well', async () => {
    const { office, sheets, cycle } = await begun()
    const [first, second] = sheets as [AssessmentId, AssessmentId]
    const { year } = (await office.call('cycles.list', {})).find(({ id }) => id === cycle)!
    const units = sheets.map((sheet) => sheet.slice(sheet.indexOf('/') + 1) as never)
    const before = await aCycle(office, {
      ...{ content, units, year: year - 1, communes: 2 },
      levels: { appraise: 'district', verify: null, recognise: 'district' },
    })
    const [firstBefore] = before.sheets as [AssessmentId]
    for (const sheet of [firstBefore, before.sheets[1]!, first, second])
      await scoreBoth(office, sheet, 5000, 3000)
    for (const sheet of [firstBefore, first, second]) await accept(office, sheet)
    for (const assessment of [first, second])
      await office.call('participants.save', { assessment, lastTotal: 7500 })
    const { rows } = await office.call('ranking.get', { cycle })
    const changeOf = (sheet: AssessmentId) => rows.find(({ assessment }) => assessment === sheet)?.change
    // the second commune's sheet of last year is still being scored
    expect([first, second].map(changeOf)).toEqual([500, null])
  })

  test('each sheet stands with the stage that speaks for it; another stage can be asked for', async () => {
    const { office, sheets, cycle } = await begun()
    const [sheet] = sheets as [AssessmentId]
    await scoreBoth(office, sheet, 5000, 3000)
    await office.call('decisions.submit', { assessment: sheet, incomplete: false })
    await office.call('appraisal.set', {
      assessment: sheet,
      criterion: 'a',
      stage: 'appraisal',
      verdict: { kind: 'change', answer: { input: manual(2000), note: '' } },
      seen: [],
      reason: 'Thiếu minh chứng',
    })
    const totalOf = async (stage?: 'self' | 'appraisal') => {
      const { rows } = await office.call('ranking.get', stage === undefined ? { cycle } : { cycle, stage })
      const row = rows.find(({ assessment }) => assessment === sheet)
      return [row?.standing, row?.total]
    }
    expect(await totalOf()).toEqual(['self', 8000])
    expect(await totalOf('appraisal')).toEqual(['appraisal', null])
    await office.call('appraisal.set', {
      assessment: sheet,
      criterion: 'b',
      stage: 'appraisal',
      verdict: { kind: 'agree' },
      seen: [],
    })
    await office.call('decisions.accept', { assessment: sheet })
    expect(await totalOf()).toEqual(['appraisal', 5000])
    expect(await totalOf('self')).toEqual(['self', 8000])
  })

  test('what the province has looked at is not ranked with what it has not', async () => {
    const office = await anOffice({ unit: bacGiang, ownRoot: true })
    const { sheets, cycle } = await aCycle(office, { content, communes: 3 })
    const [first, second] = sheets as [AssessmentId, AssessmentId]
    await scoreBoth(office, first, 6000, 4000)
    await scoreBoth(office, second, 5000, 3000)
    for (const sheet of [first, second]) await accept(office, sheet)
    const ranks = async (more: { stage?: 'appraisal' } = {}) =>
      (await office.call('ranking.get', { cycle, ...more })).rows.map(({ rank, total, standing }) => [
        ...[rank, total, standing],
      ])
    expect(await ranks()).toEqual([
      [1, 10_000, 'appraisal'],
      [2, 8000, 'appraisal'],
      [null, null, 'self'],
    ])
    await office.call('appraisal.set', {
      ...{
        assessment: first,
        criterion: 'a',
        stage: 'verification',
        reason: 'Phúc tra',
        seen: [],
      },
      verdict: { kind: 'change', answer: { input: manual(3500), note: '' } },
    })
    await office.call('decisions.verify', { assessment: first })
    expect((await ranks()).slice(0, 2)).toEqual([
      [1, 7500, 'verification'],
      [null, 8000, 'appraisal'],
    ])
    expect((await ranks({ stage: 'appraisal' })).slice(0, 2)).toEqual([
      [1, 10_000, 'appraisal'],
      [2, 8000, 'appraisal'],
    ])
  })

  test('where nobody appraises, a sheet is finished when the province has verified it', async () => {
    const office = await anOffice({ unit: bacGiang, ownRoot: true })
    const levels = { appraise: null, verify: 'province', recognise: 'province' } as const
    const { sheets, cycle } = await aCycle(office, { content, levels })
    const [first] = sheets as [AssessmentId]
    await scoreBoth(office, first, 6000, 4000)
    await office.call('decisions.submit', { assessment: first, incomplete: false })
    const read = async () => {
      const { finished, passing, rows } = await office.call('ranking.get', { cycle })
      return [finished, passing, rows[0]?.assessment, rows[0]?.finished]
    }
    expect(await read()).toEqual([0, 0, first, false])
    await office.call('decisions.verify', { assessment: first })
    expect(await read()).toEqual([1, 1, first, true])
  })

  test('a stopped commune leaves the ranking and the n/17; a recognised one counts', async () => {
    const { office, sheets, cycle } = await begun()
    const [first, second] = sheets as [AssessmentId, AssessmentId]
    await scoreBoth(office, first, 6000, 4000)
    await accept(office, first)
    const decision = { number: '1/QĐ-UBND', day: '2024-12-20' }
    await office.call('decisions.recognise', { assessment: first, recognised: true, stars: 1, ...decision })
    await scoreBoth(office, second, 6000, 4000)
    await office.call('participants.save', {
      assessment: second,
      stopped: { reason: 'Sáp nhập', day: '2024-07-01' },
    })
    const ranking = await office.call('ranking.get', { cycle })
    expect(ranking.rows.map(({ assessment }) => assessment)).not.toContain(second)
    expect(ranking).toMatchObject({ participants: 4, stopped: 1, recognised: 1, passing: 1 })
  })

  test('the totals are those of the sheets', async () => {
    const { office, sheets, cycle } = await begun()
    for (const [index, sheet] of sheets.entries()) await scoreBoth(office, sheet, index * 1000, index * 500)
    const { rows } = await office.call('ranking.get', { cycle })
    for (const row of rows) {
      const sheet = await office.call('sheets.get', { assessment: row.assessment })
      expect(row.total).toBe(sheet.totals[sheet.standing].total)
      expect(row.stars).toBe(sheet.totals[sheet.standing].band?.stars ?? 0)
    }
  })

  test('a province asks for one district alone', async () => {
    const office = await anOffice({ unit: bacGiang, ownRoot: true })
    const communes = await office.call('units.below', { unit: bacGiang, communes: true })
    const [near, ...rest] = communes
    const far = rest.find(({ parent }) => parent !== near?.parent)
    if (near === undefined || far === undefined || near.parent === null) throw new Error('one district only')
    const { cycle } = await aCycle(office, { content, units: [near.id, far.id], target: 2 })
    const whole = await office.call('ranking.get', { cycle })
    expect(whole.rows.map(({ unit }) => unit).sort()).toEqual([near.id, far.id].sort())
    const { rows, target } = await office.call('ranking.get', { cycle, within: near.parent })
    expect(rows.map(({ unit }) => unit)).toEqual([near.id])
    expect([whole.target, target]).toEqual([2, null])
  })

  test('a target is that of the unit that set it: at a district that of the province says nothing', async () => {
    const clock = new ManualClock()
    const office = await anOffice({ unit: bacGiang, ownRoot: true, clock })
    const units = (await office.call('units.below', { unit: yenThe, communes: true })).map(({ id }) => id)
    const { cycle } = await aCycle(office, { content, units, target: 2 })
    const [start] = await startFiles(office, [yenThe])
    const district = await anOfficeFrom(start!, clock)
    const targets = [office, district].map(async (at) => {
      const { target, participants } = await at.call('ranking.get', { cycle })
      return [target, participants]
    })
    expect(await Promise.all(targets)).toEqual([
      [2, units.length],
      [null, units.length],
    ])
  })
})

describe('the papers', () => {
  test('ranking and sheet come as workbooks', async () => {
    const { office, sheets, cycle } = await begun()
    const [sheet] = sheets as [AssessmentId]
    await scoreBoth(office, sheet, 5000, 3000)
    for (const ticket of [
      await office.call('reports.ranking', { cycle }),
      await office.call('reports.sheet', { assessment: sheet }),
    ]) {
      expect(ticket.name).toMatch(/\.xlsx$/)
      expect((await office.download(ticket)).subarray(0, 2).toString()).toBe('PK')
    }
  }, 60_000)
})

describe('the overview', () => {
  type Due = Output<'overview.get'>['due'][number]
  const kinds = (due: readonly Due[]) => due.map(({ kind }) => kind)

  test('counts sheets by status and holds what passes against the target', async () => {
    const { office, sheets, cycle } = await begun({ target: 2 })
    const [first, second] = sheets as [AssessmentId, AssessmentId]
    await scoreBoth(office, first, 6000, 4000)
    await accept(office, first)
    await office.call('decisions.submit', { assessment: second, incomplete: true })
    const overview = await office.call('overview.get', { cycle })
    expect(overview.counts).toMatchObject({ selfScoring: 3, submitted: 1, accepted: 1, returned: 0 })
    expect(overview).toMatchObject({
      participants: 5,
      passing: 1,
      reached: 1,
      finished: 1,
      target: 2,
      own: null,
    })
    expect(overview.arrived).toEqual([])
    const department = overview.departments.find(({ department }) => department === 'noi-vu')
    expect(department).toMatchObject({ name: 'Phòng Nội vụ', open: 1, total: 1 })
  })

  test('names what is due with its days, and only what still waits', async () => {
    const dates = {
      selfScoreDue: '2024-11-10' as Day,
      appraisalDue: '2024-11-25' as Day,
      verificationDue: null,
    }
    const { office, sheets, cycle } = await begun({ communes: 2, dates })
    const due = async () =>
      (await office.call('overview.get', { cycle })).due.filter(({ kind }) => kind !== 'startFiles')
    expect(await due()).toMatchObject([{ kind: 'notSent', day: '2024-11-10', daysLeft: -10, count: 2 }])
    for (const assessment of sheets) await office.call('decisions.submit', { assessment, incomplete: true })
    expect(await due()).toMatchObject([{ kind: 'appraisalDue', day: '2024-11-25', daysLeft: 5, count: 2 }])
  })

  test('the first steps tick themselves, beginning with an empty office', async () => {
    const office = await anOffice({ ownRoot: true })
    const done = async (cycle: Parameters<typeof office.call<'overview.get'>>[1]['cycle']) =>
      (await office.call('overview.get', { cycle })).steps.filter((step) => step.done).map(({ step }) => step)
    expect(await done(null)).toEqual([])
    const { cycle, sheets } = await aCycle(office, {
      content,
      communes: 1,
      levels: { appraise: 'district', verify: null, recognise: 'district' },
    })
    expect(await done(cycle)).toEqual(['criteria', 'cycle'])
    await scoreBoth(office, sheets[0]!, 6000, 4000)
    await accept(office, sheets[0]!)
    expect(await done(cycle)).toEqual(['criteria', 'cycle', 'decide'])
  })

  test('a returned sheet waits for its commune, a lost file for a good copy', async () => {
    const { office, sheets, cycle } = await begun({ communes: 1 })
    const [sheet] = sheets as [AssessmentId]
    await office.call('decisions.submit', { assessment: sheet, incomplete: true })
    await office.call('decisions.return', {
      assessment: sheet,
      stage: 'appraisal',
      text: '',
      items: [{ criterion: 'a', text: 'Thiếu ảnh' }],
    })
    const { due } = await office.call('overview.get', { cycle })
    expect(due).toMatchObject([
      // nothing of it has left this machine
      { kind: 'unsent', decision: 'return', count: 1 },
      { kind: 'startFiles', count: 1 },
      // what is waited for comes after the own work
      { kind: 'supplements', assessment: sheet, count: 1 },
    ])
    const { unit } = await office.call('sheets.get', { assessment: sheet })
    const files = [await office.upload('a.pdf', aPdf())]
    await office.call('documents.add', { unit, files, together: false, fields: {}, attach: null })
    const { rm } = await import('node:fs/promises')
    await rm(`${office.dataDir}/vault`, { recursive: true })
    await office.call('documents.checkFiles', {})
    expect(kinds((await office.call('overview.get', { cycle })).due)).toContain('missingFiles')
  })

  test('a commune sees its own criteria that are due soon, and that nobody has certified its device', async () => {
    const office = await anOffice({ unit: 'vn2024.c.07243' as never })
    const monthly = aContent({
      criteria: [
        aCriterion({
          id: 'a',
          code: '1.1',
          max: 6000,
          rule: { kind: 'manual' },
          deadline: { kind: 'monthly' },
        }),
        aCriterion({
          id: 'b',
          code: '1.2',
          max: 4000,
          rule: { kind: 'manual' },
          deadline: { kind: 'date', month: 6, day: 30 },
        }),
      ],
    })
    const { cycle, sheets } = await aCycle(office, { content: monthly, units: ['vn2024.c.07243' as never] })
    const [sheet] = sheets as [AssessmentId]
    const { own } = await office.call('overview.get', { cycle })
    expect(own).toMatchObject({ assessment: sheet, rank: null, total: null })
    const { due } = await office.call('overview.get', { cycle })
    expect(due).toMatchObject([
      { kind: 'criteriaLate', assessment: sheet, count: 1, day: '2024-06-30', daysLeft: -143 },
      { kind: 'selfScoreDue' },
      { kind: 'uncertified' },
      { kind: 'criteriaDue', count: 1, day: '2024-11-30', daysLeft: 10 },
    ])
    expect(kinds(due)).toContain('uncertified')
    expect(kinds(due)).not.toContain('unsent')
    await score(office, sheet, 'b', manual(100))
    expect(kinds((await office.call('overview.get', { cycle })).due)).not.toContain('criteriaLate')
    await office.call('decisions.submit', { assessment: sheet, incomplete: true })
    expect(kinds((await office.call('overview.get', { cycle })).due)).toContain('unsent')
  })
})
