import { createHmac, randomBytes } from 'node:crypto'
import { Decrypter, Encrypter } from 'age-encryption'

/**
 * The front of an encrypted file (age-encryption.org/v1): for whom it is, and the key that the content's key is made from. The
 * library writes and reads it; the content itself is in `age-payload.ts`.
 */

/** How every encrypted file begins. */
export const ageMagic = Buffer.from('age-encryption.org/v1\n', 'ascii')

/** A front is never longer: some 600 recipients. Each costs a multiplication on a curve for whoever tries to open it. */
export const largestAgeHeader = 64 * 1024

/** As many as an export may name; a unit has a handful of devices. */
export const mostRecipients = 500

const fileKeyBytes = 16
const tagBytes = 16
export const payloadNonceBytes = 16

/** `age1…` of an X25519 key, as our devices have. A certificate may hold anything of that form, so it is tried. */
export async function isUsableRecipient(text: string): Promise<boolean> {
  try {
    await wrapFor([text])
    return true
  } catch {
    return false
  }
}

export type AgeHeader = { readonly bytes: Buffer; readonly fileKey: Uint8Array }

/**
 * A fresh file key, locked for each recipient.
 * @param recipients `age1…`, each once; from 1 to `mostRecipients`
 */
export async function makeAgeHeader(recipients: readonly string[]): Promise<AgeHeader> {
  const unique = [...new Set(recipients)]
  if (unique.length === 0 || unique.length > mostRecipients) throw new Error('wrong number of recipients')
  return await wrapFor(unique)
}

async function wrapFor(recipients: readonly string[]): Promise<AgeHeader> {
  const encrypter = new Encrypter()
  for (const recipient of recipients) encrypter.addRecipient(recipient)
  const learnt: Uint8Array[] = []
  // A recipient that adds no stanza learns the file key which the library has just drawn.
  encrypter.addRecipient({
    wrapFileKey: (key) => {
      learnt.push(Uint8Array.from(key))
      return []
    },
  })
  const empty = await encrypter.encrypt(new Uint8Array())
  const [fileKey] = learnt
  if (fileKey?.length !== fileKeyBytes) throw new Error('the library gave no file key')
  // What stands behind the header of an empty file: the nonce and the tag of nothing.
  return { bytes: Buffer.from(empty.subarray(0, empty.length - payloadNonceBytes - tagBytes)), fileKey }
}

/** Length of the header at the beginning of these bytes; undefined when its last line is not among them. */
export function ageHeaderLength(bytes: Buffer): number | undefined {
  const last = bytes.indexOf('\n--- ')
  const end = last === -1 ? -1 : bytes.indexOf('\n', last + 1)
  return end === -1 ? undefined : end + 1
}

export type OpenedHeader =
  | { readonly status: 'open'; readonly fileKey: Uint8Array }
  /** Locked for others: none of the identities fits. */
  | { readonly status: 'others' }
  /** Not a header, or changed after it was written. */
  | { readonly status: 'damaged' }

/**
 * Opens a header with the first identity that fits and compares its seal.
 * @param identities `AGE-SECRET-KEY-1…`
 */
export async function openAgeHeader(header: Buffer, identities: readonly string[]): Promise<OpenedHeader> {
  const decrypter = new Decrypter()
  for (const identity of identities) decrypter.addIdentity(identity)
  // Asked only when no other fits: then the form of the header is right, and it is locked for others.
  const asked: true[] = []
  decrypter.addIdentity({
    unwrapFileKey: () => {
      asked.push(true)
      return null
    },
  })
  try {
    return { status: 'open', fileKey: await decrypter.decryptHeader(header) }
  } catch {
    return { status: asked.length > 0 ? 'others' : 'damaged' }
  }
}

/** The key of the content: HKDF-SHA-256 of file key and nonce, of which one block is enough. */
export function payloadKey(fileKey: Uint8Array, nonce: Uint8Array): Buffer {
  const extracted = createHmac('sha256', nonce).update(fileKey).digest()
  return createHmac('sha256', extracted).update('payload\u0001', 'ascii').digest()
}

export function newPayloadNonce(): Buffer {
  return randomBytes(payloadNonceBytes)
}
