import { statSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { CallError } from '../../shared/contract/errors.ts'
import { explainDatabaseError } from './database-errors.ts'

/** An open database. Above `storage` it is only handed on: nobody there sees SQL. */
export type Database = {
  readonly file: string
  readonly connection: Sqlite.Database
  /** Prepared once per place in the source; see `sql.ts`. */
  readonly statements: WeakMap<TemplateStringsArray, Sqlite.Statement>
}

/** "CQTT" in ASCII: tells our file from another program's database. */
export const applicationId = 0x43515454

/** Up to this size a whole structural check at opening takes less than a tenth of a second. */
const checkedAtOpeningBytes = 32 * 1024 * 1024

type Pragma = readonly [name: string, set: string | number, readBack: string | number]

/** For every connection, readers in worker threads too. */
const forAll: readonly Pragma[] = [
  ['busy_timeout', 5000, 5000],
  ['foreign_keys', 'ON', 1],
  // A schema from a stranger's file must not call functions with side effects.
  ['trusted_schema', 'OFF', 0],
  ['cell_size_check', 'ON', 1],
  // Sorting must not leave personal data in the system's temporary folder.
  ['temp_store', 'MEMORY', 2],
  ['cache_size', -32_768, -32_768],
]

/** This build opens WAL databases with synchronous=NORMAL, which may lose acknowledged acts at a power cut. */
const forWriter: readonly Pragma[] = [
  ['journal_mode', 'WAL', 'wal'],
  ['synchronous', 'FULL', 2],
  ['journal_size_limit', 64 * 1024 * 1024, 64 * 1024 * 1024],
]

const forReader: readonly Pragma[] = [['query_only', 'ON', 1]]

/**
 * Opens a database file with every setting asserted; creates it unless `readonly`. The schema is not touched (`migrate`).
 *
 * @throws CallError `folderDamaged`, `folderNewer` (not ours counts as damaged), `folderReadOnly`, `diskFull`
 */
export function openDatabase(file: string, options: { readonly?: boolean } = {}): Database {
  const readonly = options.readonly ?? false
  let connection: Sqlite.Database | undefined
  try {
    connection = new Sqlite(file, { readonly, fileMustExist: readonly })
    for (const pragma of forAll) assertPragma(connection, pragma)
    for (const pragma of readonly ? forReader : forWriter) assertPragma(connection, pragma)
    assertOurs(connection, file)
    if (!readonly && statSync(file).size <= checkedAtOpeningBytes) assertSound(connection, file)
    return { file, connection, statements: new WeakMap() }
  } catch (error) {
    connection?.close()
    throw explainDatabaseError(error, file)
  }
}

/** An empty database in memory, gone when it is closed: for what is worked out and thrown away. `migrate` follows. */
export function openScratchDatabase(): Database {
  const connection = new Sqlite(':memory:')
  for (const pragma of forAll) assertPragma(connection, pragma)
  return { file: ':memory:', connection, statements: new WeakMap() }
}

/** Closes the connection; the last one out empties the WAL. May be called twice. */
export function closeDatabase(database: Database): void {
  database.connection.close()
}

/**
 * Reads the whole structure of the database: pages, indexes against rows, row shapes. Seconds for large files, so a matter
 * for a worker thread or a restored backup.
 *
 * @throws CallError `folderDamaged`
 */
export function checkDatabase(database: Database): void {
  try {
    assertSound(database.connection, database.file, 'integrity_check(1)')
  } catch (error) {
    throw explainDatabaseError(error, database.file)
  }
}

/** The number of the newest migration that this file has seen; 0 for a new file. */
export function schemaVersionOf(connection: Sqlite.Database): number {
  return connection.pragma('user_version', { simple: true }) as number
}

/** Whether nothing was ever made in this file. */
export function isEmptyDatabase({ connection }: Database): boolean {
  return connection.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0
}

function assertPragma(connection: Sqlite.Database, [name, set, expected]: Pragma): void {
  connection.pragma(`${name} = ${set}`)
  const actual: unknown = connection.pragma(name, { simple: true })
  if (actual !== expected) throw new Error(`${name} is ${String(actual)}, must be ${expected}`)
}

/** A file without our mark may only be a new and empty one. */
function assertOurs(connection: Sqlite.Database, file: string): void {
  const mark = connection.pragma('application_id', { simple: true })
  if (mark === applicationId) return
  const tables = connection.prepare('SELECT count(*) FROM sqlite_schema').pluck().get()
  if (mark !== 0 || tables !== 0 || schemaVersionOf(connection) !== 0) {
    throw new CallError(
      'folderDamaged',
      { folder: path.dirname(file) },
      { cause: new Error('not our database') },
    )
  }
}

function assertSound(connection: Sqlite.Database, file: string, check = 'quick_check(1)'): void {
  const finding = connection.pragma(check, { simple: true })
  if (finding !== 'ok') {
    throw new CallError(
      'folderDamaged',
      { folder: path.dirname(file) },
      { cause: new Error(String(finding)) },
    )
  }
}
