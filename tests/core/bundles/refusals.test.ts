import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { UnitId } from '../../../shared/domain/ids.ts'
import { readBundle, readBundleFile, readBundleHeadFile } from '../../../src-main/bundles/reader.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import {
  aBundle,
  aBundleTrust,
  anAbout,
  aRange,
  aScore,
  codeOf,
  memorySource,
  withManifest,
  written,
} from '../../support/test-bundles.ts'
import {
  aCertificate,
  aDomain,
  aRoot,
  commune,
  otherCommune,
  otherDistrict,
  province,
  testDevice,
} from '../../support/test-devices.ts'

const domain = aDomain()
const { districtDevice, communeDevice, root } = domain
const trust = aBundleTrust([], [root])

describe('a place that is no bundle', () => {
  it('has vanished', async () => {
    const file = path.join(temporaryFolder(), 'gone.cqtt')
    await expect(readBundleFile(file, trust, {})).rejects.toMatchObject({ code: 'fileVanished' })
    await expect(readBundleHeadFile(file)).rejects.toMatchObject({ code: 'fileVanished' })
  })

  it('is a folder', async () => {
    await expect(readBundleFile(temporaryFolder(), trust, {})).rejects.toMatchObject({
      code: 'bundleNotOurs',
    })
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
    expect(await codeOf(withManifest(await written(aBundle()), (m) => ({ ...m, weather: 'nice' })))).toBe(
      'accepted',
    )
  })

  it('signed by another device than it names', async () => {
    const bytes = await written(aBundle())
    expect(await codeOf(withManifest(bytes, (m) => m, { signer: districtDevice }))).toBe('bundleDamaged')
    expect(await codeOf(withManifest(bytes, (m) => m, { device: districtDevice.device }))).toBe(
      'bundleDamaged',
    )
    expect(await codeOf(withManifest(bytes, (m) => m))).toBe('accepted')
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
