import type { Database } from './database.ts'
import { all, run, sql } from './sql.ts'

/** Hidden files that a program which is killed would leave in somebody's folder. */
export function unfinishedFiles(database: Database): string[] {
  return all(
    database,
    sql`SELECT path FROM unfinished_file ORDER BY path`,
    ({ path }: { path: string }) => path,
  )
}

/** To be called before the file is opened. */
export function noteUnfinishedFile(database: Database, path: string): void {
  run(database, sql`INSERT INTO unfinished_file (path) VALUES (${path}) ON CONFLICT DO NOTHING`)
}

/** It has its name now, or is gone. */
export function forgetUnfinishedFile(database: Database, path: string): void {
  run(database, sql`DELETE FROM unfinished_file WHERE path = ${path}`)
}
