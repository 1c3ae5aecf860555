import { hash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { claimedChain, readBundleHead } from '../../../src-main/bundles/bundle-head.ts'
import { packRecords, unpackRecords } from '../../../src-main/bundles/format.ts'
import { readBundle, readBundleFile } from '../../../src-main/bundles/reader.ts'
import { writeBundle } from '../../../src-main/bundles/writer.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import {
  aBundle,
  aBundleTrust,
  anAbout,
  aRange,
  aScore,
  codeOf,
  collector,
  evidenceOf,
  memorySource,
  someBytes,
  written,
} from '../../support/test-bundles.ts'
import {
  aCertificate,
  aDomain,
  isWithin,
  otherCommune,
  province,
  testDevice,
} from '../../support/test-devices.ts'

const domain = aDomain()
const { provinceDevice, districtDevice, communeDevice, root, communeCertificate } = domain
const trust = aBundleTrust([], [root])

describe('a bundle', () => {
  it('comes back as it went in', async () => {
    const folder = temporaryFolder()
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
    const file = path.join(folder, 'gói.cqtt')
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
