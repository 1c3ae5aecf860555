import { hash, randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CallError } from '../../../shared/contract/errors.ts'
import {
  cutInto,
  encodePartHeader,
  mostParts,
  nameOfWhole,
  partFileName,
  partHeaderBytes,
  partSetId,
  partSizes,
  readPartHeader,
  readPiece,
  type PartTable,
} from '../../../src-main/bundles/part-format.ts'
import { makeCopyBuffers } from '../../../src-main/bundles/hashed-read.ts'
import { openPartStore, type PartStore } from '../../../src-main/bundles/part-store.ts'
import { countParts, writeParts } from '../../../src-main/bundles/part-writer.ts'
import type { Sha256 } from '../../../shared/domain/ids.ts'
import { smallVolume, mayMount } from '../../support/mounts.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { aBundleTrust, aSmallBundle, codeOf, memorySource, someBytes } from '../../support/test-bundles.ts'
import { aDomain } from '../../support/test-devices.ts'

type Cut = { readonly set: Sha256; readonly files: readonly string[] }

/** Part files of the content, in a folder of their own. */
async function cut(folder: string, content: Buffer, partBytes: number, name = 'gói.cqtt'): Promise<Cut> {
  const source = path.join(folder, `${randomBytes(4).toString('hex')}.whole`)
  writeFileSync(source, content)
  const out = path.join(folder, randomBytes(4).toString('hex'))
  mkdirSync(out)
  const { set, files } = await writeParts({ source, name, folder: out, partBytes, readAgain: true })
  return { set, files: files.map((file) => file.path) }
}

function take(store: PartStore, file: string) {
  return store.take({ name: path.basename(file), path: file })
}

async function codeOfTaking(store: PartStore, file: string): Promise<string> {
  try {
    return (await take(store, file)).known ? 'known' : 'taken'
  } catch (error) {
    if (error instanceof CallError) return error.toValue().code
    throw error
  }
}

/** The same without a store. */
async function codeOfPart(bytes: Buffer): Promise<string> {
  try {
    const source = memorySource(bytes)
    const header = await readPartHeader(source, 'x.cqtt')
    await readPiece(source, 'x.cqtt', header, makeCopyBuffers(header.pieceBytes))
    return 'accepted'
  } catch (error) {
    if (error instanceof CallError) return error.toValue().code
    throw error
  }
}

/** A part file from bytes. */
function partFile(folder: string, bytes: Buffer): string {
  const file = path.join(folder, `${randomBytes(6).toString('hex')}.cqtt`)
  writeFileSync(file, bytes)
  return file
}

/** A whole set that somebody else made, of the same sizes: what a forger can do at best. */
function forgedPart(content: Buffer, pieceBytes: number, number: number): Buffer {
  const count = Math.ceil(content.length / pieceBytes)
  const pieces = Array.from({ length: count }, (_, i) =>
    content.subarray(i * pieceBytes, (i + 1) * pieceBytes),
  )
  const hashes = pieces.map((piece) => hash('sha256', piece, 'hex') as Sha256)
  const table: PartTable = { size: content.length, pieceBytes, hashes }
  return Buffer.concat([encodePartHeader(table, number), pieces[number - 1] ?? Buffer.alloc(0)])
}

describe('cutting', () => {
  it('fills every part but the last, and no part is larger than asked for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 ** 12 }),
        fc.integer({ min: 1, max: 2 ** 31 }),
        (size, partBytes) => {
          const found = cutInto(size, partBytes)
          if (found === undefined) {
            // not even the most parts that there may be would hold it
            expect(mostParts * Math.max(0, partBytes - partHeaderBytes(mostParts))).toBeLessThan(size)
            return
          }
          const { count, pieceBytes } = found
          expect(count).toBe(Math.ceil(size / pieceBytes))
          expect(pieceBytes + partHeaderBytes(count)).toBeLessThanOrEqual(
            Math.max(partBytes, size + partHeaderBytes(1)),
          )
          expect(count).toBeLessThanOrEqual(mostParts)
        },
      ),
      { numRuns: 2000 },
    )
    expect(countParts(5 * 1024 ** 3, partSizes.fat32)).toBe(6)
    expect(countParts(5 * 1024 ** 3, partSizes.email)).toBe(384)
    expect(countParts(100, partSizes.email)).toBe(1)
    expect(countParts(10 ** 9, 1000)).toBeUndefined()
  })

  it('gives parts of the size asked for, with names that sort and say what they are', async () => {
    const folder = temporaryFolder()
    const content = someBytes(100_000)
    const { files } = await cut(folder, content, 10_000, 'CQTT 2024 Xa Dong Tam.cqtt')
    expect(files.map((file) => path.basename(file))).toEqual(
      Array.from(
        { length: 11 },
        (_, i) => `CQTT 2024 Xa Dong Tam phan ${String(i + 1).padStart(2, '0')} tren 11.cqtt`,
      ),
    )
    expect([...files].sort()).toEqual(files)
    expect(files.map((file) => statSync(file).size).slice(0, -1)).toEqual(Array(10).fill(10_000))
    expect(readdirSync(path.dirname(files[0] ?? ''))).toHaveLength(11)
    expect(nameOfWhole(partFileName('a b.cqtt', 3, 12))).toBe('a b.cqtt')
    expect(nameOfWhole('a phan 3 tren 12 (1).cqtt')).toBe('a.cqtt')
    expect(nameOfWhole('renamed.bin')).toBe('renamed.bin.cqtt')
  })

  it('leaves nothing when it cannot finish', async () => {
    const folder = temporaryFolder()
    const source = path.join(folder, 'whole')
    writeFileSync(source, someBytes(3_000_000))
    const out = path.join(folder, 'out')
    mkdirSync(out)
    const wanted = { source, name: 'x.cqtt', folder: out }
    await expect(writeParts({ ...wanted, partBytes: 500 })).rejects.toThrow('tooManyParts')
    await expect(writeParts({ ...wanted, source: `${source}-`, partBytes: 10_000 })).rejects.toThrow(
      'fileVanished',
    )
    const stop = new AbortController()
    const cancelled = writeParts(
      { ...wanted, partBytes: 1_000_000 },
      { signal: stop.signal, onProgress: (done) => done > 1_500_000 && stop.abort(new Error('enough')) },
    )
    await expect(cancelled).rejects.toThrow('enough')
    expect(readdirSync(out)).toEqual([])
  })

  it.skipIf(!mayMount)('asks for room before, and leaves a full stick as it was', async () => {
    const folder = temporaryFolder()
    const source = path.join(folder, 'whole')
    writeFileSync(source, someBytes(3_000_000))
    const stick = smallVolume(1)
    await expect(writeParts({ source, name: 'x.cqtt', folder: stick, partBytes: 1_000_000 })).rejects.toThrow(
      'diskFull',
    )
    expect(readdirSync(stick)).toEqual([])
  })
})

describe('assembling', () => {
  it(
    'gives the file back, whatever the cut, the order, the copies and the forgeries',
    { timeout: 120_000 },
    async () => {
      const folder = temporaryFolder()
      let [sets, taken, known, refused, strange] = [0, 0, 0, 0, 0]
      const scene = fc.record({
        size: fc.integer({ min: 1, max: 5000 }),
        partBytes: fc.integer({ min: 300, max: 2500 }),
        seed: fc.integer({ min: 1, max: 2 ** 30 }),
        order: fc.array(
          fc.tuple(fc.nat(99), fc.constantFrom('real', 'real', 'bytes', 'list', 'other', 'restart')),
          {
            maxLength: 25,
          },
        ),
      })
      await fc.assert(
        fc.asyncProperty(scene, async ({ size, partBytes, seed, order }) => {
          const content = someBytes(size, seed)
          const plan = cutInto(size, partBytes)
          fc.pre(plan !== undefined)
          const place = path.join(folder, `store-${sets}`)
          mkdirSync(place)
          let store = openPartStore(place)
          const { set, files } = await cut(folder, content, partBytes)
          sets += 1
          const arrived = new Set<number>()
          for (const [pick, how] of order) {
            const number = pick % files.length
            const real = readFileSync(files[number] ?? '')
            const header = partHeaderBytes(files.length)
            if (how === 'restart') store = openPartStore(place)
            if (how === 'real') {
              const was = arrived.has(number) ? 'known' : 'taken'
              expect(await codeOfTaking(store, files[number] ?? '')).toBe(was)
              arrived.add(number)
              if (was === 'known') known += 1
              else taken += 1
            }
            if (how === 'bytes' || how === 'list') {
              // the real header with another piece; another list under the real id
              const at =
                how === 'bytes' ? header + (pick % (real.length - header)) : 68 + (pick % (header - 68))
              const forged = Buffer.from(real)
              forged[at] = (forged[at] ?? 0) ^ 0x10
              const code = await codeOfTaking(store, partFile(folder, forged))
              expect(code).toBe(how === 'bytes' && arrived.has(number) ? 'known' : 'partDamaged')
              refused += 1
            }
            if (how === 'other') {
              // foreign sets stay in the list, and out of this one
              const bytes = forgedPart(someBytes(size, seed + 1), plan.pieceBytes, number + 1)
              expect(['taken', 'known']).toContain(await codeOfTaking(store, partFile(folder, bytes)))
              strange += 1
            }
          }
          const listed = (await store.list()).find(({ id }) => id === set)
          const missing = files.flatMap((_, i) => (arrived.has(i) ? [] : [i + 1]))
          expect(listed?.missing).toEqual(arrived.size === 0 ? undefined : missing)
          if (missing.length > 0) expect(await store.assembled(set)).toBeUndefined()
          for (const number of missing) await take(store, files[number - 1] ?? '')
          const whole = await openPartStore(place).assembled(set)
          expect(readFileSync(whole?.path ?? '').equals(content)).toBe(true)
          expect(whole?.name).toBe('gói.cqtt')
          await store.remove(set)
          expect(await store.assembled(set)).toBeUndefined()
          rmSync(place, { recursive: true })
        }),
        { numRuns: 100 },
      )
      console.log(
        `parts: ${sets} files cut and assembled; ${taken} parts taken out of order, ${known} copies, ` +
          `${refused} forged pieces and lists refused or ignored, ${strange} parts of foreign sets kept apart`,
      )
      expect(Math.min(sets, taken, known, refused, strange)).toBeGreaterThan(0)
    },
  )

  it('says which parts are missing, the oldest set first', async () => {
    const folder = temporaryFolder()
    const place = temporaryFolder()
    const store = openPartStore(place)
    const one = await cut(folder, someBytes(2000), 700, 'một.cqtt')
    const two = await cut(folder, someBytes(2500, 2), 700, 'hai.cqtt')
    await take(store, two.files[0] ?? '')
    await take(store, one.files[2] ?? '')
    utimesSync(path.join(place, one.set, 'set.json'), 1, 1)
    const sets = await store.list()
    expect(sets.map(({ name, count, missing, size }) => ({ name, count, missing, size }))).toEqual([
      { name: 'một.cqtt', count: 4, missing: [1, 2, 4], size: 2000 },
      { name: 'hai.cqtt', count: two.files.length, missing: [2, 3, 4, 5, 6], size: 2500 },
    ])
    expect(sets.every(({ code }) => /^[2-9A-Z]{4}-[2-9A-Z]{4}$/.test(code))).toBe(true)
  })

  it('takes two parts of a new set at once', async () => {
    const folder = temporaryFolder()
    const store = openPartStore(temporaryFolder())
    const { set, files } = await cut(folder, someBytes(5000), 900)
    await Promise.all([...files, ...files].map((file) => take(store, file)))
    expect((await store.list())[0]?.missing).toEqual([])
    expect(readFileSync((await store.assembled(set))?.path ?? '').equals(someBytes(5000))).toBe(true)
  })

  it('begins a piece again that was cut off in the middle, and sweeps away what has none', async () => {
    const folder = temporaryFolder()
    const place = temporaryFolder()
    const { set, files } = await cut(folder, someBytes(3000), 1200)
    const store = openPartStore(place)
    await take(store, files[0] ?? '')
    // as a killed program leaves it: bytes, and no mark
    writeFileSync(
      path.join(place, set, 'content'),
      Buffer.concat([readFileSync(files[0] ?? '').subarray(-100)]),
    )
    rmSync(path.join(place, set, '1.done'))
    const again = openPartStore(place)
    expect(await again.list()).toEqual([])
    expect(readdirSync(place)).toEqual([])
    for (const file of [...files].reverse()) await take(again, file)
    expect(readFileSync((await again.assembled(set))?.path ?? '').equals(someBytes(3000))).toBe(true)
  })

  it('forgets a set whose notes are not as it wrote them', async () => {
    const folder = temporaryFolder()
    const place = temporaryFolder()
    const { set, files } = await cut(folder, someBytes(3000), 1200)
    await take(openPartStore(place), files[0] ?? '')
    const notes = path.join(place, set, 'set.json')
    const stored = readFileSync(notes, 'utf8')
    for (const text of ['', '{}', stored.replace('"size":3000', '"size":2999')]) {
      writeFileSync(notes, text)
      expect(await openPartStore(place).list()).toEqual([])
      expect(await codeOfTaking(openPartStore(place), files[1] ?? '')).toBe('taken')
    }
  })

  it('has a cap, and says so', async () => {
    const folder = temporaryFolder()
    const store = openPartStore(temporaryFolder(), { bytes: 5000, sets: 2 })
    const cuts = await Promise.all([1, 2, 3].map((seed) => cut(folder, someBytes(2000, seed), 900)))
    const large = await cut(folder, someBytes(3001, 4), 900)
    expect(await codeOfTaking(store, cuts[0]?.files[0] ?? '')).toBe('taken')
    expect(await codeOfTaking(store, large.files[0] ?? '')).toBe('partsFull')
    expect(await codeOfTaking(store, cuts[1]?.files[0] ?? '')).toBe('taken')
    expect(await codeOfTaking(store, cuts[2]?.files[0] ?? '')).toBe('partsFull')
    expect((await store.list()).map(({ id }) => id).sort()).toEqual([cuts[0]!.set, cuts[1]!.set].sort())
    expect(await codeOfTaking(store, cuts[0]?.files[1] ?? '')).toBe('taken')
    await store.remove(cuts[0]?.set ?? ('' as Sha256))
    expect(await codeOfTaking(store, cuts[2]?.files[0] ?? '')).toBe('taken')
  })

  it('lets no crowd of small parts keep a real one out, nor push one out', async () => {
    const folder = temporaryFolder()
    const place = temporaryFolder()
    const store = openPartStore(place, { bytes: 10_000_000, sets: 5 })
    const real = await cut(folder, someBytes(30_000, 1), 9000)
    expect(await codeOfTaking(store, real.files[0] ?? '')).toBe('taken')
    const crowd = await Promise.all(
      Array.from({ length: 20 }, (_, i) => cut(folder, someBytes(40 + i, 100 + i), 190)),
    )
    for (const { files } of crowd) await codeOfTaking(store, files[0] ?? '')
    expect(await store.list()).toHaveLength(5)
    const another = await cut(folder, someBytes(30_000, 2), 9000)
    for (const file of another.files) expect(await codeOfTaking(store, file)).toBe('taken')
    for (const file of real.files.slice(1)) expect(await codeOfTaking(store, file)).toBe('taken')
    for (const [set, seed] of [
      [real.set, 1],
      [another.set, 2],
    ] as const)
      expect(readFileSync((await store.assembled(set))!.path).equals(someBytes(30_000, seed))).toBe(true)
    expect(await store.list()).toHaveLength(5)
    expect(readdirSync(place)).toHaveLength(5)
  })

  it('lets no part that claims all the room for little keep a real one out', async () => {
    const folder = temporaryFolder()
    const store = openPartStore(temporaryFolder(), { bytes: 100_000, sets: 5 })
    const greedy = await cut(folder, someBytes(95_000, 1), 6000)
    const real = await cut(folder, someBytes(30_000, 2), 11_000)
    expect(await codeOfTaking(store, greedy.files[0] ?? '')).toBe('taken')
    expect(await codeOfTaking(store, real.files[0] ?? '')).toBe('taken')
    expect(await codeOfTaking(store, greedy.files[1] ?? '')).toBe('partsFull')
    expect((await store.list()).map(({ id }) => id)).toEqual([real.set])
  })
})

/** Processor time: what else the machine does is not the reader's matter. */
function millisecondsSince(started: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(started)
  return (user + system) / 1000
}

describe('small parts of a bundle', () => {
  it('are refused when cut anywhere, and with any bit flipped, in time', { timeout: 300_000 }, async () => {
    const folder = temporaryFolder()
    const store = openPartStore(temporaryFolder())
    const bundle = await aSmallBundle()
    const { set, files } = await cut(folder, bundle, 1000)
    const codes = new Map<string, number>()
    let slowest = 0
    let [cuts, flips, stored] = [0, 0, 0]
    const tally = async (bytes: Buffer): Promise<void> => {
      const measured = async (): Promise<number> => {
        const started = process.cpuUsage()
        const code = await codeOfPart(bytes)
        codes.set(code, (codes.get(code) ?? 0) + 1)
        return millisecondsSince(started)
      }
      let took = await measured()
      // the engine tidies up its memory now and then; what is slow by itself is slow each time
      for (let again = 0; took >= 50 && again < 5; again += 1) took = Math.min(took, await measured())
      slowest = Math.max(slowest, took)
    }
    for (const file of files) {
      const bytes = readFileSync(file)
      for (let length = 0; length < bytes.length; length += 1, cuts += 1)
        await tally(bytes.subarray(0, length))
      for (let bit = 0; bit < bytes.length * 8; bit += 1, flips += 1) {
        const flipped = Buffer.from(bytes)
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        await tally(flipped)
        // through the store too, some of them
        if (bit % 61 !== 0) continue
        expect(['taken', 'known']).not.toContain(await codeOfTaking(store, partFile(folder, flipped)))
        stored += 1
      }
    }
    console.log(
      `parts of a bundle of ${bundle.length} bytes: ${cuts} cuts and ${flips} flipped bits refused: ` +
        `${[...codes].map(([code, count]) => `${code} ${count}`).join(', ')}; ${stored} of them by the store too; slowest ${slowest.toFixed(1)} ms`,
    )
    expect([...codes.keys()].sort()).toEqual(['bundleNewer', 'bundleNotOurs', 'partDamaged'])
    expect(await store.list()).toEqual([])
    expect(slowest).toBeLessThan(50)

    for (const file of files) await take(store, file)
    const whole = await store.assembled(set)
    expect(await codeOf(readFileSync(whole?.path ?? ''), aBundleTrust([], [aDomain().root]))).toBe('accepted')
  })

  it('cannot be had for a set without knowing its pieces', () => {
    const table: PartTable = {
      size: 10,
      pieceBytes: 5,
      hashes: ['00'.repeat(32), '11'.repeat(32)] as Sha256[],
    }
    const ids = [
      table,
      { ...table, size: 9 },
      { ...table, pieceBytes: 6 },
      { ...table, hashes: table.hashes.slice(0, 1) },
      { ...table, hashes: [...table.hashes].reverse() },
    ].map(partSetId)
    expect(new Set(ids).size).toBe(ids.length)
  })
})
