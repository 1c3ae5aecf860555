import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { readBundle } from '../../../src-main/bundles/reader.ts'
import { describeExample, makeExample } from '../../support/bundle-example.ts'
import { readBundleIndependently, Refused } from '../../support/independent-bundle-reader.mjs'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import {
  aBundle,
  aBundleTrust,
  anAbout,
  aRange,
  aScore,
  codeOf,
  collector,
  memorySource,
  withManifest,
  written,
} from '../../support/test-bundles.ts'
import {
  aDomain,
  commune,
  district,
  isWithin,
  province,
  type TestDevice,
} from '../../support/test-devices.ts'

const domain = aDomain()
const { districtDevice, communeDevice, root } = domain
const projectFolder = path.resolve(import.meta.dirname, '../../..')
const fixture = path.join(projectFolder, 'tests/fixtures/bundles/example-v1.cqtt')
const page = path.join(projectFolder, 'docs/bundle-format.md')

const byRoot = (ownUnit: string) => ({ roots: [root.device], ownUnit, isWithin })

function isTakenIndependently(bytes: Buffer, ownUnit: string = district): boolean {
  try {
    readBundleIndependently(bytes, byRoot(ownUnit))
    return true
  } catch (error) {
    if (error instanceof Refused) return false
    throw error
  }
}

describe('the example of the page', () => {
  it('is what this program writes, byte for byte', async () => {
    const bytes = await makeExample(temporaryFolder())
    const text = readFileSync(page, 'utf8')
    const shown = /(?<=<!-- example -->\n\n)[^]*(?=\n\n<!-- \/example -->)/
    // after a wanted change of the format: UPDATE_EXAMPLE=1
    if (process.env['UPDATE_EXAMPLE'] === '1') {
      writeFileSync(fixture, bytes)
      const from = text.indexOf('<!-- example -->')
      writeFileSync(
        page,
        `${text.slice(0, from)}<!-- example -->\n\n${describeExample(bytes)}\n\n<!-- /example -->\n`,
      )
    }
    expect(readFileSync(fixture).equals(bytes)).toBe(true)
    expect(shown.exec(readFileSync(page, 'utf8'))?.[0]).toBe(describeExample(bytes))
  })

  it('is read by both readers', async () => {
    const bytes = readFileSync(fixture)
    const read = await readBundle(memorySource(bytes), 'x', aBundleTrust([], [root], province), {})
    const independent = readBundleIndependently(bytes, byRoot(province))
    expect(independent.id).toBe(read.head.manifestHash)
    expect(independent.manifest).toEqual(read.head.manifest)
    expect(independent.entries.map((one) => one.counts)).toEqual([true])
  })
})

describe('a reader written from the page alone', () => {
  it('reads the same entries, ids and seals as the program', async () => {
    const bytes = await written(
      {
        ...aBundle({
          ranges: [
            aRange(districtDevice, [aScore(1), aScore(2)]),
            aRange(communeDevice, [aScore(3), { ...aScore(4), entity: 'appraisal' }, aScore(5)]),
          ],
        }),
        about: anAbout(districtDevice, { addressee: { unit: province } }),
      },
      districtDevice,
    )
    const kept = collector()
    await readBundle(memorySource(bytes), 'x', aBundleTrust([], [root], province), kept.visitor)
    const { entries } = readBundleIndependently(bytes, byRoot(province))
    expect(entries.map((one) => one.id)).toEqual(kept.entries.map((one) => one.entry.id))
    expect(entries.map((one) => one.counts)).toEqual(kept.entries.map((one) => one.overstep === null))
  })

  it('refuses the example with any byte changed', () => {
    const bytes = readFileSync(fixture)
    expect(isTakenIndependently(bytes, province)).toBe(true)
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ (1 << (at & 7))
      expect(isTakenIndependently(changed, province)).toBe(false)
    }
    for (let length = 0; length < bytes.length; length += 1)
      expect(isTakenIndependently(bytes.subarray(0, length), province)).toBe(false)
  })

  it('agrees with the program about what a cheating author signs', async () => {
    const bytes = await written(aBundle())
    const changes: ((manifest: Record<string, unknown>) => unknown)[] = [
      (m) => m,
      (m) => ({ ...m, weather: 'nice' }),
      (m) => ({ ...m, minReader: 2 }),
      (m) => ({ ...m, features: ['x'] }),
      (m) => ({ ...m, streams: [] }),
      (m) => ({ ...m, lists: ['0'.repeat(64)] }),
      (m) => ({ ...m, certificates: [] }),
      (m) => ({ ...m, addressee: { unit: commune } }),
      (m) => ({ ...m, author: { device: communeDevice.device, unit: district } }),
      (m) => Buffer.from(JSON.stringify(m, null, 2)),
    ]
    const signers: (TestDevice | undefined)[] = [undefined, districtDevice]
    for (const change of changes) {
      for (const signer of signers) {
        const changed = withManifest(bytes, change, signer === undefined ? {} : { signer })
        expect(isTakenIndependently(changed)).toBe((await codeOf(changed)) === 'accepted')
      }
    }
    const overstep = await written(aBundle({ ranges: [aRange(communeDevice, [{ ...aScore(1), id: 'x' }])] }))
    expect(isTakenIndependently(overstep)).toBe(false)
    expect(await codeOf(overstep)).not.toBe('accepted')
  })
})
