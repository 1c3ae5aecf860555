import { beforeEach, expect, test } from 'vitest'
import { aDomain, scoreAll, send, take, type Domain } from '../../support/exchange.ts'
import { bacGiang, yenThe, type Office } from '../../support/office.ts'

/** Decided → in a bundle → confirmed: what the screens say of a sheet comes from the outbox and the receipts alone. */

let domain: Domain

beforeEach(async () => {
  domain = await aDomain()
})

const sendingAt = async (office: Office, place = 0) =>
  (await office.call('sheets.get', { assessment: domain.sheets[place]! })).sending

const dueAt = async (office: Office) => {
  const { due } = await office.call('overview.get', { cycle: domain.cycle })
  return due
    .filter(({ kind }) => kind === 'unsent')
    .map(({ decision, count, unitName }) => ({ decision, count, unitName }))
}

/** What the list says, which knows only what is not confirmed. */
const listedAt = async (office: Office) =>
  (await office.call('sheets.list', { cycle: domain.cycle })).map(({ sending }) => sending?.state ?? null)

test('a commune closes its sheet: decided, then bundled with its code, then confirmed by the receipt', async () => {
  const { district, communes, sheets, units } = domain
  const [commune] = communes
  await scoreAll(commune, sheets[0], [2500, 2000, 1500, 1000])
  expect(await sendingAt(commune)).toBeNull()
  expect(await dueAt(commune)).toEqual([])
  await commune.call('decisions.submit', { assessment: sheets[0], incomplete: false })
  expect(await sendingAt(commune)).toMatchObject({
    ...{ to: yenThe, toName: 'Huyện Yên Thế', decision: 'submit', state: 'decided', shortCode: null },
  })
  expect(await listedAt(commune)).toEqual(['decided'])
  expect(await dueAt(commune)).toEqual([{ decision: 'submit', count: 1, unitName: 'Huyện Yên Thế' }])

  const bundle = await send(commune, yenThe)
  const [sent] = await commune.call('bundles.outbox', {})
  expect(await sendingAt(commune)).toMatchObject({
    ...{ state: 'bundled', shortCode: sent!.shortCode, time: sent!.time },
  })
  expect(await listedAt(commune)).toEqual(['bundled'])
  expect(await dueAt(commune)).toEqual([])

  await take(district, bundle)
  // the district decided nothing, so nothing of its waits
  expect(await sendingAt(district)).toBeNull()
  await take(commune, await send(district, units[0]))
  expect(await sendingAt(commune)).toMatchObject({ state: 'confirmed' })
  expect(await listedAt(commune)).toEqual([null])
})

test('what is decided after a bundle is not in it; taking back what nobody heard of leaves nothing to send', async () => {
  const { communes, sheets } = domain
  const [commune] = communes
  await scoreAll(commune, sheets[0], [2500, 2000, 1500, 1000])
  await commune.call('decisions.submit', { assessment: sheets[0], incomplete: false })
  await commune.call('decisions.withdraw', { assessment: sheets[0] })
  expect(await sendingAt(commune)).toBeNull()
  await commune.call('decisions.submit', { assessment: sheets[0], incomplete: false })
  await send(commune, yenThe)
  await commune.call('decisions.withdraw', { assessment: sheets[0] })
  expect(await sendingAt(commune)).toMatchObject({ decision: 'withdraw', state: 'decided' })
  await send(commune, yenThe)
  expect(await sendingAt(commune)).toMatchObject({ decision: 'withdraw', state: 'bundled' })
})

test('whatever was sent and taken back in between: what has to travel is what those above do not know', async () => {
  const { district, communes, sheets, units } = domain
  const [commune] = communes
  const assessment = sheets[0]
  await scoreAll(commune, assessment, [2500, 2000, 1500, 1000])
  type Kind = 'submit' | 'withdraw' | null
  let stands = null as Kind
  let bundled = null as Kind
  // T: closed or taken back; B: a bundle is made; C: it is taken in and confirmed
  for (const [at, step] of 'TBTTTTTBTTBTTTCTTTBTCTTTBTTTTC'.split('').entries()) {
    if (step === 'T') {
      stands = stands === 'submit' ? 'withdraw' : 'submit'
      await (stands === 'submit'
        ? commune.call('decisions.submit', { assessment, incomplete: false })
        : commune.call('decisions.withdraw', { assessment }))
    } else {
      const bundle = await send(commune, yenThe)
      if (stands !== null) bundled = stands
      if (step === 'C') {
        await take(district, bundle)
        await take(commune, await send(district, units[0]))
      }
    }
    const changed = step === 'T'
    const unknown = stands !== (bundled ?? 'withdraw') || (changed && stands === 'submit')
    const sending = await sendingAt(commune)
    expect([at, sending?.state === 'decided' ? sending.decision : 'nothing']).toEqual([
      at,
      unknown ? stands : 'nothing',
    ])
    expect((await dueAt(commune)).length > 0).toBe(unknown)
  }
})

test('a district: a return goes down to the commune, an acceptance up to the province', async () => {
  const { province, district, communes, sheets, units } = domain
  for (const [place, commune] of communes.entries()) {
    await scoreAll(commune, sheets[place]!, [2500, 2000, 1500, 1000])
    await commune.call('decisions.submit', { assessment: sheets[place]!, incomplete: false })
    await take(district, await send(commune, yenThe))
  }
  await district.call('decisions.return', {
    ...{ assessment: sheets[0], stage: 'appraisal', text: 'Bổ sung', items: [] },
  })
  for (const criterion of ['1.1', '1.2', '1.3', '1.4'])
    await district.call('appraisal.set', {
      ...{ assessment: sheets[1], criterion, stage: 'appraisal', verdict: { kind: 'agree' }, seen: [] },
    })
  await district.call('decisions.accept', { assessment: sheets[1] })
  expect(await sendingAt(district, 0)).toMatchObject({ to: units[0], decision: 'return', state: 'decided' })
  expect(await sendingAt(district, 1)).toMatchObject({ to: bacGiang, decision: 'accept', state: 'decided' })
  // Each decision in its own words: what was returned was not closed.
  const returned = { decision: 'return', count: 1, unitName: 'Thị trấn Bố Hạ' }
  expect(await dueAt(district)).toEqual([
    { decision: 'accept', count: 1, unitName: 'Tỉnh Bắc Giang' },
    returned,
  ])
  const up = await send(district, bacGiang)
  // a bundle for the province tells the commune nothing
  expect(await sendingAt(district, 0)).toMatchObject({ state: 'decided' })
  expect(await sendingAt(district, 1)).toMatchObject({ state: 'bundled' })
  await take(province, up)
  await take(district, await send(province, yenThe))
  expect(await sendingAt(district, 1)).toMatchObject({ state: 'confirmed' })
  expect(await dueAt(district)).toEqual([returned])

  // What the province decides reaches the commune only by the district's own bundle.
  await province.call('decisions.verify', { assessment: sheets[1] })
  expect(await sendingAt(province, 1)).toMatchObject({ to: yenThe, decision: 'verify', state: 'decided' })
  await take(district, await send(province, yenThe))
  expect(await sendingAt(district, 1)).toMatchObject({ to: units[1], decision: 'relay', state: 'decided' })
  expect((await dueAt(district)).map(({ decision }) => decision)).toEqual(['return', 'relay'])
  const down = await send(district, units[1])
  expect(await sendingAt(district, 1)).toMatchObject({ decision: 'relay', state: 'bundled' })
  expect(await dueAt(district)).toEqual([returned])
  const [, second] = communes
  await take(second, down)
  expect(await sendingAt(second, 1)).toMatchObject({ decision: 'submit' })
  await take(district, await send(second, yenThe))
  expect(await sendingAt(district, 1)).toMatchObject({ decision: 'relay', state: 'confirmed' })
  expect(await listedAt(district)).toEqual(['decided', null])
})

test('a receipt needs no receipt, unless a decision went along; others are asked after when the days of grace are over', async () => {
  const { district, communes, sheets, units, clock } = domain
  const [commune] = communes
  const waiting = async () => {
    const { due } = await district.call('overview.get', { cycle: domain.cycle })
    return due.filter(({ kind }) => kind === 'unconfirmed').map(({ unitName }) => unitName)
  }
  const days = (count: number): void => clock.advance(count * 86_400_000)
  await scoreAll(commune, sheets[0], [2500, 2000, 1500, 1000])
  await commune.call('decisions.submit', { assessment: sheets[0], incomplete: false })
  await take(district, await send(commune, yenThe))
  await send(district, units[0], true, { what: 'unconfirmed', answer: true })
  days(10)
  expect(await waiting()).toEqual([])
  await district.call('decisions.return', {
    ...{ assessment: sheets[0], stage: 'appraisal', text: 'Bổ sung', items: [] },
  })
  await send(district, units[0], true, { what: 'unconfirmed', answer: true })
  days(2)
  expect(await waiting()).toEqual([])
  days(1)
  expect(await waiting()).toEqual(['Thị trấn Bố Hạ'])
})
