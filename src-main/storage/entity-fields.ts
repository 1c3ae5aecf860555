import type { Database } from './database.ts'
import { all, sql } from './sql.ts'

/** A projected field of one kind of thing, for lists that are too long to project. */
export type EntityField = {
  /** The thing's id. */
  readonly key: string
  readonly field: string
  /** Canonical JSON. */
  readonly value: string
  readonly heads: readonly string[]
  readonly differing: boolean
  /** The author's clock of the first head; only for the field asked for, otherwise null. */
  readonly time: number | null
}

type Row = Omit<EntityField, 'heads' | 'differing'> & { heads: string; status: number }

/** Every field of one entity in a scope, by (key, field); `timed` names the field whose time is wanted. */
export function fieldsOfEntity(
  database: Database,
  scope: number,
  entity: string,
  timed: string,
): EntityField[] {
  return all(
    database,
    sql`SELECT key, field, value, heads, status,
          CASE WHEN field = ${timed} THEN (SELECT time FROM entry WHERE id = unhex(substr(heads, 1, 64))) END AS time
        FROM field_state WHERE scope = ${scope} AND entity = ${entity} AND value IS NOT NULL ORDER BY key, field`,
    ({ key, field, value, heads, status, time }: Row) => ({
      key,
      field,
      value,
      heads: heads === '' ? [] : heads.split(' '),
      differing: status === 1,
      time,
    }),
  )
}
