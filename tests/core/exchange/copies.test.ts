import { cpSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { anOffice, bacGiang, yenThe } from '../../support/office.ts'
import { aDomain, apply, inspect, scoreAll, send, take } from '../../support/exchange.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

/** Folders that were copied: two programs write under one name (JOURNAL 25, 35). */

/** A commune whose folder, keys included, was copied after its first bundle. */
async function aCopiedOffice() {
  const domain = await aDomain()
  const { communes, sheets, district, clock } = domain
  await scoreAll(communes[0], sheets[0], [2500])
  await take(district, await send(communes[0], yenThe))
  await domain.communes[0].core.close()
  const place = temporaryFolder()
  cpSync(communes[0].dataDir, path.join(place, 'data'), { recursive: true })
  cpSync(communes[0].keysDir, path.join(place, 'keys'), { recursive: true })
  const original = await reopen(communes[0].folder)
  const copy = await reopen(place)
  async function reopen(dataDir: string) {
    const office = await anOffice({ dataDir, begun: false, clock })
    const { officers } = await office.call('session.state', {})
    await office.call('session.signIn', { officer: officers[0]!.id })
    return office
  }
  return { ...domain, original, copy, reopen, place }
}

test('both branches are stored, neither counts beyond the last common entry, and it is said loudly', async () => {
  const { original, copy, district, province, sheets } = await aCopiedOffice()
  await scoreAll(original, sheets[0], [2000])
  await scoreAll(copy, sheets[0], [1000, 500])
  await take(district, await send(original, yenThe))
  expect((await district.call('sheets.get', { assessment: sheets[0] })).totals.self.total).toBe(2000)
  const second = await send(copy, yenThe)
  const done = await take(district, second)
  expect(done.applied[0]).toMatchObject({
    new: 2,
    notes: [{ kind: 'forked', seq: 2, unitName: 'Thị trấn Bố Hạ' }],
  })
  expect((await district.call('sheets.get', { assessment: sheets[0] })).totals.self.total).toBe(2500)
  // what a third device gets holds both branches again
  const above = await take(province, await send(district, bacGiang))
  expect(above.applied[0]?.notes).toMatchObject([{ kind: 'forked', seq: 2 }])
  expect((await province.call('sheets.get', { assessment: sheets[0] })).totals.self.total).toBe(2500)
  expect((await take(district, second)).applied[0]).toMatchObject({ new: 0, notes: [] })
})

test('a device that meets its own other branch writes no more there and becomes a new one', async () => {
  const { original, copy, district, units, sheets } = await aCopiedOffice()
  await scoreAll(original, sheets[0], [2000])
  await scoreAll(copy, sheets[0], [1000])
  await take(district, await send(copy, yenThe))
  const former = (await original.call('session.state', {})).device!
  await take(original, await send(district, units[0]))
  const now = (await original.call('session.state', {})).device!
  expect(now.id).not.toBe(former.id)
  expect(now).toMatchObject({ certified: false, name: former.name })
  // it goes on working, and asks in the place of the former one
  await scoreAll(original, sheets[0], [1500])
  const [seen] = await inspect(district, await send(original, yenThe))
  expect(seen?.state).toBe('confirm')
  const { applied } = await apply(district, [await send(original, yenThe)], [now.fingerprint])
  expect(applied[0]?.new).toBeGreaterThan(0)
})

test('a folder that came back from a backup lacks what left since: it goes on as a new device', async () => {
  const { original, copy, sheets, clock, place, reopen } = await aCopiedOffice()
  const before = (await copy.call('session.state', {})).device!.id
  await copy.core.close()
  await scoreAll(original, sheets[0], [2000])
  await send(original, yenThe)
  // the keys beside the old copy remember the head that left
  cpSync(original.keysDir, path.join(place, 'keys'), { recursive: true })
  clock.advance(1000)
  const restored = await reopen(place)
  expect((await restored.call('session.state', {})).device!.id).not.toBe(before)
})
