import { beforeEach, expect, test } from 'vitest'
import { anOffice, bacGiang, yenThe } from '../../support/office.ts'
import { aDomain, certify, dump, scoreAll, send, take, type Domain } from '../../support/exchange.ts'

/** Devices: who they are, who vouches for them. */

let domain: Domain

beforeEach(async () => {
  domain = await aDomain()
})

test('the list: own device first, states, issuers, how much each wrote and when it last sealed', async () => {
  const { district, communes, units, sheets, clock } = domain
  await scoreAll(communes[0], sheets[0], [100, 200])
  clock.advance(5000)
  await take(district, await send(communes[0], yenThe))
  const list = await district.call('devices.list', {})
  expect(list.map(({ own, unitName, state, issuerName }) => [own, unitName, state, issuerName])).toEqual([
    [true, 'Huyện Yên Thế', 'certified', 'Tỉnh Bắc Giang'],
    [false, 'Thị trấn Bố Hạ', 'certified', 'Huyện Yên Thế'],
    [false, 'Tỉnh Bắc Giang', 'certified', 'Tỉnh Bắc Giang'],
  ])
  expect(list[1]).toMatchObject({ unit: units[0], name: 'Máy 1', entries: 2, lastSeal: clock.now() })
  expect(list[1]?.fingerprint).toMatch(/^(\d{5} ){7}\d{5}$/)
  const own = await communes[0].call('devices.list', {})
  expect(own[0]).toMatchObject({ own: true, state: 'waiting', issuerName: '' })
})

test('a new name shows here at once and elsewhere with the next certificate', async () => {
  const { district, communes } = domain
  await communes[0].call('devices.rename', { name: 'Máy một cửa' })
  expect((await communes[0].call('session.state', {})).device?.name).toBe('Máy một cửa')
  await certify(district, communes[0])
  expect((await district.call('devices.list', {})).map(({ name }) => name)).toContain('Máy một cửa')
  // The history says whose machine was certified, not twice that one was.
  const [entry] = (await district.call('history.list', { action: 'devices.certify', limit: 1 })).entries
  expect(entry?.changes).toMatchObject([
    { label: 'Giấy chứng nhận máy', after: 'Máy một cửa, Thị trấn Bố Hạ' },
  ])
})

test('a certificate is installed only after the root was compared, and only on the device that asked', async () => {
  const { district, communes, units, clock } = domain
  const lonely = await anOffice({ unit: units[0], clock })
  const request = await lonely.download(await lonely.call('devices.request', {}))
  const asked = await district.upload('đề nghị', request)
  await expect(district.call('devices.certify', { file: asked, fingerprint: '1 2 3' })).rejects.toMatchObject(
    { code: 'fingerprintDiffers' },
  )
  const { fingerprint, certified, unit } = await district.call('devices.inspectRequest', { file: asked })
  expect({ certified, unit: unit.id }).toEqual({ certified: false, unit: units[0] })
  const paper = await district.download(await district.call('devices.certify', { file: asked, fingerprint }))

  const before = dump(lonely)
  const seen = await lonely.call('devices.installCertificate', { file: await lonely.upload('giấy', paper) })
  expect(seen).toMatchObject({ installed: false, issuerName: 'Huyện Yên Thế' })
  const wrong = { file: await lonely.upload('giấy', paper), rootFingerprint: fingerprint }
  await expect(lonely.call('devices.installCertificate', wrong)).rejects.toMatchObject({
    code: 'fingerprintDiffers',
  })
  expect(dump(lonely)).toBe(before)
  const right = { file: await lonely.upload('giấy', paper), rootFingerprint: seen.rootFingerprint }
  expect(await lonely.call('devices.installCertificate', right)).toMatchObject({ installed: true })
  expect((await lonely.call('session.state', {})).device?.certified).toBe(true)

  const other = { file: await communes[1].upload('giấy', paper) }
  await expect(communes[1].call('devices.installCertificate', other)).rejects.toMatchObject({
    code: 'certificateNotOurs',
  })
  const nonsense = { file: await communes[1].upload('giấy', Buffer.from('{}')) }
  await expect(communes[1].call('devices.installCertificate', nonsense)).rejects.toMatchObject({
    code: 'certificateNotOurs',
  })
})

test('what was certified at the office travels in its catalogue, and the holder may not certify anybody', async () => {
  const { province, district, communes, units, clock } = domain
  await certify(district, communes[0])
  await take(province, await send(district, bacGiang))
  expect(dump(province)).toContain('"certificate"')
  const another = await anOffice({ unit: units[0], clock })
  const request = await another.download(await another.call('devices.request', {}))
  const file = await communes[0].upload('đề nghị', request)
  await expect(communes[0].call('devices.inspectRequest', { file })).rejects.toMatchObject({
    code: 'bundleOutOfScope',
  })
})

test('a further device of the district may certify too', async () => {
  const { district, communes, clock } = domain
  const second = await anOffice({ unit: yenThe, clock })
  await certify(district, second)
  await take(second, await send(district, yenThe))
  await certify(second, communes[1])
  expect((await communes[1].call('session.state', {})).device?.certified).toBe(true)
})

test('files that are no request', async () => {
  const { district } = domain
  for (const bytes of [
    Buffer.from('x'),
    Buffer.from('{"format":"cqtt-request"}'),
    Buffer.alloc(2_000_000, 'x'),
  ]) {
    const file = await district.upload('gì đó', bytes)
    await expect(district.call('devices.inspectRequest', { file })).rejects.toMatchObject({
      code: 'requestNotOurs',
    })
  }
  const empty = await district.upload('rỗng', Buffer.alloc(0))
  await expect(district.call('devices.inspectRequest', { file: empty })).rejects.toMatchObject({
    code: 'fileEmpty',
  })
})
