import { blobOf, hexOf } from './binary-ids.ts'
import type { Database } from './database.ts'
import { all, run, sql } from './sql.ts'

/** Entries that name a base which is not stored: they and the rest of their stream wait for it (JOURNAL 7). */

/** Notes that the entry at this place of a stream waits for a base. */
export function addWaiting(database: Database, base: string, stream: number, seq: number): void {
  run(
    database,
    sql`INSERT INTO waiting_base (base, stream, seq) VALUES (${blobOf(base)}, ${stream}, ${seq}) ON CONFLICT DO NOTHING`,
  )
}

/** The base has come: forgets who waited for it and gives their streams. */
export function releaseWaiting(database: Database, base: string): readonly number[] {
  return all(
    database,
    sql`DELETE FROM waiting_base WHERE base = ${blobOf(base)} RETURNING stream`,
    (row: { stream: number }) => row.stream,
  )
}

/** Whether any entry waits at all: the usual answer is no and saves a look-up an entry. */
export function anyoneWaits(database: Database): boolean {
  return (
    all(database, sql`SELECT 1 AS one FROM waiting_base LIMIT 1`, (row: { one: number }) => row.one).length >
    0
  )
}

/** Streams that wait, each with the first seq that does. */
export function troubledStreams(database: Database): ReadonlyMap<number, number> {
  return new Map(
    all(
      database,
      sql`SELECT stream, min(seq) AS seq FROM waiting_base GROUP BY stream`,
      (row: { stream: number; seq: number }) => [row.stream, row.seq] as const,
    ),
  )
}

/** Who waits in a stream, and for what. */
export function waitingInStream(
  database: Database,
  stream: number,
): readonly { readonly seq: number; readonly base: string }[] {
  return all(
    database,
    sql`SELECT seq, base FROM waiting_base WHERE stream = ${stream} ORDER BY seq`,
    (row: { seq: number; base: Uint8Array }) => ({ seq: row.seq, base: hexOf(row.base) }),
  )
}
