import type { Database } from './database.ts'
import { get, sql } from './sql.ts'

/** What a stream holds behind a place: entries, and how many of them are decisions about whole sheets. */
export function countBehind(
  database: Database,
  stream: number,
  seq: number,
): { readonly entries: number; readonly decisions: number } {
  return (
    get(
      database,
      sql`SELECT count(*) AS entries, coalesce(sum(action GLOB 'decisions.*'), 0) AS decisions FROM entry
          WHERE stream = ${stream} AND seq > ${seq}`,
      (row: { entries: number; decisions: number }) => row,
    ) ?? { entries: 0, decisions: 0 }
  )
}
