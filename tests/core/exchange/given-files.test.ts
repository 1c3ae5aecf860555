import { beforeEach, expect, test } from 'vitest'
import {
  aDomain,
  anOfficeFrom,
  dump,
  send,
  startFiles,
  type Bytes,
  type Domain,
} from '../../support/exchange.ts'
import { aPdf } from '../../support/file-samples.ts'
import { anOffice, yenThe, type Office } from '../../support/office.ts'
import { someBytes } from '../../support/test-bundles.ts'
import { zipOf } from '../../support/zip-writer.ts'

/** The letter-box: whatever an office is handed is known by its content, also inside a ZIP, and nothing is written by looking. */

let domain: Domain

beforeEach(async () => {
  domain = await aDomain()
})

async function identify(office: Office, ...files: readonly Bytes[]) {
  const tickets = []
  for (const { name, bytes } of files) tickets.push(await office.upload(name, bytes))
  return office.call('files.identify', { files: tickets })
}

const kinds = async (office: Office, ...files: readonly Bytes[]) =>
  (await identify(office, ...files)).map(({ what }) => what)

async function requestOf(office: Office): Promise<Bytes> {
  return { name: 'a.bin', bytes: await office.download(await office.call('devices.request', {})) }
}

test('bundles, parts, encrypted ones, start files, requests, certificates, keys, templates: each by its content', async () => {
  const { province, district, communes } = domain
  const [commune] = communes
  const sent = await send(commune, yenThe)
  const before = dump(district)
  expect(await kinds(district, { ...sent, name: 'ảnh.jpg' })).toEqual([
    {
      ...{ kind: 'bundle', content: 'results', senderName: 'Thị trấn Bố Hạ' },
      ...{ addresseeName: 'Huyện Yên Thế', isPart: false, isEncrypted: false },
    },
  ])
  expect(dump(district)).toBe(before)
  const [start] = await startFiles(district, [domain.units[0]])
  expect(await kinds(district, start!)).toMatchObject([
    { kind: 'bundle', content: 'start', addresseeName: 'Thị trấn Bố Hạ' },
  ])
  const locked = await commune.call('bundles.export', { to: yenThe, withFiles: true, encrypt: true })
  const secret = { name: 'gói', bytes: await commune.download(locked.file!) }
  expect(await kinds(district, secret)).toMatchObject([{ kind: 'bundle', content: null, isEncrypted: true }])

  const photo = Buffer.concat([aPdf('ảnh'), someBytes(1_100_000)])
  await commune.call('documents.add', {
    ...{ unit: domain.units[0], together: false, fields: { title: 'ảnh' }, attach: null },
    files: [await commune.upload('ảnh.pdf', photo)],
  })
  const made = await commune.call('bundles.export', {
    ...{ to: yenThe, withFiles: true, encrypt: false, partBytes: 1_000_000 },
  })
  const part = { name: 'một phần', bytes: await commune.download(made.parts[1]!.file!) }
  expect(await kinds(district, part)).toMatchObject([{ kind: 'bundle', content: null, isPart: true }])

  const request = await requestOf(commune)
  expect(await kinds(district, request)).toEqual([
    { kind: 'request', unitName: 'Thị trấn Bố Hạ', deviceName: 'Máy 1', ofThisMachine: false },
  ])
  expect(await kinds(commune, request)).toMatchObject([{ ofThisMachine: true }])
  const file = await district.upload('đề nghị', request.bytes)
  const { fingerprint } = await district.call('devices.inspectRequest', { file })
  const paper = await district.download(await district.call('devices.certify', { file, fingerprint }))
  const certificate = { name: 'x', bytes: paper }
  expect(await kinds(commune, certificate)).toEqual([
    {
      kind: 'certificate',
      unitName: 'Thị trấn Bố Hạ',
      deviceName: 'Máy 1',
      forThisMachine: true,
      ofOwnUnit: true,
    },
  ])
  expect(await kinds(district, certificate)).toMatchObject([{ forThisMachine: false, ofOwnUnit: false }])

  const key = Buffer.from('-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n-----END AGE ENCRYPTED FILE-----\n')
  const template = await province.download(await province.call('criteria.template', {}))
  expect(
    await kinds(
      district,
      { name: 'khóa.txt', bytes: key },
      { name: 'biểu.xlsx', bytes: template },
      { name: 'giấy.pdf', bytes: aPdf('giấy') },
      { name: 'rỗng.cqtt', bytes: Buffer.alloc(0) },
      { name: 'lạ.cqtt', bytes: Buffer.from('not ours at all') },
    ),
  ).toMatchObject([
    { kind: 'rootKey' },
    { kind: 'criteria' },
    { kind: 'document' },
    { kind: 'unknown', code: 'fileEmpty' },
    { kind: 'unknown', code: 'bundleNotOurs' },
  ])
})

test('a ZIP in a ZIP is said to be one', async () => {
  const inner = zipOf([{ name: 'gui huyen.cqtt', content: Buffer.from('x') }])
  const outer = zipOf([{ name: 'in.zip', content: inner }])
  const { district } = domain
  expect(await kinds(district, { name: 'out.zip', bytes: outer })).toMatchObject([
    { kind: 'unknown', code: 'archiveNested', details: { name: 'in.zip', archive: 'out.zip' } },
  ])
})

test('what lies in a ZIP is opened one step deep, its tickets take it further, and the rest is counted', async () => {
  const { district, communes } = domain
  const sent = await send(communes[0], yenThe)
  const request = await requestOf(communes[1])
  const zip = zipOf([
    { name: 'Bo Ha/gui huyen.cqtt', content: sent.bytes },
    { name: 'de nghi.cqtt-request', content: request.bytes },
    { name: 'minh chung.pdf', content: aPdf('minh chứng') },
  ])
  const found = await identify(district, { name: 'Xã gửi.zip', bytes: zip })
  expect(found.map(({ name, archive, what }) => [name, archive, what.kind])).toEqual([
    ['gui huyen.cqtt', 'Xã gửi.zip', 'bundle'],
    ['de nghi.cqtt-request', 'Xã gửi.zip', 'request'],
    ['Xã gửi.zip', 'Xã gửi.zip', 'archive'],
  ])
  const [inspected] = await district.call('bundles.inspect', { files: [found[0]!.ticket!] })
  expect(inspected).toMatchObject({ state: 'confirm', sender: { unitName: 'Thị trấn Bố Hạ' } })
  expect(await district.call('devices.inspectRequest', { file: found[1]!.ticket! })).toMatchObject({
    certified: false,
  })
  const papers = zipOf([{ name: 'a.pdf', content: aPdf('a') }])
  expect(await kinds(district, { name: 'b.zip', bytes: papers })).toEqual([{ kind: 'archive', files: 1 }])
  const broken = await kinds(district, { name: 'c.zip', bytes: zip.subarray(0, zip.length - 30) })
  expect(broken).toMatchObject([{ kind: 'unknown', code: 'fileDangerous' }])
})

test('before an office has begun its start file is known, and opens from inside a ZIP', async () => {
  const { district, clock } = domain
  const [start] = await startFiles(district, [domain.units[1]])
  const empty = await anOffice({ begun: false, clock })
  const zip = zipOf([{ name: 'khoi tao.cqtt', content: start!.bytes }])
  const [found] = await identify(empty, { name: 'thư.zip', bytes: zip })
  expect(found).toMatchObject({ archive: 'thư.zip', what: { kind: 'bundle', content: 'start' } })
  expect(await empty.call('setup.inspectStartFile', { file: found!.ticket! })).toMatchObject({
    unit: { id: domain.units[1] },
  })
  await anOfficeFrom(start!, clock)
})
