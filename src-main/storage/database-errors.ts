import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { CallError } from '../../shared/contract/errors.ts'
import { freeBytesAt } from '../platform/file-errors.ts'

const nearlyFull = 1024 * 1024

/** Whether SQLite itself refused, and neither the disk nor the memory behind it: then what stands in the file is not what it must be. */
export function isSchemaError(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && !/^SQLITE_(?:IOERR(?!_SHORT_READ)|NOMEM)/.test(error.code)
}

/**
 * What a failure of SQLite means to a person. Damage and a full or read-only disk get their own code, whenever they show;
 * what is left is a bug or a failing disk and comes back unchanged.
 *
 * @param file the database's file
 */
export function explainDatabaseError(error: unknown, file: string): unknown {
  if (!(error instanceof Sqlite.SqliteError)) return error
  const folder = path.dirname(file)
  const { code } = error
  // A file shorter than it says is cut off, not a disk that fails.
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_IOERR_SHORT_READ') {
    return new CallError('folderDamaged', { folder }, { cause: error })
  }
  // SQLite says IOERR, not FULL, when the disk is full while its shared index grows.
  if (code === 'SQLITE_FULL' || (code.startsWith('SQLITE_IOERR') && freeBytesAt(folder) < nearlyFull)) {
    return new CallError('diskFull', { neededBytes: 0, freeBytes: freeBytesAt(folder) }, { cause: error })
  }
  // After the waiting time of `busy_timeout`: a tool outside holds the database open for writing.
  if (code.startsWith('SQLITE_BUSY')) return new CallError('folderInUse', { folder }, { cause: error })
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN') || code === 'SQLITE_PERM') {
    return new CallError('folderReadOnly', { folder }, { cause: error })
  }
  return error
}
