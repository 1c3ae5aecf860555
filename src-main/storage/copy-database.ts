import type { Database } from './database.ts'
import { explainDatabaseError } from './database-errors.ts'

/**
 * Copies every row of another, closed database of the same schema into this one, which must still be empty; in one transaction
 * with `alongside`. Rows that are here already stay (settings of this folder).
 */
export function copyDatabaseInto(database: Database, from: string, alongside: () => void): void {
  const { connection } = database
  try {
    connection.prepare('ATTACH DATABASE ? AS other').run(from)
  } catch (error) {
    throw explainDatabaseError(error, database.file)
  }
  try {
    connection
      .transaction(() => {
        // Tables refer to each other in no order that names could tell.
        connection.pragma('defer_foreign_keys = ON')
        const tables = connection
          .prepare(`SELECT name FROM other.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
          .pluck()
          .all() as string[]
        for (const name of tables) {
          const quoted = `"${name.replaceAll('"', '""')}"`
          connection.exec(`INSERT OR IGNORE INTO main.${quoted} SELECT * FROM other.${quoted}`)
        }
        alongside()
      })
      .immediate()
  } catch (error) {
    throw explainDatabaseError(error, database.file)
  } finally {
    connection.exec('DETACH DATABASE other')
  }
}
