import type { FileHandle } from 'node:fs/promises'
import { pipeline, Readable } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'
import { readCentralDirectory, readLocalHeader, type ZipPart } from './zip-directory.ts'
import { ZipProblem } from './zip-problem.ts'

/** What an Office file may reasonably need; whoever reads one into memory sets less. */
export type ZipLimits = {
  readonly parts: number
  /** Of one part, unpacked. */
  readonly partBytes: number
  /** Of all parts together, unpacked. */
  readonly totalBytes: number
}

const mebibyte = 1024 * 1024

/** For a file that is only kept. */
export const keptZipLimits: ZipLimits = {
  parts: 10_000,
  partBytes: 1024 * mebibyte,
  totalBytes: 2048 * mebibyte,
}

/**
 * Checks a stranger's ZIP (DOCX, XLSX) before anything unpacks it: number and sizes of parts, names that repeat, escape or
 * differ between the two places where a ZIP states them, parts that overlap (the usual bomb), encryption, odd packing.
 *
 * Sizes are what the file claims; `proveZipSizes` finds out.
 *
 * @returns the parts in the order of the file
 * @throws ZipProblem
 */
export async function checkZip(file: FileHandle, size: number, limits: ZipLimits): Promise<ZipPart[]> {
  const { parts, start: directoryStart } = await readCentralDirectory(file, size, limits.parts)
  assertNames(parts)
  assertSizes(parts, limits)
  const inOrder = parts.toSorted((a, b) => a.offset - b.offset)
  let end = 0
  for (const part of inOrder) {
    if (part.offset < end) throw new ZipProblem('damagedArchive', `${part.name} overlaps another part`)
    const local = await readLocalHeader(file, part.offset, directoryStart)
    if (local.name !== part.name || local.method !== part.method) {
      throw new ZipProblem('damagedArchive', `${part.name} is described differently in two places`)
    }
    end = local.dataStart + part.packedSize
    if (end > directoryStart) throw new ZipProblem('damagedArchive', `${part.name} reaches beyond the parts`)
  }
  return inOrder
}

/**
 * Unpacks every part into nothing and stops as soon as one is larger than it claims: after this, reading the file into
 * memory takes no more than the claimed sizes.
 *
 * @throws ZipProblem
 */
export async function proveZipSizes(
  file: FileHandle,
  parts: readonly ZipPart[],
  signal?: AbortSignal,
): Promise<void> {
  for (const part of parts) {
    for await (const _chunk of streamZipPart(file, part)) signal?.throwIfAborted()
  }
}

/**
 * The content of one small part.
 *
 * @throws ZipProblem, also when it is larger than `limitBytes`
 */
export async function readZipPart(file: FileHandle, part: ZipPart, limitBytes: number): Promise<Buffer> {
  if (part.size > limitBytes) throw new ZipProblem('tooLargeInside', `${part.name} is too large`)
  const chunks: Buffer[] = []
  for await (const chunk of streamZipPart(file, part)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/**
 * The content of one part, chunk by chunk, so that a large one never lies in memory as a whole.
 *
 * @throws ZipProblem, also when it has another size or checksum than it claims: then the chunks given out were damaged
 */
export async function* streamZipPart(file: FileHandle, part: ZipPart): AsyncGenerator<Buffer> {
  let size = 0
  let checksum = 0
  if (part.packedSize > 0) {
    const { dataStart } = await readLocalHeader(file, part.offset, Number.MAX_SAFE_INTEGER)
    const packed = bytesOf(file, dataStart, part.packedSize)
    const content = part.method === 0 ? packed : inflated(packed)
    for await (const chunk of asDamage(content, part.name)) {
      size += chunk.length
      if (size > part.size) break
      checksum = crc32(chunk, checksum)
      yield chunk
    }
  }
  if (size !== part.size) throw new ZipProblem('tooLargeInside', `${part.name} is not as large as it claims`)
  if (checksum !== part.checksum) throw new ZipProblem('damagedArchive', `${part.name} was changed`)
}

/** What goes wrong while unpacking is the archive's damage; what the reader of the chunks throws is not. */
async function* asDamage(content: AsyncIterable<Buffer>, name: string): AsyncGenerator<Buffer> {
  const chunks = content[Symbol.asyncIterator]()
  try {
    for (;;) {
      const next = await chunks.next().catch((error: unknown) => {
        throw new ZipProblem('damagedArchive', `${name} cannot be unpacked`, { cause: error })
      })
      if (next.done === true) return
      yield next.value
    }
  } finally {
    await chunks.return?.()
  }
}

function inflated(packed: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  // What goes wrong shows where the result is read; the callback only keeps it from being nobody's.
  return pipeline(Readable.from(packed), createInflateRaw(), () => {})
}

async function* bytesOf(file: FileHandle, start: number, length: number): AsyncGenerator<Buffer> {
  for (let done = 0; done < length;) {
    const wanted = Math.min(65_536, length - done)
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(wanted), 0, wanted, start + done)
    if (bytesRead === 0) return
    done += bytesRead
    yield buffer.subarray(0, bytesRead)
  }
}

function assertNames(parts: readonly ZipPart[]): void {
  const seen = new Set<string>()
  for (const { name } of parts) {
    if (name === '' || name.startsWith('/') || /[\0:]/.test(name) || name.split('/').includes('..')) {
      throw new ZipProblem('damagedArchive', 'a part has a name that leaves the archive')
    }
    // Office compares part names without regard to case.
    const key = name.normalize('NFC').toLowerCase()
    if (seen.has(key)) throw new ZipProblem('damagedArchive', `${name} is there twice`)
    seen.add(key)
  }
}

function assertSizes(parts: readonly ZipPart[], limits: ZipLimits): void {
  let total = 0
  for (const part of parts) {
    if (part.encrypted) throw new ZipProblem('locked', `${part.name} is encrypted`)
    if (part.method !== 0 && part.method !== 8) {
      throw new ZipProblem('damagedArchive', `${part.name} is packed in an unusual way`)
    }
    if (part.method === 0 && part.size !== part.packedSize) {
      throw new ZipProblem('damagedArchive', `${part.name} states two sizes`)
    }
    total += part.size
    if (part.size > limits.partBytes || total > limits.totalBytes) {
      throw new ZipProblem('tooLargeInside', `${part.name} is too large unpacked`)
    }
  }
}
