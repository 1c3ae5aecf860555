import { createHash } from 'node:crypto'
import { CallError } from '../../shared/contract/errors.ts'
import type { Sha256 } from '../../shared/domain/ids.ts'
import { bundleFileEnding, limits } from './format.ts'
import { fill, readHashed, type ByteSource, type Consume, type CopyBuffers } from './hashed-read.ts'

/**
 * Part files, for e-mail and small sticks; docs/bundle-format.md §11 says the same for strangers. All numbers big-endian.
 *
 *     magic 8 · version 4 · set id 32 · number 4 · count 4 · size of the file 8 · length of a piece 8 · SHA-256 of each piece 32 × count · piece
 *
 * The id is the hash of sizes and hashes, so a part proves by itself that it belongs to its set: nobody can make another piece for a
 * place of it. A forged part either is refused or begins a set of its own, and never displaces a real one (JOURNAL 30).
 */
export const partMagic = Buffer.from('89435150540d0a1a', 'hex')
const partVersion = 1

/** Sizes of part files that the channels take: a mailbox (as text a third larger), and a FAT32 stick with room to spare. */
export const partSizes = { email: 14_000_000, fat32: 1024 ** 3 }

/** So that the list of hashes stays small; 5 TB in the parts for a FAT32 stick, 57 GB in those for e-mail. */
export const mostParts = 4096

const fixedBytes = partMagic.length + 4 + 32 + 4 + 4 + 8 + 8
const hashBytes = 32

/** What all parts of one file agree about. */
export type PartTable = {
  /** Size of the whole file. */
  readonly size: number
  /** Bytes of the file in each part; the last has what remains. */
  readonly pieceBytes: number
  /** SHA-256 of the pieces, in order. */
  readonly hashes: readonly Sha256[]
}

export type PartHeader = PartTable & {
  readonly set: Sha256
  /** From 1. */
  readonly number: number
  /** Where the piece begins in the part file. */
  readonly headerBytes: number
}

/** How a file of this size falls into part files of at most `partBytes`; undefined when there would be too many. */
export function cutInto(size: number, partBytes: number): { count: number; pieceBytes: number } | undefined {
  const from = Math.max(1, Math.ceil(size / Math.max(1, partBytes - fixedBytes)))
  for (let count = from; count <= mostParts; count += 1) {
    const pieceBytes = partBytes - partHeaderBytes(count)
    if (pieceBytes <= 0) return undefined
    if (count * pieceBytes >= size) return { count, pieceBytes: Math.min(pieceBytes, size) }
  }
  return undefined
}

export function partHeaderBytes(count: number): number {
  return fixedBytes + hashBytes * count
}

/** The name of a set: the same file cut in the same way has the same. */
export function partSetId({ size, pieceBytes, hashes }: PartTable): Sha256 {
  const all = createHash('sha256').update('cqtt/v1/parts\0', 'ascii').update(encodeSizes(size, pieceBytes))
  for (const one of hashes) all.update(one, 'hex')
  return all.digest('hex') as Sha256
}

/** Where piece `number` (from 1) lies in the whole file. */
export function placeOfPiece(
  { size, pieceBytes }: PartTable,
  number: number,
): { at: number; length: number } {
  const at = (number - 1) * pieceBytes
  return { at, length: Math.min(pieceBytes, size - at) }
}

export function encodePartHeader(table: PartTable, number: number): Buffer {
  const numbers = Buffer.alloc(8)
  numbers.writeUInt32BE(number)
  numbers.writeUInt32BE(table.hashes.length, 4)
  const version = Buffer.alloc(4)
  version.writeUInt32BE(partVersion)
  return Buffer.concat([
    ...[partMagic, version, Buffer.from(partSetId(table), 'hex'), numbers],
    encodeSizes(table.size, table.pieceBytes),
    ...table.hashes.map((hash) => Buffer.from(hash, 'hex')),
  ])
}

function encodeSizes(size: number, pieceBytes: number): Buffer {
  const sizes = Buffer.alloc(16)
  sizes.writeBigUInt64BE(BigInt(size))
  sizes.writeBigUInt64BE(BigInt(pieceBytes), 8)
  return sizes
}

/** Whether the file begins as a part. */
export async function isPart(source: ByteSource): Promise<boolean> {
  return (await fill(source, Buffer.alloc(partMagic.length), 0)).equals(partMagic)
}

/**
 * The front of a part file; the piece itself is not read.
 * @throws CallError `bundleNotOurs`, `bundleNewer`, `partDamaged` (cut, or not what it says)
 */
export async function readPartHeader(source: ByteSource, name: string): Promise<PartHeader> {
  const fixed = await fill(source, Buffer.alloc(fixedBytes), 0)
  if (!fixed.subarray(0, partMagic.length).equals(partMagic)) throw new CallError('bundleNotOurs', { name })
  if (fixed.length < fixedBytes) throw damaged(name)
  const version = fixed.readUInt32BE(8)
  if (version > partVersion) throw new CallError('bundleNewer', { needs: version, has: partVersion })
  const [set, number, count] = [fixed.toString('hex', 12, 44), fixed.readUInt32BE(44), fixed.readUInt32BE(48)]
  const [size, pieceBytes] = [fixed.readBigUInt64BE(52), fixed.readBigUInt64BE(60)]
  if (
    version !== partVersion ||
    size > limits.bundleBytes ||
    pieceBytes > size ||
    pieceBytes < 1n ||
    count > mostParts
  )
    throw damaged(name)
  const sizes = { size: Number(size), pieceBytes: Number(pieceBytes) }
  if (count !== Math.ceil(sizes.size / sizes.pieceBytes) || number < 1 || number > count) throw damaged(name)
  const list = await fill(source, Buffer.alloc(hashBytes * count), fixedBytes)
  const hashes = Array.from(
    { length: count },
    (_, i) => list.toString('hex', i * hashBytes, (i + 1) * hashBytes) as Sha256,
  )
  const header = { ...sizes, hashes, set: set as Sha256, number, headerBytes: partHeaderBytes(count) }
  if (partSetId(header) !== set) throw damaged(name)
  if (source.size !== header.headerBytes + placeOfPiece(header, number).length) throw damaged(name)
  return header
}

/**
 * Reads the piece of a part; what `consume` got counts only when this has returned.
 * @throws CallError `partDamaged`
 */
export async function readPiece(
  source: ByteSource,
  name: string,
  header: PartHeader,
  buffers: CopyBuffers,
  options: { consume?: Consume | undefined; signal?: AbortSignal | undefined } = {},
): Promise<void> {
  const { length } = placeOfPiece(header, header.number)
  const read = await readHashed(source, header.headerBytes, length, buffers, options)
  if (read.bytes !== length || read.sha256 !== header.hashes[header.number - 1]) throw damaged(name)
}

/** "CQTT 2024 Xa Dong Tam ….cqtt" → "CQTT 2024 Xa Dong Tam … phan 03 tren 12.cqtt": they sort, and say what is missing. */
export function partFileName(name: string, number: number, count: number): string {
  const digits = String(count).length
  return `${withoutEnding(name)} phan ${String(number).padStart(digits, '0')} tren ${count}${bundleFileEnding}`
}

/** The name of the whole file, from that of a part; a mailbox may have changed it. */
export function nameOfWhole(partName: string): string {
  return `${withoutEnding(partName).replace(/ phan \d+ tren \d+.*$/i, '')}${bundleFileEnding}`
}

function withoutEnding(name: string): string {
  return name.toLowerCase().endsWith(bundleFileEnding) ? name.slice(0, -bundleFileEnding.length) : name
}

function damaged(name: string): CallError {
  return new CallError('partDamaged', { name })
}
