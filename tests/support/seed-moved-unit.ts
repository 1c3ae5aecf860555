/**
 * A commune that was put under another district while the former one still worked on it (`seed-moved-unit.ts <folder>`): `province` has
 * received what the former district wrote before the move and, afterwards, what it wrote without having heard of it.
 */
import { assessmentId, type UnitId } from '../../shared/domain/ids.ts'
import { ManualClock } from './manual-clock.ts'
import { join } from './schedules/world.ts'
import { beginCycle, behalf, hour, placeAt, send, take } from './seed-machines.ts'

const bacGiang = 'vn2024.p.24' as UnitId
const yenThe = 'vn2024.d.215' as UnitId
const tanYen = 'vn2024.d.216' as UnitId

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('Usage: seed-moved-unit.ts <folder>')
const { open, close } = placeAt(folder, new ManualClock(Date.now() - 24 * hour))
const province = await open('province', bacGiang, 'Máy tỉnh')
await province.call('setup.begin', {
  ...{ unit: bacGiang, deviceName: province.name, officerName: 'Hoàng Thị Lan', ownRoot: true },
})
const [commune] = await province.call('units.below', { unit: yenThe, communes: true })
if (commune === undefined) throw new Error('Yên Thế has no communes')
const cycle = await beginCycle(province, [commune.id])
const former = await open('former', yenThe, 'Máy phòng Nội vụ')
await join(province, former, yenThe)

await write('1.1', 2500)
const { name, code, level } = commune
await province.call('units.save', {
  ...{ unit: commune.id, level, name, code, parent: tanYen, from: null, until: null },
})
await write('1.2', 1500)
await close()

/** The former district enters one figure for the commune; the province receives it. */
async function write(criterion: string, points: number): Promise<void> {
  await former.call('scores.set', {
    ...{ assessment: assessmentId(cycle, commune!.id), criterion, seen: [], onBehalf: behalf(commune!.id) },
    answer: { input: { kind: 'manual', points }, note: '' },
  })
  await take(province, await send(former, bacGiang))
}
