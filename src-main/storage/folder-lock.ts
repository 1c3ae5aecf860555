import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { CallError } from '../../shared/contract/errors.ts'
import { explainDatabaseError } from './database-errors.ts'

/** Held for the life of the process; the system itself frees it when the process is killed. */
export type FolderLock = { release(): void }

/**
 * Makes this process the only one that works in a data folder, through an exclusively locked `lock.db` in it. The database
 * itself stays open to our own worker threads; a lock file with a process number in it would survive a power cut.
 *
 * @param file path of `lock.db`
 * @throws CallError `folderInUse`, `folderReadOnly`, `folderDamaged`, `diskFull`
 */
export function lockFolder(file: string): FolderLock {
  let connection: Sqlite.Database | undefined
  try {
    connection = new Sqlite(file, { timeout: 200 })
    connection.pragma('locking_mode = EXCLUSIVE')
    // No WAL: it would leave its own files. The lock is taken by the first write and then never given back.
    connection.pragma('journal_mode = MEMORY')
    connection.exec('BEGIN EXCLUSIVE; PRAGMA user_version = 1; COMMIT')
    const held = connection
    return { release: () => held.close() }
  } catch (error) {
    connection?.close()
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      throw new CallError('folderInUse', { folder: path.dirname(file) }, { cause: error })
    }
    throw explainDatabaseError(error, file)
  }
}
