import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import type { Input, Output } from '../../shared/contract/contract.ts'
import type { AssessmentId, CycleId, UnitId } from '../../shared/domain/ids.ts'
import { openDeviceKeys } from '../../src-main/platform/key-folder.ts'
import { aContent, aCriterion } from './criteria.ts'
import { aPdf } from './file-samples.ts'
import { ManualClock } from './manual-clock.ts'
import type { TestDevice } from './test-devices.ts'
import { aCycle, anOffice, bacGiang, score, yenThe, type Office } from './office.ts'

/** Offices of three levels that send each other real bundles, each on its own folder and keys. */

export type Bytes = { readonly name: string; readonly bytes: Buffer }

/** Four criteria of 25 points, entered as points. */
export const smallSet = aContent({
  criteria: ['1.1', '1.2', '1.3', '1.4'].map((id) =>
    aCriterion({ id: id, code: id, max: 2500, rule: { kind: 'manual' } }),
  ),
})

/** Exports through the contract and fetches the file; in plain unless said otherwise. */
export async function send(
  from: Office,
  to: UnitId,
  withFiles = true,
  choices: Partial<Input<'bundles.export'>> = {},
): Promise<Bytes> {
  const made = await from.call('bundles.export', { to, withFiles, encrypt: false, ...choices })
  if (made.file === null) throw new Error('no file was handed out')
  return { name: made.name, bytes: await from.download(made.file) }
}

export async function inspect(at: Office, ...bundles: readonly Bytes[]) {
  const files = []
  for (const { name, bytes } of bundles) files.push(await at.upload(name, bytes))
  return at.call('bundles.inspect', { files })
}

type Inspection = Output<'bundles.inspect'>[number]
export type ReadInspection = Extract<Inspection, { readable: true }>

/** One that was read whole, or the test fails. */
export function read(inspection: Inspection): ReadInspection {
  if (!inspection.readable) throw new Error(`not read: ${JSON.stringify(inspection.refusal)}`)
  return inspection
}

/** As `inspect`; each must have been read whole. */
export async function inspectRead(at: Office, ...bundles: readonly Bytes[]): Promise<ReadInspection[]> {
  return (await inspect(at, ...bundles)).map(read)
}

/** Applies; every fingerprint that is asked for was compared by phone. */
export async function take(at: Office, ...bundles: readonly Bytes[]): Promise<Output<'bundles.apply'>> {
  const found = await inspect(at, ...bundles)
  const confirmed = found.flatMap((each) => (each.state === 'confirm' ? [each.sender.fingerprint] : []))
  return apply(at, bundles, confirmed)
}

export async function apply(at: Office, bundles: readonly Bytes[], confirmed: readonly string[] = []) {
  const files = []
  for (const { name, bytes } of bundles) files.push(await at.upload(name, bytes))
  return at.call('bundles.apply', { files, confirmed: [...confirmed] })
}

/** Makes a start file for each unit. */
export async function startFiles(from: Office, units: readonly UnitId[]): Promise<readonly Bytes[]> {
  const made = await from.call('bundles.startFiles', { units: [...units] })
  const found: Bytes[] = []
  for (const { name, file } of made) {
    if (file === null) throw new Error('no file was handed out')
    found.push({ name, bytes: await from.download(file) })
  }
  return found
}

/** A new office that begins from a start file, its root compared by phone. */
export async function anOfficeFrom(start: Bytes, clock: ManualClock, deviceName = 'Máy 1'): Promise<Office> {
  const office = await anOffice({ begun: false, clock })
  const file = await office.upload(start.name, start.bytes)
  const { rootFingerprint } = await office.call('setup.inspectStartFile', { file })
  await office.call('setup.fromStartFile', {
    ...{ file, rootFingerprint, deviceName },
    officerName: 'Lý Văn Minh',
  })
  return office
}

export type Domain = {
  readonly clock: ManualClock
  readonly province: Office
  readonly district: Office
  readonly communes: readonly [Office, Office]
  readonly units: readonly [UnitId, UnitId]
  readonly cycle: CycleId
  readonly sheets: readonly [AssessmentId, AssessmentId]
}

/**
 * A province, the district Yên Thế and two of its communes. The district is certified by a request file; the communes have begun from
 * start files and are not certified yet.
 */
export async function aDomain(): Promise<Domain> {
  const clock = new ManualClock()
  const province = await anOffice({ unit: bacGiang, ownRoot: true, clock })
  const [start] = await startFiles(province, [yenThe])
  const district = await anOfficeFrom(start!, clock)
  await certify(province, district)
  const { cycle, communes, sheets } = await aCycle(district, { content: smallSet, communes: 2 })
  const [first, second] = await startFiles(district, communes)
  return {
    ...{ clock, province, district, cycle },
    communes: [await anOfficeFrom(first!, clock), await anOfficeFrom(second!, clock)],
    units: [communes[0]!, communes[1]!],
    sheets: [sheets[0]!, sheets[1]!],
  }
}

/** Request file → fingerprint by phone → certificate file. */
export async function certify(issuer: Office, device: Office): Promise<void> {
  const request = await device.download(await device.call('devices.request', {}))
  const file = await issuer.upload('đề nghị', request)
  const { fingerprint } = await issuer.call('devices.inspectRequest', { file })
  const paper = await issuer.download(await issuer.call('devices.certify', { file, fingerprint }))
  const ticket = await device.upload('giấy', paper)
  const seen = await device.call('devices.installCertificate', { file: ticket })
  if (seen.installed) return
  const again = await device.upload('giấy', paper)
  await device.call('devices.installCertificate', { file: again, rootFingerprint: seen.rootFingerprint })
}

/** Scores every criterion with these points (hundredths). */
export async function scoreAll(
  office: Office,
  sheet: AssessmentId,
  points: readonly number[],
): Promise<void> {
  for (const [i, each] of points.entries())
    await score(office, sheet, `1.${i + 1}`, { kind: 'manual', points: each })
}

/** Adds a PDF and links it to a criterion. */
export async function attach(office: Office, unit: UnitId, sheet: AssessmentId, mark: string): Promise<void> {
  const file = await office.upload(`${mark}.pdf`, aPdf(mark))
  await office.call('documents.add', {
    ...{ unit, files: [file], together: false, fields: { title: mark } },
    attach: { assessment: sheet, target: '1.1', link: { pages: '', period: '', note: '' } },
  })
}

/** Everything stored, as text: equal texts mean that nothing was written in between. */
export function dump(office: Office): string {
  const database = new Sqlite(path.join(office.dataDir, 'cqtt.db'), { readonly: true })
  try {
    const tables = database
      .prepare(
        `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
      )
      .pluck()
      .all() as string[]
    return tables
      .map((name) => {
        const rows = database.prepare(`SELECT * FROM "${name}"`).raw().all() as unknown[][]
        const cells = rows.map((row) =>
          JSON.stringify(
            row.map((cell) => (cell instanceof Uint8Array ? Buffer.from(cell).toString('hex') : cell)),
          ),
        )
        return [name, ...cells.sort()].join('\n')
      })
      .join('\n')
  } finally {
    database.close()
  }
}

export function bundleFrom(file: string): Bytes {
  return { name: path.basename(file), bytes: readFileSync(file) }
}

/** The keys of an office's device, as a cheating program could use them. */
export async function keysOf(office: Office): Promise<TestDevice> {
  const { device, unit } = await office.call('session.state', {})
  const keys = await openDeviceKeys(office.keysDir, device!.id)
  return { ...keys!, level: unit!.level, name: device!.name }
}

/** Files that lie in a folder of the data folder, at any depth. */
export function filesIn(office: Office, folder: 'vault' | 'quarantine' | 'outbox' | 'incoming'): string[] {
  return readdirSync(path.join(office.dataDir, folder), { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map(({ name }) => name)
}
