import { expect, test } from 'vitest'
import type { AssessmentId, EntryId } from '../../shared/domain/ids.ts'
import type { Hundredths } from '../../shared/domain/quantities.ts'
import { aContent, aCriterion } from '../support/criteria.ts'
import { aCycle, anOffice, score, type Office } from '../support/office.ts'

/** A table that is pasted for many communes is one act: kept whole or not at all, and taken back at once. */

const content = aContent({ criteria: [aCriterion({ id: '1.1', code: '1.1', rule: { kind: 'yesNo' } })] })

async function begun(communes = 3) {
  const office = await anOffice()
  const { cycle, sheets } = await aCycle(office, {
    ...{ content, communes },
    levels: { appraise: 'district', verify: null, recognise: 'district' },
  })
  const judge = (of: readonly AssessmentId[], yes: boolean, seen: readonly EntryId[] = []) =>
    office.call('appraisal.setMany', {
      ...{ stage: 'appraisal', reason: 'Theo báo cáo' },
      items: of.map((assessment) => ({
        ...{ assessment, criterion: '1.1', seen: [...seen] },
        verdict: { kind: 'change' as const, answer: { input: { kind: 'yesNo' as const, yes }, note: '' } },
      })),
    })
  const judged = () =>
    Promise.all(
      sheets.map(async (assessment) => {
        const { rows } = await office.call('sheets.get', { assessment })
        const input = rows[0]?.appraisal.answer?.input
        return input?.kind === 'yesNo' ? input.yes : null
      }),
    )
  return { office, cycle, sheets, judge, judged }
}

async function acts(office: Office): Promise<number> {
  const { entries } = await office.call('history.list', { limit: 200, action: 'appraisal.setMany' })
  return new Set(entries.map(({ act }) => act)).size
}

async function back(office: Office, [entry, ...others]: readonly EntryId[]): Promise<readonly EntryId[]> {
  return (await office.call('history.undo', { entry: entry!, others })).entries
}

test('one criterion of many communes is one act, goes back whole and comes again whole', async () => {
  const { office, sheets, judge, judged } = await begun()
  for (const sheet of sheets) await score(office, sheet, '1.1', { kind: 'yesNo', yes: true })
  const { entries } = await judge(sheets, false)
  expect(entries).toHaveLength(3)
  expect([await acts(office), await judged()]).toEqual([1, [false, false, false]])
  const undone = await back(office, entries)
  expect(await judged()).toEqual([null, null, null])
  await back(office, undone)
  expect(await judged()).toEqual([false, false, false])
})

test('the reason of a pasted table is that of what it changes: what agrees has none', async () => {
  const { office, sheets } = await begun()
  const [agreed, changed] = sheets as [AssessmentId, AssessmentId]
  for (const sheet of [agreed, changed]) await score(office, sheet, '1.1', { kind: 'yesNo', yes: true })
  const answer = { input: { kind: 'yesNo' as const, yes: false }, note: '' }
  const each = { criterion: '1.1', seen: [] }
  await office.call('appraisal.setMany', {
    ...{ stage: 'appraisal', reason: 'Theo báo cáo' },
    items: [
      { assessment: agreed, verdict: { kind: 'agree' as const }, ...each },
      { assessment: changed, verdict: { kind: 'change' as const, answer }, ...each },
    ],
  })
  const reasonAt = async (assessment: AssessmentId) =>
    (await office.call('sheets.get', { assessment })).rows[0]?.appraisal.author?.reason
  expect([await reasonAt(agreed), await reasonAt(changed)]).toEqual([null, 'Theo báo cáo'])
})

test('where one commune is refused, nothing is written for any, and the sentence names it', async () => {
  const { office, sheets, judge, judged } = await begun()
  const [, second] = sheets as [AssessmentId, AssessmentId]
  await judge([second], true)
  const { unitName } = await office.call('sheets.get', { assessment: second })
  // what stands at the second was not seen
  await expect(judge(sheets, false)).rejects.toMatchObject({
    code: 'oneOfManyRefused',
    details: { unit: unitName },
  })
  expect(await judged()).toEqual([null, true, null])
})

test('where one entry cannot go back any more, none does; entries of several acts are not taken back together', async () => {
  const { office, sheets, judge, judged } = await begun()
  const { entries } = await judge(sheets, false)
  const [row] = (await office.call('sheets.get', { assessment: sheets[2]! })).rows
  const later = await judge([sheets[2]!], true, row?.appraisal.heads)
  await expect(back(office, entries)).rejects.toMatchObject({ code: 'cannotUndo' })
  await expect(back(office, [entries[0]!, ...later.entries])).rejects.toMatchObject({ code: 'notFound' })
  expect(await judged()).toEqual([false, false, true])
})

test('last year of many communes is one act and goes back whole; what stood so already is no entry', async () => {
  const { office, cycle, sheets } = await begun()
  const save = () =>
    office.call('participants.saveMany', {
      participants: sheets.map((assessment, index) => ({
        assessment,
        lastTotal: (7000 + index) as Hundredths,
      })),
    })
  const listed = async () =>
    (await office.call('participants.list', { cycle })).map(({ lastTotal }) => lastTotal)
  const { entries } = await save()
  expect([entries.length, (await listed()).toSorted()]).toEqual([3, [7000, 7001, 7002]])
  expect((await save()).entries).toEqual([])
  await back(office, entries)
  expect(await listed()).toEqual([null, null, null])
})

test('one thing given twice is refused and nothing is written: of two values one would be lost without a word', async () => {
  const { office, cycle, sheets, judge, judged } = await begun()
  const [first, second] = sheets as [AssessmentId, AssessmentId]
  const repeated = (path: string) => ({
    ...{ code: 'invalidInput', details: { fields: [{ path, code: 'repeated' }] } },
  })
  await expect(judge([first, second, first], false)).rejects.toMatchObject(repeated('items.2'))
  expect(await judged()).toEqual([null, null, null])

  const answers = [true, false].map((yes) => ({
    ...{ criterion: '1.1', answer: { input: { kind: 'yesNo' as const, yes }, note: '' }, seen: [] },
  }))
  await expect(office.call('scores.setMany', { assessment: first, answers })).rejects.toMatchObject(
    repeated('answers.1'),
  )
  expect((await office.call('sheets.get', { assessment: first })).rows[0]?.self.answer).toBeNull()

  const participants = [7000, 8000].map((points) => ({ assessment: first, lastTotal: points as Hundredths }))
  await expect(office.call('participants.saveMany', { participants })).rejects.toMatchObject(
    repeated('participants.1'),
  )
  const listed = await office.call('participants.list', { cycle })
  expect(listed.map(({ lastTotal }) => lastTotal)).toEqual([null, null, null])
})
