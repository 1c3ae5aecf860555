import { CallError } from '../../../shared/contract/errors.ts'
import type { EntryId } from '../../../shared/domain/ids.ts'
import {
  fieldKey,
  isHidden,
  standingOf,
  type FieldChanges,
  type FieldKey,
} from '../../../shared/domain/journal/changes.ts'
import { decisionFields } from '../../../shared/domain/journal/decisions.ts'
import type { FieldStanding } from '../../../shared/domain/journal/merge.ts'
import type { Deletion } from '../../../shared/domain/journal/sheet-values.ts'
import { changeOf } from '../../../shared/domain/journal/sheet-projection.ts'
import { mayDo, type Permission } from '../../../shared/domain/permissions.ts'
import { decodeEntry, type DecodedEntry } from '../../journal/entry.ts'
import type { Draft, NewChange } from '../../journal/journal.ts'
import { scopeOf } from '../../journal/scopes.ts'
import { parseStreamKey, type Stream } from '../../journal/streams.ts'
import { entriesOfArrival, entryById } from '../../storage/entries.ts'
import { fieldOf } from '../../storage/fields.ts'
import { scopeByKey } from '../../storage/scopes.ts'
import { ownDevice, writeAct, type Actor, type Installation } from '../office/installation.ts'
import { assertStageOpen, isStageOpen } from '../sheets/stage-open.ts'
import { stepsDownTo } from './undo-chain.ts'

/**
 * Taking an entry back (JOURNAL 14): a new entry makes everything that it changed as it was before, as long as nobody has
 * written on top of it, or what was written has been taken back. Decisions are never undone but decided again.
 */

type Refusal = 'notLatest' | 'notOwnUnit' | 'decision' | 'nothing'

/** What a field holds while nothing was ever said; fields that are not here cannot become empty. */
const emptyValues: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  selfScore: { answer: null },
  appraisal: { answer: null },
  verification: { answer: null },
  explanation: { text: '' },
  gateAnswer: { answer: { met: null, note: '' } },
  participant: {
    registered: false,
    aim: null,
    lastTotal: null,
    lastStars: null,
    lastPoints: {},
    stopped: null,
  },
  document: { number: '', date: null, issuer: '', title: '' },
  criteriaDraft: { draft: null },
}

/** Things with a field `deleted`, and the field without which they are not there. */
const removable: Readonly<Record<string, string>> = { document: 'body', evidence: 'link' }

const permissions: Readonly<Record<string, Permission>> = {
  appraisal: 'appraise',
  verification: 'appraise',
  criteriaDraft: 'manageCriteria',
  cycle: 'manageCycles',
}

/** Whether entries can be taken back now, as far as rows tell; `undoEntries` judges again. */
export function createUndoJudge(installation: Installation): (entry: DecodedEntry) => boolean {
  const { database, journal, own } = installation
  const read = createEntryReader(installation)
  return (entry) => {
    const stream = parseStreamKey(entry.stream)
    if (own === null || stream === undefined) return false
    if (journal.base.deviceFacts(stream.device)?.unit !== own.unit) return false
    if (isPartOfMore(installation, entry)) return false
    return entry.changes.every((change) => {
      if (barredKind(change) !== null) return false
      const key = scopeOf(change, stream)
      const scope = key === undefined ? undefined : scopeByKey(database, key)
      const row =
        scope === undefined ? undefined : fieldOf(database, scope, change.entity, change.id, change.field)
      const [head, ...others] = row?.heads ?? []
      if (head === undefined || others.length > 0) return false
      if (stepsDownTo(change, entry.id, head as EntryId, read) === null) return false
      if (change.bases.length === 0 && !mayBecomeEmpty(change)) return false
      return key !== undefined && isStageOpen(installation, key, change.entity)
    })
  }
}

/**
 * Writes the entries that take these of one act back: one act again, all or none.
 * @throws CallError `notFound`, `cannotUndo`, `forbidden`, `wrongStage`
 */
export function undoEntries(
  installation: Installation,
  actor: Actor,
  ids: readonly EntryId[],
): readonly EntryId[] {
  const backs = [...new Set(ids)].map((id) => draftBack(installation, actor, id))
  const [first] = backs
  // entries of different acts were done for reasons and on behalf of their own
  if (first === undefined || backs.some(({ entry }) => entry.act !== first.entry.act))
    throw new CallError('notFound', { what: 'entry' })
  const drafts = backs.map(({ draft }) => draft)
  return writeAct(installation, actor, drafts, { onBehalf: first.entry.onBehalf })
}

function draftBack(
  installation: Installation,
  actor: Actor,
  id: EntryId,
): { readonly entry: DecodedEntry; readonly draft: Draft } {
  const { database, journal } = installation
  const row = entryById(database, id)
  if (row === undefined) throw new CallError('notFound', { what: 'entry' })
  const entry = decodeEntry(row.bytes)
  const stream = parseStreamKey(entry.stream)
  if (stream === undefined) throw new CallError('notFound', { what: 'entry' })
  if (journal.base.deviceFacts(stream.device)?.unit !== ownDevice(installation).unit)
    throw cannot('notOwnUnit')
  assertMayUndo(actor, entry)
  if (isPartOfMore(installation, entry)) throw cannot('nothing')
  const changes = [
    ...Map.groupBy(entry.changes, ({ entity, id: thing }) => `${entity} ${thing}`).values(),
  ].flatMap(([first]) => (first === undefined ? [] : takeBack(installation, stream, entry, first)))
  if (changes.length === 0) throw cannot('nothing')
  return { entry, draft: { channel: stream.channel, audience: stream.audience, changes } }
}

function assertMayUndo(actor: Actor, entry: DecodedEntry): void {
  for (const change of entry.changes) {
    const barred = barredKind(change)
    if (barred !== null) throw cannot(barred)
    const permission = permissions[change.entity] ?? 'score'
    if (!mayDo(actor.roles, permission)) throw new CallError('forbidden', { permission })
  }
}

/** What was published stays so: no part of such an act goes back alone. */
function isPartOfMore({ database }: Installation, entry: DecodedEntry): boolean {
  if (parseStreamKey(entry.stream)?.channel === 'sheet') return false
  const arrival = entryById(database, entry.id)?.arrival
  if (arrival === undefined) return false
  return entriesOfArrival(database, arrival).some(({ id, bytes }) => {
    if (id === entry.id) return false
    const other = decodeEntry(bytes)
    return other.act === entry.act && other.changes.some((change) => barredKind(change) !== null)
  })
}

/** Decisions are decided again; officers, units and what was published are changed where they are kept. */
function barredKind({ entity, field }: { entity: string; field: string }): Refusal | null {
  if (entity === 'assessment' && Object.hasOwn(decisionFields, field)) return 'decision'
  return entity in emptyValues || entity in removable || entity === 'cycle' ? null : 'nothing'
}

function mayBecomeEmpty({ entity, field }: { entity: string; field: string }): boolean {
  return entity in removable || Object.hasOwn(emptyValues[entity] ?? {}, field)
}

/** The changes that make one thing as it was before the entry. */
function takeBack(
  installation: Installation,
  stream: Stream,
  entry: DecodedEntry,
  thing: { readonly entity: string; readonly id: string },
): readonly NewChange[] {
  const key = scopeOf(thing, stream)
  if (key === undefined) throw cannot('nothing')
  assertStageOpen(installation, key, thing.entity)
  const { projection } = installation.journal.projector.read(key)
  const now = [...projection.fields.values()].filter(
    ({ entity, id }) => entity === thing.entity && id === thing.id,
  )
  const touched = now.filter(({ changes }) => changes.some((judged) => judged.entry.id === entry.id))
  const read = createEntryReader(installation)
  const undone = new Set<EntryId>()
  for (const field of touched) {
    const head = soleHead(projection.standings, field)
    const steps = head === null ? null : stepsDownTo(field, entry.id, head, read)
    if (steps === null) throw cannot('notLatest')
    for (const step of steps) undone.add(step)
  }
  const essential = removable[thing.entity]
  for (const step of stepsSinceHidden(touched, now, projection.standings, undone, read)) undone.add(step)
  const before = stateWithout(now, undone)
  if (essential !== undefined && !before.isThere(essential)) return [hide(now, projection.standings, thing)]
  // What comes back into sight comes as it was hidden, also where it was linked otherwise in between; said anew where it was linked the
  // same, or the next step back would meet a change that nobody took back.
  const changedBetween = now.filter((field) => {
    const head = soleHead(projection.standings, field)
    return !touched.includes(field) && head !== null && undone.has(head)
  })
  return [...touched, ...changedBetween].map((field) => ({
    ...thing,
    field: field.field,
    value: before.valueOf(field),
    bases: projection.standings.get(keyOf(field))?.heads ?? [],
  }))
}

/**
 * What came back into sight and was changed and changed back since goes out of sight again: these steps come to nothing, and the
 * deletion, which names what stood before them, hides it as it did.
 */
function stepsSinceHidden(
  touched: readonly FieldChanges[],
  now: readonly FieldChanges[],
  standings: ReadonlyMap<FieldKey, FieldStanding>,
  undone: ReadonlySet<EntryId>,
  read: (id: EntryId) => DecodedEntry | null,
): readonly EntryId[] {
  const deleted = touched.find(({ field }) => field === 'deleted')
  if (deleted === undefined) return []
  const { shown } = standingOf(without(deleted, undone))
  const deletion = (shown === null ? null : (changeOf(deleted, shown)?.change.value ?? null)) as Deletion
  return now.flatMap((field) => {
    const head = soleHead(standings, field)
    const named =
      deletion === null || !Object.hasOwn(deletion, field.field) ? [] : (deletion[field.field] ?? [])
    if (field === deleted || head === null || named.includes(head)) return []
    const row = named.flatMap((each) => {
      const steps = stepsDownTo(field, each, head, read)
      return steps === null ? [] : [steps.filter((step) => step !== each)]
    })
    return row[0] ?? []
  })
}

/** A field as it would be without these changes: they are taken for not counted. */
function without(field: FieldChanges, undone: ReadonlySet<EntryId>): FieldChanges {
  return {
    ...field,
    changes: field.changes.map((judged) =>
      undone.has(judged.entry.id) ? { ...judged, counted: 'other' as const } : judged,
    ),
  }
}

function soleHead(standings: ReadonlyMap<FieldKey, FieldStanding>, field: FieldChanges): EntryId | null {
  const [head, ...others] = standings.get(keyOf(field))?.heads ?? []
  return head === undefined || others.length > 0 ? null : head
}

/** The thing as it stood without what is undone. */
function stateWithout(
  fields: readonly FieldChanges[],
  undone: ReadonlySet<EntryId>,
): { readonly isThere: (essential: string) => boolean; readonly valueOf: (field: FieldChanges) => unknown } {
  const before = fields.map((field) => without(field, undone))
  const standings = new Map<FieldKey, FieldStanding>(before.map((field) => [keyOf(field), standingOf(field)]))
  const shownOf = (field: FieldChanges): unknown => {
    const standing = standings.get(keyOf(field))
    if (standing === undefined || standing.shown === null) return undefined
    return changeOf(field, standing.shown)?.change.value
  }
  return {
    isThere: (essential) => {
      const body = before.find(({ field }) => field === essential)
      if (body === undefined || shownOf(body) === undefined) return false
      const deleted = before.find(({ field }) => field === 'deleted')
      const deletion = deleted === undefined ? null : ((shownOf(deleted) ?? null) as Deletion)
      const differs = deleted !== undefined && standings.get(keyOf(deleted))?.differing === true
      return !isHidden(deletion, differs, before, standings)
    },
    valueOf: (field) => {
      // differing values were decided on by this entry: that is decided again, not undone
      if (standings.get(keyOf(field))?.differing === true) throw cannot('decision')
      const value = shownOf(field)
      if (value !== undefined) return value
      if (field.field === 'deleted') return null
      const empty = emptyValues[field.entity]
      if (empty === undefined || !Object.hasOwn(empty, field.field)) throw cannot('nothing')
      return empty[field.field]
    },
  }
}

/** What was not there, or lay in the trash, goes (back) into the trash. */
function hide(
  fields: readonly FieldChanges[],
  standings: ReadonlyMap<FieldKey, FieldStanding>,
  thing: { readonly entity: string; readonly id: string },
): NewChange {
  const named = fields
    .filter(({ field }) => field !== 'deleted')
    .map((field) => [field.field, standings.get(keyOf(field))?.heads ?? []] as const)
    .filter(([, heads]) => heads.length > 0)
  const bases = standings.get(fieldKey(thing.entity, thing.id, 'deleted'))?.heads ?? []
  return { entity: thing.entity, id: thing.id, field: 'deleted', value: Object.fromEntries(named), bases }
}

function createEntryReader({ database }: Installation): (id: EntryId) => DecodedEntry | null {
  const known = new Map<EntryId, DecodedEntry | null>()
  return (id) => {
    let entry = known.get(id)
    if (entry === undefined) {
      const row = entryById(database, id)
      entry = row === undefined ? null : decodeEntry(row.bytes)
      known.set(id, entry)
    }
    return entry
  }
}

function keyOf({ entity, id, field }: Pick<FieldChanges, 'entity' | 'id' | 'field'>): FieldKey {
  return fieldKey(entity, id, field)
}

function cannot(why: Refusal): CallError<'cannotUndo'> {
  return new CallError('cannotUndo', { why })
}
