import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { checkDatabase, closeDatabase, openDatabase } from '../../../src-main/storage/database.ts'
import { assertMigrated, migrate } from '../../../src-main/storage/migrate.ts'
import { putSettingJson, settingJson } from '../../../src-main/storage/settings.ts'
import { makeReadOnly, mayMount, mountsNeeded, smallVolume } from '../../support/mounts.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

function filledFile(rows = 2000): string {
  const file = path.join(temporaryFolder(), 'cqtt.db')
  const database = openDatabase(file)
  migrate(database)
  for (let i = 0; i < rows; i++) putSettingJson(database, `name ${i}`, JSON.stringify('x'.repeat(500)))
  closeDatabase(database)
  return file
}

function overwrite(file: string, position: number, bytes: Uint8Array): void {
  const handle = openSync(file, 'r+')
  writeSync(handle, bytes, 0, bytes.length, position)
  closeSync(handle)
}

describe('settings of a connection', () => {
  test.each([
    ['journal_mode', 'wal'],
    ['synchronous', 2],
    ['foreign_keys', 1],
    ['trusted_schema', 0],
    ['cell_size_check', 1],
    ['busy_timeout', 5000],
    ['temp_store', 2],
  ])('%s is %s, also on reopening a WAL file', (name, expected) => {
    const file = filledFile(1)
    for (let round = 0; round < 2; round++) {
      const database = openDatabase(file)
      expect(database.connection.pragma(name, { simple: true })).toBe(expected)
      closeDatabase(database)
    }
  })

  test('a reader checks the same and cannot write', () => {
    const database = openDatabase(filledFile(1), { readonly: true })
    expect(database.connection.pragma('foreign_keys', { simple: true })).toBe(1)
    expect(database.connection.pragma('cell_size_check', { simple: true })).toBe(1)
    expect(() => putSettingJson(database, 'a', '1')).toThrow(
      expect.objectContaining({ code: 'folderReadOnly' }),
    )
    closeDatabase(database)
  })

  test('a reader does not create a database', () => {
    const file = path.join(temporaryFolder(), 'none.db')
    expect(() => openDatabase(file, { readonly: true })).toThrow()
    expect(existsSync(file)).toBe(false)
  })
})

describe('a file that is not sound', () => {
  const damaged = expect.objectContaining({ code: 'folderDamaged' })

  test('no database at all', () => {
    const file = path.join(temporaryFolder(), 'cqtt.db')
    writeFileSync(file, 'Báo cáo tháng 11\n'.repeat(500))
    expect(() => openDatabase(file)).toThrow(damaged)
    expect(readFileSync(file, 'utf8')).toContain('Báo cáo')
  })

  test('the first page is overwritten', () => {
    const file = filledFile()
    overwrite(file, 0, Buffer.alloc(200, 0x41))
    expect(() => openDatabase(file)).toThrow(damaged)
  })

  test('a page in the middle is overwritten', () => {
    const file = filledFile()
    overwrite(file, 4096 * 60, Buffer.alloc(4096, 0x41))
    expect(() => openDatabase(file)).toThrow(damaged)
  })

  test('the file is cut', () => {
    const file = filledFile()
    truncateSync(file, 4096 * 30)
    expect(() => openDatabase(file)).toThrow(damaged)
  })

  test('damage that shows only while working', () => {
    const file = filledFile()
    const reader = openDatabase(file, { readonly: true })
    overwrite(file, 4096 * 20, Buffer.alloc(statSync(file).size - 4096 * 20, 0x41))
    expect(() => settingJson(reader, 'name 999')).toThrow(damaged)
    expect(() => checkDatabase(reader)).toThrow(damaged)
    closeDatabase(reader)
  })

  test("another program's database is left alone", () => {
    const file = path.join(temporaryFolder(), 'cqtt.db')
    const other = new Sqlite(file)
    other.exec('CREATE TABLE thing (name TEXT)')
    other.close()
    expect(() => openDatabase(file)).toThrow(damaged)
  })

  test('a sound one passes the whole check', () => {
    const database = openDatabase(filledFile())
    expect(() => checkDatabase(database)).not.toThrow()
    closeDatabase(database)
  })
})

test('a file of a newer program is refused and stays as it was', () => {
  const file = filledFile(1)
  const newer = new Sqlite(file)
  newer.pragma('user_version = 999')
  newer.pragma('wal_checkpoint(TRUNCATE)')
  newer.close()
  const before = readFileSync(file)
  const refused = expect.objectContaining({
    code: 'folderNewer',
    details: expect.objectContaining({ needs: 999 }) as unknown,
  })
  const database = openDatabase(file)
  expect(() => migrate(database)).toThrow(refused)
  expect(() => assertMigrated(database)).toThrow(refused)
  closeDatabase(database)
  expect(readFileSync(file).equals(before)).toBe(true)
})

describe.skipIf(!mayMount)(`disks (${mountsNeeded})`, () => {
  test('a read-only disk', () => {
    const volume = smallVolume(4_000_000)
    const file = path.join(volume, 'cqtt.db')
    copyFileSync(filledFile(10), file)
    makeReadOnly(volume)
    expect(() => openDatabase(file)).toThrow(expect.objectContaining({ code: 'folderReadOnly' }))
  })

  test('a full disk: what was stored stays, the next change says so, and work goes on once there is room', () => {
    const volume = smallVolume(2_000_000)
    const database = openDatabase(path.join(volume, 'cqtt.db'))
    migrate(database)
    putSettingJson(database, 'first', '1')
    const full = expect.objectContaining({ code: 'diskFull' })
    writeFileSync(path.join(volume, 'film'), new Uint8Array(1_000_000))
    expect(() => {
      for (let i = 0; i < 2000; i++) putSettingJson(database, `name ${i}`, JSON.stringify('x'.repeat(4000)))
    }).toThrow(full)
    expect(settingJson(database, 'first')).toBe('1')
    truncateSync(path.join(volume, 'film'))
    putSettingJson(database, 'last', '2')
    checkDatabase(database)
    closeDatabase(database)
  })
})
