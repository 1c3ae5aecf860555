import type { EntryId } from '../ids.ts'

/**
 * What stands in one field, given every stored change of it (JOURNAL 7). A pure function of a set: the order of the changes
 * leaves no trace, so devices that hold the same entries show the same.
 */
export type FieldChange = {
  /** Entry that holds the change; it names the change, as an entry holds one change a field. */
  readonly entry: EntryId
  /** Entries whose values for this field the writer saw and replaces. */
  readonly bases: readonly EntryId[]
  /** The nearest earlier change of this field in the same stream and branch. */
  readonly previous: EntryId | null
  /** Canonical text of the value: equal texts are equal values. */
  readonly value: string
  readonly counted: boolean
  /** The author's clock; decides only which of several differing values is shown. */
  readonly time: number
  readonly device: string
}

export type FieldStanding = {
  /** Counted changes that no other counted change replaces, sorted by entry id. */
  readonly heads: readonly EntryId[]
  /** The head to show: the latest by clock, then by device. */
  readonly shown: EntryId | null
  /** Several heads with different values: "số liệu khác nhau, cần chọn". */
  readonly differing: boolean
}

const nothing: FieldStanding = { heads: [], shown: null, differing: false }

/**
 * Resolves a field in one walk. A change is replaced when a counted change reaches it through bases and predecessors; changes
 * that do not count still pass that on. Ids that go round in a circle (no SHA-256 does) replace nothing, so nothing is lost.
 */
export function resolveField(changes: readonly FieldChange[]): FieldStanding {
  const counted = changes.filter((change) => change.counted)
  const only = counted[0]
  if (only === undefined) return nothing
  if (counted.length === 1) return { heads: [only.entry], shown: only.entry, differing: false }
  const replaced = replacedAmong(changes)
  const heads = counted.filter((change) => !replaced.has(change.entry))
  const first = heads[0] ?? only
  return {
    heads: heads.map((head) => head.entry).sort(),
    shown: heads.reduce((best, head) => (isLater(head, best) ? head : best), first).entry,
    differing: heads.some((head) => head.value !== first.value),
  }
}

/**
 * Ids of every change that a counted one reaches by at least one step. Each change passes on what it knows when all that name it
 * have done so: those in a circle never do.
 */
function replacedAmong(changes: readonly FieldChange[]): ReadonlySet<EntryId> {
  const byEntry = new Map(changes.map((change) => [change.entry, change]))
  const naming = new Map<EntryId, number>()
  for (const change of byEntry.values())
    for (const older of olderOf(change)) naming.set(older, (naming.get(older) ?? 0) + 1)
  const replaced = new Set<EntryId>()
  const open = [...byEntry.values()].filter(({ entry }) => !naming.has(entry))
  for (let change = open.pop(); change !== undefined; change = open.pop()) {
    const replaces = change.counted || replaced.has(change.entry)
    for (const older of olderOf(change)) {
      if (replaces) replaced.add(older)
      const left = (naming.get(older) ?? 0) - 1
      naming.set(older, left)
      const target = left === 0 ? byEntry.get(older) : undefined
      if (target !== undefined) open.push(target)
    }
  }
  return replaced
}

function olderOf({ bases, previous }: FieldChange): readonly EntryId[] {
  return previous === null ? bases : [...bases, previous]
}

function isLater(a: FieldChange, b: FieldChange): boolean {
  if (a.time !== b.time) return a.time > b.time
  if (a.device !== b.device) return a.device > b.device
  return a.entry > b.entry
}
