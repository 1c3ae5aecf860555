import type Sqlite from 'better-sqlite3'
import type { Database } from './database.ts'
import { explainDatabaseError } from './database-errors.ts'

/** What may stand in a `${…}`: always a parameter, never text of the statement. */
export type SqlValue = string | number | bigint | Uint8Array | null

/** A statement with its values. Only `sql` makes one, so text from outside cannot become SQL. */
export type Query = { readonly strings: TemplateStringsArray; readonly values: readonly SqlValue[] }

/**
 * SQL written as SQL: `` sql`SELECT num FROM scope WHERE key = ${key}` ``.
 * Each place in the source is prepared once per database; lists go in as JSON through `json_each(${…})`.
 */
export function sql(strings: TemplateStringsArray, ...values: SqlValue[]): Query {
  return { strings, values }
}

/** Every row, mapped at the edge. The mapper's parameter type names the columns. */
export function all<Row, Value>(database: Database, query: Query, map: (row: Row) => Value): Value[] {
  try {
    const rows = statementOf(database, query.strings, false).all(...query.values) as Row[]
    return rows.map(map)
  } catch (error) {
    throw explainDatabaseError(error, database.file)
  }
}

/** The first row, mapped, or undefined. */
export function get<Row, Value>(
  database: Database,
  query: Query,
  map: (row: Row) => Value,
): Value | undefined {
  try {
    const row = statementOf(database, query.strings, false).get(...query.values) as Row | undefined
    return row === undefined ? undefined : map(row)
  } catch (error) {
    throw explainDatabaseError(error, database.file)
  }
}

/** The first column of the first row, or undefined. */
export function value<Value extends SqlValue>(database: Database, query: Query): Value | undefined {
  try {
    return statementOf(database, query.strings, true).get(...query.values) as Value | undefined
  } catch (error) {
    throw explainDatabaseError(error, database.file)
  }
}

/** The first column of every row. */
export function column<Value extends SqlValue>(database: Database, query: Query): Value[] {
  try {
    return statementOf(database, query.strings, true).all(...query.values) as Value[]
  } catch (error) {
    throw explainDatabaseError(error, database.file)
  }
}

/** Runs a statement that changes rows; says how many, and the number of the row it added. */
export function run(database: Database, query: Query): { changes: number; num: number } {
  try {
    const result = statementOf(database, query.strings, false).run(...query.values)
    return { changes: result.changes, num: result.lastInsertRowid as number }
  } catch (error) {
    throw explainDatabaseError(error, database.file)
  }
}

/** The prepared statement of this place in the source. The strings of a template are one frozen object for life: the key. */
function statementOf(database: Database, strings: TemplateStringsArray, pluck: boolean): Sqlite.Statement {
  let statement = database.statements.get(strings)
  if (statement === undefined) {
    statement = database.connection.prepare(strings.join('?'))
    if (pluck) statement.pluck()
    database.statements.set(strings, statement)
  }
  return statement
}
