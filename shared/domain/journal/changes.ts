import type { Criterion } from '../criteria.ts'
import type { EntryId } from '../ids.ts'
import type { Outcome } from '../rules.ts'
import type { EntryChange, SheetEntry, StoredFacts, UncountedReason } from './facts.ts'
import { resolveField, type FieldChange, type FieldStanding } from './merge.ts'

/** A change on its way through judgement: who wrote it, what it replaces, whether it counts. */
export type JudgedChange = {
  readonly entry: SheetEntry
  readonly change: EntryChange
  /** Place of the change in its entry. */
  readonly index: number
  readonly previous: EntryId | null
  counted: true | UncountedReason
  /** The points of its answer, once somebody asked (`scoreChange`). */
  scored?: { readonly criterion: Criterion; readonly outcome: Outcome }
}

/** All changes of one field of one thing, oldest first within each stream. */
export type FieldChanges = {
  readonly entity: string
  readonly id: string
  readonly field: string
  readonly changes: JudgedChange[]
  /** Entries that hold a change of this field; gathered when a change names a base. */
  holders: Set<EntryId> | null
}

export type FieldKey = string

/** The key of a field in maps of this folder. */
export function fieldKey(entity: string, id: string, field: string): FieldKey {
  return `${entity}\n${id}\n${field}`
}

/**
 * Sorts the changes that belong to a scope into their fields (an entry may touch several scopes). `entries` must be sorted by
 * (stream, seq, id). A base that holds no change of the field makes the change not count (a base that is not stored makes its
 * entry wait, which is judged before).
 */
export function changesByField(
  entries: readonly SheetEntry[],
  facts: Pick<StoredFacts, 'liesBefore'>,
  belongs: (change: EntryChange) => boolean,
): ReadonlyMap<FieldKey, FieldChanges> {
  const fields = new Map<FieldKey, FieldChanges>()
  for (const entry of entries) {
    let index = 0
    for (const change of entry.changes) {
      if (belongs(change)) addChange(fields, entry, change, index, facts)
      index++
    }
  }
  for (const field of fields.values()) for (const judged of field.changes) judgeBases(field, judged)
  return fields
}

/** Adds one change behind the others of its field; the entry must be the newest of its stream so far. */
export function addChange(
  fields: Map<FieldKey, FieldChanges>,
  entry: SheetEntry,
  change: EntryChange,
  index: number,
  facts: Pick<StoredFacts, 'liesBefore'>,
): FieldChanges {
  const key = fieldKey(change.entity, change.id, change.field)
  let field = fields.get(key)
  if (field === undefined) {
    field = { entity: change.entity, id: change.id, field: change.field, changes: [], holders: null }
    fields.set(key, field)
  }
  const previous = nearestBefore(entry, field.changes, facts)
  field.changes.push({ entry, change, index, previous, counted: entry.counted })
  field.holders?.add(entry.id)
  return field
}

/** A base that holds no change of this very field makes a change not count. */
export function judgeBases(field: FieldChanges, judged: JudgedChange): void {
  if (judged.counted === true && !hasTrueBases(field, judged.change)) judged.counted = 'badBase'
}

/** Whether every base holds a change of this very field. */
export function hasTrueBases(field: FieldChanges, change: EntryChange): boolean {
  if (change.bases.length === 0) return true
  const holders = (field.holders ??= new Set(field.changes.map(({ entry }) => entry.id)))
  return change.bases.every((base) => holders.has(base))
}

function nearestBefore(
  entry: SheetEntry,
  earlier: readonly JudgedChange[],
  facts: Pick<StoredFacts, 'liesBefore'>,
): EntryId | null {
  for (let i = earlier.length - 1; i >= 0; i--) {
    const candidate = earlier[i]?.entry
    if (candidate?.stream !== entry.stream) continue
    if (candidate.seq < entry.seq && facts.liesBefore(candidate, entry)) return candidate.id
  }
  return null
}

/** What stands in the field after judgement. */
export function standingOf(field: FieldChanges): FieldStanding {
  const only = field.changes[0]
  if (only !== undefined && field.changes.length === 1) return standsAlone(only)
  return resolveField(field.changes.map(toFieldChange))
}

/** What `resolveField` says of one change; most fields hold no more. */
function standsAlone({ entry: { id }, counted }: JudgedChange): FieldStanding {
  return counted === true
    ? { heads: [id], shown: id, differing: false }
    : { heads: [], shown: null, differing: false }
}

/**
 * What stands among the changes that a decision saw. Of the others only those take part on which the seen ones build directly,
 * and what comes before these in their streams: all that is stored for certain when the decision counts, so that nothing which
 * arrives later can come between.
 */
export function standingWithin(
  field: FieldChanges,
  isSeen: (judged: JudgedChange) => boolean,
): FieldStanding {
  const seen = field.changes.filter(isSeen)
  if (seen.length === field.changes.length) return standingOf(field)
  const byEntry = new Map(field.changes.map((judged) => [judged.entry.id, judged]))
  const taking = new Set(seen)
  for (const { change } of seen) {
    for (const base of change.bases) {
      let before = byEntry.get(base)
      while (before !== undefined && !taking.has(before)) {
        taking.add(before)
        before = before.previous === null ? undefined : byEntry.get(before.previous)
      }
    }
  }
  return resolveField([...taking].map(toFieldChange))
}

function toFieldChange({ entry, change, previous, counted }: JudgedChange): FieldChange {
  return {
    entry: entry.id,
    bases: change.bases,
    previous,
    value: valueText(change),
    counted: counted === true,
    time: entry.time,
    device: entry.device,
  }
}

/** Remembered where making it again costs more than remembering: a criteria set, not an answer. */
const longTexts = new WeakMap<EntryChange, string>()
const longFrom = 2000

/** Canonical text of a change's value: entries are canonical, so their parsed keys are sorted already. */
export function valueText(change: EntryChange): string {
  const known = longTexts.get(change)
  if (known !== undefined) return known
  const text = JSON.stringify(change.value)
  if (text.length >= longFrom) longTexts.set(change, text)
  return text
}

/**
 * Whether a thing is hidden by its field `deleted` (JOURNAL 11): one value stands there, and every standing head of every other
 * field is named in it or was replaced by a named one. Otherwise a change unknown to the deleter keeps the thing in sight.
 */
export function isHidden(
  deletion: Readonly<Record<string, readonly EntryId[]>> | null,
  differing: boolean,
  fields: readonly FieldChanges[],
  standings: ReadonlyMap<FieldKey, FieldStanding>,
): boolean {
  if (deletion === null || differing) return false
  return fields.every((field) => {
    if (field.field === 'deleted') return true
    const heads = standings.get(fieldKey(field.entity, field.id, field.field))?.heads ?? []
    const named = new Set(Object.hasOwn(deletion, field.field) ? deletion[field.field] : [])
    if (heads.every((head) => named.has(head))) return true
    const seenByDeleter = ancestorsOf(named, field.changes)
    return heads.every((head) => named.has(head) || seenByDeleter.has(head))
  })
}

function ancestorsOf(named: ReadonlySet<EntryId>, changes: readonly JudgedChange[]): ReadonlySet<EntryId> {
  const byEntry = new Map(changes.map((judged) => [judged.entry.id, judged]))
  const reached = new Set<EntryId>()
  const open = [...named]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const judged = byEntry.get(id)
    if (judged === undefined) continue
    for (const older of judged.previous === null
      ? judged.change.bases
      : [...judged.change.bases, judged.previous]) {
      if (!reached.has(older)) {
        reached.add(older)
        open.push(older)
      }
    }
  }
  return reached
}
