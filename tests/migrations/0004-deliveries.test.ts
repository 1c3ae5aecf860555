import Sqlite from 'better-sqlite3'
import { beforeEach, expect, test } from 'vitest'
import { deliveries } from '../../src-main/storage/migrations/0004-deliveries.ts'
import { migrations } from '../../src-main/storage/migrations/list.ts'

let database: Sqlite.Database

beforeEach(() => {
  database = new Sqlite(':memory:')
  database.pragma('foreign_keys = ON')
  for (const { version, statements } of migrations) if (version < 4) database.exec(statements)
  database.exec(`INSERT INTO arrival (num, kind, time, first_entry) VALUES (1, 'bundle', 1, 1);
                 INSERT INTO stream VALUES (1, 'd/u/sheet', 'd', 'u', 'sheet')`)
  const entry = database.prepare(
    `INSERT INTO entry (stream, seq, time, arrival, officer, action, id, bytes) VALUES (1, ?, 1, 1, 'o', 'a', ?, x'00')`,
  )
  for (const seq of [1, 2, 3]) entry.run(seq, Buffer.alloc(32, seq))
})

function applied(mark: number, manifest: string): void {
  database
    .prepare(`INSERT INTO bundle_applied VALUES (?, 1, 'a.cqtt', '{}', x'00', ?)`)
    .run(Buffer.alloc(32, mark), Buffer.from(manifest))
}

const range = (to: number, stream = 'd/u/sheet') => ({
  stream,
  from: 1,
  to,
  prev: null,
  head: Buffer.alloc(32, to).toString('hex'),
})

test('what earlier bundles delivered is known from their manifests, as far as it is stored', () => {
  applied(7, JSON.stringify({ streams: [range(2), range(9), range(2, 'other/u/sheet')] }))
  applied(8, 'not JSON')
  database.exec(deliveries.statements)
  const rows = database.prepare('SELECT hex(bundle) AS bundle, stream, from_seq, to_seq FROM delivery').all()
  expect(rows).toEqual([{ bundle: '07'.repeat(32), stream: 1, from_seq: 1, to_seq: 2 }])
})
