import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EntryId } from '../../../shared/domain/ids.ts'
import { decodeSeal, encodeSeal, isGenuineSeal, makeSeal } from '../../../src-main/journal/seals.ts'
import {
  isSignedBy,
  signBytes,
  signingContexts,
  type SigningContext,
} from '../../../src-main/journal/signing.ts'
import { streamKey } from '../../../src-main/journal/streams.ts'
import { commune, district, testDevice, testTime } from '../../support/test-devices.ts'

const signer = testDevice(commune, 'commune', 'commune')
const other = testDevice(district, 'district', 'district')
const keyOf = (device: { publicKey: Uint8Array }) => Buffer.from(device.publicKey).toString('hex')

describe('signatures', () => {
  it('hold for their bytes, key and context only', () => {
    const contexts = Object.keys(signingContexts) as SigningContext[]
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom(...contexts),
        fc.nat(),
        (bytes, context, at) => {
          const signature = signBytes(context, bytes, signer.privateKey)
          expect(isSignedBy(context, bytes, signature, keyOf(signer))).toBe(true)
          expect(isSignedBy(context, bytes, signature, keyOf(other))).toBe(false)
          for (const elsewhere of contexts.filter((one) => one !== context))
            expect(isSignedBy(elsewhere, bytes, signature, keyOf(signer))).toBe(false)
          const changed = Buffer.from(signature)
          changed[at % 64] = (changed[at % 64] ?? 0) ^ 1
          expect(isSignedBy(context, bytes, changed, keyOf(signer))).toBe(false)
        },
      ),
      { numRuns: 30 },
    )
  })

  it('are refused, not thrown at, when key or signature are nonsense', () => {
    const signature = signBytes('seal', Buffer.from('a'), signer.privateKey)
    for (const key of ['', 'x'.repeat(64), '00', 'f'.repeat(64)])
      expect(isSignedBy('seal', Buffer.from('a'), signature, key)).toBe(false)
    expect(isSignedBy('seal', Buffer.from('a'), signature.subarray(1), keyOf(signer))).toBe(false)
  })
})

describe('seals', () => {
  const head = {
    stream: streamKey(signer.device, commune, 'sheet'),
    seq: 3,
    entry: 'a'.repeat(64) as EntryId,
    time: testTime,
  }

  it('prove the head of an own stream', () => {
    const seal = makeSeal(signer, head)
    expect(decodeSeal(encodeSeal(seal))).toEqual(seal)
    expect(isGenuineSeal(seal, keyOf(signer))).toBe(true)
    expect(isGenuineSeal(seal, keyOf(other))).toBe(false)
    expect(isGenuineSeal({ ...seal, seq: 4 }, keyOf(signer))).toBe(false)
    expect(() => makeSeal(other, head)).toThrow()
  })

  it('are nothing else', () => {
    expect(decodeSeal(Buffer.from('{}'))).toBeUndefined()
    expect(decodeSeal(Buffer.from([0xff]))).toBeUndefined()
  })
})
