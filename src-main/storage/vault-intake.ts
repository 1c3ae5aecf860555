import { createHash, randomBytes } from 'node:crypto'
import { open, rm, type FileHandle } from 'node:fs/promises'
import { CallError } from '../../shared/contract/errors.ts'
import type { Sha256 } from '../../shared/domain/ids.ts'
import { ensureFree } from '../platform/data-folder.ts'
import { explainReadError, explainWriteError } from '../platform/file-errors.ts'
import { contentType, type KeptType } from './content-type.ts'
import { chunkBytes, hashOfFile } from './file-hash.ts'
import { moveIntoVault, temporaryPath, type Vault } from './vault.ts'
import { ZipProblem } from './zip-problem.ts'

/** A file that lies in the vault, on the disk for good: now the journal may name it. */
export type StoredFile = { readonly sha256: Sha256; readonly size: number; readonly type: KeptType }

export type IntakeOptions = {
  /** The user's name for the file: only for sentences, never for the vault. */
  readonly name: string
  readonly limitBytes?: number | undefined
  readonly signal?: AbortSignal | undefined
}

export const defaultLimitBytes = 200 * 1024 * 1024

/**
 * Takes a file into the vault from a stream. Whatever fails, no trace of it is left.
 *
 * @throws CallError `fileEmpty`, `fileTooLarge`, `fileTypeRefused`, `fileDangerous`, `fileVanished`, `fileLocked`,
 *   `diskFull`, `folderReadOnly`, `cancelled`
 */
export async function storeStream(
  vault: Vault,
  source: AsyncIterable<Uint8Array>,
  options: IntakeOptions,
): Promise<StoredFile> {
  const temporary = temporaryPath(vault, randomBytes(16).toString('hex'))
  let handle: FileHandle | undefined
  try {
    handle = await open(temporary, 'wx+', 0o600).catch((error: unknown) => {
      throw explainWriteError(error, vault.incoming)
    })
    const { sha256, size } = await copyHashed(source, handle, vault, options)
    const type = await keptTypeOf(handle, temporary, size, options.name)
    await handle.sync().catch((error: unknown) => {
      throw explainWriteError(error, vault.incoming, size)
    })
    await handle.close()
    options.signal?.throwIfAborted()
    await moveIntoVault(vault, temporary, sha256)
    return { sha256, size, type }
  } catch (error) {
    await handle?.close()
    await rm(temporary, { force: true })
    if (options.signal?.aborted === true && !(error instanceof CallError)) {
      throw new CallError('cancelled', {}, { cause: error })
    }
    throw error
  }
}

/**
 * Takes a user's file into the vault; the original is only read. Throws what `storeStream` throws: `fileVanished` also when
 * it grows shorter while it is read, `fileLocked` also when another program changes it meanwhile.
 */
export async function storeFile(vault: Vault, path: string, options: IntakeOptions): Promise<StoredFile> {
  const { name, limitBytes = defaultLimitBytes } = options
  const handle = await open(path, 'r').catch((error: unknown) => {
    throw explainReadError(error, name)
  })
  try {
    const found = await handle.stat()
    if (!found.isFile()) throw new CallError('fileTypeRefused', { name, type: 'inode' })
    if (found.size > limitBytes) throw new CallError('fileTooLarge', { name, limitBytes })
    ensureFree(vault.incoming, found.size)
    return await storeStream(vault, unchangedContent(handle, name), options)
  } finally {
    await handle.close()
  }
}

/**
 * Takes over a finished file of our own on the vault's volume (an upload) without copying it. When it fails, the file stays
 * where it is, for its owner to remove. Throws what `storeStream` throws.
 */
export async function adoptFile(vault: Vault, path: string, options: IntakeOptions): Promise<StoredFile> {
  const { name, limitBytes = defaultLimitBytes, signal } = options
  const handle = await open(path, 'r+').catch((error: unknown) => {
    throw explainReadError(error, name)
  })
  try {
    const found = await handle.stat()
    if (found.size > limitBytes) throw new CallError('fileTooLarge', { name, limitBytes })
    if (found.size === 0) throw new CallError('fileEmpty', { name })
    const { type, sha256, size } = await readOwnCopy(handle, path, found.size, options)
    await handle.sync().catch((error: unknown) => {
      throw explainWriteError(error, vault.incoming, size)
    })
    await handle.close()
    await moveIntoVault(vault, path, sha256)
    return { sha256, size, type }
  } catch (error) {
    if (signal?.aborted === true && !(error instanceof CallError)) {
      throw new CallError('cancelled', {}, { cause: error })
    }
    throw error
  } finally {
    await handle.close()
  }
}

async function readOwnCopy(
  handle: FileHandle,
  path: string,
  wholeSize: number,
  { name, signal }: IntakeOptions,
): Promise<StoredFile> {
  try {
    const type = await keptTypeOf(handle, path, wholeSize, name)
    const { hash: sha256, size } = await hashOfFile(path, signal)
    return { type, sha256, size }
  } catch (error) {
    throw explainReadError(error, name)
  }
}

/** The content of an open file; fails when the file is not the same at the end as it was at the beginning. */
async function* unchangedContent(handle: FileHandle, name: string): AsyncGenerator<Uint8Array> {
  const before = await handle.stat({ bigint: true })
  let position = 0
  for (;;) {
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes, position)
    if (bytesRead === 0) break
    position += bytesRead
    yield buffer.subarray(0, bytesRead)
  }
  const after = await handle.stat({ bigint: true })
  if (position < Number(before.size)) throw new CallError('fileVanished', { name })
  if (before.size !== after.size || before.mtimeNs !== after.mtimeNs)
    throw new CallError('fileLocked', { name })
}

/** Copies while hashing: one chunk is written while the next is read and hashed. */
async function copyHashed(
  source: AsyncIterable<Uint8Array>,
  target: FileHandle,
  vault: Vault,
  options: IntakeOptions,
): Promise<{ sha256: Sha256; size: number }> {
  const { name, limitBytes = defaultLimitBytes, signal } = options
  const hash = createHash('sha256')
  let size = 0
  let writing = Promise.resolve()
  try {
    for await (const chunk of readable(source, name)) {
      signal?.throwIfAborted()
      size += chunk.length
      if (size > limitBytes) throw new CallError('fileTooLarge', { name, limitBytes })
      hash.update(chunk)
      await writing
      writing = writeAll(target, chunk, vault, size)
      // Its failure is met at the next `await`; without this it would count as nobody's until then.
      writing.catch(() => {})
    }
  } finally {
    await writing
  }
  if (size === 0) throw new CallError('fileEmpty', { name })
  return { sha256: hash.digest('hex') as Sha256, size }
}

async function* readable(source: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
  const chunks = source[Symbol.asyncIterator]()
  try {
    for (;;) {
      const next = await chunks.next().catch((error: unknown) => {
        throw explainReadError(error, name)
      })
      if (next.done === true) return
      yield next.value
    }
  } finally {
    await chunks.return?.()
  }
}

async function writeAll(target: FileHandle, chunk: Uint8Array, vault: Vault, size: number): Promise<void> {
  try {
    for (let written = 0; written < chunk.length;) {
      written += (await target.write(chunk, written)).bytesWritten
    }
  } catch (error) {
    throw explainWriteError(error, vault.incoming, size)
  }
}

async function keptTypeOf(handle: FileHandle, path: string, size: number, name: string): Promise<KeptType> {
  try {
    const type = await contentType(handle, path, size)
    if (typeof type !== 'string') throw new CallError('fileTypeRefused', { name, type: type.refused })
    return type
  } catch (error) {
    if (error instanceof ZipProblem)
      throw new CallError('fileDangerous', { name, why: error.why }, { cause: error })
    throw error
  }
}
