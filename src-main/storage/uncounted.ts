import { blobOf, hexOf } from './binary-ids.ts'
import type { Database } from './database.ts'
import { all, run, sql } from './sql.ts'

/** A stored change that does not count, and why (JOURNAL 9). */
export type UncountedChange = {
  readonly entry: string
  /** Place in the entry's `changes`; -1 stands for the whole entry. */
  readonly change: number
  readonly reason: string
}

type UncountedRow = Omit<UncountedChange, 'entry'> & { entry: Uint8Array }

/** What does not count in a scope, by (entry, change). */
export function uncountedOfScope(database: Database, scope: number): UncountedChange[] {
  return all(
    database,
    sql`SELECT entry, change, reason FROM uncounted WHERE scope = ${scope} ORDER BY entry, change`,
    ({ entry, change, reason }: UncountedRow) => ({ entry: hexOf(entry), change, reason }),
  )
}

/** Replaces the list of a scope. */
export function replaceUncountedOfScope(
  database: Database,
  scope: number,
  changes: Iterable<UncountedChange>,
): void {
  run(database, sql`DELETE FROM uncounted WHERE scope = ${scope}`)
  for (const { entry, change, reason } of changes) {
    run(
      database,
      sql`INSERT INTO uncounted (scope, entry, change, reason) VALUES (${scope}, ${blobOf(entry)}, ${change}, ${reason})`,
    )
  }
}

/** Scopes with entries that do not count for this reason, and how many these are. */
export function countUncountedByScope(
  database: Database,
  reason: string,
): { readonly key: string; readonly entries: number }[] {
  return all(
    database,
    sql`SELECT key, count(DISTINCT entry) AS entries FROM uncounted JOIN scope ON scope.num = uncounted.scope
        WHERE reason = ${reason} GROUP BY scope ORDER BY key`,
    (row: { key: string; entries: number }) => row,
  )
}
