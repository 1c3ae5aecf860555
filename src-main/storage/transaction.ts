import type { Database } from './database.ts'
import { explainDatabaseError } from './database-errors.ts'
import { run, sql } from './sql.ts'

/**
 * Runs `work` as one immediate transaction: all of it is stored, or nothing.
 * Synchronous on purpose, so that nothing can come in between; files are finished before (DESIGN §3, one commit for data).
 * Nesting is refused: an inner part would look committed while it is not.
 */
export function transaction<Result>(database: Database, work: () => Result): Result {
  if (isInTransaction(database)) throw new Error('a transaction inside a transaction')
  run(database, sql`BEGIN IMMEDIATE`)
  try {
    const result = work()
    if (result instanceof Promise) throw new Error('the work of a transaction must be synchronous')
    run(database, sql`COMMIT`)
    return result
  } catch (error) {
    // After a full disk SQLite may have rolled back by itself.
    if (isInTransaction(database)) database.connection.exec('ROLLBACK')
    throw explainDatabaseError(error, database.file)
  }
}

/** Throws unless a transaction is open: for steps that must never stand alone. */
export function assertInTransaction(database: Database): void {
  if (!isInTransaction(database)) throw new Error('this step belongs inside a transaction')
}

/**
 * Moves what stands in the WAL into the database and empties the WAL: after imports, backups and before closing.
 * Returns false when a reader held it back; nothing is lost then, it happens at a later checkpoint.
 */
export function checkpoint(database: Database): boolean {
  try {
    const [result] = database.connection.pragma('wal_checkpoint(TRUNCATE)') as [{ busy: number }]
    return result.busy === 0
  } catch (error) {
    throw explainDatabaseError(error, database.file)
  }
}

function isInTransaction(database: Database): boolean {
  return database.connection.inTransaction
}
