import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import { UnitId } from '../../shared/domain/ids.ts'
import type { Level } from '../../shared/domain/journal/facts.ts'
import { rawPublicKey } from '../platform/key-folder.ts'
import { canonicalText, NotCanonical, parseCanonical } from './canonical.ts'
import {
  deviceIdOfKey,
  longestDeviceName,
  makeRootCertificate,
  type RootCertificate,
} from './certificates.ts'
import { Milliseconds } from './signed-json.ts'
import type { Signer } from './signing.ts'

/**
 * The key of an offline root as text: what is encrypted with a passphrase and put on a stick. The certificate follows from it, byte
 * for byte, so that the file alone is enough to go on.
 */
const RootKeyText = z.strictObject({
  format: z.literal('cqtt-root-key'),
  v: z.literal(1),
  unit: UnitId,
  level: z.enum(['province', 'district']),
  name: z.string().min(1).max(longestDeviceName),
  notBefore: Milliseconds,
  /** Ed25519 seed, 32 bytes in hex. */
  seed: z.string().regex(/^[0-9a-f]{64}$/),
})

/** A root whose key is in memory for as long as it signs. */
export type OpenRoot = { readonly signer: Signer; readonly certificate: RootCertificate }

const pkcs8OfSeed = Buffer.from('302e020100300506032b657004220420', 'hex')
const mostBytes = 4096

/** Text of a new key. */
export function newRootKeyText(about: {
  readonly unit: UnitId
  readonly level: Exclude<Level, 'commune'>
  readonly name: string
  readonly notBefore: number
}): string {
  const { privateKey } = generateKeyPairSync('ed25519')
  const seed = privateKey
    .export({ format: 'der', type: 'pkcs8' })
    .subarray(pkcs8OfSeed.length)
    .toString('hex')
  const name = about.name.slice(0, longestDeviceName)
  return canonicalText({ format: 'cqtt-root-key', v: 1, ...about, name, seed })
}

/** The root that the text describes; undefined when it is no such text. */
export function readRootKeyText(text: string): OpenRoot | undefined {
  const parsed = RootKeyText.safeParse(parseOrNull(text)).data
  if (parsed === undefined) return undefined
  const { unit, level, name, notBefore, seed } = parsed
  const privateKey = privateKeyOf(seed)
  const publicKey = rawPublicKey(privateKey)
  const device = deviceIdOfKey(Buffer.from(publicKey).toString('hex'), unit)
  const signer: Signer = { device, privateKey, publicKey }
  return { signer, certificate: makeRootCertificate(signer, { unit, level, age: null, name, notBefore }) }
}

function privateKeyOf(seed: string): KeyObject {
  const key = Buffer.concat([pkcs8OfSeed, Buffer.from(seed, 'hex')])
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' })
}

function parseOrNull(text: string): unknown {
  try {
    return parseCanonical(Buffer.from(text), mostBytes)
  } catch (error) {
    if (error instanceof NotCanonical) return null
    throw error
  }
}
