import type { Database } from './database.ts'
import type { StoredEntry } from './entries.ts'
import { hexOf } from './binary-ids.ts'
import { all, sql } from './sql.ts'

/** The entries of a stream behind a number that hold decisions about whole sheets, in order. */
export function decisionsBehind(
  database: Database,
  stream: number,
  seq: number,
): Pick<StoredEntry, 'id' | 'seq' | 'time' | 'bytes'>[] {
  return all(
    database,
    sql`SELECT id, seq, time, bytes FROM entry
        WHERE stream = ${stream} AND seq > ${seq} AND action GLOB 'decisions.*' ORDER BY seq, id`,
    ({ id, ...row }: { id: Uint8Array; seq: number; time: number; bytes: Uint8Array }) => ({
      ...row,
      id: hexOf(id),
    }),
  )
}
