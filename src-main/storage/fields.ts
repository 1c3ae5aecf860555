import type { Database } from './database.ts'
import { all, get, run, sql } from './sql.ts'

/** The projected state of one field of one thing. */
export type FieldState = {
  readonly entity: string
  /** The thing's id. */
  readonly key: string
  readonly field: string
  /** Canonical JSON of the value to be shown; null when there is none. */
  readonly value: string | null
  /** Ids of the entries whose values stand, sorted. */
  readonly heads: readonly string[]
  /** Several different values stand: "số liệu khác nhau, cần chọn". */
  readonly differing: boolean
}

type FieldRow = Omit<FieldState, 'heads' | 'differing'> & { heads: string; status: number }

/** Every field of a scope, by (entity, key, field). */
export function fieldsOfScope(database: Database, scope: number): FieldState[] {
  return all(
    database,
    sql`SELECT entity, key, field, status, value, heads FROM field_state WHERE scope = ${scope}
        ORDER BY entity, key, field`,
    toField,
  )
}

/** The state of one field as two texts, to be compared with another: see `projected-rows.ts`. */
export type FieldText = { readonly field: string; readonly text: string }

/** Every field of a scope as texts: entity, key and name a line each; status, heads and value. */
export function fieldTextsOfScope(database: Database, scope: number): FieldText[] {
  return all(
    database,
    sql`SELECT entity || char(10) || key || char(10) || field AS field,
               status || heads || ' ' || coalesce(value, '') AS text
        FROM field_state WHERE scope = ${scope}`,
    (row: FieldText) => row,
  )
}

/** One field, if anything stands in it. */
export function fieldOf(
  database: Database,
  scope: number,
  entity: string,
  key: string,
  field: string,
): FieldState | undefined {
  return get(
    database,
    sql`SELECT entity, key, field, status, value, heads FROM field_state
        WHERE scope = ${scope} AND entity = ${entity} AND key = ${key} AND field = ${field}`,
    toField,
  )
}

/** Every field that waits for a choice, with its scope. */
export function differingFields(database: Database): (FieldState & { readonly scope: number })[] {
  return all(
    database,
    sql`SELECT scope, entity, key, field, status, value, heads FROM field_state WHERE status = 1
        ORDER BY scope, entity, key, field`,
    (row: FieldRow & { scope: number }) => ({ scope: row.scope, ...toField(row) }),
  )
}

/** How many fields of a scope wait for a choice. */
export function countDiffering(database: Database, scope: number): number {
  return (
    get(
      database,
      sql`SELECT count(*) AS count FROM field_state WHERE scope = ${scope} AND status = 1`,
      (row: { count: number }) => row.count,
    ) ?? 0
  )
}

/** Writes the state of one field, new or not. */
export function putField(database: Database, scope: number, state: FieldState): void {
  const { entity, key, field, value, heads, differing } = state
  run(
    database,
    sql`INSERT INTO field_state (scope, entity, key, field, status, value, heads)
        VALUES (${scope}, ${entity}, ${key}, ${field}, ${differing ? 1 : 0}, ${value}, ${heads.join(' ')})
        ON CONFLICT (scope, entity, key, field)
        DO UPDATE SET status = excluded.status, value = excluded.value, heads = excluded.heads`,
  )
}

/** Forgets the state of one field: no counted change is left. */
export function deleteField(
  database: Database,
  scope: number,
  entity: string,
  key: string,
  field: string,
): void {
  run(
    database,
    sql`DELETE FROM field_state
        WHERE scope = ${scope} AND entity = ${entity} AND key = ${key} AND field = ${field}`,
  )
}

/** Replaces the state of a whole scope. */
export function replaceFieldsOfScope(database: Database, scope: number, states: Iterable<FieldState>): void {
  run(database, sql`DELETE FROM field_state WHERE scope = ${scope}`)
  for (const state of states) putField(database, scope, state)
}

function toField({ entity, key, field, value, heads, status }: FieldRow): FieldState {
  return { entity, key, field, value, heads: heads === '' ? [] : heads.split(' '), differing: status === 1 }
}
