import { readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import type { ExportContent } from '../../../shared/contract/exchange.ts'
import { readBundleHead } from '../../../src-main/bundles/bundle-head.ts'
import { Manifest } from '../../../src-main/bundles/manifest.ts'
import { bacGiang, yenThe, type Office } from '../../support/office.ts'
import {
  aDomain,
  attach,
  filesIn,
  inspect,
  keysOf,
  scoreAll,
  send,
  take,
  type Bytes,
  type Domain,
} from '../../support/exchange.ts'
import { memorySource, withManifest } from '../../support/test-bundles.ts'

/** Receipts: what comes back, what it confirms, what it asks for, and what the next bundle then holds. */

let domain: Domain

beforeEach(async () => {
  domain = await aDomain()
})

async function manifestOf({ bytes }: Bytes) {
  return Manifest.parse((await readBundleHead(memorySource(bytes), 'x')).value)
}

async function choice(office: Office, to: typeof yenThe, what: ExportContent) {
  const { choices } = await office.call('bundles.preview', { to })
  return choices.find((each) => each.what === what)!
}

/** Up to the district and the receipt back. */
async function thereAndBack(i: 0 | 1, withFiles = true): Promise<void> {
  const { communes, units, district } = domain
  await take(district, await send(communes[i], yenThe, withFiles))
  await take(communes[i], await send(district, units[i], false))
}

test('a bundle stays unconfirmed until the receipt; the next one holds only what came after', async () => {
  const { communes, district, units, sheets } = domain
  await scoreAll(communes[0], sheets[0], [100, 200])
  const sent = await send(communes[0], yenThe)
  expect(await communes[0].call('bundles.outbox', {})).toMatchObject([
    { name: sent.name, toName: 'Huyện Yên Thế', confirmed: null, answer: null, replaced: false },
  ])
  await take(district, sent)
  const down = await send(district, units[0])
  const { shortCode } = (await communes[0].call('bundles.outbox', {}))[0]!
  // Whoever looks sees of what it is the receipt; also later, though it is no news then.
  expect((await inspect(communes[0], down))[0]).toMatchObject({ state: 'ready', answers: [shortCode] })
  expect((await take(communes[0], down)).applied).toMatchObject([{ answers: [shortCode] }])
  expect((await inspect(communes[0], down))[0]).toMatchObject({ state: 'applied', answers: [shortCode] })
  const { arrived } = await communes[0].call('overview.get', { cycle: domain.cycle })
  expect(arrived.map(({ answers }) => answers)).toContainEqual([shortCode])
  expect((await inspect(communes[0], await send(district, units[0])))[0]).toMatchObject({ answers: [] })
  expect(await communes[0].call('bundles.outbox', {})).toMatchObject([
    { confirmed: expect.any(Number) as number, answer: { new: 2, known: 2, differing: 0, refused: 0 } },
  ])
  expect(await choice(communes[0], yenThe, 'unconfirmed')).toMatchObject({ entries: 0, files: 0 })
  await scoreAll(communes[0], sheets[0], [300])
  const next = await send(communes[0], yenThe, true, { what: 'unconfirmed' })
  const manifest = await manifestOf(next)
  expect(manifest.streams).toMatchObject([{ from: 3, to: 3 }])
  expect((await take(district, next)).applied).toMatchObject([{ new: 1, known: 0, waiting: 0 }])
  expect((await district.call('sheets.get', { assessment: sheets[0] })).totals.self.total).toBe(500)
})

test('a bundle that holds nothing new is confirmed by its answer alone; a receipt is not waited for', async () => {
  const { communes, district, units, sheets } = domain
  const newest = async (office: Office) => (await office.call('bundles.outbox', {}))[0]
  await scoreAll(communes[0], sheets[0], [100])
  await thereAndBack(0)
  await take(district, await send(communes[0], yenThe))
  // everything of the district lies at the commune and is confirmed: the next one is nothing but a receipt, and goes nowhere yet
  const receipt = await send(district, units[0], false, { what: 'unconfirmed', answer: true })
  expect(await newest(district)).toMatchObject({ entries: 0, confirmed: null, awaited: false, answer: null })
  await take(communes[0], receipt)
  await take(district, await send(communes[0], yenThe))
  expect(await newest(district)).toMatchObject({ confirmed: expect.any(Number) as number })
  expect((await newest(district))?.answer).not.toBeNull()
  // the same of a commune that sends again what the district has: made is not taken in
  await take(communes[0], await send(district, units[0], false))
  await send(communes[0], yenThe)
  expect(await newest(communes[0])).toMatchObject({ confirmed: null, awaited: false })
  await scoreAll(communes[0], sheets[0], [200])
  await send(communes[0], yenThe)
  expect(await newest(communes[0])).toMatchObject({ confirmed: null, awaited: true })
})

test('what the addressee lacks is asked for, and only that goes', async () => {
  const { communes, district, units, sheets } = domain
  for (const mark of ['một', 'hai']) await attach(communes[0], units[0], sheets[0], mark)
  await thereAndBack(0, false)
  expect(await choice(communes[0], yenThe, 'wanted')).toMatchObject({ entries: 0, files: 2 })
  expect(filesIn(district, 'vault')).toEqual([])
  const only = await send(communes[0], yenThe, true, { what: 'wanted' })
  expect((await take(district, only)).applied).toMatchObject([{ new: 0, files: 2 }])
  await take(communes[0], await send(district, units[0], false))
  expect(await choice(communes[0], yenThe, 'wanted')).toMatchObject({ files: 0 })
})

test('a commune that lost a file gets it back from above; another commune cannot fetch it by its hash', async () => {
  const { communes, district, units, sheets } = domain
  await attach(communes[0], units[0], sheets[0], 'ảnh')
  await thereAndBack(0)
  await thereAndBack(1)
  const vault = path.join(communes[0].dataDir, 'vault')
  for (const prefix of readdirSync(vault)) rmSync(path.join(vault, prefix), { recursive: true })
  const asking = await send(communes[0], yenThe)
  expect((await manifestOf(asking)).wanted).toHaveLength(1)
  await take(district, asking)
  expect((await take(communes[0], await send(district, units[0]))).applied).toMatchObject([{ files: 1 }])

  // the neighbour writes a document that names the same file, and asks for it
  const [lost] = (await manifestOf(asking)).wanted
  const other = await send(communes[1], yenThe)
  const signer = await keysOf(communes[1])
  const greedy = withManifest(
    other.bytes,
    (manifest) => ({
      ...manifest,
      wanted: [lost],
      receipts: [{ device: signer.device, number: 99, received: {} }],
    }),
    { signer },
  )
  await take(district, { name: 'x', bytes: greedy })
  expect(await choice(district, units[1], 'wanted')).toMatchObject({ files: 0 })
})

test('receipts are passed on down to the commune, which sees how far the province is', async () => {
  const { communes, district, province, units, sheets } = domain
  await scoreAll(communes[0], sheets[0], [100])
  await thereAndBack(0)
  const of = async (unit: typeof yenThe) =>
    (await communes[0].call('bundles.confirmations', {})).find((each) => each.unit === unit)
  expect(await of(yenThe)).toMatchObject({ entries: 1, confirmed: 1, receipt: expect.any(Number) as number })
  expect(await of(bacGiang)).toMatchObject({ entries: 1, confirmed: 0, receipt: null })
  await take(province, await send(district, bacGiang))
  const back = await send(province, yenThe)
  await take(district, back)
  const down = await send(district, units[0])
  // of what its reader may not see nothing is named: not the neighbour, not its streams
  const named = JSON.stringify((await manifestOf(down)).receipts)
  expect(named).not.toContain(units[1])
  await take(communes[0], down)
  expect(await of(bacGiang)).toMatchObject({ entries: 1, confirmed: 1 })
})

describe('receipts that change their mind', () => {
  async function receiptFromDistrict(change: (received: Record<string, unknown>) => Record<string, unknown>) {
    const { district, units } = domain
    const { bytes } = await send(district, units[0], false)
    const signer = await keysOf(district)
    const changed = withManifest(
      bytes,
      (manifest) => {
        const [own] = manifest['receipts'] as { number: number; received: Record<string, unknown> }[]
        return { ...manifest, receipts: [{ ...own, received: change(own!.received) }] }
      },
      { signer },
    )
    return { name: 'x', bytes: changed }
  }

  test('a newer one may say less: the bundle is unconfirmed again; an older one changes nothing', async () => {
    const { communes, district, units, sheets } = domain
    await scoreAll(communes[0], sheets[0], [100])
    await take(district, await send(communes[0], yenThe))
    const good = await send(district, units[0])
    await take(communes[0], good)
    const confirmed = async () => (await communes[0].call('bundles.outbox', {}))[0]?.confirmed
    expect(await confirmed()).toEqual(expect.any(Number))
    await take(communes[0], await receiptFromDistrict(() => ({})))
    expect(await confirmed()).toBeNull()
    const { entries } = await choice(communes[0], yenThe, 'everything')
    expect(await choice(communes[0], yenThe, 'unconfirmed')).toMatchObject({ entries })
    await take(communes[0], good)
    expect(await confirmed()).toBeNull()
  })

  test('one that names what this device never wrote: it was copied, and goes on as a new device', async () => {
    const { communes, district, sheets } = domain
    await scoreAll(communes[0], sheets[0], [100])
    await thereAndBack(0)
    const former = (await communes[0].call('session.state', {})).device!
    const foreign = await receiptFromDistrict((received) =>
      Object.fromEntries(Object.keys(received).map((key) => [key, { seq: 9, id: 'f'.repeat(64) }])),
    )
    const { applied } = await take(communes[0], foreign)
    expect(applied[0]?.notes).toMatchObject([{ kind: 'ownCopied', deviceName: former.name }])
    const now = (await communes[0].call('session.state', {})).device!
    expect(now.id).not.toBe(former.id)
    // a receipt proves nothing by itself: it is told whose word this is
    expect((await communes[0].call('trust.state', {})).change).toMatchObject({
      ...{ why: 'copied', former: former.id },
      reportedBy: { unitName: 'Huyện Yên Thế', deviceName: 'Máy 1' },
    })
    await scoreAll(communes[0], sheets[0], [200])
    await take(district, await send(communes[0], yenThe))
    expect((await district.call('sheets.get', { assessment: sheets[0] })).totals.self.total).toBe(200)
  })
})

test('a bundle whose predecessor is missing waits, over a restart, and goes on by itself', async () => {
  const { communes, district, sheets } = domain
  await scoreAll(communes[0], sheets[0], [100])
  await thereAndBack(0)
  await scoreAll(communes[0], sheets[0], [200])
  const lost = await send(communes[0], yenThe, true, { what: 'unconfirmed' })
  // as if the district had confirmed it: the next one begins behind it
  const receipt = await send(district, domain.units[0], false)
  const own = (await manifestOf(lost)).streams[0]!
  const signer = await keysOf(district)
  const early = withManifest(
    receipt.bytes,
    (manifest) => {
      const [first] = manifest['receipts'] as { received: object }[]
      const received = { ...first!.received, [own.stream]: { seq: own.to, id: own.head } }
      return { ...manifest, receipts: [{ ...first, received }] }
    },
    { signer },
  )
  await take(communes[0], { name: 'x', bytes: early })
  await scoreAll(communes[0], sheets[0], [300])
  const next = await send(communes[0], yenThe, true, { what: 'unconfirmed' })
  expect((await manifestOf(next)).streams).toMatchObject([{ from: own.to + 1 }])

  expect((await inspect(district, next))[0]).toMatchObject({ state: 'waits', waitsFor: { kind: 'earlier' } })
  expect(await take(district, next)).toMatchObject({
    applied: [{ new: 0, waiting: 1 }],
    parked: [{ file: next.name, kept: true }],
  })
  const parked = await district.call('bundles.parked', {})
  expect(parked).toMatchObject([{ name: next.name, unitName: 'Thị trấn Bố Hạ' }])
  const total = async () => (await district.call('sheets.get', { assessment: sheets[0] })).totals.self.total
  expect(await total()).toBe(100)
  // the same again is not kept twice
  await take(district, next)
  expect(await district.call('bundles.parked', {})).toHaveLength(1)

  const done = await take(district, lost)
  expect(done.applied.map(({ new: fresh }) => fresh)).toEqual([1, 1])
  expect(await total()).toBe(300)
  expect(await district.call('bundles.parked', {})).toEqual([])
  expect(filesIn(district, 'quarantine')).toEqual([])
})

describe('encrypted', () => {
  test('by default once both sides know each other; only the addressee and the sender can open it', async () => {
    const { communes, district, province, units, sheets } = domain
    await thereAndBack(0)
    await scoreAll(communes[0], sheets[0], [100])
    const { encryption } = await communes[0].call('bundles.preview', { to: yenThe })
    expect(encryption).toMatchObject({ possible: true, devices: 1, lacking: [] })
    const made = await communes[0].call('bundles.export', { to: yenThe, withFiles: true })
    expect(made.encrypted).toBe(true)
    const bundle = { name: made.name, bytes: await communes[0].download(made.file!) }
    expect(bundle.bytes.subarray(0, 22).toString()).toBe('age-encryption.org/v1\n')
    const [seen] = await inspect(district, bundle)
    expect(seen).toMatchObject({ state: 'ready', encrypted: true, totals: { new: 1 } })
    expect((await inspect(province, bundle))[0]).toMatchObject({
      state: 'refused',
      refusal: { code: 'bundleEncryptedForOther' },
    })
    // the sender can open it too, and sees for whom it is
    expect((await inspect(communes[0], bundle))[0]).toMatchObject({ refusal: { code: 'bundleForOther' } })
    expect((await take(district, bundle)).applied).toMatchObject([{ new: 1 }])
    expect(filesIn(district, 'quarantine')).toEqual([])
    expect(filesIn(communes[0], 'outbox').filter((name) => name.startsWith('.'))).toEqual([])
    // nobody knows a device of the other commune yet
    const plain = await district.call('bundles.export', { to: units[1], withFiles: false })
    expect(plain.encrypted).toBe(false)
    await expect(
      district.call('bundles.export', { to: units[1], withFiles: false, encrypt: true }),
    ).rejects.toMatchObject({ code: 'cannotEncrypt' })
  })
})

test('sending again makes a bundle with the same choices, as things stand now', async () => {
  const { communes, sheets } = domain
  await scoreAll(communes[0], sheets[0], [100])
  const { shortCode, entries: before } = await communes[0].call('bundles.export', {
    to: yenThe,
    withFiles: false,
  })
  const [item] = await communes[0].call('bundles.outbox', {})
  expect(item).toMatchObject({ shortCode, withFiles: false })
  await scoreAll(communes[0], sheets[0], [200])
  const again = await communes[0].call('bundles.sendAgain', { bundle: item!.bundle })
  expect(again.entries).toBe(before + 1)
  const outbox = await communes[0].call('bundles.outbox', {})
  expect(outbox.map(({ replaced, withFiles }) => ({ replaced, withFiles }))).toEqual([
    { replaced: false, withFiles: false },
    { replaced: true, withFiles: false },
  ])
})

test('the overview says to whom something was sent that is not confirmed, and since when', async () => {
  const { communes, district, units, sheets, clock } = domain
  const due = async () =>
    (await communes[0].call('overview.get', { cycle: domain.cycle })).due.filter(
      ({ kind }) => kind === 'unconfirmed',
    )
  expect(await due()).toEqual([])
  await scoreAll(communes[0], sheets[0], [100])
  const sent = await send(communes[0], yenThe)
  const day = new Date(clock.now()).toISOString().slice(0, 10)
  clock.advance(3 * 86_400_000)
  await send(communes[0], yenThe)
  expect(await due()).toMatchObject([{ unitName: 'Huyện Yên Thế', day, count: 1 }])
  await take(district, sent)
  await take(communes[0], await send(district, units[0]))
  expect(await due()).toEqual([])
})
