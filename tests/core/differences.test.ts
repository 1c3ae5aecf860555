import { describe, expect, test } from 'vitest'
import type { AssessmentId, CriterionId, DocumentId, EntryId, UnitId } from '../../shared/domain/ids.ts'
import type { Answer } from '../../shared/domain/answers.ts'
import { draftFrom, publishDraft, saveDraft } from '../../src-main/services/catalogue/criteria.ts'
import { createCycle } from '../../src-main/services/catalogue/cycles.ts'
import { chooseValue } from '../../src-main/services/review/difference-choice.ts'
import { viewDifference } from '../../src-main/services/review/difference-view.ts'
import { listDifferences } from '../../src-main/services/review/differences.ts'
import {
  writeDocuments,
  updateDocument,
  deleteDocument,
} from '../../src-main/services/documents/documents.ts'
import { viewDocument } from '../../src-main/services/documents/document-view.ts'
import { listHistory } from '../../src-main/services/history/history.ts'
import { setScores } from '../../src-main/services/sheets/scores.ts'
import { openSheet } from '../../src-main/services/sheets/sheet-scope.ts'
import { undoEntries } from '../../src-main/services/history/undo.ts'
import { aContent, aCriterion } from '../support/criteria.ts'
import { yenThe } from '../support/office.ts'
import { carry, twoMachines, type Machine } from '../support/two-machines.ts'

const content = aContent({
  criteria: [aCriterion({ id: 'a', code: '1.1', title: 'Niêm yết', max: 10_000, rule: { kind: 'manual' } })],
})
const a = 'a' as CriterionId

async function begun() {
  const { first, second, clock } = await twoMachines(yenThe)
  const { installation, actor } = first
  const draft = draftFrom(installation, actor('criteria.draftFrom'), 'sample', '2024')
  saveDraft(installation, actor('criteria.saveDraft'), draft.id, { label: '2024', content })
  const version = publishDraft(installation, actor('criteria.publish'), draft.id)
  const commune = installation.units.communesBelow(yenThe)[0]?.id ?? ('' as UnitId)
  const cycle = createCycle(installation, actor('cycles.create'), {
    name: 'Kỳ 2024',
    year: 2024,
    version,
    units: [commune],
    levels: { appraise: 'district', verify: null, recognise: 'district' },
    period: { from: '2024-01-01' as never, until: '2024-12-31' as never },
    dates: { selfScoreDue: null, appraisalDue: null, verificationDue: null },
    target: null,
  })
  carry(first, second)
  return { first, second, clock, commune, sheet: `${cycle.id}/${commune}` as AssessmentId }
}

function give(machine: Machine, sheet: AssessmentId, points: number): EntryId {
  const { installation, actor } = machine
  const answer = { input: { kind: 'manual', points }, note: '' } as Answer
  const seen = openSheet(installation, sheet).reading.cells.get(a)?.self.heads ?? []
  return setScores(
    installation,
    actor('scores.set'),
    openSheet(installation, sheet),
    [{ criterion: a, answer, seen }],
    {},
  )
}

const pointsOf = ({ installation }: Machine, sheet: AssessmentId): unknown =>
  openSheet(installation, sheet).reading.cells.get(a)?.self.outcome

function onlyDifference({ installation }: Machine) {
  const { items } = listDifferences(installation, {})
  const [difference, ...more] = items
  if (difference === undefined || more.length > 0)
    throw new Error(`${more.length} differences too many or none`)
  const { scope, entity, id, field } = difference
  return viewDifference(installation, ['approver'], { scope, entity, id, field })
}

const seenOf = (difference: ReturnType<typeof onlyDifference>): EntryId[] =>
  difference.values.map(({ author }) => author.entry)

describe('two officers, two laptops, one answer', () => {
  test('both values wait side by side; the choice names both and holds on either machine', async () => {
    const { first, second, clock, sheet } = await begun()
    give(first, sheet, 5000)
    clock.advance(1000)
    const kept = give(second, sheet, 7000)
    carry(second, first)
    carry(first, second)
    const difference = onlyDifference(first)
    expect(difference).toMatchObject({
      scope: `sheet ${sheet}`,
      assessment: sheet,
      criterion: a,
      label: '1.1 Niêm yết – tự chấm',
      shown: kept,
    })
    expect(difference.values.map(({ reading, author }) => `${author.officer}: ${reading}`).sort()).toEqual([
      'Nguyễn Thị Hoa: 50 điểm',
      'Trần Văn Bình: 70 điểm',
    ])
    const { scope, entity, id, field } = difference
    const choice = { scope, entity, id, field, seen: seenOf(difference), reason: 'Theo báo cáo' }
    chooseValue(first.installation, first.actor('differences.choose'), { ...choice, choose: kept })
    carry(first, second)
    for (const machine of [first, second]) {
      expect(listDifferences(machine.installation, {}).items).toEqual([])
      expect(pointsOf(machine, sheet)).toMatchObject({ points: 7000 })
    }
    const { entries } = await listHistory(second.installation, { limit: 10, action: 'differences.choose' })
    expect(entries[0]?.changes[0]).toMatchObject({ after: '70 điểm' })
    expect(entries[0]?.changes[0]?.before?.split(' / ').sort()).toEqual(['50 điểm', '70 điểm'])
    expect(entries[0]?.arrived).toBe(clock.now())
  })

  test('a choice made without having seen all values is refused and says whose is missing', async () => {
    const { first, second, clock, sheet } = await begun()
    const own = give(first, sheet, 5000)
    clock.advance(1000)
    give(second, sheet, 7000)
    carry(second, first)
    const { scope, entity, id, field } = onlyDifference(first)
    const choice = { scope, entity, id, field, choose: own, seen: [own] }
    expect(() => chooseValue(first.installation, first.actor('differences.choose'), choice)).toThrow(
      /changedMeanwhile.*Trần Văn Bình/,
    )
    expect(() =>
      chooseValue(first.installation, first.actor('differences.choose'), { ...choice, id: `${sheet}/b` }),
    ).toThrow(/notFound/)
  })

  test('equal values are no difference, and an answer on top of both settles it', async () => {
    const { first, second, sheet } = await begun()
    give(first, sheet, 5000)
    give(second, sheet, 5000)
    carry(second, first)
    expect(listDifferences(first.installation, {}).items).toEqual([])
    give(first, sheet, 6000)
    expect(pointsOf(first, sheet)).toMatchObject({ points: 6000 })
  })

  test('a decided difference is decided again, not undone; one side of an open one cannot be undone', async () => {
    const { first, second, sheet } = await begun()
    const own = give(first, sheet, 5000)
    give(second, sheet, 7000)
    carry(second, first)
    const undo = (entry: EntryId) => undoEntries(first.installation, first.actor('history.undo'), [entry])
    expect(() => undo(own)).toThrow(/notLatest/)
    const difference = onlyDifference(first)
    const { scope, entity, id, field } = difference
    const choice = { scope, entity, id, field, choose: own, seen: seenOf(difference) }
    const chosen = chooseValue(first.installation, first.actor('differences.choose'), choice)
    expect(() => undo(chosen)).toThrow(/decision/)
  })
})

describe('documents', () => {
  test('a field that two people changed waits for a choice; the deleted one of a colleague stays in sight', async () => {
    const { first, second, clock, commune } = await begun()
    const paper = { body: { kind: 'paper' as const, place: 'Tủ 1' }, fields: { title: 'Biên bản' } }
    const { documents } = writeDocuments(
      first.installation,
      first.actor('documents.addWithoutFile'),
      commune,
      [paper],
      null,
      undefined,
    )
    const [document] = documents as [DocumentId]
    carry(first, second)
    deleteDocument(first.installation, first.actor('documents.delete'), document, undefined)
    clock.advance(1000)
    updateDocument(second.installation, second.actor('documents.update'), document, { number: '5/BB' })
    carry(second, first)
    expect(viewDocument(first.installation, document)).toMatchObject({ deleted: false, number: '5/BB' })

    updateDocument(first.installation, first.actor('documents.update'), document, { issuer: 'UBND xã' })
    updateDocument(second.installation, second.actor('documents.update'), document, { issuer: 'UBND huyện' })
    carry(second, first)
    expect(viewDocument(first.installation, document).differing).toBe(true)
    const difference = onlyDifference(first)
    expect(difference.label).toBe('Biên bản – cơ quan ban hành')
    const { scope, entity, id, field } = difference
    const choose =
      difference.values.find(({ reading }) => reading === 'UBND xã')?.author.entry ?? difference.shown
    chooseValue(first.installation, first.actor('differences.choose'), {
      ...{ scope, entity, id, field, choose },
      seen: seenOf(difference),
    })
    expect(viewDocument(first.installation, document)).toMatchObject({ differing: false, issuer: 'UBND xã' })
  })
})
