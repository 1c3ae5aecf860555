import { z } from 'zod'
import { EntryId, Sha256 } from '../ids.ts'
import type { FieldChanges, FieldKey } from './changes.ts'
import type { SheetEntry } from './facts.ts'

/**
 * Acts by which a unit sets entries aside and puts them back (JOURNAL 13), read from the projection of its office.
 *
 * An act is the thing `setAside <unit>:<hex>`: its field `bundle` says which applied bundle it was about, `putBack` ends it for
 * ever. The entries that it names are the field `entries` of the things `setAside <unit>:<hex>-<n>`, as many as it needs.
 */

/** So many ids fit into an entry of 1 MiB with room to spare. */
export const idsInOnePart = 10_000

export const setAsideValues = {
  bundle: Sha256,
  entries: z.array(EntryId).min(1).max(idsInOnePart),
  putBack: z.literal(true),
}

export type SetAsideAct = {
  /** What putting back names. */
  readonly id: string
  /** Hash of the bundle that it was about. */
  readonly bundle: Sha256 | null
  /** The entry in which it was written. */
  readonly written: SheetEntry
  readonly entries: readonly EntryId[]
  /** The entry that put everything back; null: it is still aside. */
  readonly putBack: SheetEntry | null
}

type Gathered = {
  bundle: Sha256 | null
  written: SheetEntry | null
  readonly entries: EntryId[]
  putBack: SheetEntry | null
}

/** Every counted act, by id. Who puts back first, or names first, is the one with the lowest (stream, seq): no trace of arrival. */
export function readSetAsides(fields: ReadonlyMap<FieldKey, FieldChanges>): readonly SetAsideAct[] {
  const acts = new Map<string, Gathered>()
  for (const field of fields.values()) {
    if (field.entity !== 'setAside') continue
    const id = actOfPart(field.id)
    const act = acts.get(id) ?? { bundle: null, written: null, entries: [], putBack: null }
    acts.set(id, act)
    for (const { entry, change, counted } of field.changes) {
      if (counted !== true) continue
      if (field.field === 'putBack') act.putBack ??= entry
      if (field.field === 'bundle') act.bundle ??= change.value as Sha256
      if (field.field === 'entries')
        for (const each of change.value as readonly EntryId[]) act.entries.push(each)
      if (field.field !== 'putBack') act.written ??= entry
    }
  }
  return [...acts]
    .flatMap(([id, act]) => (act.written === null ? [] : [{ ...act, id, written: act.written }]))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** The entries that are aside: named by an act that is not put back. */
export function entriesAside(acts: readonly SetAsideAct[]): ReadonlySet<EntryId> {
  const aside = new Set<EntryId>()
  for (const { entries, putBack } of acts) if (putBack === null) for (const id of entries) aside.add(id)
  return aside
}

/** The name of a part of an act, counted from 0. */
export function partOfAct(act: string, place: number): string {
  return `${act}-${place}`
}

function actOfPart(id: string): string {
  return /^(.+:[0-9a-f]+)-\d+$/.exec(id)?.[1] ?? id
}

/**
 * What may never be set aside: entries of an office, and those that issue certificates. An act that names them all the same says
 * nothing about them.
 */
export function mayBeAside(stream: string, changes: readonly { readonly entity: string }[]): boolean {
  return !stream.endsWith('/office') && !changes.some(({ entity }) => entity === 'certificate')
}

/**
 * Whether another applied bundle that delivered an entry too keeps it from being set aside (JOURNAL 13). A bundle by another device
 * than the entry's own that came when the entry was here already only carried it back, and says nothing for it.
 * @param broughtBy the bundle that brought the entry here first; null: it was written here
 */
export function bindsEntry(
  delivery: { readonly bundle: string; readonly author: string },
  entry: { readonly device: string; readonly broughtBy: string | null },
): boolean {
  return delivery.author === entry.device || delivery.bundle === entry.broughtBy
}
