import Sqlite from 'better-sqlite3'
import { beforeEach, expect, test } from 'vitest'
import { firstSchema } from '../../src-main/storage/migrations/0001-first-schema.ts'
import { exchange } from '../../src-main/storage/migrations/0002-exchange.ts'

let database: Sqlite.Database

beforeEach(() => {
  database = new Sqlite(':memory:')
  database.pragma('foreign_keys = ON')
  database.exec(firstSchema.statements)
})

test('what was sent before stays in the list, its amounts unknown', () => {
  database.exec(`INSERT INTO outbox (bundle, time, file_name, addressee, size, streams)
                 VALUES (zeroblob(32), 1, 'a.cqtt', 'u', 10, '{}')`)
  database.exec(exchange.statements)
  const row = database.prepare('SELECT file_name, entries, files FROM outbox').get()
  expect(row).toEqual({ file_name: 'a.cqtt', entries: 0, files: 0 })
})

test('a stream has one first overstep, and only a known stream', () => {
  database.exec(exchange.statements)
  database.exec(`INSERT INTO stream VALUES (1, 'd/u/sheet', 'd', 'u', 'sheet')`)
  database.exec('INSERT INTO overstep VALUES (1, 5)')
  expect(() => database.exec('INSERT INTO overstep VALUES (1, 6)')).toThrow('UNIQUE')
  expect(() => database.exec('INSERT INTO overstep VALUES (2, 1)')).toThrow('FOREIGN KEY')
})
