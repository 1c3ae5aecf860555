import { open, type FileHandle } from 'node:fs/promises'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { CallError } from '../../shared/contract/errors.ts'
import { job } from '../jobs/job.ts'
import { runJob } from '../jobs/run-job.ts'
import { explainReadError } from '../platform/file-errors.ts'
import { sealedChunkBytes, chunkBytes } from './age-payload.ts'
import { openChunks, openPayload, type Payload } from './encryption.ts'
import { fileSource, fill, type ByteSource } from './hashed-read.ts'

/**
 * An encrypted file read as if it were plain, at any place: nothing plain ever lies on a disk, and nothing of an earlier reading is
 * believed. Its front is opened in the core's thread; of a large file a worker thread opens the rest, a few pieces ahead.
 */

export type FileToOpen = {
  readonly path: string
  /** What people call it, for sentences. */
  readonly name: string
  /** Every identity that it may have been encrypted for: `ageIdentitiesOf(keyFolder, unit)`. */
  readonly identities: readonly string[]
}

export type EncryptedSource = {
  /** What is inside. Every byte that it gives is proved to lie where it lay when the file was encrypted. */
  readonly source: ByteSource
  readonly close: () => Promise<void>
}

type OpenInput = {
  /** Pieces are asked for through it, with memory for them, and come back. */
  readonly port: MessagePort
  readonly file: string
  readonly name: string
  readonly payload: Payload
}

type Asked = { readonly number: number; readonly memory: ArrayBuffer }
type Given = Asked & { readonly bytes: number }

/** Worker entry: opens the pieces that are asked for until the port is closed. */
export const openPiecesJob = job<OpenInput, null>('open-pieces')

const chunksOfPiece = 16
const pieceBytes = chunksOfPiece * chunkBytes
const sealedPieceBytes = chunksOfPiece * sealedChunkBytes
const piecesAhead = 4
/** So many are opened in the core's thread, 2 ms each, before anybody is taken to be reading it all. */
const piecesBeforeThread = 8
/** With fewer left it does not pay to start another thread. */
const piecesForThread = 64
const limits = { timeoutMilliseconds: 24 * 3_600_000, memoryMegabytes: 128 }

/**
 * Opens an encrypted file.
 * @param alone opens all of it in this thread: for whoever is in a thread of his own
 * @throws CallError `bundleEncryptedForOther`, `bundleNotOurs`, `bundleCut` also when its end is missing, `bundleDamaged`,
 *   `fileVanished`, `fileLocked`; reading throws the last three, `cancelled`
 */
export async function openEncryptedSource(
  { path: file, name, identities }: FileToOpen,
  { alone = false }: { readonly alone?: boolean } = {},
): Promise<EncryptedSource> {
  const explain = (error: unknown): never => {
    throw explainReadError(error, name)
  }
  const handle = await open(file, 'r').catch(explain)
  try {
    const sealed = await explained(handle, explain)
    const payload = await openPayload(sealed, name, identities)
    const here = piecesHere(sealed, name, payload)
    const last = Math.ceil(payload.chunks / chunksOfPiece) - 1
    // a cut file is known by its end, before hours are spent on it
    await here(last)
    const ahead = alone ? null : piecesInThread({ file, name, payload }, last)
    return {
      source: sourceOf(payload.size, here, ahead),
      close: async () => {
        await ahead?.close()
        await handle.close()
      },
    }
  } catch (error) {
    await handle.close()
    throw error
  }
}

async function explained(handle: FileHandle, explain: (error: unknown) => never): Promise<ByteSource> {
  const { size, read } = await fileSource(handle)
  return { size, read: (target, position) => read(target, position).catch(explain) }
}

/** Gives a piece, which stays as it is until the next one is asked for. */
type Pieces = (number: number) => Promise<Uint8Array>

/** Another thread that opens pieces before they are asked for. */
type PiecesAhead = {
  readonly piece: Pieces
  /** Starts the thread unless it runs already. */
  readonly start: () => void
  /** It has started, or failed to: its first piece comes at once, or says why there is none. */
  readonly isReady: () => boolean
  readonly close: () => Promise<void>
}

function sourceOf(size: number, here: Pieces, ahead: PiecesAhead | null): ByteSource {
  let opened = 0
  let held: { readonly number: number; readonly bytes: Uint8Array } | null = null
  return {
    size,
    read: async (target, position) => {
      if (position >= size) return 0
      const number = Math.floor(position / pieceBytes)
      if (held?.number !== number) {
        const isWorth = opened >= piecesBeforeThread && size - position >= piecesForThread * pieceBytes
        opened += 1
        if (isWorth) ahead?.start()
        held = { number, bytes: await (ahead?.isReady() === true ? ahead.piece(number) : here(number)) }
      }
      const part = held.bytes.subarray(position - number * pieceBytes).subarray(0, target.length)
      target.set(part)
      return part.length
    },
  }
}

function piecesHere(sealed: ByteSource, name: string, payload: Payload): Pieces {
  const from = Buffer.allocUnsafeSlow(Math.min(sealedPieceBytes, sealed.size))
  const to = Buffer.allocUnsafeSlow(Math.min(pieceBytes, payload.size))
  return async (number) => to.subarray(0, await openPiece(sealed, name, payload, number, from, to))
}

async function openPiece(
  sealed: ByteSource,
  name: string,
  payload: Payload,
  number: number,
  from: Buffer,
  to: Buffer,
): Promise<number> {
  const first = number * chunksOfPiece
  const place = payload.from + first * sealedChunkBytes
  const wanted = Math.min(sealedPieceBytes, sealed.size - place)
  const piece = await fill(sealed, from.subarray(0, wanted), place)
  // it became shorter since it was opened
  if (piece.length < wanted) throw new CallError('bundleCut', { name })
  return openChunks(payload, name, first, piece, to)
}

function piecesInThread(input: Omit<OpenInput, 'port'>, last: number): PiecesAhead {
  const stop = new AbortController()
  const { port1: port, port2: there } = new MessageChannel()
  const asked = new Map<number, PromiseWithResolvers<Given>>()
  const free = Array.from({ length: piecesAhead + 1 }, () => new ArrayBuffer(pieceBytes))
  let used: ArrayBuffer | null = null
  let working: Promise<unknown> | null = null
  let failed: { readonly by: unknown } | null = null
  let isReady = false
  port.on('message', (given: Given | 'ready') => {
    if (given === 'ready') isReady = true
    else asked.get(given.number)?.resolve(given)
  })

  function start(): void {
    if (working !== null) return
    working = runJob(
      openPiecesJob,
      { ...input, port: there },
      { ...limits, signal: stop.signal, transfer: [there] },
    )
    working.catch((error: unknown) => {
      failed = { by: error }
      isReady = true
      for (const each of asked.values()) each.reject(error)
    })
  }

  function ask(number: number): PromiseWithResolvers<Given> {
    const known = asked.get(number)
    if (known !== undefined) return known
    const memory = free.pop() ?? new ArrayBuffer(pieceBytes)
    const wait = Promise.withResolvers<Given>()
    wait.promise.catch(() => undefined)
    asked.set(number, wait)
    port.postMessage({ number, memory } satisfies Asked, [memory])
    return wait
  }

  async function piece(number: number): Promise<Uint8Array> {
    if (failed !== null) throw failed.by
    if (used !== null) free.push(used)
    used = null
    // somebody went elsewhere: what was asked for ahead comes back first
    for (const [other, wait] of asked) {
      if (other >= number && other <= number + piecesAhead) continue
      free.push((await wait.promise).memory)
      asked.delete(other)
    }
    for (let next = number; next <= Math.min(last, number + piecesAhead - 1); next += 1) ask(next)
    const { memory, bytes } = await ask(number).promise
    asked.delete(number)
    used = memory
    return new Uint8Array(memory, 0, bytes)
  }

  return {
    piece,
    start,
    isReady: () => isReady,
    close: async () => {
      stop.abort()
      port.close()
      await working?.catch(() => undefined)
    },
  }
}

/** The worker's part. */
export async function openPieces({ port, file, name, payload }: OpenInput): Promise<null> {
  const explain = (error: unknown): never => {
    throw explainReadError(error, name)
  }
  const handle = await open(file, 'r').catch(explain)
  try {
    const sealed = await explained(handle, explain)
    const from = Buffer.allocUnsafeSlow(sealedPieceBytes)
    const closed = Promise.withResolvers<null>()
    let turn = Promise.resolve()
    port.on('message', ({ number, memory }: Asked) => {
      turn = turn.then(async () => {
        const bytes = await openPiece(sealed, name, payload, number, from, Buffer.from(memory))
        port.postMessage({ number, memory, bytes } satisfies Given, [memory])
      })
      turn.catch(closed.reject)
    })
    port.on('close', () => closed.resolve(null))
    port.postMessage('ready')
    return await closed.promise
  } finally {
    port.close()
    await handle.close()
  }
}
