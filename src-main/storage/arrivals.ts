import { blobOf, hexOf } from './binary-ids.ts'
import type { Database } from './database.ts'
import { all, get, run, sql } from './sql.ts'

/** How entries came into this folder: an act of this device, or a bundle. The order of arrival is "as of" (JOURNAL 15). */
export type Arrival = {
  readonly num: number
  readonly kind: 'own' | 'bundle'
  /** Local clock, milliseconds since 1970. */
  readonly time: number
  /** Author device of a bundle; this device for an own act. */
  readonly device: string | null
  /** SHA-256 of the manifest, hex. */
  readonly bundle: string | null
}

type ArrivalRow = Omit<Arrival, 'bundle'> & { readonly bundle: Uint8Array | null }

/** Opens an arrival; all entries inserted in the same transaction afterwards belong to it. Returns its number. */
export function insertArrival(database: Database, arrival: Omit<Arrival, 'num'>): number {
  const bundle = arrival.bundle === null ? null : blobOf(arrival.bundle)
  return run(
    database,
    sql`INSERT INTO arrival (kind, time, device, bundle, first_entry)
        VALUES (${arrival.kind}, ${arrival.time}, ${arrival.device}, ${bundle},
                (SELECT coalesce(max(num), 0) + 1 FROM entry))`,
  ).num
}

/** One arrival. */
export function arrivalByNumber(database: Database, num: number): Arrival | undefined {
  return get(database, sql`SELECT num, kind, time, device, bundle FROM arrival WHERE num = ${num}`, toArrival)
}

/** The bundle that brought an entry here first, by the entry's number; null: it was written here. */
export function bundleThatBrought(database: Database, entry: number): string | null {
  const found = sql`SELECT bundle FROM arrival JOIN entry ON entry.arrival = arrival.num WHERE entry.num = ${entry}`
  return (
    get(database, found, ({ bundle }: Pick<ArrivalRow, 'bundle'>) =>
      bundle === null ? null : hexOf(bundle),
    ) ?? null
  )
}

/** The local clock at the newest arrival; null before the first. */
export function lastArrivalTime(database: Database): number | null {
  const newest = sql`SELECT time FROM arrival ORDER BY num DESC LIMIT 1`
  return get(database, newest, ({ time }: Pick<Arrival, 'time'>) => time) ?? null
}

/** An arrival with its first entry's action; an own act writes all of its entries under one. */
export type ArrivalOf = Arrival & {
  readonly firstEntry: number
  readonly action: string
  /** Id of the first entry. */
  readonly entry: string
}

/** Arrivals with lower numbers, newest first, those without an entry left out: reads the history in portions. */
export function arrivalsBefore(database: Database, before: number, limit: number): ArrivalOf[] {
  return all(
    database,
    sql`SELECT arrival.num, kind, arrival.time, device, bundle, first_entry AS firstEntry, action, entry.id AS entry
        FROM arrival JOIN entry ON entry.num = first_entry AND entry.arrival = arrival.num
        WHERE arrival.num < ${before} ORDER BY arrival.num DESC LIMIT ${limit}`,
    ({
      entry,
      firstEntry,
      action,
      ...row
    }: ArrivalRow & { firstEntry: number; action: string; entry: Uint8Array }) => ({
      ...toArrival(row),
      ...{ firstEntry, action, entry: hexOf(entry) },
    }),
  )
}

/** The number of the last entry that had arrived when this arrival was over. */
export function lastEntryBy(database: Database, arrival: number): number {
  return (
    get(
      database,
      sql`SELECT max(num) AS num FROM entry
          WHERE num < coalesce((SELECT min(first_entry) FROM arrival WHERE num > ${arrival}), 9223372036854775807)`,
      (row: { num: number | null }) => row.num ?? 0,
    ) ?? 0
  )
}

/** The last arrival at or before a local time: what "as it stood when" goes by. */
export function lastArrivalBefore(database: Database, time: number): number | undefined {
  return get(
    database,
    sql`SELECT max(num) AS num FROM arrival WHERE time <= ${time}`,
    (row: { num: number | null }) => row.num ?? undefined,
  )
}

/** Every arrival of a bundle, newest first. */
export function bundleArrivals(database: Database): Arrival[] {
  return all(
    database,
    sql`SELECT num, kind, time, device, bundle FROM arrival WHERE kind = 'bundle' ORDER BY num DESC`,
    toArrival,
  )
}

function toArrival({ num, kind, time, device, bundle }: ArrivalRow): Arrival {
  return { num, kind, time, device, bundle: bundle === null ? null : hexOf(bundle) }
}
