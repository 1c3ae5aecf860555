import { cpSync, rmSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { yenThe, type Office } from '../../support/office.ts'
import { aDomain, apply, inspectRead, scoreAll, send, take } from '../../support/exchange.ts'
import { deviceOf, reopened, totalOf } from '../../support/trust.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

/** Folders that were copied, restored or lost their key, on real disks (JOURNAL 4, 35). Keys lie in the user's profile, shared. */

/** The folder as it lies there, also while its program runs: how people copy. */
function copyOf(office: Office): { dataDir: string; keysDir: string } {
  const place = path.join(temporaryFolder(), 'data')
  cpSync(office.dataDir, place, { recursive: true, filter: (file) => !file.endsWith('lock.db') })
  return { dataDir: place, keysDir: office.keysDir }
}

async function aCommune() {
  const domain = await aDomain()
  const { communes, sheets, district } = domain
  await scoreAll(communes[0], sheets[0], [2000])
  await take(district, await send(communes[0], yenThe))
  domain.clock.advance(60_000)
  return { ...domain, commune: communes[0], sheet: sheets[0] }
}

test('copied while running, then both opened: the second is a new device and says so', async () => {
  const { commune, clock, sheet, district } = await aCommune()
  await commune.core.close()
  const original = await reopened(commune, clock)
  await scoreAll(original, sheet, [2100])
  const copy = await reopened(copyOf(original), clock)
  expect(await deviceOf(copy)).not.toBe(await deviceOf(original))
  const { change, lost } = await copy.call('trust.state', {})
  expect(change).toMatchObject({ why: 'copied', former: await deviceOf(original), formerName: 'Máy 1' })
  // the unsealed tail does not count there until somebody takes it over, and nothing was based on it
  expect(lost).toBe(1)
  expect(await totalOf(copy, sheet)).toBe(2000)
  const [work] = await copy.call('trust.lost', {})
  expect(work).toMatchObject({
    reason: 'unsealed',
    deviceName: 'Máy 1',
    fields: [{ officer: 'Lý Văn Minh' }],
  })
  const fields = work!.fields.map(({ key }) => key)
  expect(await copy.call('trust.adopt', { device: work!.device, fields })).toEqual({ adopted: 1 })
  expect(await totalOf(copy, sheet)).toBe(2100)
  expect((await copy.call('trust.state', {})).lost).toBe(0)
  await copy.call('trust.noteRead', {})
  expect((await copy.call('trust.state', {})).change).toBeNull()
  // the original goes on as it was, and both arrive without a fork
  expect(await totalOf(original, sheet)).toBe(2100)
  const bundles = [await send(original, yenThe), await send(copy, yenThe)]
  const done = await take(district, ...bundles)
  expect(done.applied.flatMap(({ notes }) => notes)).toEqual([])
  expect(await totalOf(district, sheet)).toBe(2100)
})

test('two copies under one key on different computers: whoever seals second is told before anything leaves', async () => {
  const { commune, clock, sheet, district } = await aCommune()
  await commune.core.close()
  // the profile travels with the user, the lock of its computer does not
  const place = copyOf(commune)
  const original = await reopened(commune, clock)
  rmSync(path.join(commune.keysDir, await deviceOf(original), 'lock.db'))
  const copy = await reopened(place, clock)
  expect(await deviceOf(copy)).toBe(await deviceOf(original))
  await scoreAll(original, sheet, [1500])
  await scoreAll(copy, sheet, [1700])
  await take(district, await send(original, yenThe))
  await expect(send(copy, yenThe)).rejects.toMatchObject({ code: 'folderCopied' })
  expect(await deviceOf(copy)).not.toBe(await deviceOf(original))
  expect((await copy.call('trust.state', {})).change?.why).toBe('copied')
  const [work] = await copy.call('trust.lost', {})
  expect(work?.fields).toHaveLength(1)
  await copy.call('trust.adopt', { device: work!.device, fields: work!.fields.map(({ key }) => key) })
  const bundle = await send(copy, yenThe)
  const [seen] = await inspectRead(district, bundle)
  expect(seen?.state).toBe('confirm')
  const done = await apply(district, [bundle], [seen!.sender.fingerprint])
  // two laptops, two values, a person decides: nothing is lost and nothing is forked
  expect(done.applied[0]).toMatchObject({ differing: 1, notes: [] })
})

test('what a copy on a second PC wrote before it heard of the first one, and never sealed, forks nothing', async () => {
  const { commune, clock, sheet, district, units } = await aCommune()
  await commune.core.close()
  const place = temporaryFolder()
  const [dataDir, keysDir] = [path.join(place, 'data'), path.join(place, 'keys')]
  cpSync(commune.dataDir, dataDir, { recursive: true })
  cpSync(commune.keysDir, keysDir, { recursive: true })
  const original = await reopened(commune, clock)
  const copy = await reopened({ dataDir, keysDir }, clock)
  await scoreAll(original, sheet, [2100, 300])
  await take(district, await send(original, yenThe))
  await scoreAll(copy, sheet, [1700])
  await take(copy, await send(district, units[0], true, { what: 'everything' }))

  expect((await copy.call('trust.state', {})).change).toMatchObject({
    why: 'forked',
    former: await deviceOf(original),
  })
  // the branch that was sealed counts at the copy as it counts everywhere; its own tail waits to be taken over
  expect(await totalOf(copy, sheet)).toBe(2400)
  expect(await copy.call('trust.forks', {})).toEqual([])
  expect((await copy.call('journal.verify', {})).faults).toEqual([])
  const [work] = await copy.call('trust.lost', {})
  expect(work).toMatchObject({ reason: 'unsealed', fields: [{ officer: 'Lý Văn Minh' }] })
  // the original goes on under the old name, and what it sends goes on counting at the copy
  clock.advance(60_000)
  await scoreAll(original, sheet, [2200])
  await take(district, await send(original, yenThe))
  await take(copy, await send(district, units[0], true, { what: 'everything' }))
  expect(await totalOf(copy, sheet)).toBe(2500)
  // nobody else ever hears of the tail: neither by a receipt nor by what the copy passes on
  const bundle = await send(copy, yenThe)
  const [seen] = await inspectRead(district, bundle)
  expect((await apply(district, [bundle], [seen!.sender.fingerprint])).applied[0]?.notes).toEqual([])
  expect(await district.call('trust.forks', {})).toEqual([])
  await take(original, await send(district, units[0], true, { what: 'everything' }))
  expect((await original.call('trust.state', {})).change).toBeNull()
  expect(await totalOf(original, sheet)).toBe(2500)
})

test('an older backup: the head that left since is missing, the folder goes on as a new device', async () => {
  const { commune, clock, sheet, district, units } = await aCommune()
  await commune.core.close()
  const backup = copyOf(commune)
  const later = await reopened(commune, clock)
  await scoreAll(later, sheet, [1800, 600])
  await take(district, await send(later, yenThe))
  await later.core.close()
  const restored = await reopened(backup, clock)
  expect((await restored.call('trust.state', {})).change?.why).toBe('restored')
  expect(await totalOf(restored, sheet)).toBe(2000)
  // what had been sent comes back from above under its old name, and counts
  await take(restored, await send(district, units[0], true, { what: 'everything' }))
  expect(await totalOf(restored, sheet)).toBe(2400)
  expect(await restored.call('trust.lost', {})).toEqual([])
})

test('a folder whose key is gone keeps its people and asks in the place of the former device', async () => {
  const { commune, clock, sheet, district } = await aCommune()
  const former = await deviceOf(commune)
  await commune.core.close()
  rmSync(commune.keysDir, { recursive: true })
  const office = await reopened(commune, clock)
  const state = await office.call('trust.state', {})
  expect(state.change).toMatchObject({ why: 'keyMissing', former })
  expect(state.certificate.state).toBe('none')
  expect((await office.call('session.state', {})).officers).toHaveLength(1)
  await scoreAll(office, sheet, [1900])
  const bundle = await send(office, yenThe)
  const [seen] = await inspectRead(district, bundle)
  const done = await apply(district, [bundle], [seen!.sender.fingerprint])
  expect(done.refused).toEqual([])
  expect(await totalOf(district, sheet)).toBe(1900)
  // a second start changes nothing more
  const now = await deviceOf(office)
  await office.core.close()
  const again = await reopened(commune, clock)
  expect(await deviceOf(again)).toBe(now)
  expect((await again.call('officers.list', {})).map(({ name }) => name)).toEqual(['Lý Văn Minh'])
})

test('heads are sealed at closing: a backup from before the last day at work is recognised although nothing was sent', async () => {
  const { commune, clock, sheet } = await aCommune()
  await commune.core.close()
  const backup = copyOf(commune)
  const later = await reopened(commune, clock)
  await scoreAll(later, sheet, [1800])
  await later.core.close()
  const restored = await reopened(backup, clock)
  expect((await restored.call('trust.state', {})).change?.why).toBe('restored')
})
