import { createHash } from 'node:crypto'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { closeDatabase, openDatabase, type Database } from '../../src-main/storage/database.ts'
import type { NewEntry } from '../../src-main/storage/entries.ts'
import { migrate } from '../../src-main/storage/migrate.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** An empty database of the newest schema in a folder of its own; closed and gone when the test ends. */
export function emptyDatabase(): Database {
  const database = openDatabase(path.join(temporaryFolder(), 'cqtt.db'))
  onTestFinished(() => closeDatabase(database))
  migrate(database)
  return database
}

/** SHA-256 in hex: a believable id for any text. */
export function idOf(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex')
}

/** A row for `entry`; name only what the test is about. Storage does not look into the bytes. */
export function anEntryRow(entry: Partial<NewEntry> & { stream: number; arrival: number }): NewEntry {
  const seq = entry.seq ?? 1
  const bytes = entry.bytes ?? Buffer.from(`${entry.stream}/${seq}`)
  return {
    id: idOf(Buffer.from(bytes).toString('hex')),
    seq,
    prev: null,
    bytes,
    time: 1_732_000_000_000,
    officer: 'vn2024.c.07243:0123456789abcdef',
    action: 'scores.set',
    ...entry,
  }
}
