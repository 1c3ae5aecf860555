import { describe, expect, test } from 'vitest'
import type { UnitView } from '../../shared/contract/views.ts'
import type { Day, UnitId } from '../../shared/domain/ids.ts'
import { dayOf } from '../../src-main/services/today.ts'
import { aCycle, anOffice, bacGiang, yenThe, type Office } from '../support/office.ts'

const dayLength = 24 * 60 * 60 * 1000
/** So many days after the office's today. */
const dayIn = (office: Office, days: number): Day => dayOf(office.clock.now() + days * dayLength)

async function communes(office: Office, everyDay = false): Promise<readonly UnitView[]> {
  return await office.call('units.below', { unit: yenThe, communes: true, everyDay })
}

/** The first commune ended yesterday, the second begins tomorrow. */
async function endedAndToCome(office: Office): Promise<readonly [UnitId, UnitId, UnitId]> {
  const [ended, toCome, standing] = await communes(office)
  if (ended === undefined || toCome === undefined || standing === undefined) throw new Error('no communes')
  await setDays(office, ended, { until: dayIn(office, -1) })
  await setDays(office, toCome, { from: dayIn(office, 1) })
  return [ended.id, toCome.id, standing.id]
}

async function setDays(
  office: Office,
  { id, level, name, code, parent }: UnitView,
  days: { from?: Day; until?: Day },
): Promise<UnitView> {
  return await office.call('units.save', {
    ...{ unit: id, level, name, code, parent: parent ?? yenThe },
    ...{ from: null, until: null, ...days },
  })
}

const ids = (units: readonly { id: UnitId }[]): readonly UnitId[] => units.map(({ id }) => id)

describe('a unit that has ended, or is to come', () => {
  test('stands in no list and is found by no search, but where its days are managed', async () => {
    const office = await anOffice()
    const [ended, toCome, standing] = await endedAndToCome(office)
    const today = ids(await communes(office))
    expect(today).toContain(standing)
    expect(today).not.toContain(ended)
    expect(today).not.toContain(toCome)
    const every = await communes(office, true)
    expect(every.find(({ id }) => id === ended)?.until).toBe(dayIn(office, -1))
    expect(every.find(({ id }) => id === toCome)?.from).toBe(dayIn(office, 1))
    const found = await office.call('units.search', { text: '', within: yenThe, limit: 200 })
    expect(ids(found)).toContain(standing)
    expect(ids(found)).not.toContain(ended)
    expect(ids(found)).not.toContain(toCome)
  })

  test('is a unit on its first and on its last day, and no longer on the next one', async () => {
    const office = await anOffice()
    const [one] = await communes(office)
    if (one === undefined) throw new Error('no commune')
    await setDays(office, one, { from: dayIn(office, 0), until: dayIn(office, 0) })
    expect(ids(await communes(office))).toContain(one.id)
    office.clock.advance(dayLength)
    expect(ids(await communes(office))).not.toContain(one.id)
  })

  test('keeps its days when another field is changed, and never has them in the wrong order', async () => {
    const office = await anOffice()
    const [one] = await communes(office)
    if (one === undefined) throw new Error('no commune')
    const until = dayIn(office, 5)
    expect(await setDays(office, one, { until })).toMatchObject({ until, from: null })
    await expect(setDays(office, one, { from: dayIn(office, 6), until })).rejects.toMatchObject({
      code: 'daysInWrongOrder',
    })
    expect((await communes(office)).find(({ id }) => id === one.id)?.until).toBe(until)
  })

  test('cannot be taken into a cycle, nor be given a start file', async () => {
    const office = await anOffice({ ownRoot: true })
    const [ended, toCome, standing] = await endedAndToCome(office)
    const period = { from: dayIn(office, -30), until: dayIn(office, 0) }
    for (const unit of [ended, toCome]) {
      await expect(aCycle(office, { units: [standing, unit], period })).rejects.toMatchObject({
        code: 'unitNotOfDay',
      })
      await expect(office.call('bundles.startFiles', { units: [unit] })).rejects.toMatchObject({
        code: 'unitNotOfDay',
      })
    }
    expect((await office.call('bundles.startFiles', { units: [standing] })).length).toBe(1)
  })

  test('may take part in a cycle of its own time: the last day of the period decides, or the first', async () => {
    const office = await anOffice()
    const [ended, toCome] = await endedAndToCome(office)
    const before = { from: dayIn(office, -400), until: dayIn(office, -35) }
    const later = { from: dayIn(office, 10), until: dayIn(office, 375) }
    expect((await aCycle(office, { units: [ended], period: before })).communes).toEqual([ended])
    expect((await aCycle(office, { units: [toCome], period: later })).communes).toEqual([toCome])
  })

  test('leaves every list and count of a running cycle unless it has work there', async () => {
    const office = await anOffice()
    const period = { from: dayIn(office, -100), until: dayIn(office, 100) }
    const { cycle, communes: taking, sheets } = await aCycle(office, { communes: 3, period })
    const [worked] = sheets
    if (worked === undefined) throw new Error('no sheet')
    await office.call('participants.save', { assessment: worked, registered: true })
    const views = await communes(office)
    for (const id of taking.slice(0, 2)) {
      const unit = views.find((each) => each.id === id)
      if (unit !== undefined) await setDays(office, unit, { until: dayIn(office, 3) })
    }
    office.clock.advance(10 * dayLength)
    const left = [taking[0], taking[2]]
    const inList = await office.call('sheets.list', { cycle })
    expect(inList.map(({ unit }) => unit).sort()).toEqual([...left].sort())
    const participants = await office.call('participants.list', { cycle })
    expect(participants.map(({ unit }) => unit.id).sort()).toEqual([...left].sort())
    const ranking = await office.call('ranking.get', { cycle })
    expect(ranking.participants).toBe(2)
    expect(ranking.rows.map(({ unit }) => unit).sort()).toEqual([...left].sort())
    expect((await office.call('overview.get', { cycle })).participants).toBe(2)
    const [shown] = await office.call('cycles.list', {})
    expect(shown).toMatchObject({ participants: 2, units: taking })
  })
})

test('communes below an ended level are still there, the level itself is not', async () => {
  const office = await anOffice({ unit: bacGiang, ownRoot: true })
  const [district] = await office.call('units.search', { text: 'huyen yen the', level: 'district', limit: 1 })
  if (district === undefined) throw new Error('no district')
  await setDays(office, { ...district, parent: bacGiang }, { until: dayIn(office, -1) })
  const children = await office.call('units.below', { unit: bacGiang, communes: false })
  expect(ids(children)).not.toContain(yenThe)
  expect(await communes(office)).not.toHaveLength(0)
})
