import { createHash } from 'node:crypto'
import type { Sha256 } from '../../shared/domain/ids.ts'

/**
 * Bundle v1, byte by byte; docs/bundle-format.md says the same for strangers. All numbers big-endian.
 *
 *     head    magic 8 · layout version 4 · manifest length 4 · manifest · device 32 · key 32 · signature 64
 *     blobs   one behind the other, as the manifest lists them
 *     end     mark 8 · hash of the whole 32
 *
 * The hash of the whole is SHA-256 over the head, the SHA-256 of each blob in order, and the mark: it depends on every byte, and
 * no byte is hashed twice.
 */
export const bundleMagic = Buffer.from('89435154540d0a1a', 'hex')
export const endMark = Buffer.from('CQTT END', 'ascii')
export const layoutVersion = 1
/** What this program can read; a manifest that asks for more is refused. */
export const readerVersion = 1
/** Critical features that this program knows. */
export const knownFeatures: ReadonlySet<string> = new Set()

export const bundleFileEnding = '.cqtt'

export const prefixBytes = bundleMagic.length + 8
export const signatureBlockBytes = 32 + 32 + 64
export const endBytes = endMark.length + 32

export const limits = {
  manifestBytes: 16 * 1024 * 1024,
  /** A blob of records is read into memory as a whole. */
  recordBlobBytes: 8 * 1024 * 1024,
  /** Certificates, lists and seals of one bundle stay in memory. */
  keptRecordBytes: 64 * 1024 * 1024,
  /** No volume of the offices is as large. */
  bundleBytes: 2 ** 41,
  /** A copied folder makes two branches of a stream, a careless office a handful; the rest is an attack on time. */
  branchesOfStream: 64,
}

/** A blob of records ends with the record that passes this size: small enough to take apart without holding up anything. */
export const recordBlobTarget = 1024 * 1024

/** No record is shorter; a blob of crumbs would cost far more memory than its bytes. */
const smallestRecord = 100

/** The first 16 bytes. */
export function encodePrefix(manifestBytes: number): Buffer {
  const prefix = Buffer.alloc(prefixBytes)
  bundleMagic.copy(prefix)
  prefix.writeUInt32BE(layoutVersion, bundleMagic.length)
  prefix.writeUInt32BE(manifestBytes, bundleMagic.length + 4)
  return prefix
}

/** What stands behind the manifest: who signed, with which key, and the signature. */
export type SignatureBlock = {
  readonly device: string
  /** Raw key, hex. */
  readonly key: string
  readonly signature: Buffer
}

export function encodeSignatureBlock(block: SignatureBlock): Buffer {
  return Buffer.concat([Buffer.from(block.device, 'hex'), Buffer.from(block.key, 'hex'), block.signature])
}

export function decodeSignatureBlock(bytes: Buffer): SignatureBlock {
  return {
    device: bytes.toString('hex', 0, 32),
    key: bytes.toString('hex', 32, 64),
    signature: bytes.subarray(64, signatureBlockBytes),
  }
}

/** The last 40 bytes: the mark, and the hash that depends on every byte before. */
export function encodeEnd(head: Uint8Array, blobs: readonly { readonly sha256: string }[]): Buffer {
  const whole = createHash('sha256').update(head)
  for (const blob of blobs) whole.update(blob.sha256, 'hex')
  return Buffer.concat([endMark, whole.update(endMark).digest()])
}

/** Puts records (certificates, seals, entries, …) behind one another, each with its length, in blobs of about a mebibyte. */
export async function* packRecords(
  records: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  let parts: Uint8Array[] = []
  let size = 0
  for await (const record of records) {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(record.byteLength)
    parts.push(length, record)
    size += 4 + record.byteLength
    if (size < recordBlobTarget) continue
    yield Buffer.concat(parts, size)
    parts = []
    size = 0
  }
  if (size > 0) yield Buffer.concat(parts, size)
}

/** The records of a blob, as views into it; undefined when lengths and bytes do not fit. */
export function unpackRecords(blob: Buffer): Buffer[] | undefined {
  const records: Buffer[] = []
  let at = 0
  while (at < blob.length) {
    if (blob.length - at < 4) return undefined
    const length = blob.readUInt32BE(at)
    at += 4
    if (length < smallestRecord || length > blob.length - at) return undefined
    records.push(blob.subarray(at, at + length))
    at += length
  }
  return records
}

const codeLetters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** A short name for a bundle that people can say by phone, made from the hash of its manifest: `K7QX-3M2P`. */
export function shortCode(manifestHash: Sha256): string {
  const bits = BigInt(`0x${manifestHash.slice(0, 10)}`)
  const letters = Array.from(
    { length: 8 },
    (_, i) => codeLetters[Number((bits >> BigInt(35 - 5 * i)) & 31n)] ?? '',
  )
  return `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`
}

/**
 * The first 40 bits of the hash that a code stands for, as ten hex digits; undefined when the text is no code. Small letters, blanks and
 * dashes do not matter: people type it from paper.
 */
export function bitsOfShortCode(text: string): string | undefined {
  const letters = text.toUpperCase().replace(/[\s.\-\u2010-\u2015]/g, '')
  if (letters.length !== 8) return undefined
  let bits = 0n
  for (const letter of letters) {
    const value = codeLetters.indexOf(letter)
    if (value === -1) return undefined
    bits = (bits << 5n) | BigInt(value)
  }
  return bits.toString(16).padStart(10, '0')
}
