import { readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { isCallError } from '../../../shared/contract/errors.ts'
import { openEncryptedSource } from '../../../src-main/bundles/encrypted-source.ts'
import { fill } from '../../../src-main/bundles/hashed-read.ts'
import { encrypted, someKeys, type Keys } from '../../support/encryption.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { someBytes } from '../../support/test-bundles.ts'

/** An encrypted file read as if it were plain: the front in this thread, of a large one the rest in another. */

let office: Keys
beforeAll(async () => {
  office = await someKeys()
})

/** A sealed chunk of the content. */
const sealed = 65_536 + 16
/** Behind it a large file is opened in another thread. */
const inThread = 52_000_000

function fileWith(bytes: Buffer): string {
  const file = path.join(temporaryFolder(), 'gói.cqtt')
  writeFileSync(file, bytes)
  return file
}

function openFile(file: string, identities = [office.identity]) {
  return openEncryptedSource({ path: file, name: 'x.cqtt', identities })
}

/** How reading all of it from the front ends: `read`, or the code of the refusal. */
async function readingOf(bytes: Buffer, identities = [office.identity]): Promise<string> {
  try {
    const { source, close } = await openFile(fileWith(bytes), identities)
    try {
      const target = Buffer.alloc(1_000_000)
      for (let at = 0; at < source.size;) at += (await fill(source, target, at)).length
      return 'read'
    } finally {
      await close()
    }
  } catch (error) {
    if (isCallError(error)) return error.code
    throw error
  }
}

function flipped(bytes: Buffer, place: number): Buffer {
  const changed = Buffer.from(bytes)
  changed[place] = (changed[place] ?? 0) ^ 1
  return changed
}

describe('an encrypted file as a source', () => {
  it.each([1, 65_535, 65_536, 65_537, 1_048_576, 3_000_001])(
    'is what was encrypted: %i bytes',
    async (size) => {
      const plain = someBytes(size)
      const file = fileWith(await encrypted(plain, [office.recipient]))
      const { source, close } = await openFile(file)
      expect(source.size).toBe(size)
      expect((await fill(source, Buffer.alloc(size + 10), 0)).equals(plain)).toBe(true)
      for (const at of [size - 1, 0, Math.floor(size / 2), Math.max(0, size - 70_000)])
        expect((await fill(source, Buffer.alloc(200_000), at)).equals(plain.subarray(at, at + 200_000))).toBe(
          true,
        )
      expect(await source.read(Buffer.alloc(1), size)).toBe(0)
      await close()
      expect(readdirSync(path.dirname(file))).toEqual(['gói.cqtt'])
    },
  )

  it('is so when it is large, also for who jumps about', { timeout: 60_000 }, async () => {
    const plain = someBytes(70_000_000)
    const { source, close } = await openFile(fileWith(await encrypted(plain, [office.recipient])))
    const target = Buffer.alloc(2_000_000)
    const expectAt = async (at: number): Promise<void> => {
      const read = await fill(source, target, at)
      expect(read.equals(plain.subarray(at, at + target.length)), `at ${at}`).toBe(true)
    }
    for (let at = 0; at < plain.length; at += target.length) await expectAt(at)
    for (const at of [inThread, 0, 60_000_000, 5, 69_999_999, 1_048_575, 30_000_000]) await expectAt(at)
    await close()
  })

  it('is refused when it is for others, damaged or cut, wherever that is', { timeout: 60_000 }, async () => {
    const plain = someBytes(60_000_000)
    const good = await encrypted(plain, [office.recipient])
    const header = good.length - 60_000_000 - 16 * Math.ceil(60_000_000 / 65_536)
    const stranger = await someKeys()
    expect(await readingOf(good, [stranger.identity])).toBe('bundleEncryptedForOther')
    expect(await readingOf(good)).toBe('read')
    for (const place of [header, 2_500_000, inThread + 3_000_000, good.length - 1])
      expect(await readingOf(flipped(good, place)), `flipped at ${place}`).toBe('bundleDamaged')
    expect(await readingOf(good.subarray(0, good.length - 1))).toBe('bundleDamaged')
    expect(await readingOf(good.subarray(0, header + 100 * sealed))).toBe('bundleCut')
    expect(await readingOf(good.subarray(0, header))).toBe('bundleCut')
    expect(await readingOf(Buffer.concat([good, Buffer.alloc(1)]))).toBe('bundleDamaged')
    const swapped = Buffer.from(good)
    good.copy(swapped, header, header + sealed, header + 2 * sealed)
    expect(await readingOf(swapped)).toBe('bundleDamaged')
  })

  it('gives nothing that was changed after it was opened', { timeout: 60_000 }, async () => {
    const plain = someBytes(60_000_000)
    const good = await encrypted(plain, [office.recipient])
    for (const place of [5_000_000, inThread + 3_000_000]) {
      const file = fileWith(good)
      const { source, close } = await openFile(file)
      const target = Buffer.alloc(1_000_000)
      await fill(source, target, 0)
      writeFileSync(file, flipped(good, place))
      const reading = async (): Promise<void> => {
        for (let at = 0; at < source.size; at += target.length)
          expect((await fill(source, target, at)).equals(plain.subarray(at, at + target.length))).toBe(true)
      }
      await expect(reading()).rejects.toMatchObject({ code: 'bundleDamaged' })
      await close()
    }
  })

  it('is said to be gone', async () => {
    await expect(openFile(path.join(temporaryFolder(), 'gone'))).rejects.toMatchObject({
      code: 'fileVanished',
    })
  })
})
