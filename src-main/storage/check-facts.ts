import type { Database } from './database.ts'
import { all, get, run, sql, value } from './sql.ts'

/** Rows that the search for things to look at again reads, as far as no other table group has them. */

/** The sheets of a commune that are projected. */
export function sheetsOfUnit(
  database: Database,
  unit: string,
): { readonly scope: number; readonly cycle: string; readonly status: string }[] {
  return all(
    database,
    sql`SELECT scope, cycle, status FROM sheet_state WHERE unit = ${unit} ORDER BY cycle`,
    (row: { scope: number; cycle: string; status: string }) => row,
  )
}

/** A projected field with the place of the entry that gave it. */
export type PlacedField = {
  /** The thing's id. */
  readonly key: string
  readonly field: string
  /** Canonical JSON. */
  readonly value: string
  readonly differing: boolean
  readonly stream: string
  readonly seq: number
  /** The author's clock. */
  readonly time: number
}

/** Every field of one entity in a scope with the place of its first head. */
export function placedFields(database: Database, scope: number, entity: string): PlacedField[] {
  return all(
    database,
    sql`SELECT field_state.key AS key, field, value, status, stream.key AS stream, seq, time
        FROM field_state
        CROSS JOIN entry ON entry.id = unhex(substr(heads, 1, 64))
        CROSS JOIN stream ON stream.num = entry.stream
        WHERE scope = ${scope} AND entity = ${entity} AND value IS NOT NULL ORDER BY field_state.key, field`,
    ({ status, ...row }: Omit<PlacedField, 'differing'> & { status: number }) => ({
      ...row,
      differing: status === 1,
    }),
  )
}

/** An entry's clock beside the one before it and beside the clock of this office. */
export type ClockRow = {
  readonly num: number
  readonly stream: number
  readonly seq: number
  readonly time: number
  readonly arrived: number
  readonly before: number | null
}

/** The next entries in the order of arrival, with the times that they are compared with. */
export function clocksAfter(database: Database, num: number, limit: number): ClockRow[] {
  return all(
    database,
    sql`SELECT entry.num AS num, entry.stream AS stream, entry.seq AS seq, entry.time AS time,
          arrival.time AS arrived,
          (SELECT earlier.time FROM entry AS earlier WHERE earlier.id = entry.prev) AS before
        FROM entry CROSS JOIN arrival ON arrival.num = entry.arrival
        WHERE entry.num > ${num} ORDER BY entry.num LIMIT ${limit}`,
    (row: ClockRow) => row,
  )
}

export function noteClock(
  database: Database,
  found: {
    readonly stream: number
    readonly seq: number
    readonly kind: string
    readonly time: number
    readonly off: number
  },
): void {
  const { stream, seq, kind, time, off } = found
  run(
    database,
    sql`INSERT OR IGNORE INTO check_clock (stream, seq, kind, time, off)
        VALUES (${stream}, ${seq}, ${kind}, ${time}, ${off})`,
  )
}

/** Entries of a stream whose time cannot be right, summed up. */
export type ClockTrouble = {
  readonly stream: number
  readonly kind: 'ahead' | 'back'
  readonly count: number
  readonly lastTime: number
  readonly worst: number
}

export function clockTroubles(database: Database): ClockTrouble[] {
  return all(
    database,
    sql`SELECT stream, kind, count(*) AS count, max(time) AS lastTime, max(off) AS worst
        FROM check_clock GROUP BY stream, kind ORDER BY stream, kind`,
    (row: ClockTrouble) => row,
  )
}

/** Changes with every bundle that was applied and with every wrong time that was found. */
export function deviceNews(database: Database): string {
  return (
    value<string>(
      database,
      sql`SELECT (SELECT count(*) || ' ' || coalesce(max(time), 0) FROM bundle_applied) || ' ' ||
                 (SELECT count(*) FROM check_clock)`,
    ) ?? ''
  )
}

/** Each stream with the local time at which its newest entry came in. */
export function lastArrivals(
  database: Database,
): { readonly device: string; readonly channel: string; readonly last: number }[] {
  return all(
    database,
    sql`SELECT device, channel, last FROM (
          SELECT device, channel, (
            SELECT arrival.time FROM entry CROSS JOIN arrival ON arrival.num = entry.arrival
            WHERE entry.stream = stream.num ORDER BY seq DESC LIMIT 1) AS last
          FROM stream) WHERE last IS NOT NULL`,
    (row: { device: string; channel: string; last: number }) => row,
  )
}

/** How many entries of a stream lie at or behind a seq, and the newest time among them. */
export function entriesFrom(
  database: Database,
  stream: number,
  seq: number,
): { readonly entries: number; readonly time: number } {
  return (
    get(
      database,
      sql`SELECT count(*) AS entries, coalesce(max(time), 0) AS time FROM entry
          WHERE stream = ${stream} AND seq >= ${seq}`,
      (row: { entries: number; time: number }) => row,
    ) ?? { entries: 0, time: 0 }
  )
}
