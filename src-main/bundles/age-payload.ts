import { createCipheriv, createDecipheriv } from 'node:crypto'

/**
 * The content of an encrypted file (age-encryption.org/v1, "STREAM"): chunks of 64 KiB, each sealed by itself with
 * ChaCha20-Poly1305. The nonce of a chunk is its number (11 bytes, big-endian) and whether it is the last (1 byte), so that no
 * chunk can be moved, left out or added, and a cut file is noticed.
 */

export const chunkBytes = 64 * 1024
export const tagBytes = 16
export const sealedChunkBytes = chunkBytes + tagBytes

const algorithm = 'chacha20-poly1305'
const options = { authTagLength: tagBytes }

/** Whether this engine has the cipher: Node has, Electron may not. */
export const engineHasCipher = tryCipher()

function tryCipher(): boolean {
  try {
    createCipheriv(algorithm, Buffer.alloc(32), Buffer.alloc(12), options)
    return true
  } catch {
    return false
  }
}

/** Size of the content once it is sealed. */
export function sealedSize(size: number): number {
  return size + tagBytes * Math.max(1, Math.ceil(size / chunkBytes))
}

/** Seals one chunk into `target`, which has `tagBytes` more than the chunk. */
export function sealChunk(key: Buffer, number: number, isLast: boolean, chunk: Buffer, target: Buffer): void {
  const cipher = createCipheriv(algorithm, key, nonceOf(number, isLast), options)
  cipher.update(chunk).copy(target)
  cipher.final()
  cipher.getAuthTag().copy(target, chunk.length)
}

/** Opens one chunk into `target`; false when a single bit of it, its place or its being the last is wrong. */
export function openChunk(
  key: Buffer,
  number: number,
  isLast: boolean,
  sealed: Buffer,
  target: Buffer,
): boolean {
  if (sealed.length < tagBytes) return false
  const decipher = createDecipheriv(algorithm, key, nonceOf(number, isLast), options)
  const length = sealed.length - tagBytes
  decipher.setAuthTag(sealed.subarray(length))
  decipher.update(sealed.subarray(0, length)).copy(target)
  try {
    decipher.final()
    return true
  } catch {
    return false
  }
}

function nonceOf(number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUIntBE(number, 5, 6)
  nonce[11] = isLast ? 1 : 0
  return nonce
}
