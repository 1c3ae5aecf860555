import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import type { Sha256 } from '../../shared/domain/ids.ts'

/** Where bytes are read from: an open file, or memory. */
export type ByteSource = {
  readonly size: number
  /** Reads at most `target.length` bytes from `position`; 0 at the end. */
  readonly read: (target: Buffer, position: number) => Promise<number>
}

/** An open file as a source. */
export async function fileSource(handle: FileHandle): Promise<ByteSource> {
  const { size } = await handle.stat()
  return {
    size,
    read: async (target, position) => (await handle.read(target, 0, target.length, position)).bytesRead,
  }
}

/** Two buffers, so that the next piece is read while the last one is hashed and written. Made once for many files. */
export type CopyBuffers = readonly [Buffer, Buffer]

const pieceBytes = 2 * 1024 * 1024

/** Buffers for one reader or writer. @param most bytes of the largest thing that is read with them */
export function makeCopyBuffers(most: number = pieceBytes): CopyBuffers {
  const bytes = Math.min(pieceBytes, most)
  return [Buffer.allocUnsafeSlow(bytes), Buffer.allocUnsafeSlow(bytes)]
}

/** Gets the pieces in order. The piece is only its own until the promise settles: the buffer is used again. */
export type Consume = (piece: Buffer) => Promise<void>

/**
 * Reads `size` bytes from `position`, hashing them while the consumer writes the same piece and the disk reads the next.
 * @returns the hash, and how many bytes there were: fewer than `size` when the source ends early
 */
export async function readHashed(
  source: ByteSource,
  position: number,
  size: number,
  buffers: CopyBuffers,
  options: { consume?: Consume | undefined; signal?: AbortSignal | undefined } = {},
): Promise<{ sha256: Sha256; bytes: number }> {
  const hash = createHash('sha256')
  let done = 0
  let turn: 0 | 1 = 0

  const readNext = (from: number): Promise<Buffer> => {
    const target = buffers[turn].subarray(0, Math.min(pieceBytes, size - from))
    turn = turn === 0 ? 1 : 0
    const read = fill(source, target, position + from)
    // Awaited only after the piece before is written; a failure must not count as unhandled until then.
    read.catch(() => undefined)
    return read
  }

  let reading = readNext(0)
  try {
    while (done < size) {
      options.signal?.throwIfAborted()
      const piece = await reading
      if (piece.length === 0) break
      done += piece.length
      if (done < size) reading = readNext(done)
      const consuming = options.consume?.(piece)
      hash.update(piece)
      await consuming
    }
  } finally {
    // Nothing may still write into the buffers when the caller uses them again.
    await reading.catch(() => undefined)
  }
  return { sha256: hash.digest('hex') as Sha256, bytes: done }
}

/** Fills the buffer, or as much of it as there is. */
export async function fill(source: ByteSource, target: Buffer, position: number): Promise<Buffer> {
  let filled = 0
  while (filled < target.length) {
    const read = await source.read(target.subarray(filled), position + filled)
    if (read === 0) break
    filled += read
  }
  return target.subarray(0, filled)
}

/** Writes the whole piece at the handle's position: the system may take it in portions. */
export async function writeFully(handle: FileHandle, piece: Uint8Array): Promise<void> {
  let written = 0
  while (written < piece.byteLength) {
    written += (await handle.write(piece, written, piece.byteLength - written)).bytesWritten
  }
}
