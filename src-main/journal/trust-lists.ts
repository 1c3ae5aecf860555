import { z } from 'zod'
import { DeviceId, EntryId, Sha256 } from '../../shared/domain/ids.ts'
import { canonicalBytes, NotCanonical, parseCanonical } from './canonical.ts'
import { RootCertificate } from './certificates.ts'
import { isObjectSignedBy, hashOfObject, Milliseconds, Signature, signObject } from './signed-json.ts'
import type { Signer } from './signing.ts'
import { StreamKey } from './streams.ts'

/**
 * Trust lists (JOURNAL 25, 33): what the root says about devices after it certified them. Numbered, chained by hash, signed. A
 * reader keeps every list; the newest says which devices are revoked and which branch of a forked stream counts.
 */

/** A place in a stream. */
export const ListedPoint = z.strictObject({ stream: StreamKey, seq: z.int().min(1), id: EntryId })
export type ListedPoint = z.infer<typeof ListedPoint>

export const Revocation = z.strictObject({
  device: DeviceId,
  /** Up to here its streams count; `sheet` and `catalogue` streams that are not listed count to 0. */
  until: z.array(ListedPoint).max(20_000),
  why: z.string().max(500),
})
export type Revocation = z.infer<typeof Revocation>

/** The root hands its office on: the old root signs the certificate of the new one. */
export const Rotation = z.strictObject({ from: DeviceId, to: RootCertificate, signature: Signature })
export type Rotation = z.infer<typeof Rotation>

export const TrustList = z.strictObject({
  v: z.literal(1),
  kind: z.literal('trust'),
  /** Id of the root with which the domain began; stays the same through rotations. */
  domain: DeviceId,
  number: z.int().min(1),
  /** Hashes of the lists that this one follows: none for the first, several when it settles lists of equal number. Ascending. */
  prev: z
    .array(Sha256)
    .max(16)
    .refine((ids) => ids.every((id, i) => i === 0 || (ids[i - 1] ?? '') < id)),
  time: Milliseconds,
  /** All of them, oldest first: a reader that missed lists can still follow. */
  rotations: z.array(Rotation).max(100),
  revocations: z.array(Revocation).max(2000),
  /** The branch that counts where a device wrote two entries with one number. */
  branches: z.array(ListedPoint).max(2000),
  /** A root that this domain has joined (JOURNAL 32). */
  joined: RootCertificate.nullable(),
  signature: Signature,
})
export type TrustList = z.infer<typeof TrustList>

export type TrustListProblem =
  | 'foreignDomain'
  /** A rotation does not follow from the root before it. */
  | 'badRotation'
  | 'badSignature'
  /** It does not follow from the lists that it names. */
  | 'brokenChain'

/** A new list; its signer must be the domain's present root. */
export function makeTrustList(signer: Signer, body: Omit<TrustList, 'v' | 'kind' | 'signature'>): TrustList {
  const prev = [...body.prev].sort()
  return TrustList.parse(signObject('trust', { v: 1, kind: 'trust', ...body, prev } as const, signer))
}

/** Hands the domain on to a new root. */
export function makeRotation(oldRoot: Signer, to: RootCertificate): Rotation {
  return Rotation.parse(signObject('trust', { from: oldRoot.device, to }, oldRoot))
}

/**
 * Judges a list by signatures alone.
 * @param root the confirmed root certificate with which the domain began
 * @param former the lists that it names, as far as they are stored; a missing one is no problem: lists may arrive in any order
 */
export function verifyTrustList(
  list: TrustList,
  root: RootCertificate,
  former: readonly TrustList[],
): TrustListProblem | undefined {
  if (list.domain !== root.device) return 'foreignDomain'
  const present = presentRoot(root, list.rotations)
  if (present === undefined) return 'badRotation'
  if (!isObjectSignedBy('trust', list, present.key)) return 'badSignature'
  const { joined } = list
  if (joined !== null && !isObjectSignedBy('certificate', joined, joined.key)) return 'badSignature'
  if ((list.number === 1) !== (list.prev.length === 0)) return 'brokenChain'
  const named = former.filter((one) => list.prev.includes(trustListHash(one)))
  for (const one of named) {
    if (one.domain !== list.domain || one.number >= list.number) return 'brokenChain'
    const kept = one.rotations.every((rotation, i) => rotation.signature === list.rotations[i]?.signature)
    if (!kept) return 'brokenChain'
  }
  const isWhole = named.length === list.prev.length && list.prev.length > 0
  if (isWhole && Math.max(...named.map(({ number }) => number)) !== list.number - 1) return 'brokenChain'
  return undefined
}

/** The root at the end of the rotations; undefined when a step is not signed by the root before it. */
export function presentRoot(
  root: RootCertificate,
  rotations: readonly Rotation[],
): RootCertificate | undefined {
  let present = root
  for (const rotation of rotations) {
    const isStep =
      rotation.from === present.device &&
      isObjectSignedBy('trust', rotation, present.key) &&
      isObjectSignedBy('certificate', rotation.to, rotation.to.key)
    if (!isStep) return undefined
    present = rotation.to
  }
  return present
}

/** Names a list in the next one. */
export function trustListHash(list: TrustList): Sha256 {
  return hashOfObject(list)
}

export const maximumTrustListBytes = 4 * 1024 * 1024

/** The bytes to store and to send. */
export function encodeTrustList(list: TrustList): Buffer {
  return canonicalBytes(list)
}

/** The list that these bytes are, undefined when they are none. */
export function decodeTrustList(bytes: Uint8Array): TrustList | undefined {
  try {
    return TrustList.safeParse(parseCanonical(bytes, maximumTrustListBytes)).data
  } catch (error) {
    if (error instanceof NotCanonical) return undefined
    throw error
  }
}
