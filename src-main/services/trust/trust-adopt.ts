import type { LostWork } from '../../../shared/contract/trust.ts'
import { CallError } from '../../../shared/contract/errors.ts'
import type { DeviceId, EntryId } from '../../../shared/domain/ids.ts'
import { fieldKey, valueText } from '../../../shared/domain/journal/changes.ts'
import { changeOf } from '../../../shared/domain/journal/sheet-projection.ts'
import { decodeStoredEntry, type Change, type DecodedEntry } from '../../journal/entry.ts'
import type { Draft } from '../../journal/journal.ts'
import { readBranches, type StreamBranches } from '../../journal/stream-branches.ts'
import { parseStreamKey, type Stream } from '../../journal/streams.ts'
import { entryById, forkedSeqs, placesOfStream } from '../../storage/entries.ts'
import { lostChanges, type LostChange } from '../../storage/lost-work.ts'
import { streamByKey } from '../../storage/streams.ts'
import { criterionOfChange, labelOfChange } from '../history/describe-change.ts'
import { describeValue } from '../history/describe-value.ts'
import { ownDevice, writeAct, type Actor, type Installation } from '../office/installation.ts'
import { wordsOf } from '../words.ts'

/**
 * Work of this unit's devices that is stored but does not count: behind the point of a revocation, on a branch that does not count, or
 * never sealed before the folder became another device. An officer may take its values over as own changes (JOURNAL 4, 25, 33).
 */

type Lost = {
  /** Names this very change. */
  readonly key: string
  /** Names the field, in which another branch may say something else. */
  readonly field: string
  readonly scope: string
  readonly reason: LostChange['reason']
  readonly entry: DecodedEntry
  readonly change: Change
  readonly stream: Stream
}

/** `fields`: by field what was said last on each branch, the latest first. */
type LostOfDevice = { readonly fields: ReadonlyMap<string, readonly Lost[]>; readonly others: number }

const decisions: ReadonlySet<string> = new Set([
  'submission',
  'appraisalDecision',
  'verificationDecision',
  'recognition',
])

/** Decisions name what they saw, certificates their signer: both have to be made again. A deletion names what stood. */
function mayBeAdopted({ entity, field }: Change): boolean {
  return entity !== 'certificate' && field !== 'deleted' && !(entity === 'assessment' && decisions.has(field))
}

function lostByDevice(installation: Installation): ReadonlyMap<DeviceId, LostOfDevice> {
  const { database, trust } = installation
  const own = ownDevice(installation)
  const found = new Map<DeviceId, { fields: Map<string, Lost[]>; others: number }>()
  for (const { scope, entry: id, change: index, reason } of lostChanges(database)) {
    const row = entryById(database, id)
    if (row === undefined) continue
    const entry = decodeStoredEntry(row.bytes, row.id)
    const stream = parseStreamKey(entry.stream)
    const change = entry.changes[index]
    if (stream === undefined || change === undefined) continue
    if (trust.deviceFacts(stream.device)?.unit !== own.unit) continue
    const known = found.get(stream.device) ?? { fields: new Map<string, Lost[]>(), others: 0 }
    found.set(stream.device, known)
    if (!mayBeAdopted(change)) {
      known.others++
      continue
    }
    const { entity, id: thing, field: name } = change
    const field = `${scope}\n${fieldKey(entity, thing, name)}`
    const lost = { key: `${entry.id}/${String(index)}`, field, scope, reason, entry, change, stream }
    const before = known.fields.get(field)
    if (before === undefined) known.fields.set(field, [lost])
    else before.push(lost)
  }
  const liesBefore = orderOfStreams(installation)
  return new Map(
    [...found].map(([device, { fields, others }]) => {
      const last = [...fields].map(([field, all]) => [field, lastOnEachBranch(all, liesBefore)] as const)
      return [device, { fields: new Map(last), others }]
    }),
  )
}

type LiesBefore = (entry: DecodedEntry, later: DecodedEntry) => boolean

/** Whether one entry of a stream lies before another on the same branch. */
function orderOfStreams({ database }: Installation): LiesBefore {
  const trees = new Map<string, StreamBranches | null>()
  const treeOf = (key: string): StreamBranches | null => {
    let tree = trees.get(key)
    if (tree === undefined) {
      const stream = streamByKey(database, key)
      const isForked = stream !== undefined && forkedSeqs(database, stream.num).length > 0
      tree = isForked ? readBranches(placesOfStream(database, stream.num)) : null
      trees.set(key, tree)
    }
    return tree
  }
  return (entry, later) =>
    entry.stream === later.stream &&
    entry.seq < later.seq &&
    (treeOf(entry.stream)?.liesBefore(entry, later) ?? true)
}

/** Two branches that say the same say one thing. */
function lastOnEachBranch(all: readonly Lost[], liesBefore: LiesBefore): readonly Lost[] {
  const last: Lost[] = []
  for (const lost of all.toSorted((a, b) => b.entry.seq - a.entry.seq))
    if (!last.some((each) => liesBefore(lost.entry, each.entry))) last.push(lost)
  last.sort((a, b) => b.entry.time - a.entry.time || (a.key < b.key ? -1 : 1))
  const texts = last.map(({ change }) => valueText(change))
  return last.filter((_, i) => texts.indexOf(texts[i] ?? '') === i)
}

type Now = { readonly heads: readonly EntryId[]; readonly value: unknown; readonly text: string | null }

/** What stands in the field. */
function nowIn({ journal }: Installation, { scope, change }: Lost): Now {
  const { projection } = journal.projector.read(scope)
  const key = fieldKey(change.entity, change.id, change.field)
  const standing = projection.standings.get(key)
  const field = projection.fields.get(key)
  const shown = standing?.shown == null || field === undefined ? undefined : changeOf(field, standing.shown)
  return {
    heads: standing?.heads ?? [],
    value: shown?.change.value,
    text: shown === undefined || standing?.differing === true ? null : valueText(shown.change),
  }
}

function isMissing(installation: Installation, lost: Lost): boolean {
  return nowIn(installation, lost).text !== valueText(lost.change)
}

/** The latest value of each field of which no branch's value counts: what a person who takes everything means. */
function suggestedIn(installation: Installation, { fields }: LostOfDevice): readonly Lost[] {
  return [...fields.values()].flatMap((branches) =>
    branches.every((lost) => isMissing(installation, lost)) ? branches.slice(0, 1) : [],
  )
}

/** For each device what of its work has no equal among what counts; of a field on two branches both values. */
export function listLostWork(installation: Installation): readonly LostWork[] {
  const { trust, units } = installation
  const words = wordsOf(installation)
  return [...lostByDevice(installation)].flatMap(([device, work]) => {
    const missing = [...work.fields.values()].flat().filter((lost) => isMissing(installation, lost))
    const [first] = missing
    if (first === undefined) return []
    const suggested = new Set(suggestedIn(installation, work))
    const view = (lost: Lost): LostWork['fields'][number] => {
      const { change, entry, stream } = lost
      const criterion = criterionOfChange(installation, change)
      const describe = (value: unknown): string | null =>
        describeValue(installation, words, { entity: change.entity, field: change.field, value, criterion })
      const now = nowIn(installation, lost)
      return {
        ...{ key: lost.key, field: lost.field, suggested: suggested.has(lost) },
        label: labelOfChange(installation, words, change),
        unitName: units.nameOf(stream.audience),
        lost: describe(change.value),
        now: now.heads.length === 0 ? null : describe(now.value),
        officer: entry.officer.name,
        time: entry.time,
      }
    }
    const deviceName = trust.deviceFacts(device)?.name ?? ''
    return [{ device, deviceName, reason: first.reason, fields: missing.map(view), others: work.others }]
  })
}

/** How many fields of lost work have no equal. */
export function countLostWork(installation: Installation): number {
  return [...lostByDevice(installation).values()].reduce(
    (sum, work) => sum + suggestedIn(installation, work).length,
    0,
  )
}

/**
 * Writes these values as own changes, on what stands there now; gives how many.
 * @throws CallError `notFound` when one is not among the lost work of the device, `invalidInput` for two values of one field
 */
export function adoptLostWork(
  installation: Installation,
  actor: Pick<Actor, 'officer' | 'action'>,
  device: DeviceId,
  keys: readonly string[],
): number {
  const all = [...(lostByDevice(installation).get(device)?.fields.values() ?? [])].flat()
  const byKey = new Map(all.map((lost) => [lost.key, lost]))
  const chosen = [...new Set(keys)].map((key) => {
    const lost = byKey.get(key)
    if (lost === undefined) throw new CallError('notFound', { what: 'entry' })
    return lost
  })
  if (new Set(chosen.map(({ field }) => field)).size < chosen.length)
    throw new CallError('invalidInput', { fields: [{ path: 'fields', code: 'invalid_value' }] })
  const missing = chosen.filter((lost) => isMissing(installation, lost))
  if (missing.length === 0) return 0
  writeAct(installation, actor, draftsOf(installation, missing))
  if (missing.some(({ change }) => change.entity === 'unit')) installation.journal.base.readUnits()
  return missing.length
}

const changesAtOnce = 200

function draftsOf(installation: Installation, lost: readonly Lost[]): Draft[] {
  const byStream = Map.groupBy(lost, ({ stream: { audience, channel } }) => `${channel} ${audience}`)
  return [...byStream.values()].flatMap((all) => {
    const [first] = all
    if (first === undefined) return []
    const { audience, channel } = first.stream
    const changes = all.map((each) => ({ ...each.change, bases: nowIn(installation, each).heads }))
    const portions = Array.from({ length: Math.ceil(changes.length / changesAtOnce) }, (_, i) =>
      changes.slice(i * changesAtOnce, (i + 1) * changesAtOnce),
    )
    return portions.map((some): Draft => ({ channel, audience, changes: some }))
  })
}

/**
 * The office of a folder that became a new device: who works here and their drafts must not depend on anybody's choice, or nobody could
 * sign in to make it. They are written again, in the name of the officer who wrote last.
 */
export function carryOfficeOver(installation: Installation, former: DeviceId): void {
  const work = lostByDevice(installation).get(former)
  if (work === undefined) return
  const missing = suggestedIn(installation, work).filter(({ stream }) => stream.channel === 'office')
  const last = missing.reduce<Lost | undefined>(
    (latest, lost) => (latest === undefined || lost.entry.time >= latest.entry.time ? lost : latest),
    undefined,
  )
  if (last === undefined) return
  writeAct(
    installation,
    { officer: last.entry.officer, action: 'trust.adopt' },
    draftsOf(installation, missing),
  )
}
