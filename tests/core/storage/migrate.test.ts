import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import {
  closeDatabase,
  openDatabase,
  schemaVersionOf,
  type Database,
} from '../../../src-main/storage/database.ts'
import { assertMigrated, migrate } from '../../../src-main/storage/migrate.ts'
import { migrations } from '../../../src-main/storage/migrations/list.ts'
import type { Migration } from '../../../src-main/storage/migrations/migration.ts'
import { putSettingJson, settingJson } from '../../../src-main/storage/settings.ts'
import { sql, value } from '../../../src-main/storage/sql.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const newest = migrations.length
const next: Migration = {
  version: newest + 1,
  name: 'next',
  statements: `CREATE TABLE added (num INTEGER PRIMARY KEY) STRICT; INSERT INTO added VALUES (7);`,
}
const broken: Migration = {
  version: newest + 2,
  name: 'broken',
  statements: `INSERT INTO added VALUES (8); INSERT INTO nowhere VALUES (1);`,
}

function open(file = path.join(temporaryFolder(), 'cqtt.db')): Database {
  const database = openDatabase(file)
  onTestFinished(() => closeDatabase(database))
  return database
}

test('a new file gets every migration and needs no copy; a second time there is nothing to do', () => {
  const database = open()
  expect(migrate(database)).toEqual(migrations.map((migration) => migration.version))
  expect(migrate(database)).toEqual([])
  assertMigrated(database)
  expect(readdirSync(path.dirname(database.file)).filter((name) => name.includes('before'))).toEqual([])
})

test('before an older file is changed, a whole copy of it is put aside', () => {
  const database = open()
  migrate(database)
  putSettingJson(database, 'language', '"vi"')
  expect(migrate(database, [...migrations, next])).toEqual([next.version])
  expect(value(database, sql`SELECT num FROM added`)).toBe(7)

  const copy = open(`${database.file}.before-${next.version}`)
  expect(schemaVersionOf(copy.connection)).toBe(newest)
  expect(settingJson(copy, 'language')).toBe('"vi"')
  expect(existsSync(`${database.file}.before-${next.version}.unfinished`)).toBe(false)
})

test('a step that fails leaves the file and its copy as the older program wrote them, and the next start does it all', () => {
  const database = open()
  migrate(database)
  const list = [...migrations, next, broken]
  const repaired = { ...broken, statements: 'INSERT INTO added VALUES (8);' }
  const versionOfCopy = (): number =>
    schemaVersionOf(open(`${database.file}.before-${broken.version}`).connection)

  expect(() => migrate(database, list)).toThrow('nowhere')
  expect(schemaVersionOf(database.connection)).toBe(newest)
  expect(value(database, sql`SELECT count(*) FROM sqlite_schema WHERE name = 'added'`)).toBe(0)
  expect(versionOfCopy()).toBe(newest)

  expect(migrate(database, [...migrations, next, repaired])).toEqual([next.version, broken.version])
  expect(value(database, sql`SELECT count(*) FROM added`)).toBe(2)
  expect(versionOfCopy()).toBe(newest)
})

test('a reader refuses a file that was not brought up to date', () => {
  const database = open()
  expect(() => assertMigrated(database)).toThrow('the schema is 0')
})
