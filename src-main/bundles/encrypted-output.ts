import { createHash } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import path from 'node:path'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { CallError } from '../../shared/contract/errors.ts'
import type { Sha256 } from '../../shared/domain/ids.ts'
import { explainWriteError } from '../platform/file-errors.ts'
import { job } from '../jobs/job.ts'
import { runJob } from '../jobs/run-job.ts'
import { engineHasCipher } from './age-payload.ts'
import type { BundleOutput } from './bundle-output.ts'
import { encryptTo } from './encryption.ts'
import { fileSource, makeCopyBuffers, readHashed, writeFully, type ByteSource } from './hashed-read.ts'

/**
 * A bundle encrypted while it is written: nothing plain ever lies on a disk. A worker thread encrypts and writes what comes
 * through a port, while the core's thread reads and hashes what is next.
 */

/** The hash is there when the file is to be read again. */
type EncryptedFile = { readonly bytes: number; readonly sha256: Sha256 | null }

type EncryptInput = {
  /** Pieces come in through it as `Uint8Array`, and their memory goes back. */
  readonly port: MessagePort
  /** Bytes that are going to come. */
  readonly size: number
  readonly target: string
  readonly recipients: readonly string[]
  readonly hashed: boolean
}

/** Worker entry: encrypts what comes through the port into a new file and puts it on the disk. */
export const encryptFileJob = job<EncryptInput, EncryptedFile>('encrypt-file')

export type FileToEncrypt = Omit<EncryptInput, 'port'>

const pieceBytes = 1024 * 1024
const piecesOnTheWay = 4
/** Up to here starting a thread costs more than the work: 2 ms a piece, less than hashing it. */
export const smallBytes = 64 * 1024 * 1024
const limits = { timeoutMilliseconds: 24 * 3_600_000, memoryMegabytes: 128 }

/**
 * Begins an encrypted file; it must not be there yet.
 * @param file `size`: of the plain bundle, exactly; `recipients`: `age1…`, from 1 to 500; `hashed`: `check` is going to be called
 * @throws CallError from `write` and `finish`: `cancelled`
 */
export function openEncryptedOutput(file: FileToEncrypt, signal?: AbortSignal): BundleOutput {
  const { port1: port, port2: there } = new MessageChannel()
  const free = Array.from({ length: piecesOnTheWay }, () => new ArrayBuffer(pieceBytes))
  let waiting: PromiseWithResolvers<ArrayBuffer> | null = null
  let failed: { readonly by: unknown } | null = null
  port.on('message', (memory: ArrayBuffer) => {
    if (waiting === null) free.push(memory)
    else waiting.resolve(memory)
    waiting = null
  })
  const stop = new AbortController()
  const encrypting = encrypt(
    { ...file, port: there },
    AbortSignal.any([stop.signal, ...(signal === undefined ? [] : [signal])]),
  )
  encrypting.catch((error: unknown) => {
    failed = { by: error }
    waiting?.reject(error)
    waiting = null
  })

  async function freeMemory(): Promise<ArrayBuffer> {
    if (failed !== null) throw failed.by
    const memory = free.pop()
    if (memory !== undefined) return memory
    waiting = Promise.withResolvers()
    return await waiting.promise
  }

  return {
    write: async (bytes) => {
      for (let at = 0; at < bytes.length; at += pieceBytes) {
        const part = bytes.subarray(at, at + pieceBytes)
        const memory = await freeMemory()
        const piece = new Uint8Array(memory, 0, part.length)
        piece.set(part)
        port.postMessage(piece, [memory])
      }
    },
    finish: async () => (await encrypting).bytes,
    check: async () => {
      await compare(file.target, await encrypting, signal)
    },
    close: async () => {
      stop.abort()
      port.close()
      await encrypting.catch(() => undefined)
    },
  }
}

async function encrypt(input: EncryptInput, signal: AbortSignal): Promise<EncryptedFile> {
  if (!engineHasCipher || input.size > smallBytes)
    return await runJob(encryptFileJob, input, {
      ...limits,
      signal,
      target: input.target,
      transfer: [input.port],
    })
  try {
    return await encryptIntoFile(input, signal)
  } catch (error) {
    await rm(input.target, { force: true })
    throw signal.aborted ? new CallError('cancelled', {}) : error
  }
}

/** The worker's part, or where the bundle is small, done here. */
export async function encryptIntoFile(
  { port, size, target, recipients, hashed }: EncryptInput,
  signal?: AbortSignal,
): Promise<EncryptedFile> {
  const hash = hashed ? createHash('sha256') : null
  const handle = await open(target, 'wx', 0o600)
  try {
    let bytes = 0
    const write = async (piece: Buffer): Promise<void> => {
      const writing = writeFully(handle, piece)
      hash?.update(piece)
      bytes += piece.length
      await writing
    }
    await encryptTo(arriving(port, size), recipients, write, { signal })
    await handle.sync()
    return { bytes, sha256: hash === null ? null : (hash.digest('hex') as Sha256) }
  } catch (error) {
    throw explainWriteError(error, path.dirname(target), size)
  } finally {
    port.close()
    await handle.close()
  }
}

/** What comes through the port, to be read once from the front. */
function arriving(port: MessagePort, size: number): ByteSource {
  const pieces: Uint8Array<ArrayBuffer>[] = []
  let used = 0
  let isClosed = false
  let change = Promise.withResolvers<null>()
  port.on('message', (piece: Uint8Array<ArrayBuffer>) => {
    pieces.push(piece)
    change.resolve(null)
  })
  // whoever writes has given up
  port.on('close', () => {
    isClosed = true
    change.resolve(null)
  })
  const next = async (): Promise<Uint8Array<ArrayBuffer>> => {
    for (;;) {
      const [first] = pieces
      if (first !== undefined) return first
      if (isClosed) throw new CallError('cancelled', {})
      change = Promise.withResolvers()
      await change.promise
    }
  }
  return {
    size,
    read: async (target, position) => {
      if (position >= size) return 0
      const piece = await next()
      const taken = Math.min(target.length, piece.length - used)
      target.set(piece.subarray(used, used + taken))
      used += taken
      if (used === piece.length) {
        pieces.shift()
        used = 0
        port.postMessage(piece.buffer, [piece.buffer])
      }
      return taken
    },
  }
}

async function compare(
  file: string,
  { bytes, sha256 }: EncryptedFile,
  signal: AbortSignal | undefined,
): Promise<void> {
  const handle = await open(file, 'r')
  try {
    const source = await fileSource(handle)
    const read = await readHashed(source, 0, source.size, makeCopyBuffers(), { signal })
    if (read.bytes !== bytes || read.sha256 !== sha256)
      throw new CallError('bundleDamaged', { name: path.basename(file), where: 'encryption' })
  } finally {
    await handle.close()
  }
}
