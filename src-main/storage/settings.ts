import type { Database } from './database.ts'
import { run, sql, value } from './sql.ts'

/** The JSON of a setting of this folder, or undefined when it was never set. */
export function settingJson(database: Database, name: string): string | undefined {
  return value<string>(database, sql`SELECT value FROM setting WHERE name = ${name}`)
}

/** Sets a setting of this folder; `json` must be valid JSON. */
export function putSettingJson(database: Database, name: string, json: string): void {
  run(
    database,
    sql`INSERT INTO setting (name, value) VALUES (${name}, ${json})
        ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  )
}

/** Back to the default. */
export function deleteSetting(database: Database, name: string): void {
  run(database, sql`DELETE FROM setting WHERE name = ${name}`)
}
