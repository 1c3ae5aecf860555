/**
 * What a province gets in one week from three districts (`seed-week.ts <folder>`): every machine a real core. Leaves in the folder
 * the machines `province` and `district` for a window to be opened on, and `files`, what the messengers carry:
 *
 * - `yen-the-1`, `yen-the-2`: a laptop's bundle that the province's other machine has confirmed, and only what came after it.
 * - `yen-the-laptop-2`: encrypted; the second laptop appraised a criterion otherwise than the first.
 * - `tan-yen.part-1` to `-3`: with evidence, in parts. `tan-yen`: later, with a commune whose machine was copied.
 * - `lang-giang`: the first dossier of a device that nobody has certified.
 * - `cut`, `flipped`, `stranger`, `newer`, `beyond`: not to be taken.
 */
import { randomBytes } from 'node:crypto'
import { cpSync } from 'node:fs'
import path from 'node:path'
import { assessmentId, type AssessmentId, type DeviceId, type UnitId } from '../../shared/domain/ids.ts'
import { readBundleHead } from '../../src-main/bundles/bundle-head.ts'
import { openDeviceKeys } from '../../src-main/platform/key-folder.ts'
import { ManualClock } from './manual-clock.ts'
import { join, type Machine } from './schedules/world.ts'
import {
  begin,
  beginCycle,
  behalf,
  certify,
  criteria,
  fetched,
  give,
  hour,
  placeAt,
  profileKeys,
  scored as scoredIn,
  send,
  take,
  type Carried,
} from './seed-machines.ts'
import { aCertificate, testDevice } from './test-devices.ts'
import { aBundle, aRange, aScore, anAbout, memorySource, withManifest, written } from './test-bundles.ts'

const unit = (id: string): UnitId => id as UnitId
const bacGiang = unit('vn2024.p.24')
const [yenThe, tanYen, langGiang] = ['d.215', 'd.216', 'd.217'].map((id) => unit(`vn2024.${id}`)) as [
  UnitId,
  UnitId,
  UnitId,
]
const weekAgo = 6 * 24 * hour

const [place] = process.argv.slice(2)
if (place === undefined) throw new Error('Usage: seed-week.ts <folder>')
const folder: string = place
const clock = new ManualClock(Date.now() - weekAgo)
const { open, keep, close } = placeAt(folder, clock)

const province = await open('province', bacGiang, 'Máy phòng Xây dựng chính quyền')
await province.call('setup.begin', {
  ...{ unit: bacGiang, deviceName: province.name, officerName: 'Hoàng Thị Lan', ownRoot: true },
})
const communesOf = async (district: UnitId, count: number): Promise<readonly UnitId[]> =>
  (await province.call('units.below', { unit: district, communes: true })).slice(0, count).map(({ id }) => id)
const inYenThe = await communesOf(yenThe, 3)
const inTanYen = await communesOf(tanYen, 3)
const inLangGiang = await communesOf(langGiang, 2)
const cycle = await beginCycle(province, [...inYenThe, ...inTanYen, ...inLangGiang])
const desk = await open('desk', bacGiang, 'Máy văn thư')
await desk.call('setup.begin', {
  ...{ unit: bacGiang, deviceName: desk.name, officerName: 'Vũ Thị Ngân', ownRoot: false },
})
await certify(province, desk)

const first = await open('district', yenThe, 'Máy tính xách tay 1')
const second = await open('second', yenThe, 'Máy tính xách tay 2')
const tan = await open('tan', tanYen, 'Máy Tân Yên')
const lang = await open('lang', langGiang, 'Máy Lạng Giang')
await join(province, first, yenThe)
await join(province, second, yenThe)
await join(province, tan, tanYen)
await begin(province, lang, langGiang)

await fromYenThe()
await fromTanYen()
await fromLangGiang()
await fromAStranger()
await close()

/** One laptop's work in two bundles, of which the first went to the province's other machine; then the other laptop's. */
async function fromYenThe(): Promise<void> {
  const [accepted, next, disputed] = inYenThe as [UnitId, UnitId, UnitId]
  await scored(first, accepted, [2500, 2400, 2300, 2000])
  await appraised(first, accepted)
  await first.call('decisions.accept', { assessment: sheetOf(accepted) })
  await scored(first, next, [2000, 2000, 2000, 1000])
  const early = await send(first, bacGiang)
  keep('yen-the-1', early)
  await take(desk, early)
  await take(first, await send(desk, yenThe))

  await appraised(first, next)
  await first.call('decisions.accept', { assessment: sheetOf(next) })
  await scored(first, disputed, [2500, 2500, 1000, 1000])
  await take(second, await send(first, yenThe))
  await rescored(first, disputed, '1.2', 2000, 'Thiếu hai biên bản')
  keep('yen-the-2', await send(first, bacGiang, { what: 'unconfirmed' }))
  await rescored(second, disputed, '1.2', 1500, 'Biên bản không có chữ ký')
  const encrypted = await second.call('bundles.export', { to: bacGiang, withFiles: true, encrypt: true })
  keep('yen-the-laptop-2', await fetched(second, encrypted))
}

/** With a large paper in parts; afterwards a commune's folder turns up twice. */
async function fromTanYen(): Promise<void> {
  const [copied, good, plain] = inTanYen as [UnitId, UnitId, UnitId]
  await scored(tan, good, [2500, 2500, 2500, 1500])
  const paper = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(2_600_000), Buffer.from('\n%%EOF\n')])
  await tan.call('documents.add', {
    ...{ unit: good, files: [await tan.upload('Biên bản.pdf', paper)], together: false },
    fields: { title: 'Biên bản kiểm tra' },
    attach: { assessment: sheetOf(good), target: '1.1', link: { pages: '', period: '', note: '' } },
    onBehalf: behalf(good),
  })
  const cut = await tan.call('bundles.export', {
    ...{ to: bacGiang, withFiles: true, encrypt: false, partBytes: 1_000_000 },
  })
  for (const [i, part] of cut.parts.entries()) {
    if (part.file === null) throw new Error('no part was handed out')
    keep(`tan-yen.part-${i + 1}`, { name: part.name, bytes: await tan.download(part.file) })
  }

  const commune = await open('commune', copied, 'Máy một cửa')
  await join(tan, commune, copied)
  await give(commune, sheetOf(copied), '1.1', 2000)
  await commune.close()
  cpSync(path.join(folder, 'commune'), path.join(folder, 'copy'), { recursive: true })
  const original = await open('commune', copied, 'Máy một cửa')
  const copy = await open('copy', copied, 'Máy một cửa')
  clock.advance(hour)
  await give(original, sheetOf(copied), '1.2', 1000)
  await give(copy, sheetOf(copied), '1.2', 2500)
  for (const each of [original, copy]) await take(tan, await send(each, tanYen))
  await appraised(tan, good)
  await tan.call('decisions.accept', { assessment: sheetOf(good) })
  await scored(tan, plain, [1500, 1500, 1500, 1500])
  const bundle = await send(tan, bacGiang, { withFiles: false })
  keep('tan-yen', bundle)
  keep('cut', { ...bundle, bytes: bundle.bytes.subarray(0, bundle.bytes.length >> 1) })
  await fromCheats(bundle)
  const flipped = Buffer.from(bundle.bytes)
  const at = flipped.length >> 1
  flipped[at] = (flipped[at] ?? 0) ^ 4
  keep('flipped', { ...bundle, bytes: flipped })
}

/** What only another program would make of Tân Yên's key: for a newer version, and with a certificate for a commune of another district. */
async function fromCheats(good: Carried): Promise<void> {
  const { device } = await tan.call('session.state', {})
  const keys = await openDeviceKeys(profileKeys(tan.folder), device?.id ?? ('' as DeviceId))
  if (keys === undefined) throw new Error('Tân Yên has no keys')
  const signer = { ...keys, level: 'district', name: tan.name } as const
  const newer = withManifest(good.bytes, (manifest) => ({ ...manifest, minReader: 2 }), { signer })
  keep('newer', { ...good, bytes: newer })
  const { certificates } = await readBundleHead(memorySource(good.bytes), good.name)
  const [elsewhere] = inYenThe as [UnitId]
  const strange = testDevice(elsewhere, 'commune', 'máy của xã khác huyện')
  const about = anAbout(strange, { addressee: { unit: bacGiang } })
  const ranges = [aRange(strange, [aScore(1, elsewhere)], { audience: elsewhere })]
  const bundle = aBundle({ about, ranges, certificates: [...certificates, aCertificate(signer, strange)] })
  keep('beyond', { ...good, bytes: await written(bundle, strange) })
}

async function fromLangGiang(): Promise<void> {
  const [best, other] = inLangGiang as [UnitId, UnitId]
  for (const [commune, points] of [
    [best, [2500, 2500, 2500, 2500]],
    [other, [2000, 1500, 1500, 1000]],
  ] as const) {
    await scored(lang, commune, points)
    await appraised(lang, commune)
    await lang.call('decisions.accept', { assessment: sheetOf(commune) })
  }
  keep('lang-giang', await send(lang, bacGiang))
}

/** Another province of the same name, with a root of its own. */
async function fromAStranger(): Promise<void> {
  const root = await open('foreign root', bacGiang, 'Máy lạ')
  await root.call('setup.begin', {
    ...{ unit: bacGiang, deviceName: root.name, officerName: 'Người lạ', ownRoot: true },
  })
  const stranger = await open('stranger', langGiang, 'Máy lạ ở huyện')
  await join(root, stranger, langGiang)
  keep('stranger', await send(stranger, bacGiang))
}

function sheetOf(commune: UnitId): AssessmentId {
  return assessmentId(cycle, commune)
}

async function scored(at: Machine, commune: UnitId, points: readonly number[]): Promise<void> {
  await scoredIn(at, cycle, commune, points)
}

async function appraised(at: Machine, commune: UnitId): Promise<void> {
  const assessment = sheetOf(commune)
  for (const criterion of criteria)
    await at.call('appraisal.set', {
      ...{ assessment, criterion, stage: 'appraisal', verdict: { kind: 'agree' }, seen: [] },
    })
  clock.advance(hour)
}

async function rescored(
  at: Machine,
  commune: UnitId,
  criterion: string,
  points: number,
  reason: string,
): Promise<void> {
  clock.advance(hour)
  const answer = { input: { kind: 'manual' as const, points }, note: '' }
  await at.call('appraisal.set', {
    ...{ assessment: sheetOf(commune), criterion, stage: 'appraisal', verdict: { kind: 'change', answer } },
    ...{ seen: [], reason },
  })
}
