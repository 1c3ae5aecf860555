import { hash } from 'node:crypto'
import { z } from 'zod'
import { EntryId, OfficerId, UnitId } from '../../shared/domain/ids.ts'
import { canonicalBytes, maximumCanonicalBytes, parseCanonical } from './canonical.ts'
import { Milliseconds } from './signed-json.ts'
import { isStreamKey, StreamKey } from './streams.ts'

/**
 * An entry: one act of one officer for one audience (JOURNAL 1, 2). Stored verbatim as canonical JSON; its id is the SHA-256 of
 * those bytes. What its values mean is judged in the projection; here stands only what every entry of every version looks like.
 */

const name = z.string().regex(/^[a-z][A-Za-z]{0,31}$/)

const Change = z.strictObject({
  entity: name,
  id: z.string().min(1).max(300),
  field: name,
  /** Any canonical JSON; null is "empty". */
  value: z.json(),
  /** Entries whose values for this very field the writer saw and replaces; ascending, each once. */
  bases: z.array(EntryId).max(64).refine(isAscending),
})

export const Entry = z
  .strictObject({
    v: z.literal(1),
    stream: StreamKey,
    /** From 1, without gaps. */
    seq: z.int().min(1),
    /** The entry before in this stream; null only for the first. */
    prev: EntryId.nullable(),
    time: Milliseconds,
    officer: z.strictObject({ id: OfficerId, name: z.string().min(1).max(200) }),
    /** The same for all entries of one act. */
    act: z.string().regex(/^[0-9a-f]{32}$/),
    /** Name of the call. */
    action: z
      .string()
      .max(64)
      .regex(/^[a-z][A-Za-z]*(?:\.[a-z][A-Za-z]*)+$/),
    reason: z.string().min(1).max(4000).nullable(),
    /** Whose words are entered here ("nhập hộ"), and by which paper. */
    onBehalf: z.strictObject({ unit: UnitId, paper: z.string().max(500) }).nullable(),
    changes: z.array(Change).min(1).max(10_000).refine(isOnePerField),
  })
  .refine((entry) => (entry.seq === 1) === (entry.prev === null))
export type Entry = z.infer<typeof Entry>
export type Change = z.infer<typeof Change>
export type DecodedEntry = Entry & { readonly id: EntryId }

/** The bytes are canonical JSON, but no entry. */
export class NotAnEntry extends Error {
  constructor() {
    super('not an entry')
    this.name = 'NotAnEntry'
  }
}

/**
 * The bytes to store, and their id. Bases are put in order; everything else must be as it is to stand.
 * @throws NotAnEntry, NotCanonical: the caller must not have made such an entry
 */
export function encodeEntry(entry: Entry): { id: EntryId; bytes: Buffer } {
  const changes = entry.changes.map((change) =>
    change.bases.length < 2 ? change : { ...change, bases: [...change.bases].sort() },
  )
  const ordered = { ...entry, changes }
  if (!isEntry(ordered)) throw new NotAnEntry()
  const bytes = canonicalBytes(ordered)
  if (bytes.length > maximumCanonicalBytes) throw new NotAnEntry()
  return { id: entryIdOf(bytes), bytes }
}

/**
 * The entry that these bytes are.
 * @throws NotCanonical, NotAnEntry
 */
export function decodeEntry(bytes: Uint8Array): DecodedEntry {
  const value: unknown = parseCanonical(bytes)
  if (!isEntry(value)) throw new NotAnEntry()
  // The value is ours alone; a copy would cost a third of all the rest.
  return Object.assign(value, { id: entryIdOf(bytes) })
}

/** The entry behind bytes that were decoded before they were stored: they need not be judged again. */
export function decodeStoredEntry(bytes: Uint8Array, id: string): DecodedEntry {
  return readStoredEntry(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'), id)
}

/** The same from the text of the bytes. */
export function readStoredEntry(text: string, id: string): DecodedEntry {
  return Object.assign(JSON.parse(text) as Entry, { id: id as EntryId })
}

/** SHA-256 of the bytes of an entry. */
export function entryIdOf(bytes: Uint8Array): EntryId {
  return hash('sha256', bytes, 'hex') as EntryId
}

const hex64 = /^[0-9a-f]{64}$/
const hex32 = /^[0-9a-f]{32}$/
const namePattern = /^[a-z][A-Za-z]{0,31}$/
const actionPattern = /^[a-z][A-Za-z]*(?:\.[a-z][A-Za-z]*)+$/
const officerPattern = /^[a-z0-9.-]+:[a-z0-9-]{1,32}$/
const unitPattern = /^[a-z0-9]+(?:[.-][a-z0-9]+)*$/

/**
 * The same question as the schema `Entry`, by hand: an import asks it a hundred thousand times. A property test keeps the two
 * equal. The value must come from `parseCanonical`, which has checked every nested value.
 */
export function isEntry(value: unknown): value is Entry {
  if (!isObject(value, 11)) return false
  const { v, stream, seq, prev, time, officer, act, action, reason, onBehalf, changes } = value
  return (
    v === 1 &&
    typeof stream === 'string' &&
    isStreamKey(stream) &&
    isWhole(seq, 1, Number.MAX_SAFE_INTEGER) &&
    (seq === 1 ? prev === null : matches(prev, hex64)) &&
    isWhole(time, 0, 8_640_000_000_000_000) &&
    isOfficer(officer) &&
    matches(act, hex32) &&
    matches(action, actionPattern) &&
    action.length <= 64 &&
    (reason === null || isTextOf(reason, 1, 4000)) &&
    (onBehalf === null || isOnBehalf(onBehalf)) &&
    Array.isArray(changes) &&
    changes.length >= 1 &&
    changes.length <= 10_000 &&
    changes.every(isChange) &&
    isOnePerField(changes)
  )
}

function isChange(value: unknown): value is Change {
  if (!isObject(value, 5)) return false
  const { entity, id, field, bases } = value
  return (
    matches(entity, namePattern) &&
    isTextOf(id, 1, 300) &&
    matches(field, namePattern) &&
    value['value'] !== undefined &&
    Array.isArray(bases) &&
    bases.length <= 64 &&
    bases.every((base) => matches(base, hex64)) &&
    isAscending(bases)
  )
}

function isOfficer(value: unknown): boolean {
  if (!isObject(value, 2)) return false
  return matches(value['id'], officerPattern) && value['id'].length <= 80 && isTextOf(value['name'], 1, 200)
}

function isOnBehalf(value: unknown): boolean {
  if (!isObject(value, 2)) return false
  const { unit, paper } = value
  return matches(unit, unitPattern) && unit.length <= 48 && isTextOf(paper, 0, 500)
}

/** Exactly so many keys; that each is there is asked where it is read. */
function isObject(value: unknown, keys: number): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === keys
  )
}

function isWhole(value: unknown, from: number, to: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= from && (value as number) <= to
}

function isTextOf(value: unknown, from: number, to: number): value is string {
  return typeof value === 'string' && value.length >= from && value.length <= to
}

function matches(value: unknown, pattern: RegExp): value is string {
  return typeof value === 'string' && pattern.test(value)
}

function isAscending(ids: readonly string[]): boolean {
  return ids.every((id, i) => i === 0 || (ids[i - 1] ?? '') < id)
}

/** One change a field (JOURNAL 1): then the id of the entry names the change. */
function isOnePerField(changes: readonly { entity: string; id: string; field: string }[]): boolean {
  if (changes.length === 1) return true
  // Names hold no blank, so the three cannot run into each other.
  const fields = new Set(changes.map(({ entity, id, field }) => `${entity} ${field} ${id}`))
  return fields.size === changes.length
}
