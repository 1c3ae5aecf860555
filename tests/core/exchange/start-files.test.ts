import { readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { anOffice, bacGiang, yenThe, type Office } from '../../support/office.ts'
import { aDomain, anOfficeFrom, certify, dump, send, startFiles, take } from '../../support/exchange.ts'
import { ManualClock } from '../../support/manual-clock.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

/** Start files: an office begins without choosing anything. */

test('one for every unit below, in a folder, under plain names', async () => {
  const { district } = await aDomain()
  const communes = await district.call('units.below', { unit: yenThe, communes: true })
  const folder = path.join(temporaryFolder(), 'gói khởi tạo')
  const steps: string[] = []
  const made = await district.call(
    'bundles.startFiles',
    { units: communes.map(({ id }) => id), folder },
    { onProgress: ({ item }) => steps.push(item ?? '') },
  )
  expect(made).toHaveLength(communes.length)
  expect(readdirSync(folder).sort()).toEqual(made.map(({ name }) => name).sort())
  for (const { name, unitName, path: file } of made) {
    expect(name).toMatch(/^CQTT tep mo may \d{5} [A-Za-z ]+\.cqtt$/)
    expect(unitName).not.toBe('')
    expect(file).toBe(path.join(folder, name))
  }
  // made again they take the place of the former ones
  await district.call('bundles.startFiles', { units: communes.map(({ id }) => id), folder })
  expect(readdirSync(folder)).toHaveLength(communes.length)
})

test('it shows unit, sender, root and cycles before anything is written', async () => {
  const { province, district, units, clock } = await aDomain()
  const [start] = await startFiles(district, [units[0]])
  const fresh = await anOffice({ begun: false, clock })
  const before = dump(fresh)
  const file = await fresh.upload(start!.name, start!.bytes)
  const seen = await fresh.call('setup.inspectStartFile', { file })
  const root = (await province.call('session.state', {})).device?.fingerprint
  expect(seen).toMatchObject({
    unit: { id: units[0], path: ['Huyện Yên Thế', 'Tỉnh Bắc Giang'] },
    sender: { id: yenThe },
    rootFingerprint: root,
    cycles: ['Kỳ 2024'],
    created: clock.now(),
  })
  const wanted = { file, deviceName: 'Máy 1', officerName: 'Lý Văn Minh' }
  await expect(
    fresh.call('setup.fromStartFile', { ...wanted, rootFingerprint: '1'.repeat(40) }),
  ).rejects.toMatchObject({ code: 'fingerprintDiffers' })
  expect(dump(fresh)).toBe(before)

  // read out by phone, typed without blanks
  const signedIn = await fresh.call('setup.fromStartFile', {
    ...wanted,
    rootFingerprint: (root ?? '').replaceAll(' ', ''),
  })
  expect(signedIn.roles).toContain('approver')
  expect(await fresh.call('session.state', {})).toMatchObject({ stage: 'ready', unit: { id: units[0] } })
  const again = await fresh.upload(start!.name, start!.bytes)
  await expect(
    fresh.call('setup.fromStartFile', { ...wanted, file: again, rootFingerprint: root ?? '' }),
  ).rejects.toMatchObject({ code: 'alreadySetUp' })
})

test('a bundle of results is no start file, a cut start file begins nothing', async () => {
  const { district, communes, units, clock } = await aDomain()
  const fresh = await anOffice({ begun: false, clock })
  const results = await send(communes[0], yenThe)
  const file = await fresh.upload(results.name, results.bytes)
  await expect(fresh.call('setup.inspectStartFile', { file })).rejects.toMatchObject({
    code: 'bundleNotOurs',
  })
  const [start] = await startFiles(district, [units[0]])
  const before = dump(fresh)
  for (const at of [10, 700, start!.bytes.length - 5]) {
    const cut = await fresh.upload(start!.name, start!.bytes.subarray(0, at))
    await expect(fresh.call('setup.inspectStartFile', { file: cut })).rejects.toMatchObject({
      code: 'bundleCut',
    })
    await expect(
      fresh.call('setup.fromStartFile', {
        ...{ file: cut, rootFingerprint: '1', deviceName: 'a', officerName: 'b' },
      }),
    ).rejects.toMatchObject({ code: 'bundleCut' })
  }
  expect(dump(fresh)).toBe(before)
})

test('only a certified device makes them, and only for units below', async () => {
  const clock = new ManualClock()
  const province = await anOffice({ unit: bacGiang, ownRoot: true, clock })
  const [start] = await startFiles(province, [yenThe])
  const district = await anOfficeFrom(start!, clock)
  const [commune] = await district.call('units.below', { unit: yenThe, communes: true })
  await expect(district.call('bundles.startFiles', { units: [commune!.id] })).rejects.toMatchObject({
    code: 'noTrust',
  })
  await certify(province, district)
  await expect(district.call('bundles.startFiles', { units: [bacGiang] })).rejects.toMatchObject({
    code: 'forbidden',
  })
  await expect(district.call('bundles.startFiles', { units: [yenThe] })).rejects.toMatchObject({
    code: 'forbidden',
  })
})

test('a unit that the district has made begins from its start file, and the province takes its work', async () => {
  const { province, district, clock, cycle } = await aDomain()
  const made = await district.call('units.save', {
    ...{
      unit: null,
      name: 'Xã Mới',
      code: '99999',
      level: 'commune',
      parent: yenThe,
      from: null,
      until: null,
    },
  })
  const [view] = await district.call('cycles.list', {})
  const {
    id: _id,
    publisher: _p,
    publisherName: _n,
    versionTitle: _t,
    notice: _o,
    version: _v,
    versionLabel: _l,
    set: _s,
    participants: _c,
    ...fields
  } = view!
  await district.call('cycles.update', { ...fields, cycle, units: [...fields.units, made.id] })
  const [start] = await startFiles(district, [made.id])
  const fresh = await anOffice({ begun: false, clock })
  const file = await fresh.upload(start!.name, start!.bytes)
  expect(await fresh.call('setup.inspectStartFile', { file })).toMatchObject({
    unit: { id: made.id, name: 'Xã Mới', path: ['Huyện Yên Thế', 'Tỉnh Bắc Giang'] },
  })
  const commune = await anOfficeFrom(start!, clock)
  expect((await commune.call('session.state', {})).unit?.name).toBe('Xã Mới')
  await take(district, await send(commune, yenThe))
  const assessment = `${cycle}/${made.id}` as never
  await commune.call('scores.set', {
    ...{ assessment, criterion: '1.1', seen: [] },
    answer: { input: { kind: 'manual', points: 500 }, note: '' },
  })
  await take(district, await send(commune, yenThe))
  const done = await take(province, await send(district, bacGiang))
  expect(done.applied[0]).toMatchObject({ refused: 0, waiting: 0, notes: [] })
  expect((await province.call('sheets.get', { assessment })).totals.self.total).toBe(500)
})

test('the list of start files says when each was made, when its unit began, and who takes part', async () => {
  const { province, district, communes, units, cycle, clock } = await aDomain()
  const at = async (office: Office, of: typeof cycle | null) =>
    office.call('bundles.startFileStates', { cycle: of })
  const before = await at(district, cycle)
  const begun = clock.now()
  expect(before.find(({ unit }) => unit.id === units[0])).toMatchObject({
    ...{ participants: 1, made: begun, opened: null },
  })
  const other = before.find(({ unit }) => !units.includes(unit.id))
  expect(other).toMatchObject({ participants: 0, made: null, opened: null })
  clock.advance(60_000)
  await take(district, await send(communes[0], yenThe))
  // what else goes down is no start file
  await send(district, units[0])
  const after = await at(district, cycle)
  expect(after.find(({ unit }) => unit.id === units[0])).toMatchObject({ made: begun, opened: clock.now() })
  expect(after.find(({ unit }) => unit.id === units[1])?.opened).toBeNull()
  // made once more it is the newest, and whoever began began once
  const opened = clock.now()
  clock.advance(60_000)
  await startFiles(district, [units[0]])
  await take(district, await send(communes[0], yenThe))
  const again = await at(district, cycle)
  expect(again.find(({ unit }) => unit.id === units[0])).toMatchObject({ made: clock.now(), opened })
  // at the province the district counts by its communes
  await take(province, await send(district, bacGiang))
  const [above] = (await at(province, cycle)).filter(({ participants }) => participants > 0)
  expect(above).toMatchObject({ unit: { id: yenThe }, participants: 2 })
})
