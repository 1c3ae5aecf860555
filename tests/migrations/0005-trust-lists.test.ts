import Sqlite from 'better-sqlite3'
import { beforeEach, expect, test } from 'vitest'
import { firstSchema } from '../../src-main/storage/migrations/0001-first-schema.ts'
import { exchange } from '../../src-main/storage/migrations/0002-exchange.ts'
import { trustLists } from '../../src-main/storage/migrations/0005-trust-lists.ts'

let database: Sqlite.Database

beforeEach(() => {
  database = new Sqlite(':memory:')
  database.exec(firstSchema.statements)
  database.exec(exchange.statements)
})

test('roots that were confirmed before stay, and several lists of one number lie beside each other', () => {
  database.exec(`INSERT INTO trust_root VALUES ('r', 5, zeroblob(3))`)
  database.exec(trustLists.statements)
  expect(database.prepare('SELECT id, confirmed FROM trust_root').get()).toEqual({ id: 'r', confirmed: 5 })
  const insert = database.prepare('INSERT INTO trust_list VALUES (?, ?, ?, ?)')
  insert.run(Buffer.alloc(32, 1), 'r', 1, Buffer.from('a'))
  insert.run(Buffer.alloc(32, 2), 'r', 1, Buffer.from('b'))
  expect(() => insert.run(Buffer.alloc(32, 2), 'r', 1, Buffer.from('b'))).toThrow('UNIQUE')
  expect(() => insert.run(Buffer.alloc(31, 3), 'r', 1, Buffer.from('c'))).toThrow('CHECK')
  expect(() => insert.run(Buffer.alloc(32, 3), 'r', 0, Buffer.from('c'))).toThrow('CHECK')
})
