import type { Database } from './database.ts'
import { all, sql } from './sql.ts'

/** How many changes of a scope do not count, by reason. */
export type UncountedSum = { readonly scope: string; readonly reason: string; readonly count: number }

/** What does not count, summed up; scopes by their keys. */
export function uncountedSums(database: Database): UncountedSum[] {
  return all(
    database,
    sql`SELECT scope.key AS scope, reason, count(*) AS count FROM uncounted JOIN scope ON scope.num = uncounted.scope
        GROUP BY uncounted.scope, reason ORDER BY scope.key, reason`,
    (row: UncountedSum) => row,
  )
}

/** How many fields of each scope wait for a choice; scopes by their keys. */
export function differingSums(database: Database): { readonly scope: string; readonly count: number }[] {
  return all(
    database,
    sql`SELECT scope.key AS scope, count(*) AS count FROM field_state JOIN scope ON scope.num = field_state.scope
        WHERE status = 1 GROUP BY field_state.scope ORDER BY scope.key`,
    (row: { scope: string; count: number }) => row,
  )
}
