import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPlayer, type Player } from '../../support/schedules/player.ts'
import {
  communes,
  districts,
  makeWorld,
  province,
  type Machine,
  type World,
} from '../../support/schedules/world.ts'

/** A commune that is put under another district: its history goes whole to the new one (JOURNAL 5, 20). */

let world: World
let player: Player
const at = {} as Record<'province' | 'former' | 'next' | 'commune', Machine>

beforeAll(async () => {
  world = await makeWorld()
  player = createPlayer(world)
  const machines = await player.machines()
  const named = (name: string): Machine => machines.find((each) => each.name === name)!
  at.province = named('province')
  at.former = named('district 0 first')
  at.next = named('district 1 first')
  at.commune = named('commune 0')
})
afterAll(async () => {
  await player.close()
  world.remove()
})

const [commune] = communes
const sheetOf = async (machine: Machine) => machine.call('sheets.get', { assessment: world.sheets[0]! })

async function score(machine: Machine, criterion: string, points: number): Promise<void> {
  const { rows } = await sheetOf(machine)
  const seen = rows.find((row) => row.criterion === criterion)!.self.heads
  const onBehalf = { unit: commune!, paper: 'Công văn 12' }
  await machine.call('scores.set', {
    ...{
      assessment: world.sheets[0]!,
      criterion,
      seen,
      answer: { input: { kind: 'manual', points }, note: '' },
    },
    ...(machine.unit === commune ? {} : { onBehalf }),
  } as never)
}

async function carry(from: Machine, to: Machine): Promise<void> {
  const letter = await player.post(from, to.unit)
  const done = await player.take(to, letter!)
  expect(done.refused).toEqual([])
}

test('the new district sees the whole history and goes on; what the former one adds later does not count', async () => {
  await score(at.commune, '1.1', 3000)
  await carry(at.commune, at.former)
  await score(at.former, '1.2', 1500)
  await carry(at.former, at.province)

  const { name, code, level } = await at.province.call('units.get', { unit: commune! })
  await at.province.call('units.save', {
    ...{ unit: commune!, level, name, code, parent: districts[1]!, from: null, until: null },
  })
  expect((await sheetOf(at.province)).totals.self.total).toBe(4500)
  await carry(at.province, at.next)
  expect((await sheetOf(at.next)).totals.self.total).toBe(4500)

  // the commune's machine was certified by the former district, and still is who it is
  await carry(at.province, at.commune)
  await score(at.commune, '1.1', 3200)
  await carry(at.commune, at.next)
  expect((await sheetOf(at.next)).totals.self.total).toBe(4700)
  await score(at.next, '1.2', 1600)
  await carry(at.next, at.province)
  expect((await sheetOf(at.province)).totals.self.total).toBe(4800)

  // the former district has not heard of it yet
  await score(at.former, '1.2', 100)
  await carry(at.former, at.province)
  expect((await sheetOf(at.province)).totals.self.total).toBe(4800)
  await carry(at.province, at.former)
  await expect(sheetOf(at.former)).rejects.toThrow('notParticipant')
})

test('what the former district wrote later is shown to who looks after the units, and counts once they take it in', async () => {
  const [work, ...others] = await at.province.call('units.laterWork', {})
  expect(others).toEqual([])
  expect(work).toMatchObject({ former: districts[0], entries: 1, acts: [{ action: 'scores.set' }] })
  expect(work!.unit.id).toBe(commune)
  const { unit, former, until } = work!
  // only what is here and lies behind the point is taken
  const invented = { [Object.keys(until)[0]!]: { seq: 99, id: 'a'.repeat(64) as never } }
  await at.province.call('units.takeLaterWork', { unit: unit.id, former, until: invented })
  expect(await at.province.call('units.laterWork', {})).toHaveLength(1)
  await expect(
    at.province.call('units.takeLaterWork', { unit: unit.id, former: districts[1]!, until }),
  ).rejects.toMatchObject({ code: 'notFound' })

  await at.province.call('units.takeLaterWork', { unit: unit.id, former, until })
  expect(await at.province.call('units.laterWork', {})).toEqual([])
  // written without knowledge of each other: a person chooses
  expect((await sheetOf(at.province)).differences).toBe(1)
  await carry(at.province, at.next)
  expect((await sheetOf(at.next)).differences).toBe(1)
})

test('a commune that comes back is under its district as before', async () => {
  const { name, code, level, parent } = await at.province.call('units.get', { unit: commune! })
  expect(parent).toBe(districts[1])
  await at.province.call('units.save', {
    ...{ unit: commune!, level, name, code, parent: districts[0]!, from: null, until: null },
  })
  // both districts have written what counts now: the later one saw what was there, the former did not
  const { rows, differences } = await sheetOf(at.province)
  expect(rows.find(({ criterion }) => criterion === '1.2')?.self.differing).toBe(true)
  expect(differences).toBe(1)
  expect((await at.province.call('units.get', { unit: province })).parent).toBeNull()
})
