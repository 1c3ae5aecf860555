import process from 'node:process'
import { beforeAll, describe, expect, it } from 'vitest'
import { encodePrefix } from '../../../src-main/bundles/format.ts'
import { readBundle } from '../../../src-main/bundles/reader.ts'
import { aBundleTrust, aSmallBundle, codeOf, collector, memorySource } from '../../support/test-bundles.ts'
import { aDomain } from '../../support/test-devices.ts'

const { root } = aDomain()
const trust = aBundleTrust([], [root])

/** Processor time: what else the machine does is not the reader's matter. */
function millisecondsSince(started: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(started)
  return (user + system) / 1000
}

describe('a file that is no whole bundle', () => {
  let small: Buffer
  beforeAll(async () => {
    small = await aSmallBundle()
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
