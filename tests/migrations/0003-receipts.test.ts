import Sqlite from 'better-sqlite3'
import { beforeEach, expect, test } from 'vitest'
import { firstSchema } from '../../src-main/storage/migrations/0001-first-schema.ts'
import { exchange } from '../../src-main/storage/migrations/0002-exchange.ts'
import { receipts } from '../../src-main/storage/migrations/0003-receipts.ts'

let database: Sqlite.Database

beforeEach(() => {
  database = new Sqlite(':memory:')
  database.exec(firstSchema.statements)
  database.exec(exchange.statements)
})

test('what was sent before stays in the outbox, with nothing chosen and no answer', () => {
  database.exec(`INSERT INTO outbox (bundle, time, file_name, addressee, size, streams)
                 VALUES (zeroblob(32), 1, 'a.cqtt', 'u', 10, '{}')`)
  database.exec(receipts.statements)
  const row = database.prepare('SELECT file_name, selection, answer FROM outbox').get()
  expect(row).toEqual({ file_name: 'a.cqtt', selection: '{}', answer: null })
})

test('one receipt a device, one line a wanted file, one row a parked bundle', () => {
  database.exec(receipts.statements)
  database.exec(`INSERT INTO receipt VALUES ('d', 1, 0, 'd', '{}')`)
  expect(() => database.exec(`INSERT INTO receipt VALUES ('d', 2, 0, 'd', '{}')`)).toThrow('UNIQUE')
  database.exec(`INSERT INTO wanted_file VALUES ('d', zeroblob(32))`)
  expect(() => database.exec(`INSERT INTO wanted_file VALUES ('d', zeroblob(31))`)).toThrow('CHECK')
  database.exec(`INSERT INTO parked_bundle VALUES (zeroblob(32), 0, 0, 'a', 'u', 1, '{}')`)
  expect(() =>
    database.exec(`INSERT INTO parked_bundle VALUES (zeroblob(32), 0, 0, 'b', 'u', 1, '{}')`),
  ).toThrow('UNIQUE')
  expect(() => database.exec(`INSERT INTO receipt VALUES ('e', 1, 0, 'd', 'no')`)).toThrow('CHECK')
})
