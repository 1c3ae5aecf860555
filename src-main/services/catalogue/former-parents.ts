import { CallError } from '../../../shared/contract/errors.ts'
import type { Input, Output } from '../../../shared/contract/contract.ts'
import type { EntryId, UnitId } from '../../../shared/domain/ids.ts'
import { fieldKey } from '../../../shared/domain/journal/changes.ts'
import type { FormerParent } from '../../../shared/domain/journal/scope-projection.ts'
import { decodeStoredEntry } from '../../journal/entry.ts'
import { entriesOfStream, lastOfStream } from '../../storage/entries.ts'
import { streamsOfAudience } from '../../storage/streams.ts'
import { ownDevice, writeAct, type Actor, type Installation } from '../office/installation.ts'
import { readUnitChanges } from '../office/open-installation.ts'
import { authorOf } from '../sheets/sheet-scope.ts'
import type { Unit } from './units.ts'

/** Units under which a unit once stood: up to where their work counts, and what came from them after that (JOURNAL 20). */

type LaterWork = Output<'units.laterWork'>[number]

/** Of later work so many acts are shown one by one. */
const shownAtMost = 20

/**
 * The units under which it stood, the present parent last, and up to where what each wrote about it is stored here: so far it counts, and
 * nothing that turns up later. A unit that comes back is no former parent any more.
 */
export function formerParents(installation: Installation, unit: Unit, next: UnitId): readonly FormerParent[] {
  const { database } = installation
  const earlier = (unit.former ?? []).filter(({ parent }) => parent !== unit.parent && parent !== next)
  const { parent } = unit
  if (parent === null) return earlier
  const until = streamsFrom(installation, unit.id, parent).flatMap(({ num, key }) => {
    const [last] = lastOfStream(database, num)
    return last === undefined ? [] : [[key, { seq: last.seq, id: last.id as EntryId }] as const]
  })
  return [...earlier, { parent, until: Object.fromEntries(until) }]
}

/** What the machines of this office wrote about the unit. */
function streamsFrom({ database, trust }: Installation, about: UnitId, office: UnitId) {
  return streamsOfAudience(database, about, 'sheet').filter(
    ({ device }) => trust.deviceFacts(device)?.unit === office,
  )
}

/** Work of former parents that lies behind the points which the moves named: it is stored and does not count. */
export function listLaterWork(installation: Installation): LaterWork[] {
  const { units } = installation
  const { unit: own } = ownDevice(installation)
  const below = units.childrenOf(own).filter(({ level }) => level !== 'commune')
  const moved = [...below, ...units.communesBelow(own)].filter(({ former }) => former !== undefined)
  return moved.flatMap((unit) =>
    (unit.former ?? []).flatMap((former) => {
      const found = laterWorkOf(installation, unit, former)
      return found === null ? [] : [found]
    }),
  )
}

function laterWorkOf(
  installation: Installation,
  unit: Unit,
  { parent, until }: FormerParent,
): LaterWork | null {
  const { database, journal, units } = installation
  const later = streamsFrom(installation, unit.id, parent).map(({ num, key }) => ({
    key,
    entries: entriesOfStream(database, num, (until[key]?.seq ?? 0) + 1),
  }))
  const found = later.flatMap(({ entries }) => entries).sort((a, b) => b.arrival - a.arrival || b.seq - a.seq)
  if (found.length === 0) return null
  return {
    unit: units.view(unit),
    former: parent,
    formerName: units.nameOf(parent),
    entries: found.length,
    acts: found.slice(0, shownAtMost).map((stored) => {
      const entry = decodeStoredEntry(stored.bytes, stored.id)
      return {
        action: stored.action,
        author: authorOf(installation, journal.projector.toSheetEntry(entry, entry.stream)),
      }
    }),
    until: Object.fromEntries(
      later.flatMap(({ key, entries }) => {
        const last = entries.at(-1)
        return last === undefined ? [] : [[key, { seq: last.seq, id: last.id as EntryId }]]
      }),
    ),
  }
}

/**
 * From now on the former parent's work counts up to these points, as `listLaterWork` gave them; what comes after waits again.
 * @throws CallError `notFound` when there is nothing of it here
 */
export function takeLaterWork(
  installation: Installation,
  actor: Actor,
  { unit: id, former: parent, until }: Input<'units.takeLaterWork'>,
): void {
  const { unit: own } = ownDevice(installation)
  const { units, journal } = installation
  const unit = units.get(id as UnitId)
  const former = unit.former ?? []
  const known = former.find((each) => each.parent === parent)
  if (known === undefined || unit.id === own || !units.isWithin(unit.id, own))
    throw new CallError('notFound', { what: 'unit' })
  const raised = new Map(Object.entries(known.until))
  for (const { num, key } of streamsFrom(installation, unit.id, known.parent)) {
    const point = Object.hasOwn(until, key) ? until[key] : undefined
    if (point === undefined || point.seq <= (raised.get(key)?.seq ?? 0)) continue
    const isHere = entriesOfStream(installation.database, num, point.seq, point.seq).some(
      (entry) => entry.id === point.id,
    )
    if (isHere) raised.set(key, { seq: point.seq, id: point.id as EntryId })
  }
  const value = former.map((each) =>
    each === known ? { ...known, until: Object.fromEntries(raised) } : each,
  )
  const { projection } = journal.plain('catalogue', own)
  const bases = projection.standings.get(fieldKey('unit', unit.id, 'former'))?.heads ?? []
  const change = { entity: 'unit', id: unit.id, field: 'former', value, bases }
  writeAct(installation, actor, [{ channel: 'catalogue', audience: own, changes: [change] }])
  readUnitChanges(installation)
  journal.projectAll()
}
