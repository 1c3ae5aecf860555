import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { Sha256 } from '../../shared/domain/ids.ts'

/** Large enough to be fast, small enough that hashing one does not hold up the core's thread. */
export const chunkBytes = 1024 * 1024

/** SHA-256 and size of a file, in constant memory. */
export async function hashOfFile(
  file: string,
  signal?: AbortSignal,
): Promise<{ hash: Sha256; size: number }> {
  const hash = createHash('sha256')
  let size = 0
  const content = createReadStream(file, { highWaterMark: chunkBytes, ...(signal && { signal }) })
  for await (const chunk of content as AsyncIterable<Buffer>) {
    hash.update(chunk)
    size += chunk.length
  }
  return { hash: hash.digest('hex') as Sha256, size }
}
