import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { CallName, Input, Output } from '../../../shared/contract/contract.ts'
import type { FileTicket, Ticket } from '../../../shared/contract/frames.ts'
import type { AssessmentId, CycleId, UnitId } from '../../../shared/domain/ids.ts'
import { settle } from '../../../src-main/api/settle.ts'
import { createCore } from '../../../src-main/core.ts'
import { aContent, aCriterion } from '../criteria.ts'
import { ManualClock } from '../manual-clock.ts'

/**
 * A province, three districts with two devices each, and two communes with a device of their own, every one a real core on real
 * files. The world is made once a process; each schedule begins with copies of its folders.
 */

export const province = 'vn2024.p.24' as UnitId
export const districts = [
  'vn2024.d.215',
  'vn2024.d.216',
  'vn2024.d.217',
] as readonly string[] as readonly UnitId[]
/** One commune of each district; the third has no device: its district writes for it. */
export const communes = [
  'vn2024.c.07243',
  'vn2024.c.07339',
  'vn2024.c.07375',
] as readonly string[] as readonly UnitId[]

export const homes = [
  { name: 'province', unit: province },
  ...districts.flatMap((unit, index) => [
    { name: `district ${index} first`, unit },
    { name: `district ${index} second`, unit },
  ]),
  ...communes.slice(0, 2).map((unit, index) => ({ name: `commune ${index}`, unit })),
] as const

const began = Date.parse('2024-11-20T08:00:00+07:00')

/** A device with its program; a copy of its folder is a machine of its own. */
export type Machine = {
  readonly name: string
  readonly unit: UnitId
  readonly folder: string
  readonly clock: ManualClock
  readonly call: <Name extends CallName>(name: Name, input: Input<Name>) => Promise<Output<Name>>
  readonly upload: (name: string, bytes: Uint8Array) => Promise<Ticket>
  readonly download: (file: FileTicket) => Promise<Buffer>
  readonly close: () => Promise<void>
}

/** Opens the folder of a machine and signs its first officer in, if somebody began there. */
export async function openMachine(
  about: Pick<Machine, 'name' | 'unit' | 'folder' | 'clock'> & { readonly keysDir?: string },
): Promise<Machine> {
  const { folder, clock, keysDir = path.join(folder, 'keys') } = about
  const core = await createCore({ dataDir: path.join(folder, 'data'), keysDir, clock })
  const session = core.sessions.open()
  async function call<Name extends CallName>(name: Name, input: Input<Name>): Promise<Output<Name>> {
    const frames = core.call({ name, input, session, signal: new AbortController().signal })
    return (await settle(frames)) as Output<Name>
  }
  const [first] = (await call('session.state', {})).officers
  if (first !== undefined) await call('session.signIn', { officer: first.id })
  return {
    ...about,
    call,
    upload: async (name, bytes) => {
      const chunks = async function* () {
        yield bytes
        await Promise.resolve()
      }
      return (await core.files.receive(name, chunks())).ticket
    },
    download: async ({ ticket }) => {
      const chunks: Uint8Array[] = []
      for await (const chunk of core.files.open(ticket).stream()) chunks.push(chunk)
      return Buffer.concat(chunks)
    },
    close: () => core.close(),
  }
}

/** A folder in memory where the system has one: thousands of schedules are no test of the disk. */
export function newPlace(): string {
  return mkdtempSync(path.join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'cqtt-schedule-'))
}

export type World = {
  readonly folder: string
  readonly cycle: CycleId
  readonly sheets: readonly AssessmentId[]
  readonly remove: () => void
}

/** Makes the world that every schedule begins with. */
export async function makeWorld(): Promise<World> {
  const folder = newPlace()
  const machines = new Map<string, Machine>()
  const clock = new ManualClock(began)
  const at = (name: string): Machine => {
    const machine = machines.get(name)
    if (machine === undefined) throw new Error(`no machine ${name}`)
    return machine
  }
  for (const { name, unit } of homes)
    machines.set(name, await openMachine({ name, unit, folder: path.join(folder, name), clock }))
  try {
    await at('province').call('setup.begin', {
      ...{ unit: province, deviceName: 'Máy tỉnh', officerName: 'Nguyễn Thị Hoa', ownRoot: true },
    })
    const cycle = await beginCycle(at('province'))
    for (const { name, unit } of homes.slice(1, 7)) await join(at('province'), at(name), unit)
    for (const [index, unit] of communes.slice(0, 2).entries())
      await join(at(`district ${index} first`), at(`commune ${index}`), unit)
    for (const machine of machines.values()) await machine.close()
    const sheets = communes.map((unit) => `${cycle}/${unit}` as AssessmentId)
    return {
      ...{ folder, cycle, sheets },
      remove: () => {
        rmSync(folder, { recursive: true, force: true })
      },
    }
  } catch (error) {
    for (const machine of machines.values()) await machine.close()
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

async function beginCycle(at: Machine): Promise<CycleId> {
  const draft = await at.call('criteria.draftFrom', { from: 'sample', label: '2024' })
  const content = aContent({
    criteria: ['1.1', '1.2'].map((id) => aCriterion({ id, code: id, max: 5000, rule: { kind: 'manual' } })),
  })
  await at.call('criteria.saveDraft', { draft: draft.id, label: '2024', content })
  const { version } = await at.call('criteria.publish', { draft: draft.id })
  const { id } = await at.call('cycles.create', {
    ...{ name: 'Kỳ 2024', year: 2024, version, units: [...communes], target: null },
    levels: { appraise: 'district', verify: 'province', recognise: 'province' },
    period: { from: '2024-01-01', until: '2024-12-31' },
    dates: { selfScoreDue: null, appraisalDue: null, verificationDue: null },
  })
  return id
}

/** Start file, request, fingerprint by phone, certificate. */
export async function join(above: Machine, below: Machine, unit: UnitId): Promise<void> {
  const [start] = await above.call('bundles.startFiles', { units: [unit] })
  if (start?.file == null) throw new Error('no start file was handed out')
  const bytes = await above.download(start.file)
  const file = await below.upload(start.name, bytes)
  const { rootFingerprint } = await below.call('setup.inspectStartFile', { file })
  const about = { deviceName: below.name, officerName: 'Lý Văn Minh' }
  await below.call('setup.fromStartFile', { file, rootFingerprint, ...about })
  const request = await above.upload('đề nghị', await below.download(await below.call('devices.request', {})))
  const { fingerprint } = await above.call('devices.inspectRequest', { file: request })
  const paper = await above.call('devices.certify', { file: request, fingerprint })
  const ticket = await below.upload('giấy', await above.download(paper))
  await below.call('devices.installCertificate', { file: ticket, rootFingerprint })
}

/** Copies a home of the world for one schedule. */
export function copyHome(world: World, name: string, place: string): void {
  cpSync(path.join(world.folder, name), path.join(place, name), { recursive: true })
}
