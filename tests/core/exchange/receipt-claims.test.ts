import { beforeEach, expect, test } from 'vitest'
import type { DeviceId, EntryId } from '../../../shared/domain/ids.ts'
import { readBundleHead } from '../../../src-main/bundles/bundle-head.ts'
import type { Manifest, Receipt } from '../../../src-main/bundles/manifest.ts'
import { aBundle, anAbout, memorySource, written } from '../../support/test-bundles.ts'
import { bacGiang, yenThe, type Office } from '../../support/office.ts'
import { aDomain, apply, keysOf, scoreAll, send, take, type Domain } from '../../support/exchange.ts'

/** Receipts that a cheating commune signs with its genuine key: about others, and too large to pass on. */

let domain: Domain

beforeEach(async () => {
  domain = await aDomain()
  const { communes, units, sheets, district, province } = domain
  for (const i of [0, 1] as const) {
    await scoreAll(communes[i], sheets[i], [2500, 100])
    await take(district, await send(communes[i], yenThe, false))
    await take(communes[i], await send(district, units[i], false))
  }
  await take(province, await send(district, bacGiang, false))
  await take(district, await send(province, yenThe, false))
})

const deviceOf = async (office: Office): Promise<DeviceId> =>
  (await office.call('session.state', {})).device!.id

/** A bundle of the first commune with these receipts behind its own. */
async function tell(own: Receipt['received'], others: readonly Receipt[], number = 1000): Promise<void> {
  const device = await keysOf(domain.communes[0])
  const { certificates } = await readBundleHead(
    memorySource((await send(domain.communes[0], yenThe, false)).bytes),
    'x',
  )
  const receipts = [{ device: device.device, number, received: own }, ...others]
  const about = anAbout(device, { addressee: { unit: yenThe }, receipts })
  const bytes = await written(aBundle({ about, ranges: [], certificates }), device)
  expect((await apply(domain.district, [{ name: 'gói.cqtt', bytes }])).applied).toHaveLength(1)
}

/** The streams that the district would send to the province. */
async function streamsToSend(what: 'everything' | 'unconfirmed'): Promise<Manifest['streams']> {
  const { bytes } = await send(domain.district, bacGiang, false, { what })
  return ((await readBundleHead(memorySource(bytes), 'x')).value as Manifest).streams
}

test('a commune cannot confirm in the name of the province what the district has not sent yet', async () => {
  const { communes, sheets, district, province } = domain
  await scoreAll(communes[0], sheets[0], [2000, 300, 400])
  await take(district, await send(communes[0], yenThe, false))
  const unsent = await streamsToSend('unconfirmed')
  expect(unsent).not.toEqual([])
  const received = Object.fromEntries(
    (await streamsToSend('everything')).map(({ stream, to, head }) => [stream, { seq: to, id: head }]),
  )
  await tell({}, [{ device: await deviceOf(province), number: Number.MAX_SAFE_INTEGER, received }])
  expect(await streamsToSend('unconfirmed')).toEqual(unsent)
  await take(province, await send(district, bacGiang, false, { what: 'unconfirmed' }))
  await take(district, await send(province, yenThe, false))
  expect(await streamsToSend('unconfirmed')).toEqual([])
})

test('receipts of streams that nobody has are not passed on: manifests stay small', async () => {
  const { units, district } = domain
  const before = (await send(district, bacGiang, false)).bytes.length
  const absurd = Object.fromEntries(
    Array.from({ length: 2000 }, (_, i) => [
      `${i.toString(16).padStart(64, 'a')}/${units[0]}/sheet`,
      { seq: 1, id: 'ab'.repeat(32) as EntryId },
    ]),
  )
  const other = await deviceOf(domain.communes[1])
  await tell(absurd, [{ device: other, number: Number.MAX_SAFE_INTEGER, received: absurd }])
  expect((await send(district, bacGiang, false)).bytes.length).toBeLessThan(before + 5000)
})

test('one who names an entry that the district never wrote is named; once revoked he is not believed again', async () => {
  const { communes, district, province, units } = domain
  const lie = async (): Promise<Receipt['received']> => ({
    [`${await deviceOf(district)}/${units[0]}/catalogue`]: { seq: 9, id: 'f'.repeat(64) as EntryId },
  })
  const liar = await deviceOf(communes[0])
  const first = await deviceOf(district)
  await tell(await lie(), [])
  const second = await deviceOf(district)
  expect(second).not.toBe(first)
  expect((await district.call('trust.state', {})).change?.reportedBy?.unitName).toBe('Thị trấn Bố Hạ')

  await take(province, await send(district, bacGiang, false))
  await province.call('trust.revoke', { device: liar, why: 'Báo sai', until: [] })
  await take(district, await send(province, yenThe, false))
  await tell(await lie(), [], 1001)
  expect(await deviceOf(district)).toBe(second)
})
