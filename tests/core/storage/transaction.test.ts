import { statSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { closeDatabase, openDatabase } from '../../../src-main/storage/database.ts'
import { makeCurrentDevice } from '../../../src-main/storage/own-devices.ts'
import { ensureScope, scopeByKey } from '../../../src-main/storage/scopes.ts'
import { run, sql, value } from '../../../src-main/storage/sql.ts'
import { checkpoint, transaction } from '../../../src-main/storage/transaction.ts'
import { emptyDatabase } from '../../support/storage.ts'

test('all or nothing: an error undoes what came before it', () => {
  const database = emptyDatabase()
  expect(() =>
    transaction(database, () => {
      ensureScope(database, 'a')
      throw new Error('bug')
    }),
  ).toThrow('bug')
  expect(scopeByKey(database, 'a')).toBeUndefined()
  expect(transaction(database, () => ensureScope(database, 'a'))).toBe(1)
  expect(scopeByKey(database, 'a')).toBe(1)
})

test('a transaction inside a transaction is refused, and the outer one undone', () => {
  const database = emptyDatabase()
  expect(() =>
    transaction(database, () => {
      ensureScope(database, 'a')
      transaction(database, () => ensureScope(database, 'b'))
    }),
  ).toThrow('inside a transaction')
  expect(scopeByKey(database, 'a')).toBeUndefined()
  expect(database.connection.inTransaction).toBe(false)
})

test('asynchronous work is refused: it would go on outside', async () => {
  const database = emptyDatabase()
  expect(() => transaction(database, async () => ensureScope(database, 'a'))).toThrow('synchronous')
  await Promise.resolve()
  expect(scopeByKey(database, 'a')).toBeUndefined()
})

test('steps that must not stand alone say so', () => {
  const database = emptyDatabase()
  expect(() => makeCurrentDevice(database, { device: 'd', unit: 'u', created: 1 })).toThrow(
    'inside a transaction',
  )
})

test('a tool outside that holds the database gets a sentence, and nothing is half done', () => {
  const database = emptyDatabase()
  const outside = new Sqlite(database.file)
  outside.exec('BEGIN IMMEDIATE')
  database.connection.pragma('busy_timeout = 50')
  expect(() => transaction(database, () => ensureScope(database, 'a'))).toThrow(
    expect.objectContaining({ code: 'folderInUse' }),
  )
  outside.close()
  expect(transaction(database, () => ensureScope(database, 'a'))).toBe(1)
})

test('a checkpoint empties the WAL; a reader holds it back without loss', () => {
  const database = emptyDatabase()
  ensureScope(database, 'a')
  const reader = openDatabase(database.file, { readonly: true })
  reader.connection.exec('BEGIN')
  expect(value(reader, sql`SELECT count(*) FROM scope`)).toBe(1)
  run(database, sql`INSERT INTO scope (key) VALUES (${'b'})`)
  database.connection.pragma('busy_timeout = 50')
  expect(checkpoint(database)).toBe(false)
  reader.connection.exec('COMMIT')
  expect(checkpoint(database)).toBe(true)
  expect(statSync(`${database.file}-wal`).size).toBe(0)
  expect(value(reader, sql`SELECT count(*) FROM scope`)).toBe(2)
  closeDatabase(reader)
})
