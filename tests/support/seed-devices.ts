/**
 * Machines of an office to which something happened (`seed-devices.ts <folder> <what>`), every one a real core.
 *
 * - `old`: the province, and two laptops of Yên Thế whose certificates end in three weeks. `first` has entered a sheet; `second` has
 *   taken that in.
 * - `copied`: a district on its own and a commune whose folder was copied with its key. The commune entered one figure after that, the
 *   other copy two; the district has received both.
 * - `stolen`: the province and two laptops of Yên Thế. `Máy tính xách tay 2` wrote one officer into the office six days ago, and another
 *   one three days later; `first` has received both, and that the province has revoked the machine.
 */
import { cpSync } from 'node:fs'
import path from 'node:path'
import { assessmentId, type UnitId } from '../../shared/domain/ids.ts'
import { validMilliseconds } from '../../src-main/services/trust/device-certify.ts'
import { ManualClock } from './manual-clock.ts'
import { join, type Machine } from './schedules/world.ts'
import { begin, beginCycle, certify, give, hour, placeAt, scored, send, take } from './seed-machines.ts'

const bacGiang = 'vn2024.p.24' as UnitId
const yenThe = 'vn2024.d.215' as UnitId
const day = 24 * hour

const [folder, what] = process.argv.slice(2)
if (folder === undefined) throw new Error('Usage: seed-devices.ts <folder> <what>')
switch (what) {
  case 'old':
    await old(folder)
    break
  case 'copied':
    await copied(folder)
    break
  case 'stolen':
    await stolen(folder)
    break
  default:
    throw new Error(`nothing is called ${String(what)}`)
}

async function old(place: string): Promise<void> {
  const { open, close } = placeAt(place, new ManualClock(Date.now() - validMilliseconds + 21 * day))
  const province = await open('province', bacGiang, 'Máy tỉnh')
  await province.call('setup.begin', {
    ...{ unit: bacGiang, deviceName: province.name, officerName: 'Hoàng Thị Lan', ownRoot: true },
  })
  const communes = await province.call('units.below', { unit: yenThe, communes: true })
  const units = communes.slice(0, 2).map(({ id }) => id)
  const cycle = await beginCycle(province, units)
  const first = await open('first', yenThe, 'Máy tính xách tay 1')
  const second = await open('second', yenThe, 'Máy tính xách tay 2')
  await join(province, first, yenThe)
  await begin(province, second, yenThe)
  await certify(province, second)
  const [commune] = units
  if (commune === undefined) throw new Error('Yên Thế has no communes')
  await scored(first, cycle, commune, [2500, 2000, 1500, 1000])
  await take(second, await send(first, yenThe))
  await close()
}

async function copied(place: string): Promise<void> {
  const clock = new ManualClock(Date.now() - 6 * day)
  const { open, close } = placeAt(place, clock)
  const district = await open('district', yenThe, 'Máy phòng Nội vụ')
  await district.call('setup.begin', {
    ...{ unit: yenThe, deviceName: district.name, officerName: 'Hoàng Thị Lan', ownRoot: true },
  })
  const [unit] = await district.call('units.below', { unit: yenThe, communes: true })
  if (unit === undefined) throw new Error('Yên Thế has no communes')
  const cycle = await beginCycle(district, [unit.id])
  const sheet = assessmentId(cycle, unit.id)
  const commune = await open('commune', unit.id, 'Máy một cửa')
  await join(district, commune, unit.id)
  await give(commune, sheet, '1.1', 2000)
  await take(district, await send(commune, yenThe))
  await commune.close()
  cpSync(path.join(place, 'commune'), path.join(place, 'copy'), { recursive: true })
  const original = await open('commune', unit.id, 'Máy một cửa')
  const copy = await open('copy', unit.id, 'Máy một cửa')
  await give(original, sheet, '1.2', 1000)
  clock.advance(day)
  await give(copy, sheet, '1.2', 2500)
  await give(copy, sheet, '1.3', 500)
  for (const each of [original, copy]) await take(district, await send(each, yenThe))
  await close()
}

async function stolen(place: string): Promise<void> {
  const clock = new ManualClock(Date.now() - 6 * day)
  const { open, close } = placeAt(place, clock)
  const province = await open('province', bacGiang, 'Máy tỉnh')
  await province.call('setup.begin', {
    ...{ unit: bacGiang, deviceName: province.name, officerName: 'Hoàng Thị Lan', ownRoot: true },
  })
  const first = await open('first', yenThe, 'Máy tính xách tay 1')
  const second = await open('second', yenThe, 'Máy tính xách tay 2')
  await join(province, first, yenThe)
  await begin(province, second, yenThe)
  await certify(province, second)
  await addOfficer(second, 'Trần Thị Thật')
  await take(first, await send(second, yenThe))
  clock.advance(3 * day)
  await addOfficer(second, 'Người lạ')
  await take(first, await send(second, yenThe))
  await take(province, await send(first, bacGiang))
  const { device } = await second.call('session.state', {})
  if (device === null) throw new Error('the machine has no name of its own')
  await province.call('trust.revoke', { device: device.id, why: 'Mất máy', until: [] })
  await take(first, await send(province, yenThe))
  await close()
}

async function addOfficer(at: Machine, name: string): Promise<void> {
  await at.call('officers.save', { officer: null, name, roles: ['admin'], department: null, active: true })
}
