import { beforeEach, expect, test } from 'vitest'
import type { UnitId } from '../../../shared/domain/ids.ts'
import { readBundleHead } from '../../../src-main/bundles/bundle-head.ts'
import { aBundle, anAbout, aRange, memorySource, written } from '../../support/test-bundles.ts'
import { bacGiang, yenThe, type Office } from '../../support/office.ts'
import { aDomain, apply, keysOf, scoreAll, send, take, type Domain } from '../../support/exchange.ts'

/** What an office says about units above it, beside it, and about itself: bundles by a cheating program with a genuine key. */

let domain: Domain
let made: UnitId
let otherDistrict: UnitId

beforeEach(async () => {
  domain = await aDomain()
  const { communes, units, sheets, district, province } = domain
  made = (await district.call('units.save', { ...aCommune, parent: yenThe })).id
  await scoreAll(communes[0], sheets[0], [2500, 100])
  await take(district, await send(communes[0], yenThe, false))
  await take(communes[0], await send(district, units[0], false))
  await take(province, await send(district, bacGiang, false))
  const districts = await province.call('units.below', { unit: bacGiang, communes: false })
  otherDistrict = districts.find(({ id }) => id !== yenThe)!.id
})

const aCommune = {
  ...{ unit: null, name: 'Xã Mới', code: '99999', level: 'commune' as const },
  ...{ from: null, until: null },
}

/** Says these fields of units in the catalogue of the first commune. */
async function claim(to: Office, addressee: UnitId, fields: readonly (readonly [UnitId, string, unknown])[]) {
  const { communes, units } = domain
  const device = await keysOf(communes[0])
  const { certificates } = await readBundleHead(
    memorySource((await send(communes[0], yenThe, false)).bytes),
    'x',
  )
  const range = aRange(
    device,
    fields.map(([id, field, value]) => ({ entity: 'unit', id, field, value: value as string, bases: [] })),
    { audience: units[0], channel: 'catalogue' },
  )
  const about = anAbout(device, { addressee: { unit: addressee } })
  const bytes = await written(aBundle({ about, ranges: [range], certificates }), device)
  const { applied } = await apply(to, [{ name: 'gói.cqtt', bytes }])
  expect(applied).toMatchObject([{ new: fields.length }])
}

test('a commune cannot name itself a province or leave its district', async () => {
  const { district, province, units } = domain
  const before = await province.call('units.get', { unit: units[0] })
  for (const [office, unit] of [
    [district, yenThe],
    [province, bacGiang],
  ] as const) {
    await claim(office, unit, [
      [units[0], 'name', 'Tỉnh Bắc Giang'],
      [units[0], 'level', 'province'],
      [units[0], 'parent', otherDistrict],
    ])
    expect(await office.call('units.get', { unit: units[0] })).toEqual(before)
  }
})

test('a commune cannot take a unit that its district has made, nor make one beside itself', async () => {
  const { province, units } = domain
  const before = await province.call('units.get', { unit: made })
  expect(before).toMatchObject({ name: 'Xã Mới', parent: yenThe })
  const invented = 'u.00000000000000ff' as UnitId
  await claim(province, bacGiang, [
    [units[0], 'level', 'province'],
    [made, 'parent', otherDistrict],
    [made, 'name', 'Xã Bị Cướp'],
    [made, 'former', [{ parent: units[0], until: {} }]],
    [invented, 'name', 'Xã Không Có'],
    [invented, 'level', 'commune'],
    [invented, 'parent', otherDistrict],
  ])
  // what one reading made of it must not sway the next
  await domain.district.call('units.save', { ...aCommune, unit: made, code: '99998', parent: yenThe })
  await take(province, await send(domain.district, bacGiang, false))
  expect(await province.call('units.get', { unit: made })).toEqual({ ...before, code: '99998' })
  await expect(province.call('units.get', { unit: invented })).rejects.toMatchObject({ code: 'notFound' })
})

test('an office can be hung neither below itself nor below one of its own', async () => {
  const { district, province } = domain
  const itself = { ...aCommune, unit: yenThe, level: 'district' as const, parent: yenThe }
  await expect(district.call('units.save', itself)).rejects.toMatchObject({ code: 'notFound' })
  await expect(province.call('units.save', { ...itself, parent: made })).rejects.toMatchObject({
    code: 'notFound',
  })
  expect(await district.call('units.below', { unit: yenThe, communes: true })).not.toHaveLength(0)
})

test('new units may hang below new ones, whatever their ids', async () => {
  const { province, district, clock } = domain
  const first = await province.call('units.save', { ...aCommune, level: 'district', parent: bacGiang })
  const seconds: string[] = []
  for (const code of ['1', '2', '3', '4'])
    seconds.push((await province.call('units.save', { ...aCommune, code, parent: first.id })).id)
  expect((await province.call('units.below', { unit: first.id, communes: true })).length).toBe(4)
  clock.advance(1000)
  await take(district, await send(province, yenThe, false))
  for (const id of seconds) expect((await district.call('units.get', { unit: id })).parent).toBe(first.id)
})
