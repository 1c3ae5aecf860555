import { expect, test } from 'vitest'
import { all, get, run, sql, value } from '../../../src-main/storage/sql.ts'
import { emptyDatabase } from '../../support/storage.ts'

test('what stands in ${…} is a value, whatever it says', () => {
  const database = emptyDatabase()
  const hostile = `'; DROP TABLE setting; --`
  run(database, sql`INSERT INTO setting (name, value) VALUES (${hostile}, ${'1'})`)
  expect(
    get(database, sql`SELECT name FROM setting WHERE value = ${'1'}`, (row: { name: string }) => row.name),
  ).toBe(hostile)
  expect(value(database, sql`SELECT count(*) FROM setting`)).toBe(1)
})

test('each place in the source is prepared once per database', () => {
  const databases = [emptyDatabase(), emptyDatabase()]
  for (const database of databases) {
    let prepared = 0
    const prepare = database.connection.prepare.bind(database.connection)
    database.connection.prepare = (source: string) => {
      prepared++
      return prepare(source)
    }
    for (let i = 0; i < 50; i++) run(database, sql`INSERT INTO scope (key) VALUES (${`s${i}`})`)
    expect(prepared).toBe(1)
  }
})

test('rows are mapped, absent ones are undefined, lists go in as JSON', () => {
  const database = emptyDatabase()
  for (const key of ['a', 'b', 'c'])
    expect(run(database, sql`INSERT INTO scope (key) VALUES (${key})`).changes).toBe(1)
  const wanted = JSON.stringify(['a', 'c', 'x'])
  const keys = all(
    database,
    sql`SELECT key FROM scope WHERE key IN (SELECT value FROM json_each(${wanted})) ORDER BY key`,
    (row: { key: string }) => row.key,
  )
  expect(keys).toEqual(['a', 'c'])
  expect(value(database, sql`SELECT num FROM scope WHERE key = ${'x'}`)).toBeUndefined()
  expect(get(database, sql`SELECT num FROM scope WHERE key = ${'x'}`, (row) => row)).toBeUndefined()
})

test('bytes come back as they went in', () => {
  const database = emptyDatabase()
  const bytes = new Uint8Array([0, 255, 1, 254]).subarray(1, 3)
  run(database, sql`INSERT INTO trust_root (id, bytes) VALUES (${'r'}, ${bytes})`)
  expect(Buffer.from(value<Uint8Array>(database, sql`SELECT bytes FROM trust_root`) ?? [])).toEqual(
    Buffer.from([255, 1]),
  )
})
