import { expect, test } from 'vitest'
import type { CriteriaContent, Criterion } from '../../shared/domain/criteria.ts'
import type { AssessmentId, CycleId, CriteriaVersionId } from '../../shared/domain/ids.ts'
import type { Hundredths } from '../../shared/domain/quantities.ts'
import { aContent, aCriterion } from '../support/criteria.ts'
import { aCycle, anOffice, score, type Office } from '../support/office.ts'

/** Two criteria of 50 points: "1.1" by a ratio with a linear scale, "1.2" by yes or no. */
function twoCriteria(): CriteriaContent {
  return aContent({
    criteria: [
      aCriterion({ id: '1.1', code: '1.1', max: 5000, step: 1, rule: { kind: 'ratio' } }),
      aCriterion({ id: '1.2', code: '1.2', max: 5000, rule: { kind: 'yesNo', yes: 5000 } }),
    ],
  })
}

function changed(content: CriteriaContent, id: string, change: Partial<Criterion>): CriteriaContent {
  return {
    ...content,
    criteria: content.criteria.map((each) => (each.id === id ? { ...each, ...change } : each)),
  }
}

/** A new version: both criteria changed, marked as given. */
async function publishNext(
  office: Office,
  from: CriteriaVersionId,
  content: CriteriaContent,
  marks: Record<string, 'wording' | 'method'>,
): Promise<CriteriaVersionId> {
  const draft = await office.call('criteria.draftFrom', { from, label: '2024 (sửa đổi)' })
  await office.call('criteria.saveDraft', { draft: draft.id, label: draft.label, content, marks })
  return (await office.call('criteria.publish', { draft: draft.id })).version
}

async function versionOf(office: Office, cycle: CycleId): Promise<CriteriaVersionId> {
  const found = (await office.call('cycles.list', {})).find(({ id }) => id === cycle)
  if (found === undefined) throw new Error('no such cycle')
  return found.version
}

async function preview(office: Office, cycle: CycleId, version: CriteriaVersionId) {
  return office.call('cycles.previewMove', { cycle, version })
}

const firstOf = (sheets: readonly AssessmentId[]): AssessmentId => sheets[0] ?? ('' as AssessmentId)

const next = (): CriteriaContent =>
  changed(
    changed(twoCriteria(), '1.1', {
      title: 'Tỷ lệ hồ sơ đúng hạn',
      rule: {
        kind: 'ratio',
        numerator: 'Tử',
        denominator: 'Mẫu',
        scale: { kind: 'linear', fullAt: '80' },
        whenZero: 'missing',
      } as Criterion['rule'],
    }),
    '1.2',
    { title: 'Câu chữ mới' },
  )

test('a cycle moves: under wording results stay, under method they are kept, shown and scored again', async () => {
  const office = await anOffice()
  const { cycle, sheets } = await aCycle(office, { content: twoCriteria(), communes: 3 })
  const sheet = firstOf(sheets)
  await score(office, sheet, '1.1', { kind: 'ratio', numerator: '40', denominator: '50' })
  await score(office, sheet, '1.2', { kind: 'yesNo', yes: true })
  const old = await versionOf(office, cycle)
  const version = await publishNext(office, old, next(), { '1.1': 'method', '1.2': 'wording' })
  expect((await office.call('criteria.version', { version })).history).toEqual({
    previous: old,
    marks: { '1.1': 'method', '1.2': 'wording' },
    methods: { '1.1': version },
  })

  expect(await preview(office, cycle, version)).toEqual({
    criteria: [
      {
        id: '1.1',
        code: '1.1',
        title: 'Tỷ lệ hồ sơ đúng hạn',
        change: 'method',
        stays: 0,
        again: 1,
        removed: 0,
      },
      { id: '1.2', code: '1.2', title: 'Câu chữ mới', change: 'wording', stays: 1, again: 0, removed: 0 },
    ],
    sheets: [
      expect.objectContaining({ assessment: sheet, status: 'selfScoring', held: false, stays: 1, again: 1 }),
    ],
    untouched: 2,
  })
  expect(await versionOf(office, cycle)).toBe(old)

  await office.call('cycles.move', { cycle, version })
  const moved = await office.call('sheets.get', { assessment: sheet })
  expect(moved.version).toBe(version)
  expect(moved.rows.map(({ self }) => self.outcome)).toEqual([
    { status: 'missing', why: 'noAnswer' },
    { status: 'points', points: 5000, warnings: [] },
  ])
  expect(moved.totals.self.total).toBe(5000)
  const former = await office.call('cycles.formerAnswers', { assessment: sheet })
  expect(former).toEqual([
    expect.objectContaining({
      criterion: '1.1',
      stage: 'self',
      versionLabel: '2024',
      text: '40/50 = 80 % (40 điểm)',
    }),
  ])

  await score(office, sheet, '1.1', { kind: 'ratio', numerator: '40', denominator: '50' })
  const again = await office.call('sheets.get', { assessment: sheet })
  expect(again.totals.self.total).toBe(10_000)
  // back to the version before: what was given there counts again
  await office.call('cycles.move', { cycle, version: old })
  expect((await office.call('sheets.get', { assessment: sheet })).totals.self.total).toBe(9000)
  const { differed } = await office.call('journal.rebuild', {})
  expect(differed).toBe(false)
})

test('an accepted sheet keeps the version it was accepted under, until it is returned', async () => {
  const office = await anOffice()
  const { cycle, sheets } = await aCycle(office, {
    content: twoCriteria(),
    communes: 1,
    levels: { appraise: 'district', verify: null, recognise: 'district' },
  })
  const assessment = firstOf(sheets)
  await score(office, assessment, '1.1', { kind: 'ratio', numerator: '40', denominator: '50' })
  await score(office, assessment, '1.2', { kind: 'yesNo', yes: true })
  await office.call('decisions.submit', { assessment, incomplete: false })
  for (const criterion of ['1.1', '1.2'])
    await office.call('appraisal.set', {
      assessment,
      criterion,
      stage: 'appraisal',
      verdict: { kind: 'agree' },
      seen: [],
    })
  await office.call('decisions.accept', { assessment })
  const old = await versionOf(office, cycle)
  const version = await publishNext(office, old, next(), { '1.1': 'method', '1.2': 'wording' })
  expect((await preview(office, cycle, version)).sheets).toEqual([
    expect.objectContaining({ held: true, stays: 4, again: 0 }),
  ])
  await office.call('cycles.move', { cycle, version })
  const held = await office.call('sheets.get', { assessment })
  expect(held.status).toBe('accepted')
  expect(held.version).toBe(old)
  expect(held.totals.appraisal.total).toBe(9000)
  // decided once more, the version that was on screen stays the sheet's
  await office.call('decisions.recognise', {
    assessment,
    recognised: true,
    stars: 1,
    number: '12/QĐ-UBND',
    day: '2024-12-20',
  })
  expect((await office.call('sheets.get', { assessment })).totals.appraisal.total).toBe(9000)
  const { differed } = await office.call('journal.rebuild', {})
  expect(differed).toBe(false)
})

test('a sent sheet moves along, and what it was sent with can still be shown', async () => {
  const office = await anOffice()
  const { cycle, sheets } = await aCycle(office, { content: twoCriteria(), communes: 1 })
  const assessment = firstOf(sheets)
  await score(office, assessment, '1.1', { kind: 'ratio', numerator: '40', denominator: '50' })
  await score(office, assessment, '1.2', { kind: 'yesNo', yes: true })
  await office.call('decisions.submit', { assessment, incomplete: false })
  const old = await versionOf(office, cycle)
  const version = await publishNext(office, old, next(), { '1.1': 'method', '1.2': 'wording' })
  await office.call('cycles.move', { cycle, version })
  const moved = await office.call('sheets.get', { assessment })
  expect(moved.status).toBe('submitted')
  expect(moved.version).toBe(version)
  expect(moved.rows[0]?.self.answer).toBeNull()
  expect(await office.call('cycles.formerAnswers', { assessment })).toHaveLength(1)
})

test('a version with changed criteria is published only when each has its mark', async () => {
  const office = await anOffice()
  const { cycle } = await aCycle(office, { content: twoCriteria() })
  const old = await versionOf(office, cycle)
  await expect(publishNext(office, old, next(), { '1.1': 'method' })).rejects.toMatchObject({
    code: 'notComplete',
    details: { missing: ['1.2 Câu chữ mới'] },
  })
  // another kind of rule cannot be called wording
  const otherKind = changed(twoCriteria(), '1.2', {
    rule: { kind: 'manual', step: 50 as Hundredths },
  })
  await expect(publishNext(office, old, otherKind, { '1.2': 'wording' })).rejects.toMatchObject({
    code: 'notComplete',
  })
})

test('a draft is made from nothing, kept half written, and published when it is whole', async () => {
  const office = await anOffice()
  const draft = await office.call('criteria.draftFrom', { from: 'blank', label: '2025' })
  expect(draft.content.criteria).toEqual([])
  expect(draft.previous).toBeNull()
  await expect(office.call('criteria.publish', { draft: draft.id })).rejects.toMatchObject({
    code: 'notComplete',
  })
  const problems = await office.call('criteria.checkDraft', { draft: draft.id })
  expect(problems.map(({ path, code }) => `${path} ${code}`)).toEqual(
    expect.arrayContaining(['title emptyText', 'criteria tooFew', 'groups[0].title emptyText']),
  )
  await office.call('criteria.saveDraft', { draft: draft.id, label: '2025', content: twoCriteria() })
  const { version } = await office.call('criteria.publish', { draft: draft.id })
  expect((await office.call('criteria.version', { version })).history).toBeUndefined()
})

test('two windows on one draft: the later one is told', async () => {
  const office = await anOffice()
  const draft = await office.call('criteria.draftFrom', { from: 'sample', label: '2024' })
  const { id, label, content, heads } = draft
  await office.call('criteria.saveDraft', { draft: id, label: '2024 A', content, seen: heads })
  await expect(
    office.call('criteria.saveDraft', { draft: id, label: '2024 B', content, seen: heads }),
  ).rejects.toMatchObject({ code: 'changedMeanwhile', details: { officer: 'Nguyễn Thị Hoa' } })
  expect((await office.call('criteria.drafts', {}))[0]?.label).toBe('2024 A')
  expect(label).toBe('2024')
})

test('a cycle moves only to a version of its own set, by the unit that made it', async () => {
  const office = await anOffice()
  const { cycle } = await aCycle(office, { content: twoCriteria() })
  const other = await office.call('criteria.draftFrom', { from: 'sample', label: '2025' })
  const { version } = await office.call('criteria.publish', { draft: other.id })
  await expect(office.call('cycles.move', { cycle, version })).rejects.toMatchObject({ code: 'notFound' })
  await office.signInAs('Người xem', ['viewer'])
  await expect(preview(office, cycle, version)).rejects.toMatchObject({ code: 'forbidden' })
})

test('the own workbook, changed in Excel and read again, is the next version of its set', async () => {
  const office = await anOffice()
  await aCycle(office, { content: twoCriteria() })
  const [published] = await office.call('criteria.versions', {})
  const book = await office.download(await office.call('criteria.template', { version: published!.id }))
  const read = async (bytes: Buffer) => {
    const file = await office.upload('Bộ tiêu chí.xlsx', bytes)
    return (await office.call('criteria.import', { file })).draft
  }
  expect(await read(book)).toMatchObject({ set: published!.set, previous: published!.id })
  // a set of somebody else is a set of its own
  const blank = await office.call('criteria.draftFrom', { from: 'sample', label: '2025' })
  const { version } = await office.call('criteria.publish', { draft: blank.id })
  const other = await office.download(await office.call('criteria.template', { version }))
  const stranger = await anOffice()
  const file = await stranger.upload('Bộ tiêu chí.xlsx', other)
  expect((await stranger.call('criteria.import', { file })).draft.previous).toBeNull()
})
