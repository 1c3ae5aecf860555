import { cpSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { bacGiang, yenThe } from '../../support/office.ts'
import { aDomain, scoreAll, send, take } from '../../support/exchange.ts'
import { deviceOf, reopened, totalOf } from '../../support/trust.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

/** Forked streams: a list says which branch counts (JOURNAL 25); what lies on the other can be taken over. */

test('a branch is chosen: everybody counts the same, and what lies on the other is taken over', async () => {
  const { province, district, communes, units, sheets, clock } = await aDomain()
  const [commune] = communes
  await scoreAll(commune, sheets[0], [2500])
  await take(district, await send(commune, yenThe))
  await commune.core.close()
  // the whole machine is copied, profile included
  const place = temporaryFolder()
  cpSync(commune.dataDir, path.join(place, 'data'), { recursive: true })
  cpSync(commune.keysDir, path.join(place, 'keys'), { recursive: true })
  const original = await reopened(commune, clock)
  const copy = await reopened({ dataDir: path.join(place, 'data'), keysDir: path.join(place, 'keys') }, clock)
  expect(await deviceOf(copy)).toBe(await deviceOf(original))
  await scoreAll(original, sheets[0], [2000])
  clock.advance(1000)
  await scoreAll(copy, sheets[0], [1000, 500])
  const [ours, theirs] = [await send(original, yenThe), await send(copy, yenThe)]
  await take(district, ours)
  await take(district, theirs)
  expect(await totalOf(district, sheets[0])).toBe(2500)

  await take(province, await send(district, bacGiang))
  const [fork] = await province.call('trust.forks', {})
  expect(fork?.branches.map(({ entries, counts }) => [entries, counts]).sort()).toEqual([
    [1, false],
    [2, false],
  ])
  const chosen = fork!.branches.find(({ entries }) => entries === 2)!
  await province.call('trust.chooseBranch', { point: chosen.point })
  expect(await totalOf(province, sheets[0])).toBe(1500)
  expect((await province.call('trust.state', {})).forks).toBe(0)
  await take(district, await send(province, yenThe))
  expect(await totalOf(district, sheets[0])).toBe(1500)

  // the original machine meets its other branch, becomes a new device, and takes its own value over
  await take(original, await send(district, units[0]))
  expect((await original.call('trust.state', {})).change?.why).toBe('forked')
  const [work] = await original.call('trust.lost', {})
  expect(work).toMatchObject({ reason: 'forked' })
  await original.call('trust.adopt', { device: work!.device, fields: work!.fields.map(({ key }) => key) })
  expect(await totalOf(original, sheets[0])).toBe(2500)
  await expect(
    original.call('trust.adopt', { device: work!.device, fields: ['không có'] }),
  ).rejects.toMatchObject({ code: 'notFound' })
})

test('while nobody has chosen a branch, the values of both are offered, and one of them is taken over', async () => {
  const { district, communes, units, sheets, clock } = await aDomain()
  const [commune] = communes
  await scoreAll(commune, sheets[0], [2500, 100])
  await take(district, await send(commune, yenThe))
  await commune.core.close()
  const place = temporaryFolder()
  cpSync(commune.dataDir, path.join(place, 'data'), { recursive: true })
  cpSync(commune.keysDir, path.join(place, 'keys'), { recursive: true })
  const original = await reopened(commune, clock)
  const copy = await reopened({ dataDir: path.join(place, 'data'), keysDir: path.join(place, 'keys') }, clock)
  // of one criterion both speak, the original twice; of another both say the same
  await scoreAll(original, sheets[0], [1900, 300])
  await scoreAll(original, sheets[0], [2000])
  clock.advance(1000)
  await scoreAll(copy, sheets[0], [1000, 300, 500])
  for (const bundle of [await send(original, yenThe), await send(copy, yenThe)]) await take(district, bundle)
  await take(original, await send(district, units[0]))
  expect((await original.call('trust.state', {})).change?.why).toBe('forked')

  const offered = async () =>
    ((await original.call('trust.lost', {}))[0]?.fields ?? [])
      .map(({ label, lost, now, suggested }) => [label.slice(0, 3), lost, now, suggested])
      .sort()
  expect(await offered()).toEqual([
    ['1.1', '10 điểm', '25 điểm', true],
    ['1.1', '20 điểm', '25 điểm', false],
    ['1.2', '3 điểm', '1 điểm', true],
    ['1.3', '5 điểm', null, true],
  ])
  expect((await original.call('trust.state', {})).lost).toBe(3)
  const [work] = await original.call('trust.lost', {})
  const keysOf = (...values: string[]) =>
    work!.fields.flatMap(({ key, lost }) => (values.includes(lost ?? '') ? [key] : []))
  await expect(
    original.call('trust.adopt', { device: work!.device, fields: keysOf('10 điểm', '20 điểm') }),
  ).rejects.toMatchObject({ code: 'invalidInput' })
  // the earlier one is the right one here: a person says so
  const adopted = await original.call('trust.adopt', {
    device: work!.device,
    fields: keysOf('20 điểm', '3 điểm', '5 điểm'),
  })
  expect(adopted).toEqual({ adopted: 3 })
  expect(await totalOf(original, sheets[0])).toBe(2800)
  // the other branch stays listed; nothing asks for it any more, and it can still be taken
  expect(await offered()).toEqual([['1.1', '10 điểm', '20 điểm', false]])
  expect((await original.call('trust.state', {})).lost).toBe(0)
  await original.call('trust.adopt', { device: work!.device, fields: keysOf('10 điểm') })
  expect(await totalOf(original, sheets[0])).toBe(1800)
})

test('a certificate that ends: warned before, then nothing is sealed, and others go on taking what was', async () => {
  const { district, communes, sheets, clock } = await aDomain()
  await scoreAll(communes[0], sheets[0], [2000])
  await take(district, await send(communes[0], yenThe))
  await take(communes[0], await send(district, (await communes[0].call('session.state', {})).unit!.id))
  const last = await send(communes[0], yenThe)
  const { until } = (await communes[0].call('trust.state', {})).certificate
  const day = 24 * 3_600_000
  clock.advance(until! - clock.now() - 59 * day)
  expect((await communes[0].call('trust.state', {})).certificate).toMatchObject({
    state: 'expiring',
    daysLeft: 59,
  })
  clock.advance(60 * day)
  expect((await communes[0].call('trust.state', {})).certificate.state).toBe('expired')
  await scoreAll(communes[0], sheets[0], [1000])
  await expect(send(communes[0], yenThe)).rejects.toMatchObject({ code: 'certificateExpired' })
  expect((await take(district, last)).refused).toEqual([])
  expect(await totalOf(district, sheets[0])).toBe(2000)
})
