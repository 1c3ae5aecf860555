import Sqlite from 'better-sqlite3'
import { beforeEach, describe, expect, test } from 'vitest'
import { firstSchema } from '../../src-main/storage/migrations/0001-first-schema.ts'

let database: Sqlite.Database

beforeEach(() => {
  database = new Sqlite(':memory:')
  database.pragma('foreign_keys = ON')
  database.exec(firstSchema.statements)
})

function rowsOf(name: string): string[] {
  return database.prepare(`SELECT name FROM pragma_table_info(?) ORDER BY cid`).pluck().all(name) as string[]
}

test('every table is strict', () => {
  const loose = database
    .prepare(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite_%'`,
    )
    .pluck()
    .all()
  expect(loose).toEqual([])
})

test('the journal has its tables and columns', () => {
  expect(rowsOf('stream')).toEqual(['num', 'key', 'device', 'audience', 'channel'])
  expect(rowsOf('entry')).toEqual([
    'num',
    'stream',
    'seq',
    'time',
    'arrival',
    'officer',
    'action',
    'id',
    'prev',
    'bytes',
  ])
  expect(rowsOf('field_state')).toEqual(['scope', 'entity', 'key', 'field', 'status', 'value', 'heads'])
})

describe('what the tables themselves refuse', () => {
  const id = (byte: number) => Buffer.alloc(32, byte)
  const insertEntry = (entry: Buffer, stream = 1, seq = 1) =>
    database
      .prepare(
        `INSERT INTO entry (stream, seq, time, arrival, officer, action, id, prev, bytes) VALUES (?, ?, 1, 1, '', '', ?, NULL, x'00')`,
      )
      .run(stream, seq, entry)

  beforeEach(() => {
    database.exec(`
      INSERT INTO stream VALUES (1, 'd/u/sheet', 'd', 'u', 'sheet');
      INSERT INTO arrival (kind, time, first_entry) VALUES ('own', 1, 1);
      INSERT INTO scope VALUES (1, 's');`)
  })

  test('the same entry twice, an entry of no stream, an id that is no SHA-256', () => {
    insertEntry(id(1))
    expect(() => insertEntry(id(1))).toThrow('UNIQUE')
    expect(() => insertEntry(id(2), 99)).toThrow('FOREIGN KEY')
    expect(() => insertEntry(Buffer.alloc(31))).toThrow('CHECK')
  })

  test('but not a fork: two entries with one stream and seq', () => {
    insertEntry(id(1))
    expect(() => insertEntry(id(2))).not.toThrow()
  })

  test('an unknown kind of arrival, an unknown state of a file, settings that are not JSON', () => {
    expect(() =>
      database.exec(`INSERT INTO arrival (kind, time, first_entry) VALUES ('gift', 1, 1)`),
    ).toThrow('CHECK')
    expect(() => database.exec(`INSERT INTO vault_file VALUES (zeroblob(32), 1, '', 1, 1, 'lost')`)).toThrow(
      'CHECK',
    )
    expect(() => database.exec(`INSERT INTO setting VALUES ('a', 'not json')`)).toThrow('CHECK')
    expect(() => database.exec(`INSERT INTO setting VALUES ('a', x'31')`)).toThrow('BLOB')
  })

  test('two current devices', () => {
    database.exec(`INSERT INTO own_device VALUES ('a', 'u', 1, 1), ('b', 'u', 1, 0), ('c', 'u', 1, 0)`)
    expect(() => database.exec(`UPDATE own_device SET current = 1 WHERE device = 'b'`)).toThrow('UNIQUE')
  })
})
