import { blobOf, hexOf } from './binary-ids.ts'
import type { Database } from './database.ts'
import { all, get, run, sql, value } from './sql.ts'

/** What a checker should look at again, as found in the projection; a local list that can be made again at any time. */

export type CheckItem = {
  readonly id: string
  readonly kind: string
  /** Place of the kind in the list. */
  readonly rank: number
  /** What it was found in: a commune, a key, or '' for devices. */
  readonly source: string
  /** Milliseconds since 1970. */
  readonly time: number
  /** 0 open, 1 seen, 2 seen before something new came up. */
  readonly seen: number
  /** Short hashes of what it consists of. */
  readonly parts: readonly string[]
  /** JSON. */
  readonly facts: string
}

export type CheckSubject = { readonly unit: string; readonly cycle: string }

type ItemRow = Omit<CheckItem, 'parts'> & { parts: string }

/** Things to be looked through again, at most so many: `unit`s first, then `key`s, then `seen` marks. */
export function staleChecks(database: Database, kind: 'unit' | 'key' | 'seen', limit: number): string[] {
  return all(
    database,
    sql`SELECT what FROM check_stale WHERE what >= ${`${kind} `} AND what < ${`${kind}!`} LIMIT ${limit}`,
    ({ what }: { what: string }) => what.slice(kind.length + 1),
  )
}

export function countStaleChecks(database: Database): number {
  return value<number>(database, sql`SELECT count(*) FROM check_stale`) ?? 0
}

export function addStaleCheck(database: Database, kind: 'unit' | 'key' | 'seen', id: string): void {
  run(database, sql`INSERT OR IGNORE INTO check_stale VALUES (${`${kind} ${id}`})`)
}

export function removeStaleCheck(database: Database, kind: 'unit' | 'key' | 'seen', id: string): void {
  run(database, sql`DELETE FROM check_stale WHERE what = ${`${kind} ${id}`}`)
}

/** Everything will be looked through again: what is judged, or how, has changed. */
export function makeAllChecksStale(database: Database): void {
  run(database, sql`INSERT OR IGNORE INTO check_stale SELECT 'unit ' || unit FROM sheet_state`)
  run(
    database,
    sql`INSERT OR IGNORE INTO check_stale SELECT DISTINCT 'key ' || lower(hex(key)) FROM check_key`,
  )
}

/** Forgets what was found in a commune, in a key or among devices. */
export function removeCheckItems(database: Database, source: string): void {
  run(database, sql`DELETE FROM check_item WHERE source = ${source}`)
}

/** Whether something was found there. */
export function hasCheckItem(database: Database, source: string): boolean {
  return value<number>(database, sql`SELECT 1 FROM check_item WHERE source = ${source} LIMIT 1`) === 1
}

export function insertCheckItem(
  database: Database,
  item: CheckItem,
  subjects: readonly CheckSubject[],
): void {
  const { id, kind, rank, source, time, seen, parts, facts } = item
  run(
    database,
    sql`INSERT INTO check_item (id, kind, rank, source, time, seen, parts, facts)
        VALUES (${id}, ${kind}, ${rank}, ${source}, ${time}, ${seen}, ${parts.join(' ')}, ${facts})`,
  )
  for (const { unit, cycle } of subjects) {
    run(
      database,
      sql`INSERT OR IGNORE INTO check_about (item, cycle, unit) VALUES (${id}, ${cycle}, ${unit})`,
    )
  }
}

export function setCheckSeen(database: Database, id: string, seen: number): void {
  run(database, sql`UPDATE check_item SET seen = ${seen} WHERE id = ${id}`)
}

export function checkItem(database: Database, id: string): CheckItem | undefined {
  return get(
    database,
    sql`SELECT id, kind, rank, source, time, seen, parts, facts FROM check_item WHERE id = ${id}`,
    toItem,
  )
}

export function subjectsOfCheck(database: Database, id: string): CheckSubject[] {
  return all(
    database,
    sql`SELECT unit, cycle FROM check_about WHERE item = ${id} ORDER BY unit, cycle`,
    (row: CheckSubject) => row,
  )
}

export type CheckFilter = {
  /** Only what concerns this cycle, or no cycle at all; null: everything. */
  readonly cycle: string | null
  /** Only what concerns one of these; null: everything. */
  readonly units: readonly string[] | null
  readonly kind: string | null
  /** True: what somebody has seen; false: what is open; null: both. */
  readonly seen: boolean | null
}

/** A page of findings, the gravest kind first, the newest of a kind first. */
export function checkPage(
  database: Database,
  filter: CheckFilter,
  offset: number,
  limit: number,
): CheckItem[] {
  const { cycle, kind } = filter
  const units = filter.units === null ? null : JSON.stringify(filter.units)
  const seen = filter.seen === null ? null : Number(filter.seen)
  return all(
    database,
    sql`SELECT id, kind, rank, source, time, seen, parts, facts FROM check_item
        WHERE (${kind} IS NULL OR kind = ${kind}) AND (${seen} IS NULL OR (seen = 1) = ${seen})
          AND (${cycle} IS NULL OR EXISTS
            (SELECT 1 FROM check_about WHERE item = id AND cycle IN (${cycle}, '')))
          AND (${units} IS NULL OR EXISTS
            (SELECT 1 FROM check_about WHERE item = id AND unit IN (SELECT value FROM json_each(${units}))))
        ORDER BY rank, time DESC, id LIMIT ${limit} OFFSET ${offset}`,
    toItem,
  )
}

export type CheckCount = { readonly kind: string; readonly open: number; readonly seen: number }

/** How many findings of each kind concern these units and this cycle. */
export function countChecks(
  database: Database,
  { cycle, units: wanted }: Pick<CheckFilter, 'cycle' | 'units'>,
): CheckCount[] {
  const units = wanted === null ? null : JSON.stringify(wanted)
  return all(
    database,
    sql`SELECT kind, sum(seen <> 1) AS open, sum(seen = 1) AS seen FROM check_item
        WHERE (${cycle} IS NULL OR EXISTS
            (SELECT 1 FROM check_about WHERE item = id AND cycle IN (${cycle}, '')))
          AND (${units} IS NULL OR EXISTS
            (SELECT 1 FROM check_about WHERE item = id AND unit IN (SELECT value FROM json_each(${units}))))
        GROUP BY kind`,
    (row: CheckCount) => row,
  )
}

/** A linked document under a key that others may have too: a file, or a number with its issuer. */
export type CheckKey = {
  /** 32 hex digits. */
  readonly key: string
  readonly kind: string
  readonly unit: string
  readonly document: string
  readonly office: string
  readonly files: string
  readonly time: number
  /** JSON: pairs of sheet and criterion. */
  readonly places: string
}

type KeyRow = Omit<CheckKey, 'key'> & { key: Uint8Array }

export function keysOfCommune(database: Database, unit: string): CheckKey[] {
  return all(
    database,
    sql`SELECT key, kind, unit, document, office, files, time, places FROM check_key WHERE unit = ${unit}`,
    toKey,
  )
}

/** Keys of a commune that another document has as well, here or elsewhere. */
export function sharedKeysOf(database: Database, unit: string): string[] {
  return all(
    database,
    sql`SELECT DISTINCT own.key AS key FROM check_key AS own
        CROSS JOIN check_key AS other ON other.key = own.key
        WHERE own.unit = ${unit} AND (other.unit <> own.unit OR other.document <> own.document)`,
    ({ key }: { key: Uint8Array }) => hexOf(key),
  )
}

/** Everybody who has a key. */
export function holdersOfKey(database: Database, key: string): CheckKey[] {
  return all(
    database,
    sql`SELECT key, kind, unit, document, office, files, time, places FROM check_key
        WHERE key = ${blobOf(key)} ORDER BY unit, document`,
    toKey,
  )
}

export function putCheckKey(database: Database, row: CheckKey): void {
  const { key, kind, unit, document, office, files, time, places } = row
  run(
    database,
    sql`INSERT INTO check_key (key, kind, unit, document, office, files, time, places)
        VALUES (${blobOf(key)}, ${kind}, ${unit}, ${document}, ${office}, ${files}, ${time}, ${places})
        ON CONFLICT (key, unit, document) DO UPDATE SET
          office = excluded.office, files = excluded.files, time = excluded.time, places = excluded.places`,
  )
}

export function removeCheckKey(database: Database, { key, unit, document }: CheckKey): void {
  run(
    database,
    sql`DELETE FROM check_key WHERE key = ${blobOf(key)} AND unit = ${unit} AND document = ${document}`,
  )
}

function toItem(row: ItemRow): CheckItem {
  return { ...row, parts: row.parts === '' ? [] : row.parts.split(' ') }
}

function toKey(row: KeyRow): CheckKey {
  return { ...row, key: hexOf(row.key) }
}
