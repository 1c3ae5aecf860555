import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { CallError } from '../../shared/contract/errors.ts'
import { openEncryptedOutput } from '../../src-main/bundles/encrypted-output.ts'
import { decryptTo, encryptTo, type PassOptions } from '../../src-main/bundles/encryption.ts'
import { memorySource } from './test-bundles.ts'

/** Encryption in memory, for tests that want many small files. */

export type Keys = { readonly identity: string; readonly recipient: string }

/** A machine's pair of keys. */
export async function someKeys(): Promise<Keys> {
  const identity = await generateX25519Identity()
  return { identity, recipient: await identityToRecipient(identity) }
}

export async function encrypted(
  plain: Buffer,
  recipients: readonly string[],
  options: PassOptions = {},
): Promise<Buffer> {
  const pieces: Buffer[] = []
  const write = (piece: Buffer): Promise<void> => Promise.resolve(void pieces.push(Buffer.from(piece)))
  await encryptTo(memorySource(plain), recipients, write, options)
  return Buffer.concat(pieces)
}

/** Into a file, as a bundle is encrypted while it is written. @returns bytes of the file */
export async function encryptedInto(
  target: string,
  plain: Buffer,
  recipients: readonly string[],
  signal?: AbortSignal,
): Promise<number> {
  const output = openEncryptedOutput({ target, size: plain.length, recipients, hashed: true }, signal)
  try {
    for (let at = 0; at < plain.length; at += 3_000_000)
      await output.write(plain.subarray(at, at + 3_000_000))
    const bytes = await output.finish()
    await output.check()
    return bytes
  } finally {
    await output.close()
  }
}

/** @throws CallError as `decryptTo` does */
export async function decrypted(
  file: Buffer,
  identities: readonly string[],
  options: PassOptions = {},
): Promise<Buffer> {
  const pieces: Buffer[] = []
  const write = (piece: Buffer): Promise<void> => Promise.resolve(void pieces.push(Buffer.from(piece)))
  await decryptTo(memorySource(file), 'x.cqtt', identities, write, options)
  return Buffer.concat(pieces)
}

/** How it is taken: `accepted`, or the code of the refusal. */
export async function decryptionCode(
  file: Buffer,
  identities: readonly string[],
  options: PassOptions = {},
): Promise<string> {
  try {
    await decrypted(file, identities, options)
    return 'accepted'
  } catch (error) {
    if (error instanceof CallError) return error.toValue().code
    throw error
  }
}
