import Sqlite from 'better-sqlite3'
import { beforeEach, expect, test } from 'vitest'
import { checks } from '../../src-main/storage/migrations/0006-checks.ts'
import { migrations } from '../../src-main/storage/migrations/list.ts'

let database: Sqlite.Database

beforeEach(() => {
  database = new Sqlite(':memory:')
  database.pragma('foreign_keys = ON')
  database.pragma('trusted_schema = OFF')
  for (const { statements, version } of migrations) if (version < checks.version) database.exec(statements)
  database.exec(`INSERT INTO scope VALUES (1, 'sheet c:1/u1'), (2, 'documents u2'), (3, 'office d')`)
  database.exec(
    `INSERT INTO sheet_state (scope, cycle, unit, status, details) VALUES (1, 'c:1', 'u1', 's', '{}')`,
  )
})

const stale = (): unknown[] => database.prepare('SELECT what FROM check_stale ORDER BY what').pluck().all()

test('sheets that were there before are to be looked through', () => {
  database.exec(checks.statements)
  expect(stale()).toEqual(['unit u1'])
})

test('whatever changes the projection of a sheet, a document or a mark is noted with it', () => {
  database.exec(checks.statements)
  const settle = (): unknown => database.exec('DELETE FROM check_stale')
  const noted = (change: string): unknown[] => {
    settle()
    database.exec(change)
    return stale()
  }
  expect(noted(`UPDATE sheet_state SET details = '{}' WHERE scope = 1`)).toEqual(['unit u1'])
  expect(noted('DELETE FROM sheet_state')).toEqual(['unit u1'])
  const field = (scope: number, entity: string, key: string): string =>
    `INSERT INTO field_state VALUES (${scope}, '${entity}', '${key}', 'f', 0, '1', '')
     ON CONFLICT DO UPDATE SET value = excluded.value`
  expect(noted(field(1, 'selfScore', 'c:1/u1/a'))).toEqual([])
  expect(noted(field(2, 'document', 'u2:0a'))).toEqual(['unit u2'])
  expect(noted(field(2, 'document', 'u2:0a'))).toEqual(['unit u2'])
  expect(noted(`${field(2, 'document', 'u2:0a')}; ${field(2, 'document', 'u2:0a')}`)).toEqual(['unit u2'])
  expect(noted(field(3, 'seen', 'd:aa'))).toEqual(['seen aa'])
  expect(noted(`DELETE FROM field_state WHERE entity IN ('document', 'seen')`)).toEqual([
    'seen aa',
    'unit u2',
  ])
})

test('a finding takes along what it is about', () => {
  database.exec(checks.statements)
  database.exec(`INSERT INTO check_item VALUES ('a', 'late', 5, 'unit u1', 0, 0, '', '{}')`)
  database.exec(`INSERT INTO check_about VALUES ('a', 'c:1', 'u1')`)
  expect(() => database.exec(`INSERT INTO check_about VALUES ('b', 'c:1', 'u1')`)).toThrow('FOREIGN KEY')
  database.exec(`DELETE FROM check_item WHERE source = 'unit u1'`)
  expect(database.prepare('SELECT count(*) FROM check_about').pluck().get()).toBe(0)
})
