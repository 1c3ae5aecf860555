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
    const ours: number[] = []
    const bare: number[] = []
    const yardstick = openBare(office.lastEntryBytes())
    await saveMany(office, saves)
    yardstick.commit(saves)
    // short turns: what else the machine does meets both
    for (let turn = 0; turn < turns; turn++) {
      ours.push(await saveMany(office, saves / turns))
      bare.push(yardstick.commit(saves / turns))
    }
    yardstick.close()
    return {
      name: 'saveScore',
      seconds: (median(ours) / saves) * turns,
      yardstickSeconds: (median(bare) / saves) * turns,
      goal: 2,
      scale: saves,
    }
  } finally {
    await office.close()
  }
}

const turns = 20

async function saveMany(office: BenchOffice, saves: number): Promise<number> {
  const started = performance.now()
  for (let i = 0; i < saves; i++) await office.saveOne(i)
  return (performance.now() - started) / 1000
}

type Bare = { readonly commit: (commits: number) => number; readonly close: () => void }

function openBare(bytes: Uint8Array): Bare {
  const folder = mkdtempSync(path.join(tmpdir(), 'cqtt-bench-'))
  const database = new Sqlite(path.join(folder, 'bare.db'))
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.exec('CREATE TABLE entry (num INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT')
  const insert = database.prepare('INSERT INTO entry (bytes) VALUES (?)')
  return {
    commit: (commits) => {
      const started = performance.now()
      for (let i = 0; i < commits; i++) insert.run(bytes)
      return (performance.now() - started) / 1000
    },
    close: () => {
      database.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
