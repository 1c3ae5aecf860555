import type { Database } from './database.ts'
import { all, column, run, sql, value } from './sql.ts'

/**
 * A scope is what is projected together: one sheet, a publisher's catalogue, a unit's office. Its key is the journal's matter.
 */
export type ScopeRow = { readonly num: number; readonly key: string }

/** The number of the scope with this key; makes the row when it is new. */
export function ensureScope(database: Database, key: string): number {
  return scopeByKey(database, key) ?? run(database, sql`INSERT INTO scope (key) VALUES (${key})`).num
}

/** The number of the scope with this key, if known. */
export function scopeByKey(database: Database, key: string): number | undefined {
  return value<number>(database, sql`SELECT num FROM scope WHERE key = ${key}`)
}

/** The key of a scope. */
export function keyOfScope(database: Database, scope: number): string | undefined {
  return value<string>(database, sql`SELECT key FROM scope WHERE num = ${scope}`)
}

/** Every scope, in the order in which they came up here. */
export function allScopes(database: Database): ScopeRow[] {
  return all(database, sql`SELECT num, key FROM scope ORDER BY num`, (row: ScopeRow) => row)
}

/** Scopes whose key begins with this text: all sheets of a cycle, for example. */
export function scopesStartingWith(database: Database, prefix: string): ScopeRow[] {
  return all(
    database,
    // U+10FFFF sorts behind everything that may follow the prefix.
    sql`SELECT num, key FROM scope WHERE key >= ${prefix} AND key < ${`${prefix}\u{10ffff}`} ORDER BY key`,
    (row: ScopeRow) => row,
  )
}

/** Says that an entry speaks about a scope; saying it again changes nothing. */
export function addToScope(database: Database, scope: number, entry: number): void {
  run(
    database,
    sql`INSERT INTO entry_scope (scope, entry) VALUES (${scope}, ${entry}) ON CONFLICT DO NOTHING`,
  )
}

/** Numbers of the entries that a scope is said to hold. */
export function entryNumbersOfScope(database: Database, scope: number): number[] {
  return column<number>(database, sql`SELECT entry FROM entry_scope WHERE scope = ${scope}`)
}

/** Sheets whose cycle is not known yet, or of which a decision waits for entries that it saw. */
export function unsettledScopes(database: Database): string[] {
  return all(
    database,
    sql`SELECT key FROM scope WHERE key >= 'sheet ' AND key < 'sheet!'
          AND num NOT IN (SELECT scope FROM sheet_state)
        UNION
        SELECT key FROM scope WHERE num IN (SELECT scope FROM uncounted WHERE reason = 'cutIncomplete')`,
    (row: { key: string }) => row.key,
  )
}
