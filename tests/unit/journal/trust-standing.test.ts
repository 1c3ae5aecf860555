import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { EntryId } from '../../../shared/domain/ids.ts'
import type { RootCertificate } from '../../../src-main/journal/certificates.ts'
import { streamKey } from '../../../src-main/journal/streams.ts'
import {
  makeRotation,
  makeTrustList,
  trustListHash,
  type Rotation,
  type TrustList,
} from '../../../src-main/journal/trust-lists.ts'
import { hashed, judgeTrust, standingOfDevice } from '../../../src-main/journal/trust-standing.ts'
import {
  aDomain,
  aRoot,
  commune,
  district,
  otherDistrict,
  isWithin,
  province,
  testDevice,
  testTime,
  type TestDevice,
} from '../../support/test-devices.ts'

/** Trust lists as a set (JOURNAL 33): the order in which they came leaves no trace. */

const { provinceDevice, communeDevice, root } = aDomain()
const second = testDevice(province, 'province', 'second root')
const third = testDevice(province, 'province', 'third root')
const toSecond = makeRotation(provinceDevice, aRoot(second))
const toThird = makeRotation(second, aRoot(third))
const stream = streamKey(communeDevice.device, commune, 'sheet')

function aPoint(seq: number) {
  return { stream, seq, id: String(seq % 10).repeat(64) as EntryId }
}

function aList(
  signer: TestDevice,
  prev: readonly TrustList[],
  given: {
    seq?: number | null
    rotations?: readonly Rotation[]
    time?: number
    joined?: RootCertificate
  } = {},
): TrustList {
  const { seq, rotations = [], time = testTime, joined = null } = given
  const until = seq === null ? [] : [aPoint(seq ?? 1)]
  return makeTrustList(signer, {
    domain: root.device,
    number: Math.max(0, ...prev.map(({ number }) => number)) + 1,
    prev: prev.map(trustListHash),
    time,
    rotations: [...rotations],
    revocations: seq === undefined ? [] : [{ device: communeDevice.device, until, why: '' }],
    branches: [],
    joined,
  })
}

function judge(lists: readonly TrustList[], confirmed: readonly string[] = [root.device]) {
  return judgeTrust({
    confirmed: new Set(confirmed),
    rootCertificate: (id) => (id === root.device ? root : undefined),
    lists: lists.map(hashed),
  })
}

/** Up to where each list that counts lets the commune's stream count. */
function pointsIn(lists: readonly TrustList[], confirmed?: readonly string[]): readonly (number | null)[] {
  const { revokedBy } = standingOfDevice(judge(lists, confirmed), communeDevice.device, (subtree) =>
    isWithin(commune, subtree),
  )
  return revokedBy.map((until) => until[0]?.seq ?? null).sort((a, b) => (a ?? 0) - (b ?? 0))
}

const one = aList(provinceDevice, [], { seq: 5 })
const two = aList(provinceDevice, [one], { seq: 3 })
const three = aList(provinceDevice, [two], { seq: 9 })

describe('newer over older', () => {
  test('a newer list may lower and raise; an older one that comes again changes nothing', () => {
    expect(pointsIn([one])).toEqual([5])
    expect(pointsIn([two, one])).toEqual([3])
    expect(pointsIn([one, three, two])).toEqual([9])
    // one in between is still on its way
    expect(pointsIn([one, three])).toEqual([9])
  })

  test('lists of equal number count together until one names both', () => {
    const twin = aList(provinceDevice, [one], { seq: 7, time: testTime + 1 })
    expect(pointsIn([one, two, twin])).toEqual([3, 7])
    // following only one of them leaves the other in force
    expect(pointsIn([one, two, twin, three])).toEqual([7, 9])
    const both = aList(provinceDevice, [two, twin], { seq: 8 })
    expect(pointsIn([one, two, twin, both])).toEqual([8])
    // a list found late may be named later on
    expect(pointsIn([one, two, twin, three, aList(provinceDevice, [three, twin], { seq: 4 })])).toEqual([4])
  })

  test('a number that does not follow, a stranger and another domain count for nothing', () => {
    const skipped = makeTrustList(provinceDevice, { ...bodyOf(three), number: 9, prev: [trustListHash(one)] })
    const strange = makeTrustList(second, bodyOf(three))
    const foreign = makeTrustList(second, { ...bodyOf(one), domain: second.device })
    expect(pointsIn([one, skipped, strange, foreign])).toEqual([5])
    expect(pointsIn([one], [])).toEqual([])
  })
})

function bodyOf({ domain, number, prev, time, rotations, revocations, branches, joined }: TrustList) {
  return { domain, number, prev, time, rotations, revocations, branches, joined }
}

describe('a root that was handed on', () => {
  const moved = aList(second, [one], { seq: 6, rotations: [toSecond] })
  const again = aList(third, [moved], { seq: 2, rotations: [toSecond, toThird] })

  test('everybody follows; whoever compared a later root trusts the former ones through it', () => {
    expect(judge([one, moved, again]).roots).toEqual(new Set([root.device, second.device, third.device]))
    expect(pointsIn([again, one, moved])).toEqual([2])
    expect(judge([moved], [second.device]).roots).toEqual(new Set([root.device, second.device]))
  })

  test('lists that a former root signs afterwards count for nothing, whatever number they claim', () => {
    const own = aList(provinceDevice, [one], { seq: null })
    const far = makeTrustList(provinceDevice, { ...bodyOf(own), number: 40, prev: ['e'.repeat(64) as never] })
    const dated = aList(provinceDevice, [], { seq: null, time: testTime - 1 })
    expect(pointsIn([one, moved, own, far, dated])).toEqual([6])
    // before the hand-over is known here the same lists are the root's own
    expect(pointsIn([one, own])).toEqual([null])
  })

  test('handed on twice: nobody is followed until a person confirms one', () => {
    const thief = testDevice(province, 'province', 'thief')
    const stolen = makeRotation(provinceDevice, aRoot(thief))
    const theirs = aList(thief, [one], { seq: null, rotations: [stolen] })
    const standing = judge([one, moved, theirs])
    expect(standing.domains[0]).toMatchObject({ disputed: true, present: { device: root.device } })
    expect(standing.roots).toEqual(new Set([root.device]))
    expect(pointsIn([one, moved, theirs])).toEqual([5])
    expect(pointsIn([one, moved, theirs], [root.device, second.device])).toEqual([6])
  })
})

test('a joined root is trusted while every list that counts names it', () => {
  const above = aRoot(testDevice(province, 'province', 'above'))
  const joining = aList(provinceDevice, [one], { joined: above })
  expect(judge([one, joining]).roots.has(above.device)).toBe(true)
  const twin = aList(provinceDevice, [one], { time: testTime + 1 })
  expect(judge([one, joining, twin]).roots.has(above.device)).toBe(false)
})

test('a root speaks about its own subtree only', () => {
  const districtDevice = testDevice(district, 'district', 'alone')
  const districtRoot = aRoot(districtDevice)
  const list = makeTrustList(districtDevice, { ...bodyOf(one), domain: districtRoot.device })
  const standing = judgeTrust({
    confirmed: new Set([districtRoot.device]),
    rootCertificate: () => districtRoot,
    lists: [hashed(list)],
  })
  expect(
    standingOfDevice(standing, communeDevice.device, (subtree) => isWithin(commune, subtree)).revokedBy,
  ).toHaveLength(1)
  const elsewhere = standingOfDevice(standing, communeDevice.device, (subtree) =>
    isWithin(otherDistrict, subtree),
  )
  expect(elsewhere.revokedBy).toEqual([])
})

test('property: any lists, in any order, some twice: the same standing', () => {
  const signers = [provinceDevice, second, third]
  const paths: readonly (readonly Rotation[])[] = [[], [toSecond], [toSecond, toThird]]
  const step = fc.record({
    signer: fc.integer({ min: 0, max: 2 }),
    path: fc.integer({ min: 0, max: 2 }),
    follows: fc.array(fc.nat(20), { minLength: 0, maxLength: 3 }),
    seq: fc.option(fc.integer({ min: 1, max: 9 })),
  })
  const world = fc.array(step, { minLength: 1, maxLength: 8 }).map((steps) => {
    const made: TrustList[] = []
    for (const [i, { signer, path, follows, seq }] of steps.entries()) {
      const prev = [...new Set(follows.flatMap((at) => made[at % Math.max(1, made.length)] ?? []))]
      made.push(aList(signers[signer]!, prev, { seq, rotations: paths[path]!, time: testTime + i }))
    }
    return made
  })
  fc.assert(
    fc.property(
      world.chain((lists) =>
        fc.tuple(
          fc.constant(lists),
          fc.shuffledSubarray([...lists, ...lists], { minLength: lists.length * 2 }),
        ),
      ),
      ([lists, shuffled]) => {
        const unique = [...new Map(shuffled.map((list) => [trustListHash(list), list])).values()]
        expect(summaryOf(judge(unique))).toEqual(summaryOf(judge(lists)))
      },
    ),
    { numRuns: 150 },
  )
})

function summaryOf({ roots, domains }: ReturnType<typeof judge>): unknown {
  return [
    [...roots].sort(),
    domains.map(({ domain, present, disputed, number, effective }) => [
      domain,
      present.device,
      disputed,
      number,
      effective.map(({ hash }) => hash),
    ]),
  ]
}
