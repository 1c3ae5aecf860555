import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { describe, expect, test } from 'vitest'
import { syncFolderAsync, writeFileDurably } from '../../../src-main/platform/atomic-write.ts'
import {
  dataFolderAt,
  defaultDataFolder,
  ensureFree,
  prepareDataFolder,
} from '../../../src-main/platform/data-folder.ts'
import {
  explainReadError,
  explainWriteError,
  freeBytesAt,
  isMissing,
} from '../../../src-main/platform/file-errors.ts'
import { makeFolder } from '../../../src-main/platform/make-folder.ts'
import { makeReadOnly, mayMount, mountsNeeded, smallVolume } from '../../support/mounts.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const readOnly = expect.objectContaining({ code: 'folderReadOnly' }) as Error
const full = expect.objectContaining({ code: 'diskFull' }) as Error

test('a data folder is made whole, and preparing it again changes nothing', () => {
  const root = path.join(temporaryFolder(), 'Dữ liệu chấm điểm', '2024')
  const folder = prepareDataFolder(root)
  writeFileSync(folder.database, 'data')
  prepareDataFolder(root)
  expect(readdirSync(root).sort()).toEqual([
    'cqtt.db',
    'exports',
    'incoming',
    'logs',
    'outbox',
    'parts',
    'quarantine',
    'vault',
  ])
  expect(readFileSync(folder.database, 'utf8')).toBe('data')
  if (process.platform !== 'win32') expect(statSync(root).mode & 0o777).toBe(0o700)
})

test('the usual place is the user’s own', () => {
  expect(path.isAbsolute(defaultDataFolder())).toBe(true)
  expect(defaultDataFolder()).toContain('cqtt')
})

test('a file in the place of the folder is refused and stays', () => {
  const place = path.join(temporaryFolder(), 'file')
  writeFileSync(place, 'mine')
  expect(() => prepareDataFolder(place)).toThrow(readOnly)
  expect(() => prepareDataFolder(path.join(place, 'below'))).toThrow(readOnly)
  expect(readFileSync(place, 'utf8')).toBe('mine')
})

test.skipIf(process.platform !== 'linux')('where no folder can be made is said at once', () => {
  expect(() => makeFolder('/proc/gói gửi/tháng 12')).toThrow(readOnly)
})

test('room is asked for before the work, also where no folder is yet', () => {
  const place = path.join(temporaryFolder(), 'not', 'there')
  expect(freeBytesAt(place)).toBeGreaterThan(0)
  expect(() => ensureFree(place, 1)).not.toThrow()
  expect(() => ensureFree(place, Number.MAX_SAFE_INTEGER)).toThrow(full)
})

describe('a small file written durably', () => {
  test('replaces the former one and leaves nothing else', async () => {
    const file = path.join(temporaryFolder(), 'heads.json')
    writeFileDurably(file, 'one')
    writeFileDurably(file, Buffer.from('two'))
    expect(readFileSync(file, 'utf8')).toBe('two')
    expect(readdirSync(path.dirname(file))).toEqual(['heads.json'])
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
    await syncFolderAsync(path.dirname(file))
  })

  test('that cannot be put in place leaves the former one and nothing else', () => {
    const folder = temporaryFolder()
    prepareDataFolder(path.join(folder, 'taken'))
    expect(() => writeFileDurably(path.join(folder, 'taken'), 'x')).toThrow()
    expect(readdirSync(folder)).toEqual(['taken'])
  })
})

test('what the system says becomes a sentence; the rest stays as it is', () => {
  const error = (code: string) => Object.assign(new Error(code), { code })
  for (const code of ['ENOSPC', 'EDQUOT'])
    expect(explainWriteError(error(code), '/x')).toMatchObject({ code: 'diskFull' })
  for (const code of ['EROFS', 'EACCES', 'EPERM']) {
    expect(explainWriteError(error(code), '/x')).toMatchObject({
      code: 'folderReadOnly',
      details: { folder: '/x' },
    })
  }
  const eio = error('EIO')
  expect(explainWriteError(eio, '/x')).toBe(eio)
  expect(explainReadError(eio, 'a')).toMatchObject({
    code: 'fileUnreadable',
    details: { name: 'a', why: 'readError' },
  })
  for (const cloud of ['UNKNOWN', 'ETIMEDOUT', 'ENETUNREACH', 'EHOSTDOWN'])
    expect(explainReadError(error(cloud), 'a')).toMatchObject({
      code: 'fileUnreadable',
      details: { name: 'a', why: 'noAnswer' },
    })
  expect(explainReadError(error('EACCES'), 'a')).toMatchObject({ code: 'fileLocked' })
  expect(explainReadError('bug', 'a')).toBe('bug')
  expect(isMissing(error('ENOENT'))).toBe(true)
  expect(isMissing(undefined)).toBe(false)
})

describe.skipIf(!mayMount)(`disks (${mountsNeeded})`, () => {
  test('a read-only disk, with and without the folder on it', () => {
    const volume = smallVolume(500_000)
    const { root } = prepareDataFolder(path.join(volume, 'data'))
    makeReadOnly(volume)
    expect(() => prepareDataFolder(root)).toThrow(readOnly)
    expect(() => prepareDataFolder(path.join(volume, 'other'))).toThrow(readOnly)
  })

  test('a full disk', () => {
    const volume = smallVolume(100_000)
    const { root } = prepareDataFolder(path.join(volume, 'data'))
    expect(() => writeFileSync(path.join(volume, 'film'), new Uint8Array(200_000))).toThrow('ENOSPC')
    expect(() => prepareDataFolder(root)).toThrow(full)
    expect(readdirSync(root).filter((name) => name.startsWith('.'))).toEqual([])
    expect(existsSync(dataFolderAt(root).vault)).toBe(true)
  })
})
