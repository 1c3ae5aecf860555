import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import type { Database } from '../../src-main/storage/database.ts'
import { entriesAfter, type StoredEntry } from '../../src-main/storage/entries.ts'
import { firstSchema } from '../../src-main/storage/migrations/0001-first-schema.ts'

/** Seconds for a bare insert of the same rows of `entry` and `entry_scope`, same tables and indexes, in one transaction. */
export function insertBare(source: Database): number {
  const folder = mkdtempSync(path.join(tmpdir(), 'cqtt-bench-'))
  const database = new Sqlite(path.join(folder, 'bare.db'))
  try {
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = FULL')
    database.exec(firstSchema.statements)
    const rows: StoredEntry[] = []
    for (let last = 0; ;) {
      const portion = entriesAfter(source, last, 1000)
      if (portion.length === 0) break
      rows.push(...portion)
      last = portion.at(-1)?.num ?? last
    }
    const ready = rows.map((row) => ({
      ...row,
      id: Buffer.from(row.id, 'hex'),
      prev: row.prev === null ? null : Buffer.from(row.prev, 'hex'),
    }))
    const entry = database.prepare(
      'INSERT INTO entry (num, stream, seq, time, arrival, officer, action, id, prev, bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    )
    const scope = database.prepare('INSERT INTO entry_scope (scope, entry) VALUES (?, ?)')
    database.exec(`INSERT INTO arrival (num, kind, time, first_entry) VALUES (1, 'bundle', 1, 1)`)
    for (const stream of new Set(rows.map((row) => row.stream))) {
      database.prepare(`INSERT INTO stream VALUES (?, ?, '', '', '')`).run(stream, String(stream))
      database.prepare('INSERT INTO scope VALUES (?, ?)').run(stream, String(stream))
    }
    const started = performance.now()
    database.transaction(() => {
      for (const { num, stream, seq, time, officer, action, id, prev, bytes } of ready) {
        entry.run(num, stream, seq, time, 1, officer, action, id, prev, bytes)
        scope.run(stream, num)
      }
    })()
    return (performance.now() - started) / 1000
  } finally {
    database.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
