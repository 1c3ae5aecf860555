import { hash } from 'node:crypto'
import { z } from 'zod'
import type { Sha256 } from '../../shared/domain/ids.ts'
import { canonicalBytes } from './canonical.ts'
import { isSignedBy, signBytes, type Signer, type SigningContext } from './signing.ts'

/**
 * A signed object is canonical JSON whose field `signature` (128 hex digits) signs the canonical bytes of the same object
 * without that field. Requests, certificates, seals and trust lists are such objects.
 */
export const Signature = z.string().regex(/^[0-9a-f]{128}$/)

/** Milliseconds since 1970, UTC; what a Date can hold. */
export const Milliseconds = z.int().min(0).max(8_640_000_000_000_000)

/** The object with its signature. */
export function signObject<Body extends object>(
  context: SigningContext,
  body: Body,
  signer: Pick<Signer, 'privateKey'>,
): Body & { signature: string } {
  return { ...body, signature: signBytes(context, canonicalBytes(body), signer.privateKey).toString('hex') }
}

/** Whether the object's signature is by this key (64 hex digits). */
export function isObjectSignedBy(
  context: SigningContext,
  object: { readonly signature: string },
  publicKey: string,
): boolean {
  const { signature, ...body } = object
  return isSignedBy(context, canonicalBytes(body), Buffer.from(signature, 'hex'), publicKey)
}

/** SHA-256 of the canonical bytes of a value: what names a certificate or a list. */
export function hashOfObject(value: object): Sha256 {
  return hash('sha256', canonicalBytes(value), 'hex') as Sha256
}
