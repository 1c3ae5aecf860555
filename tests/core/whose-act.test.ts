import { expect, test } from 'vitest'
import { aDomain, scoreAll, send, smallSet, take } from '../support/exchange.ts'
import { aCycle, anOffice, bacGiang, score, yenThe, type Office } from '../support/office.ts'

/** Who may take back, give back and enter for whom, and what of it would mean nothing. */

const agree = (office: Office, assessment: string, criterion: string, more: object = {}) =>
  office.call('appraisal.set', {
    ...{ assessment, criterion, stage: 'appraisal', seen: [] },
    verdict: { kind: 'agree', ...more },
  } as never)

test('a submission is taken back by whoever sent it, until somebody above has begun, whatever the clocks say', async () => {
  const { clock, province, district, communes, sheets, units } = await aDomain()
  const [commune] = communes
  const [sheet, other] = sheets
  const may = async (office: Office, assessment: string) =>
    (await office.call('sheets.get', { assessment })).may.withdraw
  const withdraw = (office: Office, assessment: string) => office.call('decisions.withdraw', { assessment })
  await scoreAll(commune, sheet, [2500, 2000, 1500, 1000])
  await commune.call('decisions.submit', { assessment: sheet, incomplete: false })
  await take(district, await send(commune, yenThe))
  expect([await may(commune, sheet), await may(district, sheet)]).toEqual([true, false])
  await expect(withdraw(district, sheet)).rejects.toMatchObject({ code: 'wrongStage' })

  const onBehalf = { unit: units[1], paper: 'Báo cáo số 45/BC-UBND' }
  await district.call('scores.set', {
    ...{ assessment: other, criterion: '1.1', answer: { input: { kind: 'manual', points: 100 }, note: '' } },
    ...{ seen: [], onBehalf },
  } as never)
  await district.call('decisions.submit', { assessment: other, incomplete: true, onBehalf })
  await take(province, await send(district, bacGiang))
  expect([await may(district, other), await may(province, other)]).toEqual([true, false])
  await expect(withdraw(province, other)).rejects.toMatchObject({ code: 'wrongStage' })
  await withdraw(district, other)

  // the district's clock is three hours behind the commune's
  clock.advance(-3 * 3_600_000)
  await agree(district, sheet, '1.1')
  await take(commune, await send(district, units[0]))
  expect([await may(district, sheet), await may(commune, sheet)]).toEqual([false, false])
  await expect(withdraw(commune, sheet)).rejects.toMatchObject({ code: 'wrongStage' })
})

test('what another unit wrote is no one else’s to take back, also where everything else would allow it', async () => {
  const { district, communes, sheets } = await aDomain()
  const [sheet] = sheets
  await score(communes[0], sheet, '1.1', { kind: 'manual', points: 100 })
  await take(district, await send(communes[0], yenThe))
  const [written] = (
    await district.call('history.list', { assessment: sheet, action: 'scores.set', limit: 1 })
  ).entries
  expect(written).toMatchObject({ undoable: false })
  const back = (office: Office) => office.call('history.undo', { entry: written!.author.entry })
  await expect(back(district)).rejects.toMatchObject({ code: 'cannotUndo', details: { why: 'notOwnUnit' } })
  await back(communes[0])
})

test('where only the province verifies, its verification bars the commune from taking back, and its return comes back', async () => {
  const office = await anOffice({ unit: bacGiang, ownRoot: true })
  const { sheets, communes } = await aCycle(office, {
    content: smallSet,
    levels: { appraise: null, verify: 'province', recognise: 'province' },
  })
  const [assessment] = sheets
  const onBehalf = { unit: communes[0]!, paper: 'Báo cáo số 45/BC-UBND' }
  await score(office, assessment!, '1.1', { kind: 'manual', points: 100 })
  await office.call('decisions.submit', { assessment: assessment!, incomplete: true, onBehalf })
  const view = () => office.call('sheets.get', { assessment: assessment! })
  expect((await view()).may).toMatchObject({ withdraw: true, return: true })
  await expect(
    office.call('decisions.return', { assessment: assessment!, stage: 'appraisal', text: 'x', items: [] }),
  ).rejects.toMatchObject({ code: 'wrongStage' })
  await office.call('appraisal.set', {
    ...{ assessment: assessment!, criterion: '1.1', stage: 'verification' },
    ...{ verdict: { kind: 'agree' }, seen: [] },
  })
  expect((await view()).may.withdraw).toBe(false)
  await office.call('decisions.return', {
    assessment: assessment!,
    stage: 'verification',
    text: 'x',
    items: [],
  })
  expect(await view()).toMatchObject({ status: 'returnedByProvince', returned: { text: 'x' } })
})

test('a return from a stage that is not this unit’s, or about what is not in the set, is refused', async () => {
  const { district, communes, sheets } = await aDomain()
  const [sheet] = sheets
  await scoreAll(communes[0], sheet, [2500, 2000, 1500, 1000])
  await communes[0].call('decisions.submit', { assessment: sheet, incomplete: false })
  await take(district, await send(communes[0], yenThe))
  const give = (stage: string, items: readonly object[]) =>
    district.call('decisions.return', { assessment: sheet, stage, text: '', items } as never)
  const about = (criterion: string) => ({ criterion, text: 'thiếu' })
  await expect(give('verification', [about('1.1')])).rejects.toMatchObject({ code: 'wrongStage' })
  await expect(give('appraisal', [])).rejects.toMatchObject({ code: 'reasonNeeded' })
  await expect(give('appraisal', [about('9.9')])).rejects.toMatchObject({ code: 'notFound' })
  await expect(give('appraisal', [about('1.1'), about('1.1')])).rejects.toMatchObject({
    code: 'invalidInput',
    details: { fields: [{ path: 'items.1' }] },
  })
  expect((await district.call('sheets.get', { assessment: sheet })).status).toBe('submitted')
})

test('what is entered for a unit is entered for the unit whose matter it is', async () => {
  const { province, district, communes, sheets, units } = await aDomain()
  const [sheet] = sheets
  const enter = (office: Office, unit: string) =>
    office.call('scores.set', {
      ...{
        assessment: sheet,
        criterion: '1.1',
        answer: { input: { kind: 'manual', points: 100 }, note: '' },
      },
      ...{ seen: [], onBehalf: { unit, paper: 'Báo cáo số 45/BC-UBND' } },
    } as never)
  const refused = { code: 'invalidInput', details: { fields: [{ path: 'onBehalf.unit' }] } }
  await expect(enter(district, units[1])).rejects.toMatchObject(refused)
  await expect(enter(district, bacGiang)).rejects.toMatchObject(refused)
  await expect(enter(district, yenThe)).rejects.toMatchObject(refused)
  await expect(enter(communes[0], yenThe)).rejects.toMatchObject(refused)
  expect(province).toBeDefined()
  const { entry } = await enter(district, units[0])
  // taken back, it is taken back for the same unit by the same paper
  await district.call('history.undo', { entry })
  const [undone] = (await district.call('history.list', { action: 'history.undo', limit: 1 })).entries
  expect(undone?.author.onBehalf).toMatchObject({ paper: 'Báo cáo số 45/BC-UBND' })
})

test('to agree is to agree with what was seen', async () => {
  const { district, communes, sheets, units } = await aDomain()
  const [sheet] = sheets
  await scoreAll(communes[0], sheet, [2500, 2000, 1500, 1000])
  await take(district, await send(communes[0], yenThe))
  const heads = async () =>
    (await district.call('sheets.get', { assessment: sheet })).rows[0]?.self.heads ?? []
  const before = await heads()
  await score(communes[0], sheet, '1.1', { kind: 'manual', points: 500 })
  await take(district, await send(communes[0], yenThe))
  await expect(agree(district, sheet, '1.1', { before })).rejects.toMatchObject({ code: 'changedMeanwhile' })
  await agree(district, sheet, '1.1', { before: await heads() })
  expect(units).toHaveLength(2)
})

test('a cycle has somebody who judges, and nobody recognises what a higher level judged', async () => {
  const office = await anOffice({ unit: bacGiang, ownRoot: true })
  for (const [levels, path] of [
    [{ appraise: null, verify: null, recognise: 'province' }, 'levels.appraise'],
    [{ appraise: 'commune', verify: null, recognise: 'province' }, 'levels.appraise'],
    [{ appraise: 'district', verify: null, recognise: 'commune' }, 'levels.recognise'],
    [{ appraise: 'province', verify: null, recognise: 'district' }, 'levels.recognise'],
  ] as const)
    await expect(aCycle(office, { levels })).rejects.toMatchObject({
      code: 'invalidInput',
      details: { fields: expect.arrayContaining([expect.objectContaining({ path })]) as never },
    })
})
