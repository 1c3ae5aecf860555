import { beforeEach, describe, expect, test } from 'vitest'
import { readBundleHead } from '../../../src-main/bundles/bundle-head.ts'
import {
  aBundle,
  anAbout,
  aRange,
  aScore,
  memorySource,
  withManifest,
  written,
} from '../../support/test-bundles.ts'
import { anOffice, bacGiang, yenThe } from '../../support/office.ts'
import {
  aDomain,
  anOfficeFrom,
  apply,
  attach,
  certify,
  dump,
  filesIn,
  inspect,
  inspectRead,
  keysOf,
  scoreAll,
  send,
  startFiles,
  take,
  type Bytes,
  type Domain,
} from '../../support/exchange.ts'

/** Bundles that are not taken: each with its reason, and nothing of them stays. */

let domain: Domain
let good: Bytes

beforeEach(async () => {
  domain = await aDomain()
  const { communes, units, sheets, district } = domain
  await scoreAll(communes[0], sheets[0], [2500, 100])
  await attach(communes[0], units[0], sheets[0], 'ảnh')
  // the district knows the device from an earlier bundle
  await take(district, await send(communes[0], yenThe, false))
  await scoreAll(communes[0], sheets[0], [2400])
  good = await send(communes[0], yenThe)
})

/** What inspecting and applying say; proves that neither writes anything. */
async function refusalOf(bytes: Buffer, at = domain.district): Promise<string> {
  const bundle = { name: 'gói.cqtt', bytes }
  const before = dump(at)
  const files = filesIn(at, 'vault')
  const [seen] = await inspect(at, bundle)
  const { applied, refused } = await apply(at, [bundle])
  expect(dump(at)).toBe(before)
  expect(filesIn(at, 'vault')).toEqual(files)
  expect(filesIn(at, 'quarantine')).toEqual([])
  expect(applied).toEqual([])
  const refusal = refused[0]?.code ?? 'applied'
  if (seen?.state !== 'confirm') expect(seen?.refusal?.code).toBe(refusal)
  return refusal
}

test('a bundle that was good before is good', async () => {
  expect((await take(domain.district, good)).applied[0]).toMatchObject({ new: 1, files: 1, refused: 0 })
})

test('cut anywhere', async () => {
  const { length } = good.bytes
  for (const at of [1, 15, 40, 500, length >> 1, length - 60, length - 41, length - 1])
    expect(await refusalOf(good.bytes.subarray(0, at))).toBe('bundleCut')
})

test('a bit flipped anywhere, or something behind the end', async () => {
  const { length } = good.bytes
  for (const at of [20, 300, 2000, length >> 1, length - 300, length - 45, length - 20]) {
    const bytes = Buffer.from(good.bytes)
    bytes[at] = (bytes[at] ?? 0) ^ 4
    expect(['bundleDamaged', 'bundleUnknownDevice']).toContain(await refusalOf(bytes))
  }
  expect(await refusalOf(Buffer.concat([good.bytes, Buffer.from('x')]))).toBe('bundleDamaged')
})

test('empty, or another kind of file', async () => {
  expect(await refusalOf(Buffer.alloc(0))).toBe('fileEmpty')
  expect(await refusalOf(Buffer.from('%PDF-1.4 đây là công văn'))).toBe('bundleNotOurs')
})

test('for another unit: the sentence names it', async () => {
  const { district, communes, units } = domain
  const down = await send(district, units[0])
  const { refused } = await apply(communes[1], [down])
  expect(refused).toMatchObject([{ code: 'bundleForOther', details: { addressee: 'Thị trấn Bố Hạ' } }])
  expect(await refusalOf(down.bytes, communes[1])).toBe('bundleForOther')
})

test('from a newer program', async () => {
  const signer = await keysOf(domain.communes[0])
  const newer = withManifest(good.bytes, (manifest) => ({ ...manifest, minReader: 2 }), { signer })
  expect(await refusalOf(newer)).toBe('bundleNewer')
  const featured = withManifest(good.bytes, (manifest) => ({ ...manifest, features: ['age'] }), { signer })
  expect(await refusalOf(featured)).toBe('bundleNewer')
})

describe('trust', () => {
  test('the root of another domain is a stranger', async () => {
    const { clock } = domain
    const stranger = await anOffice({ unit: bacGiang, ownRoot: true, clock })
    const [start] = await startFiles(stranger, [yenThe])
    const theirs = await anOfficeFrom(start!, clock)
    await certify(stranger, theirs)
    expect(await refusalOf((await send(theirs, bacGiang)).bytes, domain.province)).toBe('bundleUnknownDevice')
  })

  test('a device that asks is only certified after its fingerprint was compared, by who may certify', async () => {
    const { district, communes, sheets } = domain
    await scoreAll(communes[1], sheets[1], [100])
    const first = await send(communes[1], yenThe)
    expect(await refusalOf(first.bytes)).toBe('bundleUnknownDevice')
    const wrong = await apply(district, [first], ['00000 '.repeat(8).trim()])
    expect(wrong.refused).toMatchObject([{ code: 'bundleUnknownDevice' }])

    const [seen] = await inspectRead(district, first)
    await district.signInAs('Người nhận', ['scorer'])
    const without = await apply(district, [first], [seen!.sender.fingerprint])
    expect(without.refused).toMatchObject([{ code: 'forbidden', details: { permission: 'manageDevices' } }])
    await district.signInAs('Quản trị', ['admin'])
    expect((await apply(district, [first], [seen!.sender.fingerprint])).applied).toMatchObject([{ new: 1 }])
    const devices = await district.call('devices.list', {})
    expect(devices.filter(({ state }) => state === 'certified')).toHaveLength(4)
  })

  test('a request that was changed on its way is nobody’s', async () => {
    const first = await send(domain.communes[1], yenThe)
    const signer = await keysOf(domain.communes[1])
    const other = await keysOf(domain.communes[0])
    const changed = withManifest(
      first.bytes,
      (manifest) => ({
        ...manifest,
        request: { ...(manifest['request'] as object), key: Buffer.from(other.publicKey).toString('hex') },
      }),
      { signer },
    )
    expect((await inspect(domain.district, { name: 'x', bytes: changed }))[0]?.state).toBe('refused')
    expect(await refusalOf(changed)).toBe('bundleUnknownDevice')
  })

  test('a district cannot certify a commune of another district', async () => {
    const { clock, province, district } = domain
    const elsewhere = (await province.call('units.below', { unit: bacGiang, communes: false })).find(
      ({ id }) => id !== yenThe,
    )
    const [start] = await startFiles(province, [elsewhere!.id])
    const neighbour = await anOfficeFrom(start!, clock)
    const request = await neighbour.download(await neighbour.call('devices.request', {}))
    const file = await district.upload('đề nghị', request)
    await expect(district.call('devices.inspectRequest', { file })).rejects.toMatchObject({
      code: 'bundleOutOfScope',
    })
  })
})

describe('beyond what a device may write', () => {
  test('in its own streams: the whole bundle is refused and the unit named', async () => {
    const { communes, units } = domain
    const device = await keysOf(communes[0])
    const range = aRange(device, [aScore(1, units[1])], { audience: units[1] })
    const about = anAbout(device, { addressee: { unit: yenThe } })
    const { certificates } = await certificatesOf(communes[0])
    const bytes = await written(aBundle({ about, ranges: [range], certificates }), device)
    expect(await refusalOf(bytes)).toBe('bundleOutOfScope')
  })

  test('in a stream that the district only carries: stored, not counted, told, and the rest is taken', async () => {
    const { province, district, communes, units, sheets } = domain
    await take(district, good)
    await take(communes[0], await send(district, units[0]))
    const commune = await keysOf(communes[0])
    const carrier = await keysOf(district)
    const scores = [aScore(1, units[0])]
    const appraisal = { ...aScore(2, units[0]), entity: 'appraisal' }
    const rogue = aRange(commune, [...scores, appraisal, aScore(3, units[0])], { audience: units[0] })
    const about = anAbout(carrier, { addressee: { unit: bacGiang } })
    const { certificates } = await certificatesOf(communes[0])
    const bytes = await written(aBundle({ about, ranges: [rogue], certificates }), carrier)
    const [seen] = await inspect(province, { name: 'x', bytes })
    expect(seen).toMatchObject({ state: 'ready', totals: { new: 1, refused: 2 } })
    const { applied } = await apply(province, [{ name: 'x', bytes }])
    expect(applied).toMatchObject([
      { new: 1, refused: 2, notes: [{ kind: 'overstep', seq: 2, deviceName: 'Máy 1' }] },
    ])
    const text = dump(province)
    expect(text).toContain('overstep')
    // what the commune really wrote forks from that: said loudly, and counted to the last common entry, of which there is none
    const later = await take(province, await send(district, bacGiang))
    expect(later.applied[0]?.notes).toMatchObject([{ kind: 'forked', seq: 1 }])
    expect((await province.call('sheets.get', { assessment: sheets[0] })).totals.self.total).toBe(0)
  })
})

/** Certificates that lie in a bundle of the office. */
async function certificatesOf(office: Domain['province']) {
  await take(office, await send(domain.district, (await office.call('session.state', {})).unit!.id))
  const { bytes } = await send(office, yenThe)
  return readBundleHead(memorySource(bytes), 'x')
}
