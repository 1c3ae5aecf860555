import type { Database } from './database.ts'
import { all, run, sql } from './sql.ts'

/** Where a device first went beyond what it may write: its stream counts up to there (JOURNAL 24). */

/** Streams with an overstep, each with the seq of its first. */
export function oversteppingStreams(database: Database): ReadonlyMap<number, number> {
  return new Map(
    all(
      database,
      sql`SELECT stream, seq FROM overstep`,
      (row: { stream: number; seq: number }) => [row.stream, row.seq] as const,
    ),
  )
}

/** Notes an overstep; of several in one stream the first is kept. */
export function noteOverstep(database: Database, stream: number, seq: number): void {
  run(
    database,
    sql`INSERT INTO overstep (stream, seq) VALUES (${stream}, ${seq})
        ON CONFLICT (stream) DO UPDATE SET seq = min(overstep.seq, excluded.seq)`,
  )
}

/** Forgets what was noted about a stream, before it is judged again by another certificate. */
export function clearOverstep(database: Database, stream: number): void {
  run(database, sql`DELETE FROM overstep WHERE stream = ${stream}`)
}
