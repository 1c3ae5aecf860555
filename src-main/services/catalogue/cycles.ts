import { randomBytes } from 'node:crypto'
import type { CycleInput, CycleView, ParticipantFields } from '../../../shared/contract/cycles.ts'
import { CallError } from '../../../shared/contract/errors.ts'
import {
  assessmentId,
  partsOfAssessment,
  type AssessmentId,
  type CycleId,
  type EntryId,
  type UnitId,
} from '../../../shared/domain/ids.ts'
import { fieldKey } from '../../../shared/domain/journal/changes.ts'
import { dayOfCycle } from '../../../shared/domain/unit-days.ts'
import type { Level } from '../../../shared/domain/journal/facts.ts'
import type { SheetReading } from '../../../shared/domain/journal/sheet-reading.ts'
import type { Cycle } from '../../journal/catalogue.ts'
import type { Draft } from '../../journal/journal.ts'
import type { NewChange } from '../../journal/journal.ts'
import { getVersion, publishersFor } from './criteria.ts'
import { ownDevice, ownUnit, writeAct, type Actor, type Installation } from '../office/installation.ts'
import { sheetsOfCycle } from '../../storage/sheet-states.ts'
import { today } from '../today.ts'
import { basesFrom, headsIn } from '../sheets/sheet-scope.ts'

/** Cycles (kỳ chấm điểm) and what is known about each participant. */

/** Cycles that concern this unit, newest year first. */
export function listCycles(installation: Installation): readonly CycleView[] {
  const { unit } = ownDevice(installation)
  const { catalogue } = installation.journal
  return publishersFor(installation, unit)
    .flatMap((publisher) => catalogue.cyclesOf(publisher))
    .flatMap((id) => catalogue.cycle(id) ?? [])
    .filter((cycle) => concerns(installation, cycle, unit))
    .map((cycle) => viewCycle(installation, cycle))
    .sort((a, b) => b.year - a.year || (a.name < b.name ? -1 : 1))
}

function concerns(installation: Installation, cycle: Cycle, unit: UnitId): boolean {
  if (cycle.publisher === unit) return true
  const { isWithin } = installation.units
  for (const participant of cycle.units) if (isWithin(participant, unit)) return true
  return false
}

/** @throws CallError `notFound` */
export function getCycle(installation: Installation, id: CycleId): Cycle {
  const cycle = installation.journal.catalogue.cycle(id)
  if (cycle === null) throw new CallError('notFound', { what: 'cycle' })
  return cycle
}

export function viewCycle(installation: Installation, cycle: Cycle): CycleView {
  const { version } = getVersion(installation, cycle.version)
  return {
    id: cycle.id,
    publisher: cycle.publisher,
    publisherName: installation.units.nameOf(cycle.publisher),
    name: cycle.name,
    year: cycle.year,
    version: cycle.version,
    versionTitle: version.content.title,
    versionLabel: version.label,
    set: version.set,
    notice: version.content.notice,
    units: [...cycle.units],
    participants: takingPart(installation, cycle).length,
    levels: cycle.levels,
    period: cycle.period as CycleView['period'],
    dates: cycle.dates as CycleView['dates'],
    target: cycle.target,
    closed: cycle.closed,
  }
}

const cycleFields = [
  'name',
  'year',
  'version',
  'units',
  'levels',
  'period',
  'dates',
  'target',
  'closed',
] as const

/** Starts a cycle: one entry in the catalogue of this unit. */
export function createCycle(installation: Installation, actor: Actor, input: CycleInput): CycleView {
  const { unit } = ownDevice(installation)
  getVersion(installation, input.version)
  checkUnits(installation, input, new Set())
  const id = `${unit}:${randomBytes(8).toString('hex')}` as CycleId
  const value = { ...input, closed: false }
  const changes: NewChange[] = cycleFields.map((field) => ({
    entity: 'cycle',
    id,
    field,
    value: value[field],
    bases: [],
  }))
  writeAct(installation, actor, [{ channel: 'catalogue', audience: unit, changes }])
  return viewCycle(installation, getCycle(installation, id))
}

/** Changes a cycle of this unit; only fields that differ are written. The criteria version stays. */
export function updateCycle(
  installation: Installation,
  actor: Actor,
  input: Omit<CycleInput, 'version'> & { readonly cycle: CycleId; readonly closed: boolean },
): CycleView {
  const { unit } = ownDevice(installation)
  const cycle = getCycle(installation, input.cycle)
  if (cycle.publisher !== unit) throw new CallError('forbidden', { permission: 'manageCycles' })
  checkUnits(installation, input, cycle.units)
  const known = viewCycle(installation, cycle)
  const { projection } = installation.journal.plain('catalogue', unit)
  const changes = cycleFields
    .filter((field) => field !== 'version')
    .filter((field) => JSON.stringify(known[field]) !== JSON.stringify(input[field]))
    .map((field) => ({
      entity: 'cycle',
      id: cycle.id,
      field,
      value: input[field],
      bases: projection.standings.get(fieldKey('cycle', cycle.id, field))?.heads ?? [],
    }))
  if (changes.length > 0) writeAct(installation, actor, [{ channel: 'catalogue', audience: unit, changes }])
  return viewCycle(installation, getCycle(installation, cycle.id))
}

/** Communes below that exist on the cycle's day; who takes part already may stay. */
function checkUnits(
  installation: Installation,
  { units: wanted, period, levels }: Pick<CycleInput, 'units' | 'period' | 'levels'>,
  taking: ReadonlySet<UnitId>,
): void {
  const { units } = installation
  const own = ownUnit(installation)
  if (period.from > period.until) throw new CallError('daysInWrongOrder', {})
  const day = dayOfCycle(period, today(installation))
  for (const id of wanted) {
    const unit = units.get(id)
    if (unit.level !== 'commune' || !units.isWithin(id, own.id))
      throw new CallError('notFound', { what: 'unit' })
    if (taking.has(id)) continue
    if (!units.existsOn(id, day)) throw new CallError('unitNotOfDay', { unit: unit.name })
    // A commune right under the province would wait for a district that does not exist.
    const wanting = (['appraise', 'recognise'] as const).find((step) => levels[step] === 'district')
    if (wanting !== undefined && !units.above(id).some(({ level }) => level === 'district'))
      throw new CallError('invalidInput', { fields: [{ path: `levels.${wanting}`, code: 'no_such_level' }] })
  }
}

/**
 * Communes of a cycle that exist on its day. One that has ended, or is to come, still takes part where it has work in the cycle: no
 * sheet drops out of a list or a ranking.
 */
function takingPart(installation: Installation, cycle: Cycle): readonly UnitId[] {
  const day = dayOfCycle(cycle.period as CycleView['period'], today(installation))
  const chosen = [...cycle.units]
  const existing = chosen.filter((unit) => installation.units.existsOn(unit, day))
  if (existing.length === chosen.length) return chosen
  const working = new Set<string>(sheetsOfCycle(installation.database, cycle.id).map(({ unit }) => unit))
  return chosen.filter((unit) => installation.units.existsOn(unit, day) || working.has(unit))
}

/** The communes that take part in the cycle and that this unit sees: its own subtree. */
export function participantsOf(installation: Installation, cycle: Cycle): readonly UnitId[] {
  const { unit } = ownDevice(installation)
  return takingPart(installation, cycle).filter((each) => installation.units.isWithin(each, unit))
}

export const noParticipantFields: ParticipantFields = {
  registered: false,
  aim: null,
  lastTotal: null,
  lastStars: null,
  lastPoints: {},
  stopped: null,
}

/** What is known about a participant, with defaults for what nobody has said. */
export function participantFields(reading: SheetReading | null): ParticipantFields {
  const known = Object.entries(reading?.participant ?? {}).filter(([, value]) => value !== undefined)
  return { ...noParticipantFields, ...Object.fromEntries(known) }
}

const level: Readonly<Record<Level, number>> = { commune: 0, district: 1, province: 2 }

type SeenByField = Readonly<Record<string, readonly EntryId[]>>

/**
 * Writes the named fields of a participant, each on what it replaces.
 * @throws CallError `notFound`, `notParticipant`, `forbidden`, `changedMeanwhile` where others stand than were seen
 */
export function saveParticipant(
  installation: Installation,
  actor: Actor,
  assessment: AssessmentId,
  fields: GivenFields,
  { reason, seen }: { readonly reason?: string | undefined; readonly seen?: SeenByField | undefined },
): EntryId | null {
  const draft = participantDraft(installation, assessment, fields, seen)
  if (draft === null) return null
  const [entry] = writeAct(installation, actor, [draft], { reason })
  return entry ?? null
}

/** The same for many participants: one act, an entry for each of which something changes. */
export function saveParticipants(
  installation: Installation,
  actor: Actor,
  participants: readonly (GivenFields & { readonly assessment: AssessmentId })[],
): readonly EntryId[] {
  const last = new Map(participants.map(({ assessment, ...fields }) => [assessment, fields]))
  const drafts = [...last].flatMap(
    ([assessment, fields]) => participantDraft(installation, assessment, fields) ?? [],
  )
  return drafts.length === 0 ? [] : writeAct(installation, actor, drafts)
}

type GivenFields = { readonly [Field in keyof ParticipantFields]?: ParticipantFields[Field] | undefined }

function participantDraft(
  installation: Installation,
  assessment: AssessmentId,
  fields: GivenFields,
  seen: SeenByField = {},
): Draft | null {
  const { cycle: id, unit } = partsOfAssessment(assessment)
  const cycle = getCycle(installation, id)
  if (!cycle.units.has(unit)) throw new CallError('notParticipant', {})
  if (fields.stopped !== undefined && level[ownUnit(installation).level] < level.district)
    throw new CallError('forbidden', { permission: 'score' })
  const scope = installation.journal.sheet(assessmentId(id, unit))
  const known = participantFields(scope.reading)
  const changes = Object.entries(fields)
    .filter(
      ([field, value]) =>
        value !== undefined &&
        JSON.stringify(value) !== JSON.stringify(known[field as keyof ParticipantFields]),
    )
    .map(([field, value]) => ({
      entity: 'participant',
      id: assessment,
      field,
      value,
      bases: basesFrom(
        ...([installation, scope, 'participant', assessment, field] as const),
        seen[field] ?? headsIn(scope, 'participant', assessment, field),
      ),
    }))
  return changes.length === 0 ? null : { channel: 'sheet', audience: unit, changes }
}
