import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs'
import path from 'node:path'
import { CallError } from '../../shared/contract/errors.ts'
import { renameWhenFreeSync } from '../platform/busy-rename.ts'
import { explainWriteError } from '../platform/file-errors.ts'
import { syncFolder } from '../platform/atomic-write.ts'
import { applicationId, schemaVersionOf, type Database } from './database.ts'
import { explainDatabaseError } from './database-errors.ts'
import { migrations } from './migrations/list.ts'
import type { Migration } from './migrations/migration.ts'
import { transaction } from './transaction.ts'

/**
 * Brings the file to the newest schema in one transaction: a kill, or a disk that fills, leaves it as the older program wrote it.
 * Before an older file is changed, a whole copy of it is put beside it as `<file>.before-<newest version>`; as no step stands
 * alone, a second try copies that same older file again and never one that is half new.
 *
 * @param list for tests of the mechanism; the program always uses its own list
 * @returns the versions applied, empty when there was nothing to do
 * @throws CallError `folderNewer` when a newer program has written the file: it is not touched
 */
export function migrate(database: Database, list: readonly Migration[] = migrations): number[] {
  const { connection, file } = database
  const newest = list.at(-1)?.version ?? 0
  const current = schemaVersionOf(connection)
  assertNotNewer(current, newest, file)
  const todo = list.filter((migration) => migration.version > current)
  if (todo.length === 0) return []
  if (current > 0) keepCopy(database, `${file}.before-${newest}`)
  transaction(database, () => {
    for (const migration of todo) connection.exec(migration.statements)
    connection.pragma(`application_id = ${applicationId}`)
    connection.pragma(`user_version = ${newest}`)
  })
  return todo.map((migration) => migration.version)
}

/** For connections that must not migrate (readers in worker threads): the file is exactly of this program's schema. */
export function assertMigrated(database: Database): void {
  const newest = migrations.at(-1)?.version ?? 0
  const current = schemaVersionOf(database.connection)
  assertNotNewer(current, newest, database.file)
  if (current < newest) throw new Error(`the schema is ${current}, must be ${newest}`)
}

function assertNotNewer(current: number, newest: number, file: string): void {
  if (current > newest) {
    throw new CallError('folderNewer', { folder: path.dirname(file), needs: current, has: newest })
  }
}

/** A consistent copy, WAL included; under its final name only when it is whole and on the disk. */
function keepCopy(database: Database, target: string): void {
  const unfinished = `${target}.unfinished`
  try {
    rmSync(unfinished, { force: true })
    database.connection.prepare('VACUUM INTO ?').run(unfinished)
    const handle = openSync(unfinished, 'r+')
    try {
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    renameWhenFreeSync(unfinished, target)
    syncFolder(path.dirname(target))
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw explainWriteError(explainDatabaseError(error, database.file), path.dirname(target))
  }
}
