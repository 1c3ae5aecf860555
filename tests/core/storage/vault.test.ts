import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { describe, expect, test } from 'vitest'
import type { CallError } from '../../../shared/contract/errors.ts'
import type { Sha256 } from '../../../shared/domain/ids.ts'
import { prepareDataFolder, type DataFolder } from '../../../src-main/platform/data-folder.ts'
import { adoptFile, storeFile, storeStream } from '../../../src-main/storage/vault-intake.ts'
import {
  listVault,
  openVault,
  openVerified,
  removeTemporaries,
  scrub,
  vaultPath,
  type Vault,
} from '../../../src-main/storage/vault.ts'
import { aJpeg, aPdf, aDocx } from '../../support/file-samples.ts'
import { makeReadOnly, mayMount, mountsNeeded, smallVolume } from '../../support/mounts.ts'
import { idOf } from '../../support/storage.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { zipOf } from '../../support/zip-writer.ts'

function newVault(root = temporaryFolder()): { vault: Vault; folder: DataFolder } {
  const folder = prepareDataFolder(root)
  return { vault: openVault(folder), folder }
}

async function* inChunks(content: Uint8Array, chunk = 1000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.length; at += chunk) yield content.subarray(at, at + chunk)
}

function failing(code: string, after: Uint8Array): AsyncIterable<Uint8Array> {
  return (async function* () {
    yield after
    throw Object.assign(new Error(code), { code })
  })()
}

const code = (expected: string, details: object = {}) =>
  expect.objectContaining({
    code: expected,
    details: expect.objectContaining(details) as unknown,
  }) as CallError

/** Nothing half-done is left: no temporary file, nothing under a name. */
async function expectNoTrace(vault: Vault): Promise<void> {
  expect(readdirSync(vault.incoming)).toEqual([])
  expect(await listVault(vault)).toEqual([])
}

describe('a file comes in', () => {
  test('and lies under its hash, whole, for its owner alone; its name is nowhere', async () => {
    const { vault } = newVault()
    const content = Buffer.concat([aPdf('Trần Văn A'), Buffer.alloc(3_000_000, 7)])
    const stored = await storeStream(vault, inChunks(content, 70_001), { name: 'Đơn của Trần Văn A.pdf' })
    expect(stored).toEqual({ sha256: shaOf(content), size: content.length, type: 'application/pdf' })
    const file = vaultPath(vault, stored.sha256)
    expect(path.relative(vault.folder, file)).toBe(
      path.join(stored.sha256.slice(0, 2), stored.sha256.slice(2)),
    )
    expect(readFileSync(file).equals(content)).toBe(true)
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(vault.incoming)).toEqual([])
  })

  test('from a path: the original stays as it was', async () => {
    const { vault } = newVault()
    const original = path.join(temporaryFolder(), 'anh.png')
    writeFileSync(original, aJpeg())
    const stored = await storeFile(vault, original, { name: 'anh.png' })
    expect(stored.type).toBe('image/jpeg')
    expect(readFileSync(original).equals(aJpeg())).toBe(true)
  })

  test('an upload is taken over without a copy', async () => {
    const { vault } = newVault()
    const upload = path.join(vault.incoming, 'upload')
    writeFileSync(upload, aPdf())
    const { ino } = statSync(upload)
    const stored = await adoptFile(vault, upload, { name: 'a.pdf' })
    expect(existsSync(upload)).toBe(false)
    expect(statSync(vaultPath(vault, stored.sha256)).ino).toBe(ino)
  })

  test('an upload that is refused stays with its owner', async () => {
    const { vault } = newVault()
    const upload = path.join(vault.incoming, 'upload')
    writeFileSync(upload, 'plain text')
    await expect(adoptFile(vault, upload, { name: 'a.pdf' })).rejects.toThrow(code('fileTypeRefused'))
    expect(existsSync(upload)).toBe(true)
    expect(await listVault(vault)).toEqual([])
  })

  test('twice: it is there once; at the same time too', async () => {
    const { vault } = newVault()
    const four = await Promise.all(
      [1, 2, 3, 4].map(() => storeStream(vault, inChunks(aPdf()), { name: 'a.pdf' })),
    )
    expect(new Set(four.map(({ sha256 }) => sha256)).size).toBe(1)
    expect(await listVault(vault)).toHaveLength(1)
    expect(readdirSync(vault.incoming)).toEqual([])
  })

  test('and replaces a damaged file of the same name, which is not trusted', async () => {
    const { vault } = newVault()
    const { sha256 } = await storeStream(vault, inChunks(aPdf()), { name: 'a.pdf' })
    rot(vault, sha256)
    await storeStream(vault, inChunks(aPdf()), { name: 'a.pdf' })
    expect(readFileSync(vaultPath(vault, sha256)).equals(aPdf())).toBe(true)
  })
})

describe('what is refused leaves no trace', () => {
  const refusals: [string, AsyncIterable<Uint8Array>, string, object][] = [
    ['empty', inChunks(new Uint8Array()), 'fileEmpty', { name: 'a.pdf' }],
    [
      'too large',
      inChunks(Buffer.concat([aPdf(), Buffer.alloc(5000)])),
      'fileTooLarge',
      { limitBytes: 2000 },
    ],
    ['a program', inChunks(Buffer.from('MZ program')), 'fileTypeRefused', { type: 'program' }],
    ['text', inChunks(Buffer.from('xin chào')), 'fileTypeRefused', { type: 'unknown' }],
    ['macros', inChunks(aDocx([], 'vbaProject')), 'fileTypeRefused', { type: 'macros' }],
    ['a broken DOCX', inChunks(aDocx().subarray(0, -4)), 'fileDangerous', { why: 'damagedArchive' }],
    [
      'a bomb',
      inChunks(zipOf([{ name: 'a', content: '', claimedSize: 0xfffffffe, deflate: true }])),
      'fileDangerous',
      { why: 'tooLargeInside' },
    ],
    ['vanished while read', failing('ENOENT', aPdf()), 'fileVanished', { name: 'a.pdf' }],
    ['a stick pulled out', failing('EIO', aPdf()), 'fileUnreadable', {}],
    ['locked while read', failing('EBUSY', aPdf()), 'fileLocked', {}],
  ]
  test.each(refusals)('%s', async (_, source, expected, details) => {
    const { vault } = newVault()
    await expect(storeStream(vault, source, { name: 'a.pdf', limitBytes: 2000 })).rejects.toThrow(
      code(expected, details),
    )
    await expectNoTrace(vault)
  })

  test('a limit stops reading, not only keeping', async () => {
    const { vault } = newVault()
    let read = 0
    const endless = (async function* () {
      for (; read < 1000; read++) yield new Uint8Array(1000)
    })()
    await expect(storeStream(vault, endless, { name: 'a', limitBytes: 5000 })).rejects.toThrow(
      code('fileTooLarge'),
    )
    expect(read).toBeLessThan(10)
  })

  test('cancelled in the middle', async () => {
    const { vault } = newVault()
    const stop = new AbortController()
    const source = (async function* () {
      yield aPdf()
      stop.abort()
      yield aPdf()
    })()
    await expect(storeStream(vault, source, { name: 'a', signal: stop.signal })).rejects.toThrow(
      code('cancelled'),
    )
    await expectNoTrace(vault)
  })

  test('a path that is not there, a folder, a file that shrinks or changes while it is read', async () => {
    const { vault } = newVault()
    const folder = temporaryFolder()
    const store = (file: string) => storeFile(vault, file, { name: 'a.pdf' })
    await expect(store(path.join(folder, 'none.pdf'))).rejects.toThrow(code('fileVanished'))
    await expect(store(folder)).rejects.toThrow(code('fileTypeRefused'))

    const shrinking = path.join(folder, 'shrinking.pdf')
    writeFileSync(shrinking, Buffer.concat([aPdf(), Buffer.alloc(40_000_000)]))
    const first = store(shrinking)
    const outcome = expect(first).rejects.toThrow(code('fileVanished'))
    await untilSomethingCameIn(vault)
    truncateSync(shrinking, 100)
    await outcome

    const changing = path.join(folder, 'changing.pdf')
    writeFileSync(changing, Buffer.concat([aPdf(), Buffer.alloc(40_000_000)]))
    const second = store(changing)
    const secondOutcome = expect(second).rejects.toThrow(code('fileLocked'))
    await untilSomethingCameIn(vault)
    writeFileSync(changing, 'X', { flag: 'a' })
    await secondOutcome
    await expectNoTrace(vault)
  })
})

describe('a file is opened', () => {
  test('whole or in part', async () => {
    const { vault } = newVault()
    const { sha256 } = await storeStream(vault, inChunks(aPdf()), { name: 'a.pdf' })
    const file = await openVerified(vault, sha256)
    expect(file.size).toBe(aPdf().length)
    expect(await read(file.stream())).toEqual(aPdf())
    expect(await read(file.stream(1, 4))).toEqual(aPdf().subarray(1, 5))
  })

  test('missing and damaged get their own sentence, the damage found however small', async () => {
    const { vault } = newVault()
    const missing = shaOf(Buffer.from('none'))
    await expect(openVerified(vault, missing)).rejects.toThrow(code('fileMissing', { sha256: missing }))

    const { sha256 } = await storeStream(vault, inChunks(aPdf()), { name: 'a.pdf' })
    await openVerified(vault, sha256)
    const file = vaultPath(vault, sha256)
    const bytes = readFileSync(file)
    bytes.writeUInt8(bytes.readUInt8(20) ^ 1, 20)
    writeFileSync(file, bytes)
    await expect(openVerified(vault, sha256)).rejects.toThrow(code('fileDamaged', { sha256 }))
    rmSync(file)
    await expect(openVerified(vault, sha256)).rejects.toThrow(code('fileMissing'))
  })

  test('unchanged, it is compared once in a run', async () => {
    const { vault } = newVault()
    const { sha256 } = await storeStream(vault, inChunks(aPdf()), { name: 'a.pdf' })
    await openVerified(vault, sha256)
    expect([...vault.verified.keys()]).toEqual([sha256])
    rot(vault, sha256)
    // compared again, it would be refused
    await expect(openVerified(vault, sha256)).resolves.toMatchObject({ sha256 })
    vault.verified.clear()
    await expect(openVerified(vault, sha256)).rejects.toThrow(code('fileDamaged', { sha256 }))
  })

  test('checking can be cancelled', async () => {
    const { vault } = newVault()
    const { sha256 } = await storeStream(vault, inChunks(aPdf()), { name: 'a.pdf' })
    vault.verified.clear()
    await expect(openVerified(vault, sha256, AbortSignal.abort())).rejects.toThrow(code('cancelled'))
  })
})

describe('the scrub', () => {
  test('finds what is missing and damaged, says how far it is, and trusts nothing', async () => {
    const { vault } = newVault()
    const marks = ['a', 'b', 'c']
    const stored = await Promise.all(
      marks.map((mark) => storeStream(vault, inChunks(aPdf(mark)), { name: mark })),
    )
    const [good, damaged, missing] = stored.map(({ sha256 }) => sha256) as [Sha256, Sha256, Sha256]
    for (const { sha256 } of stored) await openVerified(vault, sha256)
    rot(vault, damaged)
    rmSync(vaultPath(vault, missing))
    const steps = []
    for await (const step of scrub(vault, [good, damaged, missing])) steps.push(step)
    expect(steps).toEqual([
      { sha256: good, state: 'present', done: 1, total: 3 },
      { sha256: damaged, state: 'damaged', done: 2, total: 3 },
      { sha256: missing, state: 'missing', done: 3, total: 3 },
    ])
  })
})

test('at the start, what a killed process left half-written goes; nothing else does', async () => {
  const { vault, folder } = newVault()
  const { sha256 } = await storeStream(vault, inChunks(aPdf()), { name: 'a.pdf' })
  writeFileSync(path.join(folder.incoming, 'half.part'), 'half')
  writeFileSync(path.join(folder.incoming, 'other'), 'not ours')
  mkdirSync(path.join(folder.vault, 'notes'))
  expect(await removeTemporaries(vault)).toBe(1)
  expect(readdirSync(folder.incoming)).toEqual(['other'])
  expect(await listVault(vault)).toEqual([sha256])
})

describe.skipIf(!mayMount)(`disks (${mountsNeeded})`, () => {
  test('a full disk: the half-written file goes, what was there stays', async () => {
    const { vault } = newVault(smallVolume(1_000_000))
    const { sha256 } = await storeStream(vault, inChunks(aPdf()), { name: 'a.pdf' })
    const large = Buffer.concat([aPdf('large'), Buffer.alloc(2_000_000)])
    await expect(storeStream(vault, inChunks(large, 100_000), { name: 'b.pdf' })).rejects.toThrow(
      code('diskFull'),
    )
    expect(readdirSync(vault.incoming)).toEqual([])
    expect(await listVault(vault)).toEqual([sha256])

    const original = path.join(temporaryFolder(), 'b.pdf')
    writeFileSync(original, large)
    await expect(storeFile(vault, original, { name: 'b.pdf' })).rejects.toThrow(
      code('diskFull', { neededBytes: large.length }),
    )
  })

  test('a read-only disk', async () => {
    const volume = smallVolume(1_000_000)
    const { vault } = newVault(volume)
    const { sha256 } = await storeStream(vault, inChunks(aPdf()), { name: 'a.pdf' })
    makeReadOnly(volume)
    await expect(storeStream(vault, inChunks(aPdf('b')), { name: 'b.pdf' })).rejects.toThrow(
      code('folderReadOnly'),
    )
    expect((await openVerified(vault, sha256)).size).toBe(aPdf().length)
  })
})

function shaOf(content: Buffer): Sha256 {
  return idOf(content) as Sha256
}

async function read(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** Turns a bit as a failing disk does: no time of the file changes, so that a file verified before looks unchanged. */
function rot(vault: Vault, sha256: Sha256): void {
  const file = vaultPath(vault, sha256)
  const bytes = readFileSync(file)
  bytes.writeUInt8(bytes.readUInt8(30) ^ 1, 30)
  writeFileSync(file, bytes)
  const { size, mtimeNs, ctimeNs, ino } = statSync(file, { bigint: true })
  vault.verified.set(sha256, [size, mtimeNs, ctimeNs, ino].join(' '))
}

async function untilSomethingCameIn(vault: Vault): Promise<void> {
  const size = () =>
    readdirSync(vault.incoming).reduce((sum, name) => sum + statSync(path.join(vault.incoming, name)).size, 0)
  while (size() === 0) await new Promise((resolve) => setTimeout(resolve, 1))
}
