import path from 'node:path'
import { onTestFinished } from 'vitest'
import type { CallName, Input, Output } from '../../shared/contract/contract.ts'
import type { FileTicket, Progress, Ticket } from '../../shared/contract/frames.ts'
import type { CriteriaContent } from '../../shared/domain/criteria.ts'
import { assessmentId, type AssessmentId, type CycleId, type UnitId } from '../../shared/domain/ids.ts'
import type { Role } from '../../shared/domain/permissions.ts'
import type { CycleInput } from '../../shared/contract/cycles.ts'
import { settle } from '../../src-main/api/settle.ts'
import { createCore } from '../../src-main/core.ts'
import { ManualClock } from './manual-clock.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** An office with its program, a person in front of it, and a clock that stands still: tests speak through the contract. */

export type Office = Awaited<ReturnType<typeof anOffice>>

/** Yên Thế and two of its communes, as shipped. */
export const yenThe = 'vn2024.d.215' as UnitId
export const bacGiang = 'vn2024.p.24' as UnitId

export async function anOffice(
  given: {
    unit?: UnitId
    dataDir?: string
    keysDir?: string
    clock?: ManualClock
    ownRoot?: boolean
    /** False: nobody has chosen the unit yet. */
    begun?: boolean
  } = {},
) {
  const clock = given.clock ?? new ManualClock()
  const folder = given.dataDir ?? temporaryFolder()
  const dataDir = path.join(folder, 'data')
  const keysDir = given.keysDir ?? path.join(folder, 'keys')
  const core = await createCore({ dataDir, keysDir, clock })
  onTestFinished(() => core.close())
  const firstOfficer = core.sessions.open()
  let session = firstOfficer

  async function call<N extends CallName>(
    name: N,
    input: Input<N>,
    options: { signal?: AbortSignal; onProgress?: (progress: Progress) => void } = {},
  ): Promise<Output<N>> {
    const signal = options.signal ?? new AbortController().signal
    const frames = core.call({ name, input, session, signal })
    return (await settle(frames, options.onProgress)) as Output<N>
  }

  async function upload(name: string, bytes: Uint8Array): Promise<Ticket> {
    const chunks = async function* () {
      yield bytes
      await Promise.resolve()
    }
    return (await core.files.receive(name, chunks())).ticket
  }

  async function download({ ticket }: FileTicket): Promise<Buffer> {
    const chunks: Uint8Array[] = []
    for await (const chunk of core.files.open(ticket).stream()) chunks.push(chunk)
    return Buffer.concat(chunks)
  }

  /** The first officer adds another person, who sits down; roles as given. */
  async function signInAs(name: string, roles: readonly Role[]): Promise<void> {
    session = firstOfficer
    const saved = await call('officers.save', {
      officer: null,
      name,
      roles: [...roles],
      department: null,
      active: true,
    })
    session = core.sessions.open()
    await call('session.signIn', { officer: saved.id })
  }

  if (given.begun !== false) {
    await call('setup.begin', {
      unit: given.unit ?? yenThe,
      deviceName: 'Máy 1',
      officerName: 'Nguyễn Thị Hoa',
      ownRoot: given.ownRoot ?? false,
    })
  }
  return { core, call, upload, download, signInAs, clock, dataDir, keysDir, folder }
}

/** Publishes a set (the shipped sample, or this content) and starts a cycle of the communes below. */
export async function aCycle(
  office: Office,
  given: { content?: CriteriaContent; communes?: number } & Partial<CycleInput> = {},
): Promise<{ cycle: CycleId; communes: readonly UnitId[]; sheets: readonly AssessmentId[] }> {
  const { content, communes: count = 2, ...fields } = given
  const draft = await office.call('criteria.draftFrom', { from: 'sample', label: '2024' })
  if (content !== undefined)
    await office.call('criteria.saveDraft', { draft: draft.id, label: '2024', content })
  const { version } = await office.call('criteria.publish', { draft: draft.id })
  const { unit } = await office.call('session.state', {})
  const below = await office.call('units.below', { unit: unit?.id ?? yenThe, communes: true })
  const communes = fields.units ?? below.slice(0, count).map(({ id }) => id)
  const { id } = await office.call('cycles.create', {
    name: 'Kỳ 2024',
    year: 2024,
    version,
    units: [...communes],
    levels: { appraise: 'district', verify: 'province', recognise: 'province' },
    period: { from: '2024-01-01', until: '2024-12-31' },
    dates: { selfScoreDue: null, appraisalDue: null, verificationDue: null },
    target: null,
    ...fields,
  })
  return { cycle: id, communes, sheets: communes.map((each) => assessmentId(id, each)) }
}

/** Scores one criterion of a sheet on what stands now. */
export async function score(
  office: Office,
  assessment: AssessmentId,
  criterion: string,
  input: Exclude<Input<'scores.set'>['answer'], null>['input'] | null,
): Promise<void> {
  const { rows } = await office.call('sheets.get', { assessment })
  const seen = rows.find((row) => row.criterion === criterion)?.self.heads ?? []
  const answer = input === null ? null : { input, note: '' }
  await office.call('scores.set', { assessment, criterion: criterion, answer, seen })
}
