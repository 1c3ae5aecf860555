import { z } from 'zod'
import { EntryId } from '../../shared/domain/ids.ts'
import { canonicalBytes, NotCanonical, parseCanonical } from './canonical.ts'
import { isObjectSignedBy, Milliseconds, Signature, signObject } from './signed-json.ts'
import type { Signer } from './signing.ts'
import { parseStreamKey, StreamKey } from './streams.ts'

/**
 * A seal: the device's signature over the head of one of its streams, and through the chain over everything before it
 * (JOURNAL 4).
 */
export const Seal = z.strictObject({
  v: z.literal(1),
  kind: z.literal('seal'),
  stream: StreamKey,
  seq: z.int().min(1),
  /** Id of the head. */
  entry: EntryId,
  time: Milliseconds,
  signature: Signature,
})
export type Seal = z.infer<typeof Seal>

/** Seals a head of one of the signer's own streams. */
export function makeSeal(signer: Signer, head: Pick<Seal, 'stream' | 'seq' | 'entry' | 'time'>): Seal {
  const { stream, seq, entry, time } = head
  if (parseStreamKey(stream)?.device !== signer.device) throw new Error('only own streams can be sealed')
  return Seal.parse(signObject('seal', { v: 1, kind: 'seal', stream, seq, entry, time } as const, signer))
}

/** Whether the seal is signed by this key (hex), which must be that of the stream's device. */
export function isGenuineSeal(seal: Seal, publicKey: string): boolean {
  return isObjectSignedBy('seal', seal, publicKey)
}

/** The bytes to store and to send. */
export function encodeSeal(seal: Seal): Buffer {
  return canonicalBytes(seal)
}

/** The seal that these bytes are, undefined when they are none. */
export function decodeSeal(bytes: Uint8Array): Seal | undefined {
  try {
    return Seal.safeParse(parseCanonical(bytes, 4096)).data
  } catch (error) {
    if (error instanceof NotCanonical) return undefined
    throw error
  }
}
