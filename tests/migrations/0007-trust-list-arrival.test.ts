import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { trustListArrival } from '../../src-main/storage/migrations/0007-trust-list-arrival.ts'
import { migrations } from '../../src-main/storage/migrations/list.ts'

test('lists that were here before count as if they had always been', () => {
  const database = new Sqlite(':memory:')
  const isEarlier = ({ version }: (typeof migrations)[number]): boolean => version < trustListArrival.version
  for (const { statements } of migrations.filter(isEarlier)) database.exec(statements)
  database.exec(`INSERT INTO trust_list VALUES (randomblob(32), 'd', 1, x'00')`)
  database.exec(trustListArrival.statements)
  expect(database.prepare('SELECT first_entry FROM trust_list').pluck().all()).toEqual([0])
})
