import { expect, test } from 'vitest'
import { anOffice, bacGiang, yenThe, type Office } from '../../support/office.ts'
import { aDomain, certify, send, take } from '../../support/exchange.ts'
import { deviceOf, revoke } from '../../support/trust.ts'

/** Inner work of a revoked machine, of which nobody above knows (JOURNAL 33): its own unit says up to where it counts. */

async function namesAt(office: Office): Promise<readonly string[]> {
  return (await office.call('officers.list', {})).map(({ name }) => name)
}

const addOfficer = (office: Office, name: string) =>
  office.call('officers.save', { officer: null, name, roles: ['admin'], department: null, active: true })

/** A district with two machines; what the second one wrote into the office came to the first on two days. */
async function aStolenMachine() {
  const { clock, province, district } = await aDomain()
  const stolen = await anOffice({ unit: yenThe, clock })
  await certify(province, stolen)
  await take(stolen, await send(province, yenThe))
  await addOfficer(stolen, 'Trần Thị Thật')
  await take(district, await send(stolen, yenThe))
  await take(stolen, await send(district, yenThe))
  return { clock, province, district, stolen, firstDay: new Date(clock.now()).toISOString().slice(0, 10) }
}

test('the unit itself says up to where it counts, and may say it again', async () => {
  const { clock, province, district, stolen, firstDay } = await aStolenMachine()
  const device = await deviceOf(stolen)
  expect(await district.call('trust.officeCuts', {})).toEqual([])
  clock.advance(3 * 24 * 3600_000)
  await addOfficer(stolen, 'Người lạ')
  await take(district, await send(stolen, yenThe))
  await take(province, await send(district, bacGiang))
  await revoke(province, device)
  await take(district, await send(province, yenThe))
  // the list of the province speaks of sheets and catalogues only
  expect(await namesAt(district)).toEqual(expect.arrayContaining(['Trần Thị Thật', 'Người lạ']))
  expect(await district.call('trust.officeCuts', {})).toMatchObject([{ device, cut: false }])

  const none = await district.call('trust.cutOffice', { device, until: null, why: 'Mất máy' })
  expect(none).toMatchObject({ counting: 0, lastCounting: null, cut: true })
  expect(await namesAt(district)).not.toContain('Trần Thị Thật')
  expect(await namesAt(district)).not.toContain('Người lạ')

  const some = await district.call('trust.cutOffice', { device, until: firstDay, why: 'Mất ngày 22' })
  expect(some.counting).toBeGreaterThan(0)
  expect(some.counting).toBeLessThan(some.entries)
  expect(await namesAt(district)).toContain('Trần Thị Thật')
  expect(await namesAt(district)).not.toContain('Người lạ')
  expect(await district.call('journal.rebuild', {})).toMatchObject({ differed: false })

  // another machine of the unit hears of it and sees the same office
  const third = await anOffice({ unit: yenThe, clock })
  await certify(province, third)
  await take(third, await send(province, yenThe))
  await take(third, await send(district, yenThe))
  expect(await namesAt(third)).toContain('Trần Thị Thật')
  expect(await namesAt(third)).not.toContain('Người lạ')
  expect(await third.call('trust.officeCuts', {})).toMatchObject([{ device, counting: some.counting }])
})

test('a revoked machine has no say, and of one that is not revoked nothing is cut', async () => {
  const { province, district, stolen } = await aStolenMachine()
  const device = await deviceOf(stolen)
  const refused = { code: 'notFound' }
  await expect(district.call('trust.cutOffice', { device, until: null, why: 'x' })).rejects.toMatchObject(
    refused,
  )
  await revoke(province, device)
  await revoke(province, await deviceOf(district), { keep: false })
  await take(stolen, await send(province, yenThe))
  await stolen.call('trust.cutOffice', { device: await deviceOf(district), until: null, why: 'x' })
  const said = await stolen.call('trust.officeCuts', {})
  expect(said).toHaveLength(2)
  expect(said.every(({ cut, counting, entries }) => !cut && counting === entries)).toBe(true)
})
