import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Input, Output } from '../../shared/contract/contract.ts'
import { assessmentId, type AssessmentId, type CycleId, type UnitId } from '../../shared/domain/ids.ts'
import { defaultKeyFolder } from '../../src-main/platform/key-folder.ts'
import { aContent, aCriterion } from './criteria.ts'
import type { ManualClock } from './manual-clock.ts'
import { openMachine, type Machine } from './schedules/world.ts'

/** What the programs have in common that fill machines for browser tests: real cores that write to each other by hand. */

export type Carried = { readonly name: string; readonly bytes: Buffer }

export const hour = 3_600_000
export const criteria = ['1.1', '1.2', '1.3', '1.4']

/** A folder of machines, and of the files that messengers carry. */
export type Place = {
  readonly open: (within: string, unit: UnitId, name: string) => Promise<Machine>
  readonly keep: (name: string, carried: Carried) => void
  readonly close: () => Promise<void>
}

/** Every machine has a user's profile of its own, so that a window can be opened on its folder (machineAt). */
export function placeAt(folder: string, clock: ManualClock): Place {
  const machines: Machine[] = []
  mkdirSync(path.join(folder, 'files'), { recursive: true })
  return {
    open: async (within, unit, name) => {
      const keysDir = profileKeys(path.join(folder, within))
      const machine = await openMachine({ name, unit, folder: path.join(folder, within), clock, keysDir })
      const close = async (): Promise<void> => {
        machines.splice(machines.indexOf(opened), 1)
        await machine.close()
      }
      const opened = { ...machine, close }
      machines.push(opened)
      return opened
    },
    keep: (name, { bytes }) => {
      writeFileSync(path.join(folder, 'files', `${name}.cqtt`), bytes)
    },
    close: async () => {
      for (const machine of [...machines]) await machine.close()
    },
  }
}

/** Where the program looks for keys when the user's profile is the machine's. */
export function profileKeys(machine: string): string {
  const profile = path.join(machine, 'profile')
  for (const each of ['HOME', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'APPDATA', 'LOCALAPPDATA'])
    process.env[each] = profile
  return defaultKeyFolder()
}

/** A set of four criteria of 25 points, and a cycle of these communes. */
export async function beginCycle(at: Machine, units: readonly UnitId[]): Promise<CycleId> {
  const draft = await at.call('criteria.draftFrom', { from: 'sample', label: '2024' })
  const content = aContent({
    criteria: criteria.map((id) =>
      aCriterion({ id, code: id, title: `Tiêu chí số ${id}`, max: 2500, rule: { kind: 'manual' } }),
    ),
  })
  await at.call('criteria.saveDraft', { draft: draft.id, label: '2024', content })
  const { version } = await at.call('criteria.publish', { draft: draft.id })
  const { id } = await at.call('cycles.create', {
    ...{ name: 'Chấm điểm năm 2024', year: 2024, version, units: [...units], target: null },
    levels: { appraise: 'district', verify: 'province', recognise: 'province' },
    period: { from: '2024-01-01', until: '2024-12-31' },
    dates: { selfScoreDue: null, appraisalDue: null, verificationDue: null },
  })
  return id
}

/** Begins from a start file, without being certified. */
export async function begin(above: Machine, below: Machine, of: UnitId): Promise<void> {
  const [start] = await above.call('bundles.startFiles', { units: [of] })
  if (start?.file == null) throw new Error('no start file was handed out')
  const file = await below.upload(start.name, await above.download(start.file))
  const { rootFingerprint } = await below.call('setup.inspectStartFile', { file })
  const about = { deviceName: below.name, officerName: 'Phạm Thị Thu' }
  await below.call('setup.fromStartFile', { file, rootFingerprint, ...about })
}

/** Request, fingerprint by phone, certificate. */
export async function certify(issuer: Machine, device: Machine): Promise<void> {
  const request = await device.download(await device.call('devices.request', {}))
  const file = await issuer.upload('đề nghị', request)
  const { fingerprint } = await issuer.call('devices.inspectRequest', { file })
  const paper = await issuer.download(await issuer.call('devices.certify', { file, fingerprint }))
  const seen = await device.call('devices.installCertificate', { file: await device.upload('giấy', paper) })
  if (seen.installed) return
  const again = await device.upload('giấy', paper)
  await device.call('devices.installCertificate', { file: again, rootFingerprint: seen.rootFingerprint })
}

/** An hour later, in plain unless said otherwise. */
export async function send(
  from: Machine,
  to: UnitId,
  choices: Partial<Input<'bundles.export'>> = {},
): Promise<Carried> {
  from.clock.advance(hour)
  return fetched(from, await from.call('bundles.export', { to, withFiles: true, encrypt: false, ...choices }))
}

export async function fetched(from: Machine, made: Output<'bundles.export'>): Promise<Carried> {
  if (made.file === null) throw new Error('no file was handed out')
  return { name: made.name, bytes: await from.download(made.file) }
}

export async function take(at: Machine, { name, bytes }: Carried): Promise<void> {
  const file = await at.upload(name, bytes)
  const { refused, parked } = await at.call('bundles.apply', { files: [file], confirmed: [] })
  if (refused.length + parked.length > 0) throw new Error(`not taken: ${JSON.stringify([refused, parked])}`)
}

/** A district enters and submits for a commune that sent it a paper. */
export async function scored(
  at: Machine,
  cycle: CycleId,
  commune: UnitId,
  points: readonly number[],
): Promise<AssessmentId> {
  const assessment = assessmentId(cycle, commune)
  const onBehalf = behalf(commune)
  for (const [i, each] of points.entries()) {
    const answer = { input: { kind: 'manual' as const, points: each }, note: '' }
    const criterion = criteria[i] ?? ''
    await at.call('scores.set', { assessment, criterion, answer, seen: [], onBehalf })
  }
  at.clock.advance(hour)
  await at.call('decisions.submit', { assessment, incomplete: false, onBehalf })
  return assessment
}

/** A commune's own machine enters one figure. */
export async function give(
  at: Machine,
  assessment: AssessmentId,
  criterion: string,
  points: number,
): Promise<void> {
  const answer = { input: { kind: 'manual' as const, points }, note: '' }
  await at.call('scores.set', { assessment, criterion, answer, seen: [] })
}

export function behalf(commune: UnitId): { unit: UnitId; paper: string } {
  return { unit: commune, paper: 'Báo cáo số 45/BC-UBND' }
}
