import ExcelJS from 'exceljs'
import { describe, expect, test } from 'vitest'
import type { SheetView } from '../../shared/contract/sheets.ts'
import type { CriteriaContent } from '../../shared/domain/criteria.ts'
import { progressAt } from '../../shared/domain/sheet-progress.ts'
import type { AssessmentId, UnitId } from '../../shared/domain/ids.ts'
import { aContent, aCriterion } from '../support/criteria.ts'
import { aCycle, anOffice, score, type Office } from '../support/office.ts'

const due = { kind: 'date', month: 5, day: 31 }
/** Two criteria of the commune, one of the level above, and a bonus that nobody has to claim. */
const content: CriteriaContent = aContent({
  groups: [
    { id: 'g', code: '1', title: 'Nhóm', outside: false },
    { id: 'x', code: 'C', title: 'Điểm cộng', outside: true },
  ],
  criteria: [
    aCriterion({ id: '1.1', code: '1.1', deadline: due, rule: { kind: 'yesNo' } }),
    aCriterion({ id: '1.2', code: '1.2', deadline: due, rule: { kind: 'yesNo' } }),
    aCriterion({ id: '1.3', code: '1.3', deadline: due, enteredBy: ['appraiser'], rule: { kind: 'yesNo' } }),
    aCriterion({ id: 'c.1', code: 'C.1', group: 'x', rule: { kind: 'bonus' } }),
  ],
})

const commune = 'vn2024.c.07243' as UnitId

/** What the bar of the sheet counts, as the window does. */
function barOf(view: SheetView): { scored: number; needed: number } {
  const rows = new Map(view.rows.map((row) => [row.criterion, row]))
  return progressAt(view.standing, content, (id) => rows.get(id))
}

async function listed(office: Office, assessment: AssessmentId) {
  const { cycle } = await office.call('sheets.get', { assessment })
  const found = (await office.call('sheets.list', { cycle })).find((each) => each.assessment === assessment)
  return { scored: found?.scored, needed: found?.needed }
}

async function aSheet(office: Office): Promise<AssessmentId> {
  const { sheets } = await aCycle(office, {
    content,
    levels: { appraise: 'district', verify: null, recognise: 'district' },
  })
  return sheets[0]!
}

describe('a criterion that only the level above enters', () => {
  test('is never missing nor late for the commune, and every count says the same', async () => {
    const office = await anOffice()
    const assessment = await aSheet(office)
    let view = await office.call('sheets.get', { assessment })
    expect(barOf(view)).toEqual({ scored: 0, needed: 2 })
    expect(await listed(office, assessment)).toEqual({ scored: 0, needed: 2 })
    expect(view.rows.map(({ due }) => due?.daysLate ?? null)).toEqual([173, 173, 0, null])

    await score(office, assessment, '1.1', { kind: 'yesNo', yes: true })
    await score(office, assessment, '1.2', { kind: 'yesNo', yes: false })
    view = await office.call('sheets.get', { assessment })
    expect(barOf(view)).toEqual({ scored: 2, needed: 2 })
    expect(await listed(office, assessment)).toEqual({ scored: 2, needed: 2 })
    expect(view.rows.map(({ due }) => due?.daysLate ?? null)).toEqual([0, 0, 0, null])

    await office.call('decisions.submit', { assessment, incomplete: false })
    view = await office.call('sheets.get', { assessment })
    // now it is the task of this office, and its day is gone
    expect(view.rows.map(({ due }) => due?.daysLate ?? null)).toEqual([0, 0, 173, null])
    expect(view.unappraised).toEqual(['1.1', '1.2', '1.3'])
    // The bonus that nobody claimed is nobody's to judge: the queue counts as the sheet and the papers do.
    const { cycle } = view
    for (const stage of ['appraisal', 'verification'] as const) {
      const queue = await office.call('appraisal.queue', { cycle, stage, onlyOpen: false })
      expect(queue.units).toMatchObject(stage === 'appraisal' ? [{ open: 3, total: 3 }] : [])
    }
    await office.call('appraisal.set', {
      ...{ assessment, criterion: '1.3', stage: 'appraisal', seen: [], reason: 'Sổ theo dõi' },
      verdict: { kind: 'change', answer: { input: { kind: 'yesNo', yes: true }, note: '' } },
    })
    const after = await office.call('appraisal.queue', { cycle, stage: 'appraisal', onlyOpen: false })
    expect(after.units).toMatchObject([{ open: 2, total: 3 }])
    const [row] = await office.call('sheets.list', { cycle })
    expect([row?.appraised, row?.toAppraise]).toEqual([1, 3])
  })

  test('has no day at the commune, and is nothing that its overview lists', async () => {
    const office = await anOffice({ unit: commune, ownRoot: true })
    const { cycle, sheets } = await aCycle(office, {
      content,
      units: [commune],
      levels: { appraise: 'district', verify: null, recognise: 'district' },
    })
    const view = await office.call('sheets.get', { assessment: sheets[0]! })
    expect(view.rows.map(({ due }) => due?.daysLate ?? null)).toEqual([173, 173, null, null])
    const { due } = await office.call('overview.get', { cycle })
    expect(due.find(({ kind }) => kind === 'criteriaLate')?.count).toBe(2)
  })
})

test('criteria that nobody has to claim are in no count: list, bar, overview, ranking and Excel say the same', async () => {
  const office = await anOffice({ unit: commune, ownRoot: true })
  const { cycle, sheets } = await aCycle(office, {
    content,
    units: [commune],
    levels: { appraise: 'district', verify: null, recognise: 'district' },
  })
  const assessment = sheets[0]!
  await score(office, assessment, '1.1', { kind: 'yesNo', yes: true })
  const counts = async () => {
    const { own } = await office.call('overview.get', { cycle })
    const [row] = (await office.call('ranking.get', { cycle })).rows
    const list = await listed(office, assessment)
    const bar = barOf(await office.call('sheets.get', { assessment }))
    return [list, bar, { scored: own?.judged, needed: own?.of }, { scored: row?.judged, needed: row?.of }]
  }
  expect(await counts()).toEqual(Array.from({ length: 4 }, () => ({ scored: 1, needed: 2 })))

  // a bonus that is claimed does not make more of what has to be done
  await score(office, assessment, 'c.1', { kind: 'bonus', count: '1' })
  expect(await counts()).toEqual(Array.from({ length: 4 }, () => ({ scored: 1, needed: 2 })))
})

test('a bonus that the commune left empty waits for nobody above, and one that it claims is appraised', async () => {
  const office = await anOffice()
  const assessment = await aSheet(office)
  const { cycle } = await office.call('sheets.get', { assessment })
  for (const criterion of ['1.1', '1.2'])
    await score(office, assessment, criterion, { kind: 'yesNo', yes: true })
  await office.call('decisions.submit', { assessment, incomplete: false })
  await office.call('appraisal.set', {
    ...{ assessment, criterion: '1.1', stage: 'appraisal', seen: [] },
    verdict: { kind: 'agree' },
  })
  const [sheet] = await office.call('sheets.list', { cycle })
  // three of four
  expect([sheet?.appraised, sheet?.toAppraise]).toEqual([1, 3])
  const workbook = new ExcelJS.Workbook()
  const file = await office.download(await office.call('reports.sheet', { assessment }))
  await workbook.xlsx.load(file.buffer as ArrayBuffer)
  const texts = JSON.stringify(workbook.worksheets[0]?.getSheetValues())
  expect(texts).toContain('đã thẩm định 1/3')
})

test('what was decided is late for nobody, years later', async () => {
  const office = await anOffice()
  const assessment = await aSheet(office)
  await office.call('decisions.submit', { assessment, incomplete: true })
  office.clock.set('2026-11-30T08:00:00+07:00')
  const before = await office.call('sheets.get', { assessment })
  const late = before.rows.filter(({ due }) => (due?.daysLate ?? 0) > 0).map(({ criterion }) => criterion)
  expect(late).toEqual(['1.3'])
  for (const criterion of ['1.1', '1.2', '1.3']) {
    const row = (await office.call('sheets.get', { assessment })).rows.find(
      (each) => each.criterion === criterion,
    )
    await office.call('appraisal.set', {
      ...{ assessment, criterion, stage: 'appraisal', seen: row?.appraisal.heads ?? [] },
      verdict: { kind: 'change', answer: { input: { kind: 'yesNo', yes: true }, note: '' } },
      reason: 'Có văn bản',
    })
  }
  const { rows } = await office.call('sheets.get', { assessment })
  expect(rows.filter(({ due }) => (due?.daysLate ?? 0) > 0)).toEqual([])
})
