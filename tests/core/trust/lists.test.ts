import { beforeEach, expect, test } from 'vitest'
import { anOffice, bacGiang, yenThe } from '../../support/office.ts'
import { aDomain, certify, scoreAll, send, take, type Domain } from '../../support/exchange.ts'
import { deviceOf, placeOf, revoke, totalOf } from '../../support/trust.ts'

/** Trust lists (JOURNAL 25, 33): issued by the root, carried by any bundle, and what they do to streams. */

let domain: Domain

/** The first commune has scored, the district has certified it, the province has its work. */
beforeEach(async () => {
  domain = await aDomain()
  const { province, district, communes, sheets } = domain
  await scoreAll(communes[0], sheets[0], [2000, 1500])
  await take(district, await send(communes[0], yenThe))
  await take(province, await send(district, bacGiang))
  domain.clock.advance(60_000)
})

test('what a revoked device did up to the point counts, the rest is stored and does not', async () => {
  const { province, district, communes, units, sheets } = domain
  const stolen = await deviceOf(communes[0])
  expect(await revoke(province, stolen)).toBe(1)
  await take(district, await send(province, yenThe))
  // the thief goes on, and the door lets it in
  await scoreAll(communes[0], sheets[0], [100, 100, 100])
  const done = await take(district, await send(communes[0], yenThe))
  expect(done.applied[0]).toMatchObject({ new: 3, refused: 0 })
  expect(await totalOf(district, sheets[0])).toBe(3500)
  const { entries } = await district.call('history.list', { assessment: sheets[0], limit: 10 })
  const reasons = entries.map(({ changes }) => changes[0]?.reason)
  expect(reasons).toEqual(['revoked', 'revoked', 'revoked', null, null])
  // the commune itself learns of it with the next bundle from above, and shows the same
  await take(communes[0], await send(district, units[0]))
  expect(await totalOf(communes[0], sheets[0])).toBe(3500)
  const listed = await communes[0].call('devices.list', {})
  expect(listed.find(({ id }) => id === stolen)?.state).toBe('revoked')
})

test('without points nothing of the device counts; a newer list may raise them', async () => {
  const { province, district, communes, sheets } = domain
  const device = await deviceOf(communes[0])
  await revoke(province, device, { keep: false })
  await take(district, await send(province, yenThe))
  expect(await totalOf(district, sheets[0])).toBe(0)
  expect(await totalOf(province, sheets[0])).toBe(0)
  expect(await revoke(province, device)).toBe(2)
  await take(district, await send(province, yenThe))
  for (const office of [district, province]) expect(await totalOf(office, sheets[0])).toBe(3500)
  expect((await district.call('trust.lists', {})).map(({ number, state }) => [number, state])).toEqual([
    [2, 'counts'],
    [1, 'replaced'],
  ])
})

test('an older list that comes after a newer one changes nothing', async () => {
  const { province, district, communes, sheets } = domain
  const device = await deviceOf(communes[0])
  await revoke(province, device, { keep: false })
  const older = await send(province, yenThe)
  await revoke(province, device)
  await take(district, await send(province, yenThe))
  await take(district, older)
  expect(await totalOf(district, sheets[0])).toBe(3500)
})

test('entries that come after the list that cuts them end the same as those that came before', async () => {
  const { province, district, communes, sheets } = domain
  await scoreAll(communes[0], sheets[0], [2400, 1500, 900])
  const late = await send(communes[0], yenThe)
  await revoke(province, await deviceOf(communes[0]))
  const list = await send(province, yenThe)
  await take(district, list)
  await take(district, late)
  await take(province, await send(district, bacGiang))
  expect(await totalOf(district, sheets[0])).toBe(3500)
  expect(await totalOf(province, sheets[0])).toBe(3500)
})

test('a stolen issuer cannot make new devices: what it certified after the point counts for nothing', async () => {
  const { province, district, communes, units, sheets, clock } = domain
  await certify(district, communes[1])
  await take(province, await send(district, bacGiang))
  await revoke(province, await deviceOf(district), { why: 'Máy huyện bị mất' })
  clock.advance(1000)
  // the thief certifies a machine of his own and lets it score
  const own = await anOffice({ unit: units[0], clock })
  await certify(district, own)
  await take(own, await send(district, units[0]))
  await scoreAll(own, sheets[0], [2500, 2500, 2500, 2500])
  await take(district, await send(own, yenThe))
  const done = await take(province, await send(district, bacGiang))
  expect(done.refused).toEqual([])
  expect(await totalOf(province, sheets[0])).toBe(3500)
  // whom the district had certified before stays certified
  await scoreAll(communes[1], sheets[1], [700])
  const second = await anOffice({ unit: yenThe, clock })
  await certify(province, second)
  await take(second, await send(province, yenThe))
  await take(second, await send(communes[1], yenThe))
  await take(province, await send(second, bacGiang))
  expect(await totalOf(province, sheets[1])).toBe(700)
  expect(await totalOf(province, sheets[0])).toBe(3500)
})

test('only the root issues lists, and never against the machine at hand', async () => {
  const { province, district, communes } = domain
  const device = await deviceOf(communes[0])
  await expect(revoke(district, device)).rejects.toMatchObject({ code: 'forbidden' })
  expect((await district.call('trust.state', {})).issues).toBe(false)
  await expect(revoke(province, await deviceOf(province))).rejects.toMatchObject({ code: 'forbidden' })
  const { streams } = await province.call('trust.devicePoints', { device })
  const [first] = streams
  const wrong = { ...placeOf(first!.point!), seq: 99 }
  await expect(province.call('trust.revoke', { device, why: 'x', until: [wrong] })).rejects.toMatchObject({
    code: 'notFound',
  })
  expect((await province.call('trust.state', {})).list).toBeNull()
})

test('points by day: what had come here by its end', async () => {
  const { province, communes, district, sheets, clock } = domain
  const device = await deviceOf(communes[0])
  const day = (time: number): string => new Date(time).toISOString().slice(0, 10)
  const first = day(clock.now())
  clock.advance(48 * 3_600_000)
  await scoreAll(communes[0], sheets[0], [2500])
  await take(district, await send(communes[0], yenThe))
  await take(province, await send(district, bacGiang))
  const all = await province.call('trust.devicePoints', { device })
  const [sheetNow] = all.streams.filter(({ channel }) => channel === 'sheet')
  expect(sheetNow).toMatchObject({ entries: 3, behind: 0, point: { seq: 3 } })
  const then = await province.call('trust.devicePoints', { device, until: first })
  expect(then.streams.find(({ channel }) => channel === 'sheet')).toMatchObject({
    behind: 1,
    point: { seq: 2 },
  })
})
