import { renameSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { applicationId } from '../../../src-main/storage/database.ts'
import { migrations } from '../../../src-main/storage/migrations/list.ts'

/**
 * Puts the place of a database one that an older program would have written: the schema of its time, made by its own migrations,
 * with every row that it had room for.
 *
 * @param version the newest migration that the older program knew
 */
export function makeOlder(file: string, version: number): void {
  const older = `${file}.older`
  const connection = new Sqlite(older)
  try {
    for (const migration of migrations)
      if (migration.version <= version) connection.exec(migration.statements)
    connection.prepare('ATTACH ? AS newer').run(file)
    connection.pragma('foreign_keys = OFF')
    connection.transaction(() => {
      for (const table of tablesIn(connection)) {
        const columns = columnsOf(connection, table).join(', ')
        connection.exec(`DELETE FROM main.${table}`)
        connection.exec(`INSERT INTO main.${table} (${columns}) SELECT ${columns} FROM newer.${table}`)
      }
    })()
    connection.exec('DETACH newer')
    connection.pragma(`application_id = ${applicationId}`)
    connection.pragma(`user_version = ${version}`)
  } finally {
    connection.close()
  }
  renameSync(older, file)
}

function tablesIn(connection: Sqlite.Database): readonly string[] {
  return connection
    .prepare(`SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
    .pluck()
    .all() as string[]
}

function columnsOf(connection: Sqlite.Database, table: string): readonly string[] {
  return connection.prepare(`SELECT name FROM pragma_table_info(?)`).pluck().all(table) as string[]
}
