import { createPublicKey, hash, sign, verify, type KeyObject } from 'node:crypto'
import type { DeviceId } from '../../shared/domain/ids.ts'

/**
 * Signatures: Ed25519 over `<context> 0x00 SHA-256(bytes)`. Each kind of thing has its own context, so that a signature made for
 * one can never pass for another (JOURNAL 21).
 */
export const signingContexts = {
  seal: 'cqtt/v1/seal',
  certificate: 'cqtt/v1/certificate',
  request: 'cqtt/v1/request',
  trust: 'cqtt/v1/trust',
  bundle: 'cqtt/v1/bundle',
} as const
export type SigningContext = keyof typeof signingContexts

/** Who signs: `DeviceKeys` of the key folder is one. */
export type Signer = {
  readonly device: DeviceId
  readonly privateKey: KeyObject
  /** Raw Ed25519 key, 32 bytes. */
  readonly publicKey: Uint8Array
}

/** The signature, 64 bytes. */
export function signBytes(context: SigningContext, bytes: Uint8Array, privateKey: KeyObject): Buffer {
  return sign(null, messageOf(context, bytes), privateKey)
}

/**
 * Whether the signature was made by this key, for this context, over these bytes.
 * @param publicKey raw key as 64 hex digits
 */
export function isSignedBy(
  context: SigningContext,
  bytes: Uint8Array,
  signature: Uint8Array,
  publicKey: string,
): boolean {
  const key = publicKeyObject(publicKey)
  if (key === undefined || signature.length !== 64) return false
  const message = messageOf(context, bytes)
  const proof = `${publicKey}${message.toString('base64')}${Buffer.from(signature).toString('base64')}`
  if (proofs.has(proof)) return true
  const isGenuine = verify(null, message, key, signature)
  if (isGenuine) {
    if (proofs.size >= mostProofs) proofs.clear()
    proofs.add(proof)
  }
  return isGenuine
}

/** Key, message and signature that were found genuine: the same certificates are proved at every bundle. */
const proofs = new Set<string>()
const mostProofs = 8192

function messageOf(context: SigningContext, bytes: Uint8Array): Buffer {
  return Buffer.concat([
    Buffer.from(`${signingContexts[context]}\0`, 'ascii'),
    hash('sha256', bytes, 'buffer'),
  ])
}

const hex64 = /^[0-9a-f]{64}$/
const keyObjects = new Map<string, KeyObject>()
const mostKeyObjects = 4096

/** Making a key object costs as much as half a verification; an import asks for the same few keys again and again. */
function publicKeyObject(publicKey: string): KeyObject | undefined {
  const known = keyObjects.get(publicKey)
  if (known !== undefined) return known
  if (!hex64.test(publicKey)) return undefined
  const x = Buffer.from(publicKey, 'hex').toString('base64url')
  const made = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  if (keyObjects.size >= mostKeyObjects) keyObjects.clear()
  keyObjects.set(publicKey, made)
  return made
}
