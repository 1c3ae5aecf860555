import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { rebuildProjection } from '../../src-main/journal/rebuild.ts'
import { fieldsOfScope, type FieldState } from '../../src-main/storage/fields.ts'
import { allScopes } from '../../src-main/storage/scopes.ts'
import { benchProvince, type BenchProvince } from './province.ts'
import type { BenchRow } from './row.ts'

const criteria = 60
const communesAtOnce = 20

/** Making the projection again from so many entries, one answer each, against a bare insert of the projection's rows. */
export async function benchRebuild(entries: number): Promise<BenchRow> {
  const province = await benchProvince(Math.ceil(entries / criteria), criteria)
  try {
    writeAnswers(province)
    const { base } = province.installation.journal
    const started = performance.now()
    let longest = 0
    let last = started
    const steps = rebuildProjection(base)
    let step = await steps.next()
    while (step.done !== true) {
      const now = performance.now()
      longest = Math.max(longest, now - last)
      last = now
      step = await steps.next()
    }
    const seconds = (performance.now() - started) / 1000
    const rows = allScopes(base.database).flatMap(({ num }) =>
      fieldsOfScope(base.database, num).map((row) => ({ num, row })),
    )
    return {
      name: 'rebuild',
      seconds,
      yardstickSeconds: insertBare(rows),
      goal: 5,
      scale: entries,
      notes: {
        'longest step, ms': longest.toFixed(1),
        'differed (must be false)': String(step.value.differed),
      },
    }
  } finally {
    province.close()
  }
}

function writeAnswers({ installation, device, officer, communes, answersOf }: BenchProvince): void {
  for (let from = 0; from < communes.length; from += communesAtOnce) {
    const drafts = communes.slice(from, from + communesAtOnce).flatMap((commune, place) => {
      const draft = answersOf(commune, from + place)
      return draft.changes.map((change) => ({ ...draft, changes: [change] }))
    })
    installation.journal.write({
      device,
      officer,
      action: 'bench.prepare',
      reason: null,
      onBehalf: null,
      drafts,
    })
  }
}

function insertBare(rows: readonly { readonly num: number; readonly row: FieldState }[]): number {
  const folder = mkdtempSync(path.join(tmpdir(), 'cqtt-bench-'))
  const database = new Sqlite(path.join(folder, 'bare.db'))
  try {
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = FULL')
    database.exec(`CREATE TABLE field_state (scope INTEGER, entity TEXT, key TEXT, field TEXT, status INTEGER, value TEXT, heads TEXT,
      PRIMARY KEY (scope, entity, key, field)) STRICT, WITHOUT ROWID`)
    const insert = database.prepare('INSERT INTO field_state VALUES (?, ?, ?, ?, ?, ?, ?)')
    const started = performance.now()
    database.transaction(() => {
      for (const { num, row } of rows)
        insert.run(num, row.entity, row.key, row.field, row.differing ? 1 : 0, row.value, row.heads.join(' '))
    })()
    return (performance.now() - started) / 1000
  } finally {
    database.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
