import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { benchOffice, type BenchOffice } from './office.ts'
import { median } from './median.ts'
import type { BenchRow } from './row.ts'

/**
 * One score saved, durable, through the core's front door (parse, permit, journal, projection, totals) on a sheet where every
 * criterion has an answer already, against a bare better-sqlite3 commit of the same bytes with the same durability.
 */
export async function benchSaveScore(saves: number): Promise<BenchRow> {
  const office = await benchOffice({ communes: 1 })
  try {
    await office.scoreAll(0)
    const rounds = 5
    const ours: number[] = []
    const bare: number[] = []
    const sample = office.lastEntryBytes()
    await saveMany(office, saves)
    for (let round = 0; round < rounds; round++) {
      ours.push(await saveMany(office, saves))
      bare.push(commitBare(sample, saves))
    }
    return {
      name: 'saveScore',
      seconds: median(ours) / saves,
      yardstickSeconds: median(bare) / saves,
      goal: 2,
      scale: saves,
    }
  } finally {
    await office.close()
  }
}

async function saveMany(office: BenchOffice, saves: number): Promise<number> {
  const started = performance.now()
  for (let i = 0; i < saves; i++) await office.saveOne(i)
  return (performance.now() - started) / 1000
}

function commitBare(bytes: Uint8Array, commits: number): number {
  const folder = mkdtempSync(path.join(tmpdir(), 'cqtt-bench-'))
  const database = new Sqlite(path.join(folder, 'bare.db'))
  try {
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = FULL')
    database.exec('CREATE TABLE entry (num INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT')
    const insert = database.prepare('INSERT INTO entry (bytes) VALUES (?)')
    const started = performance.now()
    for (let i = 0; i < commits; i++) insert.run(bytes)
    return (performance.now() - started) / 1000
  } finally {
    database.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
