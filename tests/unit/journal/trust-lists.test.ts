import { describe, expect, it } from 'vitest'
import type { EntryId } from '../../../shared/domain/ids.ts'
import { streamKey } from '../../../src-main/journal/streams.ts'
import {
  decodeTrustList,
  encodeTrustList,
  makeRotation,
  makeTrustList,
  trustListHash,
  verifyTrustList,
  type TrustList,
} from '../../../src-main/journal/trust-lists.ts'
import { aDomain, aRoot, commune, province, testDevice, testTime } from '../../support/test-devices.ts'

const { provinceDevice, communeDevice, root } = aDomain()
const successor = testDevice(province, 'province', 'successor')
const rotation = makeRotation(provinceDevice, aRoot(successor))
const point = {
  stream: streamKey(communeDevice.device, commune, 'sheet'),
  seq: 4,
  id: 'a'.repeat(64) as EntryId,
}

const empty = {
  domain: root.device,
  number: 1,
  prev: [],
  time: testTime,
  rotations: [],
  revocations: [],
  branches: [],
  joined: null,
} satisfies Partial<TrustList>

const first = makeTrustList(provinceDevice, empty)
const second = makeTrustList(provinceDevice, {
  ...empty,
  number: 2,
  prev: [trustListHash(first)],
  revocations: [{ device: communeDevice.device, until: [point], why: 'Mất máy' }],
  branches: [point],
})

describe('trust lists', () => {
  it('follow one another and come back as they were written', () => {
    expect(verifyTrustList(first, root, [])).toBeUndefined()
    expect(verifyTrustList(second, root, [first])).toBeUndefined()
    // the list before may still be on its way
    expect(verifyTrustList(second, root, [])).toBeUndefined()
    expect(decodeTrustList(encodeTrustList(second))).toEqual(second)
    expect(decodeTrustList(Buffer.from('{}'))).toBeUndefined()
  })

  it('are signed by the new root once the old one has handed on', () => {
    const handedOn = { ...empty, number: 2, prev: [trustListHash(first)], rotations: [rotation] }
    expect(verifyTrustList(makeTrustList(successor, handedOn), root, [first])).toBeUndefined()
    expect(verifyTrustList(makeTrustList(provinceDevice, handedOn), root, [first])).toBe('badSignature')
    // a stranger may not hand on to himself
    const stolen = makeRotation(successor, aRoot(successor))
    expect(verifyTrustList(makeTrustList(successor, { ...handedOn, rotations: [stolen] }), root, [])).toBe(
      'badRotation',
    )
    const forged = { ...stolen, from: provinceDevice.device }
    expect(verifyTrustList(makeTrustList(successor, { ...handedOn, rotations: [forged] }), root, [])).toBe(
      'badRotation',
    )
    // a rotation cannot be taken back
    const later = makeTrustList(successor, handedOn)
    const forgetful = makeTrustList(provinceDevice, { ...empty, number: 3, prev: [trustListHash(later)] })
    expect(verifyTrustList(forgetful, root, [later])).toBe('brokenChain')
  })

  it('settle two lists of equal number by naming both', () => {
    const twin = makeTrustList(provinceDevice, { ...empty, time: testTime + 1 })
    const both = makeTrustList(provinceDevice, {
      ...empty,
      number: 2,
      prev: [trustListHash(twin), trustListHash(first)],
    })
    expect(verifyTrustList(both, root, [first, twin])).toBeUndefined()
    expect(both.prev).toEqual([trustListHash(first), trustListHash(twin)].sort())
  })

  it('are refused when something does not follow', () => {
    expect(verifyTrustList({ ...second, number: 3 }, root, [first])).toBe('badSignature')
    expect(verifyTrustList(makeTrustList(successor, empty), root, [])).toBe('badSignature')
    expect(verifyTrustList(first, aRoot(successor), [])).toBe('foreignDomain')
    expect(verifyTrustList(makeTrustList(provinceDevice, { ...empty, number: 2 }), root, [])).toBe(
      'brokenChain',
    )
    const joined = { ...aRoot(successor), name: 'khác' }
    expect(verifyTrustList(makeTrustList(provinceDevice, { ...empty, joined }), root, [])).toBe(
      'badSignature',
    )
    const skipped = makeTrustList(provinceDevice, { ...empty, number: 3, prev: [trustListHash(first)] })
    expect(verifyTrustList(skipped, root, [first])).toBe('brokenChain')
  })
})
