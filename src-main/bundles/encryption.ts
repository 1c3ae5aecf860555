import { Decrypter, Encrypter } from 'age-encryption'
import { CallError } from '../../shared/contract/errors.ts'
import {
  ageHeaderLength,
  ageMagic,
  largestAgeHeader,
  makeAgeHeader,
  newPayloadNonce,
  openAgeHeader,
  payloadKey,
  payloadNonceBytes,
} from './age-header.ts'
import {
  chunkBytes,
  engineHasCipher,
  openChunk,
  sealChunk,
  sealedChunkBytes,
  sealedSize,
  tagBytes,
} from './age-payload.ts'
import { fill, type ByteSource, type Consume } from './hashed-read.ts'

/**
 * A file encrypted for some recipients and back, in one forward pass with constant memory; the bytes are those of
 * age-encryption.org/v1, which the program `age` reads and writes. Nothing here touches the disk: see `encrypted-files.ts`.
 */

export type PassOptions = {
  readonly signal?: AbortSignal | undefined
  /** Bytes of the source read so far, and its size. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined
  /** Who seals the content: the engine's own cipher, or where it has none the library, which takes ten times as long. */
  readonly cipher?: 'engine' | 'library' | undefined
}

const chunksAtOnce = 16

/**
 * Writes the source, encrypted.
 * @param recipients `age1…`, from 1 to 500; see `isUsableRecipient`
 */
export async function encryptTo(
  source: ByteSource,
  recipients: readonly string[],
  write: Consume,
  options: PassOptions = {},
): Promise<void> {
  if (cipherOf(options) === 'library') {
    await encryptByLibrary(source, recipients, write, options)
    return
  }
  const header = await makeAgeHeader(recipients)
  const nonce = newPayloadNonce()
  const key = payloadKey(header.fileKey, nonce)
  await write(Buffer.concat([header.bytes, nonce]))

  const chunks = Math.max(1, Math.ceil(source.size / chunkBytes))
  let number = 0
  await pass(source, 0, chunkBytes, write, options, (piece, target) => {
    let filled = 0
    for (let at = 0; at < piece.length || number === 0; at += chunkBytes) {
      const chunk = piece.subarray(at, at + chunkBytes)
      const room = target.subarray(filled, filled + chunk.length + tagBytes)
      sealChunk(key, number, number === chunks - 1, chunk, room)
      filled += room.length
      number += 1
    }
    return filled
  })
  if (number !== chunks) throw new Error('the file became shorter while it was encrypted')
}

/** How large the encrypted file is going to be, at most. */
export function encryptedSizeAtMost(size: number, recipients: number): number {
  return sealedSize(size) + payloadNonceBytes + 200 * (recipients + 1)
}

/** Whether the file begins as an encrypted one. */
export async function isEncrypted(source: ByteSource): Promise<boolean> {
  return (await fill(source, Buffer.alloc(ageMagic.length), 0)).equals(ageMagic)
}

/**
 * Writes what is inside an encrypted file. What was written counts only when this has returned: a cut or a change is noticed
 * where it is, not before.
 *
 * @param name of the file, for sentences
 * @param identities `AGE-SECRET-KEY-1…`
 * @throws CallError `bundleEncryptedForOther`, `bundleCut`, `bundleDamaged`, `bundleNotOurs`; what `signal` aborts with
 */
export async function decryptTo(
  source: ByteSource,
  name: string,
  identities: readonly string[],
  write: Consume,
  options: PassOptions = {},
): Promise<void> {
  if (cipherOf(options) === 'library') {
    const { fileKey } = await openFront(source, name, identities)
    await decryptByLibrary(source, name, fileKey, write, options)
    return
  }
  const payload = await openPayload(source, name, identities)
  let number = 0
  await pass(source, payload.from, sealedChunkBytes, write, options, (piece, target) => {
    const filled = openChunks(payload, name, number, piece, target)
    number += Math.ceil(piece.length / sealedChunkBytes)
    return filled
  })
  if (number !== payload.chunks) throw new CallError('bundleCut', { name })
}

/** The content of an encrypted file, chunk by chunk in any order. */
export type Payload = {
  readonly key: Buffer
  /** Where the first chunk begins. */
  readonly from: number
  readonly chunks: number
  /** Bytes of what is inside. */
  readonly size: number
}

/**
 * Opens the front of an encrypted file; of the content nothing is proved by that.
 * @throws CallError as `decryptTo`
 */
export async function openPayload(
  source: ByteSource,
  name: string,
  identities: readonly string[],
): Promise<Payload> {
  const { fileKey, headerLength } = await openFront(source, name, identities)
  const from = headerLength + payloadNonceBytes
  const nonce = await fill(source, Buffer.alloc(payloadNonceBytes), headerLength)
  if (source.size < from + tagBytes) throw new CallError('bundleCut', { name })
  const chunks = Math.ceil((source.size - from) / sealedChunkBytes)
  const size = Math.max(0, source.size - from - chunks * tagBytes)
  return { key: payloadKey(fileKey, nonce), from, chunks, size }
}

/**
 * Opens chunks that lie one behind the other.
 * @param number of the first, from 0
 * @returns bytes in `target`, each of them proved
 * @throws CallError `bundleDamaged`; `bundleCut` for a last chunk that is a good one of the middle
 */
export function openChunks(
  { key, chunks }: Payload,
  name: string,
  number: number,
  sealedChunks: Buffer,
  target: Buffer,
): number {
  let filled = 0
  for (let at = 0; at < sealedChunks.length; at += sealedChunkBytes, number += 1) {
    const sealed = sealedChunks.subarray(at, at + sealedChunkBytes)
    const room = target.subarray(filled, filled + Math.max(0, sealed.length - tagBytes))
    const isLast = number === chunks - 1
    // only the content of an empty file is an empty chunk
    const isMisplaced = room.length === 0 && number > 0
    if (isMisplaced || !openChunk(key, number, isLast, sealed, room))
      throw isLast && isInnerChunk(key, number, sealed, room)
        ? new CallError('bundleCut', { name })
        : damaged(name)
    filled += room.length
  }
  return filled
}

/** A last chunk that is a good one of the middle: the file was cut between two chunks. */
function isInnerChunk(key: Buffer, number: number, sealed: Buffer, room: Buffer): boolean {
  return sealed.length === sealedChunkBytes && openChunk(key, number, false, sealed, room)
}

async function openFront(
  source: ByteSource,
  name: string,
  identities: readonly string[],
): Promise<{ fileKey: Uint8Array; headerLength: number }> {
  const front = await fill(source, Buffer.alloc(Math.min(source.size, largestAgeHeader)), 0)
  if (!front.subarray(0, ageMagic.length).equals(ageMagic)) throw new CallError('bundleNotOurs', { name })
  const headerLength = ageHeaderLength(front)
  if (headerLength === undefined)
    throw source.size < largestAgeHeader ? new CallError('bundleCut', { name }) : damaged(name)
  const opened = await openAgeHeader(front.subarray(0, headerLength), identities)
  switch (opened.status) {
    case 'open':
      return { fileKey: opened.fileKey, headerLength }
    case 'others':
      throw new CallError('bundleEncryptedForOther', { name })
    case 'damaged':
      throw damaged(name)
  }
}

function damaged(name: string, cause?: unknown): CallError {
  return new CallError('bundleDamaged', { name, where: 'encryption' }, { cause })
}

function cipherOf({ cipher }: PassOptions): 'engine' | 'library' {
  return cipher ?? (engineHasCipher ? 'engine' : 'library')
}

/**
 * Reads the source from `from` in pieces of whole chunks, changes each and writes it, while the next is being read and the one
 * before is being written.
 * @param change gets a piece and where to put the result; gives its length
 */
async function pass(
  source: ByteSource,
  from: number,
  chunk: number,
  write: Consume,
  { signal, onProgress }: PassOptions,
  change: (piece: Buffer, target: Buffer) => number,
): Promise<void> {
  // a small file needs no large buffers
  const chunks = Math.min(chunksAtOnce, Math.max(1, Math.ceil((source.size - from) / chunk)))
  const pieceBytes = chunk * chunks
  const pair = (): readonly [Buffer, Buffer] => [
    Buffer.allocUnsafeSlow(pieceBytes),
    Buffer.allocUnsafeSlow(pieceBytes),
  ]
  const outBytes = sealedChunkBytes * chunks
  const [inputs, outputs] = [pair(), [Buffer.allocUnsafeSlow(outBytes), Buffer.allocUnsafeSlow(outBytes)]]
  const read = (position: number, turn: number): Promise<Buffer> => {
    const reading = fill(source, pick(inputs, turn), position)
    // awaited only after the piece before; a failure must not count as unhandled until then
    reading.catch(() => undefined)
    return reading
  }
  let writing = Promise.resolve()
  let reading = read(from, 0)
  try {
    for (let turn = 0, position = from; ; turn += 1) {
      signal?.throwIfAborted()
      const piece = await reading
      // an empty source has one piece, of nothing
      if (piece.length === 0 && turn > 0) break
      position += piece.length
      if (piece.length === pieceBytes) reading = read(position, turn + 1)
      const target = pick(outputs, turn)
      const length = change(piece, target)
      await writing
      writing = write(target.subarray(0, length))
      writing.catch(() => undefined)
      onProgress?.(position, source.size)
      if (piece.length < pieceBytes) break
    }
    await writing
  } finally {
    // nothing may still use the buffers or the file when the caller closes it
    await Promise.allSettled([reading, writing])
  }
}

function pick(pair: readonly Buffer[], turn: number): Buffer {
  const buffer = pair[turn % 2]
  if (buffer === undefined) throw new Error('a pair has two')
  return buffer
}

async function encryptByLibrary(
  source: ByteSource,
  recipients: readonly string[],
  write: Consume,
  options: PassOptions,
): Promise<void> {
  const encrypter = new Encrypter()
  for (const recipient of new Set(recipients)) encrypter.addRecipient(recipient)
  for await (const piece of await encrypter.encrypt(streamOf(source, options)))
    await write(Buffer.from(piece))
}

async function decryptByLibrary(
  source: ByteSource,
  name: string,
  fileKey: Uint8Array,
  write: Consume,
  options: PassOptions,
): Promise<void> {
  const decrypter = new Decrypter()
  decrypter.addIdentity({ unwrapFileKey: () => fileKey })
  let failed: { readonly by: unknown } | null = null
  const asked: ByteSource = {
    size: source.size,
    read: (target, position) =>
      source.read(target, position).catch((error: unknown) => {
        failed = { by: error }
        throw error
      }),
  }
  const content = decrypter.decrypt(streamOf(asked, options)).then((stream) => stream.getReader())
  const next = async () => await (await content).read()
  for (;;) {
    const { done, value } = await next().catch((error: unknown) => {
      options.signal?.throwIfAborted()
      throw failed === null ? damaged(name, error) : failed.by
    })
    if (done) return
    await write(Buffer.from(value))
  }
}

/** The source as the library wants it, read when asked. */
function streamOf(source: ByteSource, { signal, onProgress }: PassOptions): ReadableStream<Uint8Array> {
  let position = 0
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      signal?.throwIfAborted()
      const piece = await fill(source, Buffer.allocUnsafe(chunkBytes), position)
      position += piece.length
      onProgress?.(position, source.size)
      if (piece.length === 0) controller.close()
      else controller.enqueue(piece)
    },
  })
}
