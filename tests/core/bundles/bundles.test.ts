import { hash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CallError } from '../../../shared/contract/errors.ts'
import type { Sha256, UnitId } from '../../../shared/domain/ids.ts'
import { claimedChain, readBundleHead, type BundleTrust } from '../../../src-main/bundles/bundle-head.ts'
import { checkWrittenBundle } from '../../../src-main/bundles/check-written.ts'
import {
  encodePrefix,
  encodeSignatureBlock,
  packRecords,
  unpackRecords,
} from '../../../src-main/bundles/format.ts'
import { readBundle, readBundleFile, type BundleVisitor } from '../../../src-main/bundles/reader.ts'
import type { BundleEntry, JudgedRange } from '../../../src-main/bundles/stream-ranges.ts'
import { writeBundle, type BundleToWrite, type RangeToSend } from '../../../src-main/bundles/writer.ts'
import { canonicalBytes } from '../../../src-main/journal/canonical.ts'
import { encodeEntry } from '../../../src-main/journal/entry.ts'
import { makeSeal } from '../../../src-main/journal/seals.ts'
import { signBytes } from '../../../src-main/journal/signing.ts'
import {
  aBundleTrust,
  anAbout,
  aRange,
  aScore,
  evidenceOf,
  memorySource,
  someBytes,
} from '../../support/test-bundles.ts'
import {
  aCertificate,
  aDomain,
  aRoot,
  commune,
  district,
  isWithin,
  otherCommune,
  otherDistrict,
  province,
  testDevice,
  type TestDevice,
} from '../../support/test-devices.ts'

const domain = aDomain()
const { provinceDevice, districtDevice, communeDevice, root, districtCertificate, communeCertificate } =
  domain
const folder = mkdtempSync(path.join(tmpdir(), 'cqtt-bundles-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const trust = aBundleTrust([], [root])

let count = 0
const newFile = () => path.join(folder, `gói ${++count}.cqtt`)

function aBundle(changes: Partial<BundleToWrite> = {}): BundleToWrite {
  return {
    about: anAbout(communeDevice),
    ranges: [aRange(communeDevice, [aScore(1), aScore(2), aScore(3)])],
    certificates: domain.certificates,
    lists: [],
    evidence: [],
    ...changes,
  }
}

async function written(bundle: BundleToWrite, signer: TestDevice = communeDevice): Promise<Buffer> {
  const file = newFile()
  await writeBundle(file, signer, bundle)
  return readFileSync(file)
}

async function codeOf(bytes: Buffer, by: BundleTrust = trust): Promise<string> {
  try {
    await readBundle(memorySource(bytes), 'x.cqtt', by, {})
    return 'accepted'
  } catch (error) {
    if (error instanceof CallError) return error.code
    throw error
  }
}

/** Keeps everything that the reader hands over, in its order. */
function collector() {
  const entries: BundleEntry[] = []
  const ranges: JudgedRange[] = []
  const order: string[] = []
  const evidence = new Map<Sha256, Buffer>()
  const visitor: BundleVisitor = {
    head: () => void order.push('head'),
    ranges: (some) => {
      order.push('ranges')
      ranges.push(...some)
    },
    entries: (some) => {
      order.push('entries')
      entries.push(...some)
    },
    evidence: ({ sha256 }) => {
      const pieces: Buffer[] = []
      return Promise.resolve({
        write: (piece) => Promise.resolve(void pieces.push(Buffer.from(piece))),
        finish: () => Promise.resolve(void evidence.set(sha256, Buffer.concat(pieces))),
        abandon: () => Promise.resolve(void order.push('abandon')),
      })
    },
  }
  return { entries, ranges, order, evidence, visitor }
}

/** The bundle with another manifest, signed again: what a cheating author could make. */
function withManifest(
  bytes: Buffer,
  change: (manifest: Record<string, unknown>) => unknown,
  by: TestDevice = communeDevice,
): Buffer {
  const length = bytes.readUInt32BE(12)
  const manifest = JSON.parse(bytes.toString('utf8', 16, 16 + length)) as Record<string, unknown>
  const changed = change(manifest) ?? manifest
  const manifestBytes = Buffer.isBuffer(changed) ? changed : canonicalBytes(changed)
  const block = encodeSignatureBlock({
    device: by.device,
    key: Buffer.from(by.publicKey).toString('hex'),
    signature: signBytes('bundle', manifestBytes, by.privateKey),
  })
  return Buffer.concat([
    encodePrefix(manifestBytes.length),
    manifestBytes,
    block,
    bytes.subarray(16 + length + 128),
  ])
}

describe('a bundle', () => {
  it('comes back as it went in', async () => {
    const contents = [someBytes(10), someBytes(5 * 1024 * 1024 + 3, 2), someBytes(2 * 1024 * 1024, 3)]
    const evidence = contents.map((content, i) => {
      const file = path.join(folder, `evidence ${i}`)
      writeFileSync(file, content)
      return evidenceOf(file, content)
    })
    const other = testDevice(otherCommune, 'commune', 'other')
    const ranges = [
      aRange(districtDevice, [aScore(9), aScore(10)]),
      aRange(communeDevice, [aScore(1), aScore(2), aScore(3)]),
      aRange(other, [aScore(4, otherCommune)], { audience: otherCommune }),
    ]
    const certificates = [...domain.certificates, aCertificate(districtDevice, other)]
    const about = anAbout(districtDevice, { addressee: { unit: province } })
    const file = newFile()
    const bundle = { about, ranges, certificates, lists: [], evidence }
    const result = await writeBundle(file, districtDevice, bundle, { readAgain: true })
    expect(readFileSync(file)).toHaveLength(result.bytes)
    expect(result.code).toMatch(/^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/)

    const kept = collector()
    const read = await readBundleFile(file, aBundleTrust([], [root], province), kept.visitor)
    expect(read.head.manifest).toEqual(result.manifest)
    expect(read.head.manifestHash).toBe(result.manifestHash)
    expect(read.head.chain.map((one) => one.device)).toEqual([districtDevice.device, provinceDevice.device])
    expect(kept.order).toEqual(['head', 'ranges', 'entries'])
    const sent = [...ranges].sort((a, b) => (a.stream < b.stream ? -1 : 1))
    expect(kept.entries.map((one) => one.bytes.toString())).toEqual(
      sent.flatMap((range) => [...(range.entries() as Buffer[])].map(String)),
    )
    expect(kept.ranges.map((range) => range.own)).toEqual(
      sent.map((range) => range.stream.startsWith(districtDevice.device)),
    )
    expect(kept.ranges.every((range) => range.problem === null)).toBe(true)
    expect([...kept.evidence.keys()].sort()).toEqual(evidence.map((one) => one.sha256).sort())
    for (const [i, one] of evidence.entries())
      expect(kept.evidence.get(one.sha256)?.equals(contents[i]!)).toBe(true)
    expect(read).toMatchObject({ entries: 6, evidenceFiles: 3, oversteps: [] })
  })

  it('has the same bytes whatever the order of its parts', async () => {
    const other = aRange(districtDevice, [aScore(7)])
    const own = aRange(communeDevice, [aScore(1)])
    const once = await written(aBundle({ ranges: [own, other] }))
    const again = await written(
      aBundle({ ranges: [other, own], certificates: [...domain.certificates, root].reverse() }),
    )
    expect(again.equals(once)).toBe(true)
  })

  it('spreads many entries over blobs and hands them over in portions', async () => {
    const bundle = aBundle({
      ranges: [
        aRange(
          communeDevice,
          Array.from({ length: 6000 }, (_, i) => aScore(i)),
        ),
      ],
    })
    const kept = collector()
    const bytes = await written(bundle)
    await readBundle(memorySource(bytes), 'x', trust, kept.visitor)
    expect(kept.entries).toHaveLength(6000)
    expect(kept.order.filter((step) => step === 'entries').length).toBeGreaterThan(2)
  })

  it('may hold no entries at all', async () => {
    expect(await codeOf(await written(aBundle({ ranges: [] })))).toBe('accepted')
  })

  it('shows its claimed chain before anyone is trusted', async () => {
    const head = await readBundleHead(memorySource(await written(aBundle())), 'x')
    expect(claimedChain(head, isWithin)?.map((one) => one.device)).toEqual(
      [communeDevice, districtDevice, provinceDevice].map((one) => one.device),
    )
    const without = await written(aBundle({ certificates: [communeCertificate] }))
    expect(claimedChain(await readBundleHead(memorySource(without), 'x'), isWithin)).toBeUndefined()
  })
})

/** Processor time: what else the machine does is not the reader's matter. */
function millisecondsSince(started: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(started)
  return (user + system) / 1000
}

describe('a file that is no whole bundle', () => {
  let small: Buffer
  beforeAll(async () => {
    const rooted = aRange(
      provinceDevice,
      [{ ...aScore(1), entity: 'unit', id: commune, field: 'name', value: 'Đồng Kỳ' }],
      {
        audience: province,
        channel: 'catalogue',
      },
    )
    const content = Buffer.from('%PDF')
    const file = path.join(folder, 'small.pdf')
    writeFileSync(file, content)
    const about = anAbout(provinceDevice, { kind: 'start' })
    const evidence = [evidenceOf(file, content)]
    small = await written(
      { about, ranges: [rooted], certificates: [root], lists: [], evidence },
      provinceDevice,
    )
    expect(await codeOf(small)).toBe('accepted')
  })

  it('is refused when cut anywhere', async () => {
    let slowest = 0
    for (let length = 0; length < small.length; length += 1) {
      const started = process.cpuUsage()
      expect(await codeOf(small.subarray(0, length))).toBe('bundleCut')
      slowest = Math.max(slowest, millisecondsSince(started))
    }
    expect(slowest).toBeLessThan(50)
  })

  it('is refused with any bit flipped', { timeout: 120_000 }, async () => {
    const codes = new Set<string>()
    let slowest = 0
    for (let bit = 0; bit < small.length * 8; bit += 1) {
      const flipped = Buffer.from(small)
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      const started = process.cpuUsage()
      codes.add(await codeOf(flipped))
      slowest = Math.max(slowest, millisecondsSince(started))
    }
    expect([...codes].sort()).toEqual([
      'bundleCut',
      'bundleDamaged',
      'bundleNewer',
      'bundleNotOurs',
      'bundleTooLarge',
    ])
    expect(slowest).toBeLessThan(50)
  })

  it.each([
    ['nothing', Buffer.alloc(0), 'bundleCut'],
    ['a PDF', Buffer.from('%PDF-1.7 …'.repeat(50)), 'bundleNotOurs'],
    ['a ZIP', Buffer.from('PK\x03\x04'.repeat(50)), 'bundleNotOurs'],
    ['only zeros', Buffer.alloc(5000), 'bundleNotOurs'],
    ['an enormous manifest', Buffer.concat([encodePrefix(0xffffffff), Buffer.alloc(100)]), 'bundleTooLarge'],
  ])('is refused: %s', async (_, bytes, code) => {
    expect(await codeOf(bytes)).toBe(code)
  })

  it('is refused with something behind its end', async () => {
    expect(await codeOf(Buffer.concat([small, Buffer.from('x')]))).toBe('bundleDamaged')
    expect(await codeOf(Buffer.concat([small, small]))).toBe('bundleDamaged')
  })

  it('is refused when its end says another whole', async () => {
    const length = small.readUInt32BE(12)
    // a good signature block of the same manifest cannot be exchanged either
    const changed = Buffer.from(small)
    changed[16 + length + 5] = (changed[16 + length + 5] ?? 0) ^ 1
    expect(await codeOf(changed)).toBe('bundleDamaged')
  })

  it('abandons the evidence of a bundle that turns out damaged', async () => {
    const damaged = Buffer.from(small)
    damaged[small.length - 41] = 0
    const kept = collector()
    await expect(readBundle(memorySource(damaged), 'x', trust, kept.visitor)).rejects.toThrow('bundleDamaged')
    expect(kept.order).toContain('abandon')
    expect(kept.evidence.size).toBe(0)
  })
})

describe('a bundle that must not count here', () => {
  const stranger = testDevice(commune, 'commune', 'stranger')
  const foreignRoot = testDevice(province, 'province', 'foreign root')
  const scopeless = testDevice(commune, 'commune', 'scopeless')

  it('for another unit', async () => {
    const bytes = await written(
      aBundle({ about: anAbout(communeDevice, { addressee: { unit: otherDistrict } }) }),
    )
    expect(await codeOf(bytes)).toBe('bundleForOther')
  })

  it('where nobody is trusted yet', async () => {
    expect(await codeOf(await written(aBundle()), aBundleTrust([], []))).toBe('noTrust')
  })

  it('of a device without certificate', async () => {
    const bundle = aBundle({ about: anAbout(stranger), ranges: [aRange(stranger, [aScore(1)])] })
    expect(await codeOf(await written(bundle, stranger))).toBe('bundleUnknownDevice')
  })

  it('of a foreign root', async () => {
    const certificates = [aRoot(foreignRoot), aCertificate(foreignRoot, stranger)]
    const bundle = aBundle({
      about: anAbout(stranger),
      ranges: [aRange(stranger, [aScore(1)])],
      certificates,
    })
    expect(await codeOf(await written(bundle, stranger))).toBe('bundleUnknownDevice')
  })

  it('of a device certified by one who may not', async () => {
    const certificates = [...domain.certificates, aCertificate(communeDevice, scopeless)]
    const bundle = aBundle({
      about: anAbout(scopeless),
      ranges: [aRange(scopeless, [aScore(1)])],
      certificates,
    })
    expect(await codeOf(await written(bundle, scopeless))).toBe('bundleOutOfScope')
  })

  it('of a commune outside the issuer’s subtree', async () => {
    const far = testDevice('vn2024.c.07300' as UnitId, 'commune', 'far')
    const certificates = [...domain.certificates, aCertificate(districtDevice, far)]
    const bundle = aBundle({
      about: anAbout(far),
      ranges: [aRange(far, [aScore(1, far.unit)], { audience: far.unit })],
      certificates,
    })
    expect(await codeOf(await written(bundle, far))).toBe('bundleOutOfScope')
  })

  it('with a known author whose certificate did not come along', async () => {
    const bytes = await written(aBundle({ certificates: [] }))
    expect(await codeOf(bytes)).toBe('bundleUnknownDevice')
    expect(await codeOf(bytes, aBundleTrust(domain.certificates, [root]))).toBe('accepted')
  })

  it('from a newer version', async () => {
    const bytes = await written(aBundle())
    expect(await codeOf(withManifest(bytes, (m) => ({ ...m, minReader: 2, streams: 'otherwise' })))).toBe(
      'bundleNewer',
    )
    expect(await codeOf(withManifest(bytes, (m) => ({ ...m, features: ['compression'] })))).toBe(
      'bundleNewer',
    )
  })

  it('ignores what a newer version may add without making it critical', async () => {
    expect(await codeOf(withManifest(await written(aBundle()), (m) => ({ ...m, weather: 'nice' })))).not.toBe(
      'bundleNewer',
    )
  })

  it('signed by another device than it names', async () => {
    const bytes = await written(aBundle())
    expect(await codeOf(withManifest(bytes, () => undefined, districtDevice))).toBe('bundleDamaged')
    const claimed = withManifest(bytes, (m) => ({
      ...m,
      author: { device: communeDevice.device, unit: otherCommune },
    }))
    expect(await codeOf(claimed)).toBe('bundleDamaged')
  })

  it.each<[string, (manifest: Record<string, unknown>) => unknown]>([
    ['a manifest that is not canonical', (m) => Buffer.from(JSON.stringify(m, null, 1))],
    ['a manifest that is no object', () => Buffer.from('[]')],
    ['a manifest without its streams', (m) => ({ ...m, streams: [] })],
    ['a manifest that lists another certificate', (m) => ({ ...m, certificates: ['0'.repeat(64)] })],
    ['a manifest that lists a trust list', (m) => ({ ...m, lists: ['0'.repeat(64)] })],
    ['blobs out of order', (m) => ({ ...m, blobs: (m['blobs'] as unknown[]).toReversed() })],
    [
      'a stream that begins in the middle',
      (m) => ({ ...m, streams: [{ ...(m['streams'] as object[])[0], from: 2, prev: 'a'.repeat(64) }] }),
    ],
    [
      'a stream that ends elsewhere',
      (m) => ({ ...m, streams: [{ ...(m['streams'] as object[])[0], to: 2 }] }),
    ],
  ])('with %s', async (_, change) => {
    // the author is known, so that it is the manifest that is judged
    const known = aBundleTrust(domain.certificates, [root])
    expect(await codeOf(withManifest(await written(aBundle()), change), known)).toBe('bundleDamaged')
  })

  it('claims a blob of a terabyte', async () => {
    const huge = (m: Record<string, unknown>) => ({
      ...m,
      blobs: [...(m['blobs'] as object[]), { kind: 'evidence', size: 2 ** 40, sha256: '0'.repeat(64) }],
    })
    expect(await codeOf(withManifest(await written(aBundle()), huge))).toBe('bundleCut')
  })

  it('needs more disk than there is', async () => {
    const bytes = await written(aBundle())
    const reading = readBundle(memorySource(bytes), 'x', trust, {}, { freeBytes: () => 1000 })
    await expect(reading).rejects.toMatchObject({ code: 'diskFull', details: { freeBytes: 1000 } })
  })
})

describe('the streams of a bundle', () => {
  const overstepping = { ...aScore(2), entity: 'appraisal' }

  it('refuse the bundle when the author oversteps', async () => {
    const bytes = await written(aBundle({ ranges: [aRange(communeDevice, [aScore(1), overstepping])] }))
    expect(await codeOf(bytes)).toBe('bundleOutOfScope')
  })

  const carrying = (ranges: RangeToSend[], certificates = domain.certificates) =>
    written(
      {
        ...aBundle({ ranges, certificates }),
        about: anAbout(districtDevice, { addressee: { unit: province } }),
      },
      districtDevice,
    )
  const provinceTrust = aBundleTrust([], [root], province)

  it('note an overstep of a carried stream and go on', async () => {
    const bytes = await carrying([
      aRange(districtDevice, [aScore(8)]),
      aRange(communeDevice, [aScore(1), overstepping, aScore(3)]),
    ])
    const kept = collector()
    const read = await readBundle(memorySource(bytes), 'x', provinceTrust, kept.visitor)
    const byDevice = (device: TestDevice) =>
      kept.entries.filter((one) => one.range.device === device.device).map((one) => one.overstep)
    expect(byDevice(communeDevice)).toEqual([null, 'aboveLevel', 'aboveLevel'])
    expect(byDevice(districtDevice)).toEqual([null])
    expect(read.oversteps.map((one) => one.entry.seq)).toEqual([2])
  })

  it('note a carried device that nobody certified, and a seal that is not its own', async () => {
    const uncertified = testDevice(commune, 'commune', 'uncertified')
    const range = aRange(communeDevice, [aScore(1)])
    const { seal } = range
    const forged = { ...range, seal: { ...seal, time: seal.time + 1 } }
    const bytes = await carrying([forged, aRange(uncertified, [aScore(2)])])
    const kept = collector()
    await readBundle(memorySource(bytes), 'x', provinceTrust, kept.visitor)
    const problems = new Map(kept.ranges.map((one) => [one.device, one.problem]))
    expect(problems.get(communeDevice.device)).toBe('badSeal')
    expect(problems.get(uncertified.device)).toBe('unknownDevice')
  })

  it('refuse the bundle when the author’s own seal is not genuine', async () => {
    const range = aRange(communeDevice, [aScore(1)])
    const forged = { ...range, seal: { ...range.seal, time: range.seal.time + 1 } }
    expect(await codeOf(await written(aBundle({ ranges: [forged] })))).toBe('bundleDamaged')
  })

  it('refuse the bundle when a seal is of another head', async () => {
    const range = aRange(communeDevice, [aScore(1), aScore(2)])
    const other = makeSeal(communeDevice, {
      stream: range.stream,
      seq: 2,
      entry: 'a'.repeat(64) as never,
      time: 1,
    })
    expect(await codeOf(await written(aBundle({ ranges: [{ ...range, seal: other }] })))).toBe(
      'bundleDamaged',
    )
  })

  it('refuse the bundle when its entries are no chain', async () => {
    const range = aRange(communeDevice, [aScore(1), aScore(2), aScore(3)])
    const [first, second, third] = range.entries() as [Buffer, Buffer, Buffer]
    const stranger = aRange(districtDevice, [aScore(1)]).entries() as [Buffer]
    const again = encodeEntry({ ...(JSON.parse(second.toString()) as never), time: 5 }).bytes
    for (const entries of [
      [first, third, second],
      [first, second],
      [first, second, third, third],
      [first, again, third],
      [stranger[0], second, third],
      [first, Buffer.from(` ${second.toString()}`), third],
      [first, second, Buffer.from('x'.repeat(300))],
    ])
      expect(await codeOf(await written(aBundle({ ranges: [{ ...range, entries: () => entries }] })))).toBe(
        'bundleDamaged',
      )
  })

  it('refuse the office of another unit', async () => {
    const office = aRange(communeDevice, [{ ...aScore(1), entity: 'officer', id: `${commune}:a1` }], {
      channel: 'office',
    })
    expect(await codeOf(await written(aBundle({ ranges: [office] })))).toBe('bundleOutOfScope')
  })

  it('may carry both branches of a fork', async () => {
    const branches = [
      aRange(communeDevice, [aScore(1), aScore(2)]),
      aRange(communeDevice, [aScore(1), aScore(3)]),
    ]
    const kept = collector()
    await readBundle(memorySource(await carrying(branches)), 'x', provinceTrust, kept.visitor)
    expect(new Set(kept.entries.map((one) => one.entry.id)).size).toBe(3)
  })
})

describe('writing a bundle', () => {
  const left = () => readdirSync(folder).filter((name) => name.endsWith('.tmp'))

  it('leaves nothing behind when an evidence file is missing or not what its name says', async () => {
    const place = path.join(folder, 'changed')
    writeFileSync(place, 'before')
    const evidence = [evidenceOf(place, Buffer.from('before'))]
    for (const [content, code] of [
      ['behind', 'fileDamaged'],
      ['longer than before', 'fileDamaged'],
      ['b', 'fileDamaged'],
    ] as const) {
      writeFileSync(place, content)
      const file = newFile()
      await expect(writeBundle(file, communeDevice, aBundle({ evidence }))).rejects.toThrow(code)
      expect(readdirSync(folder)).not.toContain(path.basename(file))
    }
    rmSync(place)
    await expect(writeBundle(newFile(), communeDevice, aBundle({ evidence }))).rejects.toThrow('fileMissing')
    expect(left()).toEqual([])
  })

  it('keeps the older file when it is cancelled', async () => {
    const file = newFile()
    writeFileSync(file, 'older')
    const content = someBytes(8 * 1024 * 1024)
    const place = path.join(folder, 'large')
    writeFileSync(place, content)
    const stop = new AbortController()
    const evidence = [evidenceOf(place, content)]
    const onProgress = () => stop.abort(new CallError('cancelled', {}))
    const writing = writeBundle(file, communeDevice, aBundle({ evidence }), {
      signal: stop.signal,
      onProgress,
    })
    await expect(writing).rejects.toThrow('cancelled')
    expect(readFileSync(file, 'utf8')).toBe('older')
    expect(left()).toEqual([])
  })

  it('says that the folder is missing or read-only', async () => {
    await expect(
      writeBundle(path.join(folder, 'nowhere', 'x.cqtt'), communeDevice, aBundle()),
    ).rejects.toThrow('ENOENT')
  })

  it('finds a file that changed on the disk', async () => {
    const file = newFile()
    await writeBundle(file, communeDevice, aBundle())
    await expect(checkWrittenBundle(file)).resolves.toMatchObject({ author: { unit: commune } })
    const bytes = readFileSync(file)
    for (const at of [bytes.length - 1, bytes.length - 45, 40, 20]) {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ 1
      writeFileSync(file, changed)
      await expect(checkWrittenBundle(file)).rejects.toThrow('bundleDamaged')
    }
  })
})

describe('records in blobs', () => {
  it('come back in order whatever their sizes', async () => {
    const sizes = fc.array(
      fc.oneof(fc.integer({ min: 100, max: 300 }), fc.integer({ min: 400_000, max: 1_048_576 })),
      { maxLength: 8 },
    )
    await fc.assert(
      fc.asyncProperty(sizes, async (all) => {
        const records = all.map((size, i) => Buffer.alloc(size, i))
        const blobs: Buffer[] = []
        for await (const blob of packRecords(records)) blobs.push(blob)
        expect(blobs.every((blob) => blob.length <= 8 * 1024 * 1024)).toBe(true)
        const back = blobs.flatMap((blob) => unpackRecords(blob) ?? [])
        expect(back.map((one) => hash('sha1', one))).toEqual(records.map((one) => hash('sha1', one)))
      }),
      { numRuns: 30 },
    )
  })

  it('are refused when lengths do not fit', () => {
    const record = Buffer.concat([Buffer.from([0, 0, 0, 100]), Buffer.alloc(100)])
    expect(unpackRecords(record)).toHaveLength(1)
    for (let length = 1; length < record.length; length += 1)
      expect(unpackRecords(record.subarray(0, length))).toBeUndefined()
    expect(unpackRecords(Buffer.alloc(400))).toBeUndefined()
  })
})

it('certificates of the test domain are what the tests take them for', () => {
  expect(districtCertificate.mayIssueFor).toBe(district)
  expect(isWithin(commune, district)).toBe(true)
})
