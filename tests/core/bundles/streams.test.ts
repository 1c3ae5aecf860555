import { describe, expect, it } from 'vitest'
import { readBundle } from '../../../src-main/bundles/reader.ts'
import type { RangeToSend } from '../../../src-main/bundles/writer.ts'
import { encodeEntry, Entry } from '../../../src-main/journal/entry.ts'
import { makeSeal } from '../../../src-main/journal/seals.ts'
import {
  aBundle,
  aBundleTrust,
  anAbout,
  aRange,
  aScore,
  codeOf,
  collector,
  memorySource,
  written,
} from '../../support/test-bundles.ts'
import { aDomain, commune, province, testDevice, type TestDevice } from '../../support/test-devices.ts'

const domain = aDomain()
const { districtDevice, communeDevice, root } = domain

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
    const again = encodeEntry({ ...Entry.parse(JSON.parse(second.toString())), time: 5 }).bytes
    const otherEnd = encodeEntry({ ...Entry.parse(JSON.parse(third.toString())), time: 5 }).bytes
    for (const entries of [
      [first, third, second],
      [first, second],
      [first, second, third, third],
      [first, again, third],
      [first, second, otherEnd],
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
