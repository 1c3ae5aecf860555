import { randomBytes } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import path from 'node:path'
import { CallError } from '../../shared/contract/errors.ts'
import type { Sha256 } from '../../shared/domain/ids.ts'
import { syncFolderAsync } from '../platform/atomic-write.ts'
import { renameWhenFree } from '../platform/busy-rename.ts'
import { ensureFree } from '../platform/data-folder.ts'
import { explainReadError, explainWriteError } from '../platform/file-errors.ts'
import {
  fileSource,
  makeCopyBuffers,
  readHashed,
  writeFully,
  type ByteSource,
  type CopyBuffers,
} from './hashed-read.ts'
import {
  cutInto,
  encodePartHeader,
  mostParts,
  partFileName,
  partHeaderBytes,
  partSetId,
  placeOfPiece,
  readPartHeader,
  readPiece,
  type PartTable,
} from './part-format.ts'

export type PartsToWrite = {
  /** A finished bundle file, plain or encrypted. */
  readonly source: string
  /** Its name for people, `….cqtt`; the parts are named after it. */
  readonly name: string
  readonly folder: string
  /** Size of a part file, at most: one of `partSizes`, or the office's own. */
  readonly partBytes: number
  /** Reads the finished parts again and compares every hash; for a doubtful stick. */
  readonly readAgain?: boolean
}

export type WrittenParts = {
  readonly set: Sha256
  /** In order. */
  readonly files: readonly { readonly name: string; readonly path: string; readonly bytes: number }[]
}

export type PartOptions = {
  readonly signal?: AbortSignal | undefined
  /** Bytes of the whole file done so far, and its size. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

/** How many part files this would be; undefined: more than the format allows. */
export function countParts(bytes: number, partBytes: number): number | undefined {
  return cutInto(bytes, partBytes)?.count
}

/**
 * Cuts a file into parts in one pass. No part appears under its name before all are whole and on the disk; when it fails, none
 * stays.
 * @throws CallError `tooManyParts`, `diskFull`, `folderReadOnly`, `fileVanished`, `fileLocked`; what `signal` aborts with
 */
export async function writeParts(wanted: PartsToWrite, options: PartOptions = {}): Promise<WrittenParts> {
  const { name, folder } = wanted
  const from = await open(wanted.source, 'r').catch((error: unknown) => {
    throw explainReadError(error, name)
  })
  try {
    const source = await fileSource(from)
    if (source.size === 0) throw new CallError('fileEmpty', { name })
    const cut = cutInto(source.size, wanted.partBytes)
    if (cut === undefined) throw new CallError('tooManyParts', { most: mostParts })
    const needed = source.size + cut.count * partHeaderBytes(cut.count)
    ensureFree(folder, needed)
    try {
      return await cutFile(source, wanted, cut, options)
    } catch (error) {
      throw explainWriteError(error, folder, needed)
    }
  } finally {
    await from.close()
  }
}

async function cutFile(
  source: ByteSource,
  { name, folder, readAgain }: PartsToWrite,
  { count, pieceBytes }: { readonly count: number; readonly pieceBytes: number },
  options: PartOptions,
): Promise<WrittenParts> {
  const unfinished = `${randomBytes(6).toString('hex')}.tmp`
  const files = Array.from({ length: count }, (_, i) => {
    const fileName = partFileName(name, i + 1, count)
    const temporary = path.join(folder, `.${fileName}.${unfinished}`)
    const { length } = placeOfPiece({ size: source.size, pieceBytes, hashes: [] }, i + 1)
    return {
      name: fileName,
      path: path.join(folder, fileName),
      temporary,
      bytes: partHeaderBytes(count) + length,
    }
  })
  const finished: string[] = []
  try {
    const buffers = makeCopyBuffers()
    const hashes: Sha256[] = []
    for (const [i, { temporary }] of files.entries())
      hashes.push(await writePiece(source, temporary, { count, pieceBytes }, i + 1, buffers, options))
    const table: PartTable = { size: source.size, pieceBytes, hashes }
    for (const [i, { temporary }] of files.entries())
      await writeHeader(temporary, encodePartHeader(table, i + 1))
    if (readAgain === true)
      for (const file of files) await checkPart(file.temporary, file.name, buffers, options.signal)
    for (const file of files) {
      await renameWhenFree(file.temporary, file.path)
      finished.push(file.path)
    }
    await syncFolderAsync(folder)
    return {
      set: partSetId(table),
      files: files.map((file) => ({ name: file.name, path: file.path, bytes: file.bytes })),
    }
  } catch (error) {
    for (const place of [...files.map(({ temporary }) => temporary), ...finished])
      await rm(place, { force: true }).catch(() => undefined)
    throw error
  }
}

/** The header needs the hashes of all pieces, so room is left for it and it comes last. */
async function writePiece(
  source: ByteSource,
  file: string,
  { count, pieceBytes }: { readonly count: number; readonly pieceBytes: number },
  number: number,
  buffers: CopyBuffers,
  { signal, onProgress }: PartOptions,
): Promise<Sha256> {
  const { at, length } = placeOfPiece({ size: source.size, pieceBytes, hashes: [] }, number)
  const handle = await open(file, 'wx', 0o600)
  try {
    await writeFully(handle, Buffer.alloc(partHeaderBytes(count)))
    let done = at
    const consume = async (piece: Buffer): Promise<void> => {
      await writeFully(handle, piece)
      done += piece.length
      onProgress?.(done, source.size)
    }
    const read = await readHashed(source, at, length, buffers, { consume, signal })
    if (read.bytes !== length) throw new Error('the file became shorter while it was cut')
    return read.sha256
  } finally {
    await handle.close()
  }
}

async function writeHeader(file: string, header: Buffer): Promise<void> {
  const handle = await open(file, 'r+')
  try {
    await writeFully(handle, header)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function checkPart(
  file: string,
  name: string,
  buffers: CopyBuffers,
  signal: AbortSignal | undefined,
): Promise<void> {
  const handle = await open(file, 'r')
  try {
    const source = await fileSource(handle)
    await readPiece(source, name, await readPartHeader(source, name), buffers, { signal })
  } finally {
    await handle.close()
  }
}
