import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { readBundleHead } from '../../../src-main/bundles/bundle-head.ts'
import { Manifest } from '../../../src-main/bundles/manifest.ts'
import { createCore } from '../../../src-main/core.ts'
import { openDeviceKeys } from '../../../src-main/platform/key-folder.ts'
import { anOffice, bacGiang, yenThe } from '../../support/office.ts'
import {
  aDomain,
  apply,
  attach,
  bundleFrom,
  filesIn,
  inspectRead,
  read,
  scoreAll,
  send,
  take,
  type Bytes,
  type Domain,
} from '../../support/exchange.ts'
import { memorySource } from '../../support/test-bundles.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

/** What leaves an office: to whom, how much, under which name, and what is missing. */

let domain: Domain

beforeEach(async () => {
  domain = await aDomain()
})

async function manifestOf({ bytes }: Bytes) {
  return Manifest.parse((await readBundleHead(memorySource(bytes), 'x')).value)
}

test('recipients: above, the own unit, and whoever takes part below', async () => {
  const { province, district, communes, units } = domain
  const names = async (office: Domain['province']) =>
    (await office.call('bundles.recipients', {})).map(({ id }) => id)
  expect(await names(communes[0])).toEqual([yenThe, bacGiang, units[0]])
  expect(await names(district)).toEqual([bacGiang, yenThe, ...units])
  // the province knows no cycle yet
  expect(await names(province)).toEqual([bacGiang])
  await take(province, await send(district, bacGiang))
  expect(await names(province)).toEqual([bacGiang, yenThe, ...units])
})

test('nothing goes sideways', async () => {
  const { communes, units } = domain
  await expect(communes[0].call('bundles.export', { to: units[1], withFiles: false })).rejects.toMatchObject({
    code: 'forbidden',
  })
  await expect(communes[0].call('bundles.preview', { to: units[1] })).rejects.toMatchObject({
    code: 'forbidden',
  })
})

test('a manifest names no stream that its reader may not see', async () => {
  const { district, communes, units, sheets } = domain
  for (const i of [0, 1] as const) {
    await scoreAll(communes[i], sheets[i], [100])
    await take(district, await send(communes[i], yenThe))
  }
  const audiences = (manifest: Manifest) =>
    manifest.streams.map(({ stream }) => stream.split('/').slice(1).join('/'))
  const down = audiences(await manifestOf(await send(district, units[0])))
  expect(new Set(down)).toEqual(new Set([`${yenThe}/catalogue`, `${units[0]}/sheet`]))
  const up = audiences(await manifestOf(await send(district, bacGiang)))
  expect(new Set(up)).toEqual(new Set([`${yenThe}/catalogue`, `${units[0]}/sheet`, `${units[1]}/sheet`]))
  const same = audiences(await manifestOf(await send(communes[0], units[0])))
  expect(same).toContain(`${units[0]}/office`)
})

test('what the addressee wrote itself is not unsent to it', async () => {
  const { communes, district, units, sheets } = domain
  const unsent = async () => (await district.call('bundles.preview', { to: units[0] })).unsent
  await take(district, await send(communes[0], yenThe))
  const before = await unsent()
  await scoreAll(communes[0], sheets[0], [100, 200])
  await take(district, await send(communes[0], yenThe))
  expect(await unsent()).toBe(before)
})

test('the preview says how much there is and how much of it is new for the addressee', async () => {
  const { communes, units, sheets } = domain
  await scoreAll(communes[0], sheets[0], [100, 200])
  await attach(communes[0], units[0], sheets[0], 'ảnh')
  const preview = () => communes[0].call('bundles.preview', { to: yenThe })
  const all = ({ choices }: Awaited<ReturnType<typeof preview>>) =>
    choices.find(({ what }) => what === 'everything')!
  const before = await preview()
  expect(before).toMatchObject({ communes: 1, receipt: null })
  expect(all(before).files).toBe(1)
  expect(before.unsent).toBe(all(before).entries)
  const bundle = await send(communes[0], yenThe)
  const { size } = { size: bundle.bytes.length }
  expect(Math.abs(all(before).bytesWithFiles - size) / size).toBeLessThan(0.5)
  await scoreAll(communes[0], sheets[0], [300])
  const after = await preview()
  expect(after.unsent).toBe(1)
  expect(all(after).entries).toBe(all(before).entries + 1)
})

test('what left is remembered beside the key, and the outbox holds only the newest', async () => {
  const { communes, sheets } = domain
  await scoreAll(communes[0], sheets[0], [100])
  const first = await send(communes[0], yenThe)
  const { device } = await communes[0].call('session.state', {})
  const { remembered } = (await openDeviceKeys(communes[0].keysDir, device!.id))!
  const manifest = await manifestOf(first)
  for (const { stream, to, head } of manifest.streams.filter(({ stream }) => stream.startsWith(device!.id)))
    expect(remembered.heads[stream]).toEqual({ seq: to, id: head })
  await scoreAll(communes[0], sheets[0], [200])
  const second = await send(communes[0], yenThe)
  expect(filesIn(communes[0], 'outbox')).toEqual([second.name])
  const history = await communes[0].call('bundles.history', {})
  expect(history.map(({ direction, name }) => [direction, name])).toEqual([
    ['out', second.name],
    ['out', first.name],
    ['in', expect.stringContaining('CQTT tep mo may')],
  ])
  expect(history[0]).toMatchObject({
    partnerName: 'Huyện Yên Thế',
    size: second.bytes.length,
    files: 0,
    summary: null,
  })
})

test('a missing and a damaged file do not hold up the rest; the bundle asks for them', async () => {
  const { communes, units, sheets, district } = domain
  for (const mark of ['một', 'hai', 'ba']) await attach(communes[0], units[0], sheets[0], mark)
  const vault = path.join(communes[0].dataDir, 'vault')
  const places = readdirSync(vault).flatMap((prefix) =>
    readdirSync(path.join(vault, prefix)).map((rest) => ({
      sha: prefix + rest,
      file: path.join(vault, prefix, rest),
    })),
  )
  rmSync(places[0]!.file)
  const content = readFileSync(places[1]!.file)
  content[content.length - 2] = (content[content.length - 2] ?? 0) ^ 1
  writeFileSync(places[1]!.file, content)
  const made = await communes[0].call('bundles.export', { to: yenThe, withFiles: true, encrypt: false })
  expect(made).toMatchObject({ files: 1, missingFiles: 2 })
  const bundle = { name: made.name, bytes: await communes[0].download(made.file!) }
  expect((await manifestOf(bundle)).wanted).toEqual([places[0]!.sha, places[1]!.sha].sort())
  const { applied } = await take(district, bundle)
  expect(applied[0]).toMatchObject({ refused: 0, files: 1 })
  expect(filesIn(district, 'vault')).toHaveLength(1)
  expect(await communes[0].call('documents.list', { filter: 'damaged', offset: 0, limit: 5 })).toMatchObject({
    total: 1,
  })
})

test('downwards go only files that the commune does not have from itself', async () => {
  const { communes, units, sheets, district } = domain
  await attach(communes[0], units[0], sheets[0], 'của xã')
  await take(district, await send(communes[0], yenThe))
  await attach(district, units[0], sheets[0], 'của huyện')
  const down = await send(district, units[0])
  const evidence = (await manifestOf(down)).blobs.filter(({ kind }) => kind === 'evidence')
  expect(evidence).toHaveLength(1)
  expect((await take(communes[0], down)).applied[0]).toMatchObject({ files: 1 })
  expect(filesIn(communes[0], 'vault')).toHaveLength(2)
})

test('into a folder and out of one; a strange file there is named and holds up nothing', async () => {
  const { communes, sheets, district } = domain
  const folder = path.join(temporaryFolder(), 'usb', 'gửi huyện')
  for (const i of [0, 1] as const) {
    await scoreAll(communes[i], sheets[i], [100])
    const made = await communes[i].call('bundles.export', {
      to: yenThe,
      withFiles: true,
      encrypt: false,
      folder,
    })
    expect(made).toMatchObject({ file: null, path: path.join(folder, made.name) })
  }
  writeFileSync(path.join(folder, 'ghi chú.txt'), 'x')
  writeFileSync(path.join(folder, 'hỏng.cqtt'), 'x')
  expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([])
  const found = await district.call('bundles.inspect', { files: [], folder })
  expect(found.map(({ state }) => state).sort()).toEqual(['confirm', 'confirm', 'refused'])
  const confirmed = found.flatMap((each) => (each.state === 'confirm' ? [each.sender.fingerprint] : []))
  const done = await district.call('bundles.apply', { files: [], folder, confirmed })
  expect(done.applied).toHaveLength(2)
  expect(done.refused).toMatchObject([{ file: 'hỏng.cqtt', code: 'bundleNotOurs' }])
  await expect(
    district.call('bundles.inspect', { files: [], folder: path.join(folder, 'không có') }),
  ).rejects.toMatchObject({ code: 'fileVanished' })
  expect(bundleFrom(path.join(folder, found[0]!.file)).bytes.length).toBe(read(found[0]!).size)
})

test('a stopped export and a killed program leave nothing half-made', async () => {
  const { communes, units, sheets } = domain
  await attach(communes[0], units[0], sheets[0], 'ảnh')
  const stop = new AbortController()
  const running = communes[0].call(
    'bundles.export',
    { to: yenThe, withFiles: true, encrypt: false },
    { signal: stop.signal },
  )
  stop.abort()
  await running.catch((error: unknown) => {
    expect(error).toMatchObject({ code: 'cancelled' })
  })
  expect(filesIn(communes[0], 'outbox').filter((name) => name.startsWith('.'))).toEqual([])
  await communes[0].core.close()
  writeFileSync(path.join(communes[0].dataDir, 'outbox', '.abc.cqtt'), 'x')
  writeFileSync(path.join(communes[0].dataDir, 'quarantine', 'abc.part'), 'x')
  const core = await createCore({
    dataDir: communes[0].dataDir,
    keysDir: communes[0].keysDir,
    clock: domain.clock,
  })
  await core.close()
  expect(filesIn(communes[0], 'outbox').filter((name) => name.startsWith('.'))).toEqual([])
  expect(filesIn(communes[0], 'quarantine')).toEqual([])
})

test('without a confirmed root nothing can be sent; the first bundle from above brings one, compared by phone', async () => {
  const { units, district, clock } = domain
  const lonely = await anOffice({ unit: units[0], clock })
  await expect(lonely.call('bundles.export', { to: yenThe, withFiles: false })).rejects.toMatchObject({
    code: 'noTrust',
  })
  const down = await send(district, units[0])
  const [seen] = await inspectRead(lonely, down)
  expect(seen?.state).toBe('confirm')
  const devices = await domain.province.call('devices.list', {})
  expect(seen?.sender.fingerprint).toBe(devices.find(({ own }) => own)?.fingerprint)
  expect((await apply(lonely, [down])).applied).toEqual([])
  expect((await take(lonely, down)).applied).toHaveLength(1)
  expect((await lonely.call('cycles.list', {})).map(({ id }) => id)).toEqual([domain.cycle])
  await send(lonely, yenThe)
})
