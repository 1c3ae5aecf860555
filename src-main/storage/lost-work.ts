import { hexOf } from './binary-ids.ts'
import type { Database } from './database.ts'
import { all, sql } from './sql.ts'

/** A change that is stored and does not count because of what its device is, not of what it says. */
export type LostChange = {
  /** Key of the scope. */
  readonly scope: string
  readonly entry: string
  /** Place of the change in its entry. */
  readonly change: number
  readonly reason: 'revoked' | 'forked' | 'unsealed'
}

type LostRow = Omit<LostChange, 'entry'> & { entry: Uint8Array }

/** Every such change. */
export function lostChanges(database: Database): LostChange[] {
  return all(
    database,
    sql`SELECT scope.key AS scope, entry, change, reason FROM uncounted JOIN scope ON scope.num = uncounted.scope
        WHERE reason IN ('revoked', 'forked', 'unsealed') ORDER BY scope.key, entry, change`,
    (row: LostRow): LostChange => ({ ...row, entry: hexOf(row.entry) }),
  )
}
