import { describe, expect, it } from 'vitest'
import type { BundleTrust } from '../../../src-main/bundles/bundle-head.ts'
import { readBundle } from '../../../src-main/bundles/reader.ts'
import { certificateHash, type Certificate } from '../../../src-main/journal/certificates.ts'
import {
  makeRotation,
  makeTrustList,
  trustListHash,
  type TrustList,
} from '../../../src-main/journal/trust-lists.ts'
import { judgeTrust } from '../../../src-main/journal/trust-standing.ts'
import { readBundleIndependently, Refused } from '../../support/independent-bundle-reader.mjs'
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
  district,
  isWithin,
  province,
  testDevice,
  testTime,
} from '../../support/test-devices.ts'

/** The reader written from the page alone and the program, where they had parted: trust lists, depth, what an office may hold. */

const { provinceDevice, districtDevice, communeDevice, root, certificates } = aDomain()
const successor = testDevice(province, 'province', 'successor')
const rival = testDevice(province, 'province', 'rival')
const stranger = testDevice(province, 'province', 'stranger')

const empty = {
  ...{ domain: root.device, number: 1, prev: [], time: testTime },
  ...{ rotations: [], revocations: [], branches: [], joined: null },
} satisfies Partial<TrustList>
const first = makeTrustList(provinceDevice, empty)
const after = (...lists: readonly TrustList[]) => ({
  ...empty,
  number: 1 + Math.max(...lists.map(({ number }) => number)),
  prev: lists.map(trustListHash),
})
const second = makeTrustList(provinceDevice, after(first))
const twin = makeTrustList(provinceDevice, { ...after(first), time: testTime + 1 })
const handedOn = { ...after(first), rotations: [makeRotation(provinceDevice, aRoot(successor))] }
const bySuccessor = makeTrustList(successor, handedOn)
const byRival = makeTrustList(rival, {
  ...after(first),
  rotations: [makeRotation(provinceDevice, aRoot(rival))],
})
const joining = makeTrustList(provinceDevice, { ...after(first), joined: aRoot(rival) })

const cases: readonly (readonly [string, readonly TrustList[]])[] = [
  ['one list', [first]],
  ['a chain', [first, second]],
  ['a chain whose beginning is missing', [second]],
  ['two of equal number', [first, second, twin]],
  ['two of equal number, settled', [first, second, twin, makeTrustList(provinceDevice, after(second, twin))]],
  ['a number left out', [first, makeTrustList(provinceDevice, { ...after(first), number: 5 })]],
  [
    'a number that goes back',
    [first, second, makeTrustList(provinceDevice, { ...after(second), number: 2 })],
  ],
  ['a first one that follows', [makeTrustList(provinceDevice, { ...after(first), number: 1 })]],
  ["a stranger's", [first, makeTrustList(stranger, after(first))]],
  ['a changed one', [first, { ...second, time: testTime + 5 }]],
  ['handed on', [first, bySuccessor]],
  ['handed on, the former root goes on', [first, bySuccessor, second]],
  ['handed on and forgotten', [first, bySuccessor, makeTrustList(provinceDevice, after(bySuccessor))]],
  ['handed on to two', [first, bySuccessor, byRival]],
  [
    'handed on by a stranger',
    [first, makeTrustList(successor, { ...handedOn, rotations: [makeRotation(stranger, aRoot(successor))] })],
  ],
  ['joined', [first, joining]],
  ['joined and not', [first, joining, second]],
]

function trustOf(confirmed: readonly Certificate[]): BundleTrust {
  const rootAmong = (all: readonly Certificate[], id: string) =>
    all.find((one) => one.kind === 'root' && one.device === id)
  return {
    ...aBundleTrust([], confirmed),
    rootsWith: (roots, lists, arrived) =>
      judgeTrust({
        confirmed: roots,
        rootCertificate: (id) => {
          const found = rootAmong(arrived, id)
          return found?.kind === 'root' ? found : undefined
        },
        lists: lists.map((list) => ({ hash: trustListHash(list), list })),
      }).roots,
  }
}

describe('trust lists in a bundle', () => {
  it.each(cases)('%s: both readers say the same of it', async (_, lists) => {
    const bytes = await written(aBundle({ lists }))
    const read = await readBundle(memorySource(bytes), 'x', trustOf([root]), {})
    const independent = readBundleIndependently(bytes, { roots: [root.device], ownUnit: district, isWithin })
    const standing = judgeTrust({
      confirmed: new Set([root.device]),
      rootCertificate: (id) => (id === root.device ? root : undefined),
      lists: read.lists.map((list) => ({ hash: trustListHash(list), list })),
    })
    const counting = standing.domains.flatMap(({ effective }) => effective.map(({ hash }) => hash))
    expect(independent.lists.filter(({ counts }) => counts).map(({ hash }) => hash)).toEqual(counting)
    expect(independent.lists.every(({ holds, counts }) => holds || !counts)).toBe(true)
    expect([...independent.roots].sort()).toEqual([...standing.roots].sort())
  })

  it('prove a root that nobody confirmed, for both', async () => {
    const certified = aCertificate(successor, districtDevice, { mayIssueFor: district })
    const own = aCertificate(districtDevice, communeDevice)
    const bundle = aBundle({
      certificates: [root, aRoot(successor), certified, own].sort((a, b) =>
        certificateHash(a) < certificateHash(b) ? -1 : 1,
      ),
    })
    for (const lists of [[], [first], [first, bySuccessor]]) {
      const bytes = await written({ ...bundle, lists })
      const isTaken = lists.includes(bySuccessor)
      expect((await codeOf(bytes, trustOf([root]))) === 'accepted').toBe(isTaken)
      expect(isTakenIndependently(bytes)).toBe(isTaken)
    }
  })

  it('are refused when they are no lists', async () => {
    const revocation = { device: communeDevice.device, until: [], why: 'x'.repeat(501) }
    const times = { ...first, time: 8_640_000_000_000_001 }
    for (const wrong of [{ ...first, number: 0 }, times, { ...first, revocations: [revocation] }]) {
      const bytes = await written(aBundle({ lists: [wrong] }))
      expect(isTakenIndependently(bytes)).toBe(false)
      expect(await codeOf(bytes)).toBe('bundleDamaged')
    }
  })
})

function isTakenIndependently(bytes: Buffer, ownUnit: string = district): boolean {
  try {
    readBundleIndependently(bytes, { roots: [root.device], ownUnit, isWithin })
    return true
  } catch (error) {
    if (error instanceof Refused) return false
    throw error
  }
}

it('what an office says of a revoked machine is read by both', async () => {
  const cut = { entity: 'officeCut', field: 'until', value: null, bases: [] }
  for (const [id, isTaken] of [
    [districtDevice.device, true],
    ['somebody', false],
  ] as const) {
    const bytes = await written({
      ...aBundle({
        ranges: [aRange(communeDevice, [{ ...cut, id }], { audience: commune, channel: 'office' })],
      }),
      about: anAbout(communeDevice, { addressee: { unit: commune } }),
    })
    expect(isTakenIndependently(bytes, commune)).toBe(isTaken)
    expect((await codeOf(bytes, aBundleTrust([], [root], commune))) === 'accepted').toBe(isTaken)
  }
})

it('thirty-two levels are read by both, one more by neither', async () => {
  const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)])
  const bytes = await written(aBundle({ ranges: [aRange(communeDevice, [aScore(1)])], certificates }))
  for (const [levels, isTaken] of [
    [31, true],
    [32, false],
  ] as const) {
    const changed = withManifest(
      bytes,
      // the end of the file is made from the blobs: nothing but the depth is wrong
      (m) =>
        Object.assign(Buffer.from(JSON.stringify({ ...m, weather: nested(levels) })), { blobs: m['blobs'] }),
      { signer: communeDevice },
    )
    expect(isTakenIndependently(changed)).toBe(isTaken)
    expect((await codeOf(changed)) === 'accepted').toBe(isTaken)
  }
})
