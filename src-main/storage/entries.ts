import { blobOf, hexOf } from './binary-ids.ts'
import type { Database } from './database.ts'
import { all, column, get, run, sql, value } from './sql.ts'

/** An entry as stored: its bytes, and beside them what is searched by. Append-only: there is no update and no deletion. */
export type StoredEntry = {
  /** Grows in the order of arrival in this folder; means nothing elsewhere. */
  readonly num: number
  /** SHA-256 of `bytes`, hex. */
  readonly id: string
  /** Number of the stream (`streams.ts`). */
  readonly stream: number
  readonly seq: number
  readonly prev: string | null
  readonly bytes: Uint8Array
  readonly arrival: number
  /** The author's clock, milliseconds since 1970. */
  readonly time: number
  readonly officer: string
  readonly action: string
}

export type NewEntry = Omit<StoredEntry, 'num'>

/** What a stored entry says, as text: its bytes are UTF-8, and a text costs half of what a copy of the bytes does. */
export type EntryText = Pick<StoredEntry, 'id' | 'stream'> & { readonly text: string }

/** A stored entry without its bytes: a place in a chain. */
export type EntryPlace = Pick<StoredEntry, 'num' | 'id' | 'stream' | 'seq' | 'prev'>

type PlaceRow = Pick<StoredEntry, 'num' | 'stream' | 'seq'> & { id: Uint8Array; prev: Uint8Array | null }
type EntryRow = PlaceRow & Pick<StoredEntry, 'bytes' | 'arrival' | 'time' | 'officer' | 'action'>

/** Stores an entry; returns its number, or undefined when the same entry was already here (nothing changes then). */
export function insertEntry(database: Database, entry: NewEntry): number | undefined {
  const { stream, seq, time, arrival, officer, action, id, prev, bytes } = entry
  const result = run(
    database,
    sql`INSERT INTO entry (stream, seq, time, arrival, officer, action, id, prev, bytes)
        VALUES (${stream}, ${seq}, ${time}, ${arrival}, ${officer}, ${action}, ${blobOf(id)},
                ${prev === null ? null : blobOf(prev)}, ${bytes})
        ON CONFLICT (id) DO NOTHING`,
  )
  return result.changes === 0 ? undefined : result.num
}

/** The entry with this id. */
export function entryById(database: Database, id: string): StoredEntry | undefined {
  return get(
    database,
    sql`SELECT num, id, stream, seq, prev, bytes, arrival, time, officer, action FROM entry WHERE id = ${blobOf(id)}`,
    toEntry,
  )
}

/** The number of the entry with this id, if it is stored: cheaper than reading it. */
export function entryNumber(database: Database, id: string): number | undefined {
  return value<number>(database, sql`SELECT num FROM entry WHERE id = ${blobOf(id)}`)
}

/** Entries whose id begins with these hex digits, an even number of them. */
export function entriesByIdPrefix(database: Database, prefix: string): StoredEntry[] {
  const from = Buffer.alloc(32)
  const until = Buffer.alloc(32, 0xff)
  for (const bytes of [from, until]) Buffer.from(prefix, 'hex').copy(bytes)
  return all(
    database,
    sql`SELECT num, id, stream, seq, prev, bytes, arrival, time, officer, action FROM entry
        WHERE id BETWEEN ${from} AND ${until} ORDER BY id`,
    toEntry,
  )
}

/** Where the entry with this id stands in its stream. */
export function placeById(database: Database, id: string): EntryPlace | undefined {
  return get(database, sql`SELECT num, id, stream, seq, prev FROM entry WHERE id = ${blobOf(id)}`, toPlace)
}

/** Entries of a stream with `from` ≤ seq ≤ `to`, by seq; the branches of a fork beside each other, by id. */
export function entriesOfStream(
  database: Database,
  stream: number,
  from = 0,
  to = Number.MAX_SAFE_INTEGER,
): StoredEntry[] {
  return all(
    database,
    sql`SELECT num, id, stream, seq, prev, bytes, arrival, time, officer, action FROM entry
        WHERE stream = ${stream} AND seq BETWEEN ${from} AND ${to} ORDER BY seq, id`,
    toEntry,
  )
}

/** The same without bytes: for walking chains. */
export function placesOfStream(
  database: Database,
  stream: number,
  from = 0,
  to = Number.MAX_SAFE_INTEGER,
): EntryPlace[] {
  return all(
    database,
    sql`SELECT num, id, stream, seq, prev FROM entry
        WHERE stream = ${stream} AND seq BETWEEN ${from} AND ${to} ORDER BY seq, id`,
    toPlace,
  )
}

/** The entries with the highest seq of a stream: one, or one a branch of a fork; empty for an empty stream. */
export function lastOfStream(database: Database, stream: number): EntryPlace[] {
  return all(
    database,
    sql`SELECT num, id, stream, seq, prev FROM entry
        WHERE stream = ${stream} AND seq = (SELECT max(seq) FROM entry WHERE stream = ${stream}) ORDER BY id`,
    toPlace,
  )
}

/** Sequence numbers of a stream at which more than one entry is stored: forks. */
export function forkedSeqs(database: Database, stream: number): number[] {
  return all(
    database,
    sql`SELECT seq FROM entry WHERE stream = ${stream} GROUP BY seq HAVING count(*) > 1 ORDER BY seq`,
    (row: { seq: number }) => row.seq,
  )
}

/**
 * Everything that speaks about a scope, in the order in which it came here.
 * @param before only entries with lower numbers: what was here before an import
 */
export function entriesOfScope(
  database: Database,
  scope: number,
  before = Number.MAX_SAFE_INTEGER,
): EntryText[] {
  return all(
    database,
    sql`SELECT lower(hex(id)) AS id, stream, CAST(bytes AS TEXT) AS text
        FROM entry_scope CROSS JOIN entry ON entry.num = entry_scope.entry
        WHERE scope = ${scope} AND entry_scope.entry < ${before} ORDER BY entry_scope.entry`,
    (row: EntryText) => row,
  )
}

/** The newest arrivals about a scope behind a number, newest first, and how many there are. */
export function entriesOfScopeSince(
  database: Database,
  scope: number,
  behind: number,
  limit: number,
): { readonly entries: StoredEntry[]; readonly count: number } {
  const count =
    value<number>(
      database,
      sql`SELECT count(*) FROM entry_scope WHERE scope = ${scope} AND entry > ${behind}`,
    ) ?? 0
  const entries = all(
    database,
    sql`SELECT num, id, stream, seq, prev, bytes, arrival, time, officer, action
        FROM entry_scope CROSS JOIN entry ON entry.num = entry_scope.entry
        WHERE scope = ${scope} AND entry_scope.entry > ${behind} ORDER BY entry_scope.entry DESC LIMIT ${limit}`,
    toEntry,
  )
  return { entries, count }
}

/** Entries of one arrival, in order: one act of this device, or one bundle. */
export function entriesOfArrival(database: Database, arrival: number): StoredEntry[] {
  return all(
    database,
    sql`SELECT num, id, stream, seq, prev, bytes, arrival, time, officer, action FROM entry
        WHERE num >= (SELECT first_entry FROM arrival WHERE num = ${arrival})
          AND num < coalesce((SELECT min(first_entry) FROM arrival WHERE num = ${arrival} + 1), 9223372036854775807)
        ORDER BY num`,
    toEntry,
  )
}

/** The next entries after a number, in order of arrival: reads a journal of any length in portions. */
export function entriesAfter(database: Database, num: number, limit: number): StoredEntry[] {
  return all(
    database,
    sql`SELECT num, id, stream, seq, prev, bytes, arrival, time, officer, action FROM entry
        WHERE num > ${num} ORDER BY num LIMIT ${limit}`,
    toEntry,
  )
}

/** The number that the next entry gets. */
export function numberOfNextEntry(database: Database): number {
  return (value<number>(database, sql`SELECT max(num) FROM entry`) ?? 0) + 1
}

/** When each entry of a stream came here, by seq and id: milliseconds since 1970 by the local clock. */
export function arrivalsOfStream(
  database: Database,
  stream: number,
): { readonly seq: number; readonly id: string; readonly time: number; readonly arrived: number }[] {
  return all(
    database,
    sql`SELECT entry.seq AS seq, entry.id AS id, entry.time AS time, arrival.time AS arrived
        FROM entry JOIN arrival ON arrival.num = entry.arrival WHERE stream = ${stream} ORDER BY seq, id`,
    (row: { seq: number; id: Uint8Array; time: number; arrived: number }) => ({ ...row, id: hexOf(row.id) }),
  )
}

/** How many entries a stream holds behind a seq, and their bytes. */
export function sizeOfStream(
  database: Database,
  stream: number,
  behind: number,
): { readonly entries: number; readonly bytes: number } {
  return (
    get(
      database,
      sql`SELECT count(*) AS entries, coalesce(sum(length(bytes)), 0) AS bytes FROM entry
          WHERE stream = ${stream} AND seq > ${behind}`,
      (row: { entries: number; bytes: number }) => row,
    ) ?? { entries: 0, bytes: 0 }
  )
}

/**
 * Numbers of entries that do not follow the number before without a gap, or that stand under another arrival than the one in whose
 * range of numbers they lie. Entries are numbered in the order in which they came, and never taken away.
 */
export function misplacedEntries(database: Database, limit: number): number[] {
  return column<number>(
    database,
    sql`WITH came AS (SELECT num, first_entry, lead(first_entry) OVER (ORDER BY num) AS behind FROM arrival),
             placed AS (SELECT num, arrival, num - lag(num, 1, 0) OVER (ORDER BY num) AS step FROM entry)
        SELECT placed.num FROM placed LEFT JOIN came ON came.num = placed.arrival
        WHERE step <> 1 OR came.num IS NULL OR placed.num < first_entry OR placed.num >= coalesce(behind, placed.num + 1)
        LIMIT ${limit}`,
  )
}

/** The stream and the place in it of the entry with this number. */
export function placeByNumber(database: Database, num: number): { key: string; seq: number } | undefined {
  return get(
    database,
    sql`SELECT stream.key AS key, seq FROM entry JOIN stream ON stream.num = entry.stream WHERE entry.num = ${num}`,
    (row: { key: string; seq: number }) => row,
  )
}

/** How many entries are stored. */
export function countEntries(database: Database): number {
  return value<number>(database, sql`SELECT count(*) FROM entry`) ?? 0
}

/** Maps a full row of `entry`; shared with `history.ts`. */
export function toEntry(row: EntryRow): StoredEntry {
  return {
    num: row.num,
    id: hexOf(row.id),
    stream: row.stream,
    seq: row.seq,
    prev: row.prev === null ? null : hexOf(row.prev),
    bytes: row.bytes,
    arrival: row.arrival,
    time: row.time,
    officer: row.officer,
    action: row.action,
  }
}

function toPlace(row: PlaceRow): EntryPlace {
  return {
    num: row.num,
    id: hexOf(row.id),
    stream: row.stream,
    seq: row.seq,
    prev: row.prev === null ? null : hexOf(row.prev),
  }
}
