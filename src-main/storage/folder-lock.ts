import { truncateSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { explainDatabaseError } from './database-errors.ts'

/** Held for the life of the process; the system itself frees it when the process is killed. */
export type FolderLock = { release(): void }

/**
 * Makes this process the only one that works in a data folder, through an exclusively locked, always empty `lock.db` in it.
 * The database itself stays open to our own worker threads; a lock file with a process number in it would survive a power
 * cut. Nobody may open `lock.db` or the database with `node:fs` while they are in use: on POSIX, closing any handle of a
 * file drops all locks that the process has on it.
 *
 * @param file path of `lock.db`
 * @throws CallError `folderInUse`, `folderReadOnly`, `diskFull`
 */
export function lockFolder(file: string): FolderLock {
  try {
    return takeLock(file)
  } catch (error) {
    if (!(error instanceof Sqlite.SqliteError)) throw error
    if (error.code === 'SQLITE_NOTADB' || error.code.startsWith('SQLITE_CORRUPT')) {
      // Somebody wrote into it. It holds nothing, and nobody holds it, or it could not have been read: empty it in place.
      truncateSync(file)
      return takeLock(file)
    }
    throw explainDatabaseError(error, file)
  }
}

function takeLock(file: string): FolderLock {
  const connection = new Sqlite(file, { timeout: 200 })
  try {
    connection.pragma('locking_mode = EXCLUSIVE')
    // Never committed: nothing is ever written, the lock alone is wanted.
    connection.exec('BEGIN EXCLUSIVE')
    return { release: () => connection.close() }
  } catch (error) {
    connection.close()
    throw error
  }
}
