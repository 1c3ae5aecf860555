import { expect, test } from 'vitest'
import { aDomain, inspectRead, scoreAll, send, take, type Bytes } from '../../support/exchange.ts'
import { bacGiang, yenThe, type Office } from '../../support/office.ts'

/** What is asked for, until when, and what is answered: the same talk at both ends, whatever carried it. */

test('a request has its day at both ends, is late when it is over, and stands beside the answer afterwards', async () => {
  const { clock, district, communes, sheets, units, cycle } = await aDomain()
  const [commune] = communes
  const [sheet] = sheets
  const dayIn = (days: number): string => new Date(clock.now() + days * 86_400_000).toISOString().slice(0, 10)
  const due = dayIn(5) as never
  const asked = { criterion: '1.2', text: 'Thiếu ảnh niêm yết' } as never
  const thread = async (office: Office, criterion = '1.2') =>
    (await office.call('sheets.thread', { assessment: sheet, criterion: criterion })).map((turn) => [
      turn.kind,
      turn.text,
      turn.due,
    ])
  const workAt = async (office: Office, kind: string) =>
    (await office.call('overview.get', { cycle })).due.find((line) => line.kind === kind)

  await scoreAll(commune, sheet, [2500, 2000, 1500, 1000])
  await commune.call('decisions.submit', { assessment: sheet, incomplete: false })
  await take(district, await send(commune, yenThe))
  expect(await thread(district)).toEqual([])
  await district.call('decisions.return', {
    ...{ assessment: sheet, stage: 'appraisal', text: 'Bổ sung hồ sơ', items: [asked], due },
  })
  expect(await workAt(district, 'supplements')).toMatchObject({ daysLeft: 5 })
  await take(commune, await send(district, units[0]))
  const view = await commune.call('sheets.get', { assessment: sheet })
  expect(view.returned).toMatchObject({ text: 'Bổ sung hồ sơ', items: [asked], due })
  expect(await workAt(commune, 'returned')).toMatchObject({ day: due, daysLeft: 5 })
  clock.advance(7 * 86_400_000)
  expect(await workAt(commune, 'returned')).toMatchObject({ daysLeft: -2 })

  const explained = { assessment: sheet, criterion: '1.2', text: 'Đã gửi ảnh ngày 12', seen: [] } as never
  await commune.call('scores.explain', explained)
  // of this criterion nothing was asked: what is said about it stands with it, and is no answer
  await commune.call('scores.explain', { assessment: sheet, criterion: '1.1', text: 'Vì mưa lũ', seen: [] })
  await commune.call('decisions.submit', { assessment: sheet, incomplete: false })
  await take(district, await send(commune, yenThe))
  // The return is no longer open, and is not forgotten.
  expect((await district.call('sheets.get', { assessment: sheet })).returned).toBeNull()
  for (const office of [district, commune])
    expect(await thread(office)).toEqual([
      ['asked', 'Thiếu ảnh niêm yết', due],
      ['answered', 'Đã gửi ảnh ngày 12', null],
    ])
  expect(await thread(district, '1.1')).toEqual([])
  // What is taken back is not said any more, and that it was said is.
  const [, said] = await commune.call('sheets.thread', { assessment: sheet, criterion: '1.2' })
  await commune.call('decisions.withdraw', { assessment: sheet })
  await commune.call('history.undo', { entry: said!.author.entry })
  expect((await thread(commune)).at(-1)).toEqual(['answered', '', null])
  const [told] = (
    await district.call('history.list', { assessment: sheet, action: 'decisions.return', limit: 1 })
  ).entries
  expect(told?.changes[0]?.after).toMatch(/Bổ sung hồ sơ.*hạn bổ sung \d\d\/\d\d\/\d{4}/)
})

test('a return without a day, as earlier programs wrote it, is a return', async () => {
  const { district, communes, sheets, units } = await aDomain()
  const [sheet] = sheets
  await scoreAll(communes[0], sheet, [2500, 2000, 1500, 1000])
  await communes[0].call('decisions.submit', { assessment: sheet, incomplete: false })
  await take(district, await send(communes[0], yenThe))
  await district.call('decisions.return', {
    ...{ assessment: sheet, stage: 'appraisal', text: 'Bổ sung', items: [] },
  })
  await take(communes[0], await send(district, units[0]))
  expect((await communes[0].call('sheets.get', { assessment: sheet })).returned).toMatchObject({ due: null })
  // It names no criterion: it is about each of them.
  const thread = await communes[0].call('sheets.thread', { assessment: sheet, criterion: '1.1' })
  expect(thread).toMatchObject([{ kind: 'asked', text: 'Bổ sung' }])
})

test('the talk goes question, answer, question, answer, and what is set aside is no part of it', async () => {
  const { clock, province, district, communes, sheets, units } = await aDomain()
  const [commune] = communes
  const [sheet] = sheets
  const talk = async (office: Office, criterion = '1.2') =>
    (await office.call('sheets.thread', { assessment: sheet, criterion })).map(({ text }) => text)
  const setAside = async (office: Office, bundle: Bytes) => {
    const [found] = await inspectRead(office, bundle)
    return office.call('asides.setAside', { bundle: found!.hash, reason: 'Gửi nhầm' })
  }
  const closed = async () => {
    clock.advance(60_000)
    await commune.call('decisions.submit', { assessment: sheet, incomplete: false })
    const bundle = await send(commune, yenThe)
    await take(district, bundle)
    return bundle
  }
  const asks = async (text: string) => {
    clock.advance(60_000)
    const items = [
      { criterion: '1.2', text },
      { criterion: '1.3', text: '' },
    ]
    await district.call('decisions.return', {
      ...{ assessment: sheet, stage: 'appraisal', text: 'Bổ sung', items },
    })
    await take(commune, await send(district, units[0]))
  }
  const answers = async (text: string) => {
    clock.advance(60_000)
    const { rows } = await commune.call('sheets.get', { assessment: sheet })
    const seen = rows.find(({ criterion }) => criterion === '1.2')?.explanation.heads ?? []
    await commune.call('scores.explain', { assessment: sheet, criterion: '1.2', text, seen })
    return closed()
  }

  await scoreAll(commune, sheet, [2500, 2000, 1500, 1000])
  await closed()
  await asks('Hỏi 1')
  await take(province, await send(district, bacGiang))
  await answers('Đáp 1')
  await asks('Hỏi 2')
  const second = await answers('Đáp 2')
  const whole = ['Hỏi 1', 'Đáp 1', 'Hỏi 2', 'Đáp 2']
  expect([await talk(district), await talk(commune)]).toEqual([whole, whole])
  // where nothing of its own is said, what is said of the whole stands
  expect(await talk(commune, '1.3')).toEqual(['Bổ sung', 'Bổ sung'])

  const up = await send(district, bacGiang)
  await take(province, up)
  expect(await talk(province)).toEqual(whole)
  // the explanation of one bundle, and the returns of another
  const { act } = await setAside(district, second)
  expect(await talk(district)).toEqual(['Hỏi 1', 'Đáp 1', 'Hỏi 2'])
  await district.call('asides.putBack', { act, reason: 'Gửi đúng' })
  expect(await talk(district)).toEqual(whole)
  await setAside(province, up)
  expect(await talk(province)).toEqual(['Hỏi 1'])
})
