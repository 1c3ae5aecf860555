import { expect, test } from 'vitest'
import type { CriterionId } from '../../../shared/domain/ids.ts'
import { aDomain, scoreAll, send, take } from '../../support/exchange.ts'
import { bacGiang, score, yenThe, type Office } from '../../support/office.ts'

/** Whoever judged a figure judged that figure: when another stands there, or more was asked for, the judgement is made again. */

test('after a return, what was asked for and what was changed is appraised again before anything is accepted', async () => {
  const { district, communes, sheets, units, cycle } = await aDomain()
  const [commune] = communes
  const [sheet] = sheets
  const judge = (
    criterion: string,
    verdict: 'agree' | number,
    stage: 'appraisal' | 'verification' = 'appraisal',
  ) =>
    district.call('appraisal.set', {
      ...{ assessment: sheet, criterion: criterion as CriterionId, stage, seen: seenAt(criterion) },
      ...(verdict === 'agree'
        ? { verdict: { kind: 'agree' } }
        : {
            verdict: { kind: 'change', answer: { input: { kind: 'manual', points: verdict }, note: '' } },
            reason: 'Theo hồ sơ',
          }),
    } as never)
  let heads = new Map<string, readonly string[]>()
  const seenAt = (criterion: string) => heads.get(criterion) ?? []
  const look = async (office: Office) => {
    const view = await office.call('sheets.get', { assessment: sheet })
    heads = new Map(view.rows.map(({ criterion, appraisal }) => [criterion, appraisal.heads]))
    return {
      open: view.unappraised,
      reopened: view.rows.map(({ appraisal }) => appraisal.reopened),
      accept: view.may.accept,
      total: view.totals.appraisal.total,
    }
  }

  await scoreAll(commune, sheet, [100, 2000, 1500, 1000])
  await commune.call('decisions.submit', { assessment: sheet, incomplete: false })
  await take(district, await send(commune, yenThe))
  for (const criterion of ['1.1', '1.2', '1.4']) await judge(criterion, 'agree')
  await judge('1.3', 900)
  expect(await look(district)).toMatchObject({ open: [], accept: true })
  const item = { criterion: '1.1', text: 'Bổ sung số liệu' } as never
  await district.call('decisions.return', {
    ...{ assessment: sheet, stage: 'appraisal', text: '', items: [item] },
  })
  await take(commune, await send(district, units[0]))
  // what was asked for, what was taken over, what was scored again with a reason
  for (const [criterion, points] of [
    ['1.1', 2500],
    ['1.2', 2100],
    ['1.3', 1600],
  ] as const)
    await score(commune, sheet, criterion, { kind: 'manual', points: points })
  await commune.call('decisions.submit', { assessment: sheet, incomplete: false })
  // what the district judged before is no beginning: the commune has answered it
  expect((await commune.call('sheets.get', { assessment: sheet })).may.withdraw).toBe(true)
  await take(district, await send(commune, yenThe))

  const again = await look(district)
  expect(again).toMatchObject({ open: ['1.1', '1.2', '1.3'], accept: false })
  expect(again.reopened).toEqual(['changed', 'changed', 'changed', null])
  const queue = await district.call('appraisal.queue', { cycle, stage: 'appraisal', onlyOpen: true })
  expect(queue.items.map(({ criterion }) => criterion)).toEqual(['1.1', '1.2', '1.3'])
  for (const decision of ['decisions.propose', 'decisions.accept'] as const)
    await expect(district.call(decision, { assessment: sheet })).rejects.toMatchObject({
      code: 'notComplete',
    })
  const [line] = await district.call('sheets.list', { cycle })
  expect(line).toMatchObject({ appraised: 1, toAppraise: 4, appraisedTotal: null })

  await judge('1.1', 'agree')
  await judge('1.2', 'agree')
  await judge('1.3', 900)
  expect(await look(district)).toMatchObject({ open: [], reopened: [null, null, null, null], accept: true })
  await district.call('decisions.accept', { assessment: sheet })
  expect(await look(district)).toMatchObject({ total: 2500 + 2100 + 900 + 1000 })
})

test('what is asked for and only explained is looked at again as well, at each level that asked', async () => {
  const { clock, province, district, communes, sheets, units, cycle } = await aDomain()
  const [commune] = communes
  const [sheet] = sheets
  const agreeWithAll = async (office: Office, stage: 'appraisal' | 'verification', but?: CriterionId) => {
    const { rows } = await office.call('sheets.get', { assessment: sheet })
    for (const row of rows.filter(({ criterion }) => criterion !== but))
      await office.call('appraisal.set', {
        ...{ assessment: sheet, criterion: row.criterion, stage, verdict: { kind: 'agree' } },
        seen: row[stage].heads,
      })
  }
  const open = async (office: Office, stage: 'appraisal' | 'verification') =>
    (await office.call('sheets.get', { assessment: sheet })).rows.flatMap((row) =>
      row[stage].reopened === null ? [] : [`${row.criterion} ${row[stage].reopened}`],
    )
  const ask = (text: string) => ({ items: [{ criterion: '1.2' as CriterionId, text }], text: '' })

  await scoreAll(commune, sheet, [2500, 2000, 1500, 1000])
  await commune.call('decisions.submit', { assessment: sheet, incomplete: false })
  await take(district, await send(commune, yenThe))
  await agreeWithAll(district, 'appraisal')
  await district.call('decisions.return', { assessment: sheet, stage: 'appraisal', ...ask('Huyện hỏi') })
  await take(commune, await send(district, units[0]))
  clock.advance(60_000)
  await commune.call('scores.explain', {
    ...{ assessment: sheet, criterion: '1.2', text: 'Đã niêm yết', seen: [] },
  })
  await commune.call('decisions.submit', { assessment: sheet, incomplete: false })
  await take(district, await send(commune, yenThe))
  expect(await open(district, 'appraisal')).toEqual(['1.2 asked'])
  await agreeWithAll(district, 'appraisal')
  expect(await open(district, 'appraisal')).toEqual([])
  await district.call('decisions.accept', { assessment: sheet })

  await take(province, await send(district, bacGiang))
  await agreeWithAll(province, 'verification')
  clock.advance(60_000)
  await province.call('decisions.return', { assessment: sheet, stage: 'verification', ...ask('Tỉnh hỏi') })
  await take(district, await send(province, yenThe))
  const talk = await district.call('sheets.thread', { assessment: sheet, criterion: '1.2' })
  expect(talk.map(({ text }) => text)).toEqual(['Huyện hỏi', 'Đã niêm yết', 'Tỉnh hỏi'])
  // The province doubts what the district accepted: it is the district's to look at first.
  expect(await open(district, 'appraisal')).toEqual(['1.2 asked'])
  await expect(district.call('decisions.accept', { assessment: sheet })).rejects.toMatchObject({
    code: 'notComplete',
  })
  // The district itself looks at another one again, with which the province had agreed.
  const [first] = (await district.call('sheets.get', { assessment: sheet })).rows
  await district.call('appraisal.set', {
    ...{ assessment: sheet, criterion: first!.criterion, stage: 'appraisal', seen: first!.appraisal.heads },
    verdict: { kind: 'change', answer: { input: { kind: 'manual', points: 500 }, note: '' } },
    reason: 'Phúc tra',
  })
  await agreeWithAll(district, 'appraisal', first!.criterion)
  await district.call('decisions.accept', { assessment: sheet })
  await take(province, await send(district, bacGiang))
  expect(await open(province, 'verification')).toEqual(['1.1 changed', '1.2 asked'])
  const queue = await province.call('appraisal.queue', { cycle, stage: 'verification', onlyOpen: true })
  expect(queue.items.map(({ criterion }) => criterion)).toEqual(['1.1', '1.2'])
  // What was never looked at may stand as it came, what the province saw otherwise may not.
  expect((await province.call('sheets.get', { assessment: sheet })).may.verifyWhole).toBe(false)
  await expect(province.call('decisions.verify', { assessment: sheet })).rejects.toMatchObject({
    code: 'notComplete',
    details: { missing: [expect.stringContaining('1.1'), expect.stringContaining('1.2')] as never },
  })
  await agreeWithAll(province, 'verification')
  expect(await open(province, 'verification')).toEqual([])
  await province.call('decisions.verify', { assessment: sheet })
  expect(await open(province, 'verification')).toEqual([])
  const { totals } = await province.call('sheets.get', { assessment: sheet })
  expect(totals.verification.total).toBe(500 + 2000 + 1500 + 1000)
})
