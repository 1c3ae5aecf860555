import type { FileHandle } from 'node:fs/promises'
import { ZipProblem } from './zip-problem.ts'

/** One part of a ZIP as its central directory states it. */
export type ZipPart = {
  readonly name: string
  /** 0 stored, 8 deflated. */
  readonly method: number
  readonly encrypted: boolean
  readonly packedSize: number
  /** Of the unpacked content. */
  readonly checksum: number
  /** Unpacked, as claimed. */
  readonly size: number
  /** Where its local header begins. */
  readonly offset: number
}

const endSignature = 0x06054b50
const end64LocatorSignature = 0x07064b50
const end64Signature = 0x06064b50
const partSignature = 0x02014b50
const localSignature = 0x04034b50
const endLength = 22
const longestComment = 0xffff
/** Stands in 32-bit places for "see the 64-bit place". */
const elsewhere = 0xffffffff
/** Names of parts in Office files are short; a directory of 10,000 of these stays small. */
const directoryBytesPerPart = 1024

/**
 * Reads the central directory (PKWARE APPNOTE 4.3.12–4.3.16, with the 64-bit places that some writers always use).
 *
 * @param size of the file
 * @param limit most parts to read
 * @returns the parts as listed, and where the directory begins
 * @throws ZipProblem
 */
export async function readCentralDirectory(
  file: FileHandle,
  size: number,
  limit: number,
): Promise<{ parts: ZipPart[]; start: number }> {
  const { count, length, start } = await readEnd(file, size)
  if (count > limit || length > limit * directoryBytesPerPart) {
    throw new ZipProblem('tooManyParts', `${count} parts`)
  }
  const directory = await read(file, start, length)
  const parts: ZipPart[] = []
  let at = 0
  while (at < length) {
    if (length - at < 46 || directory.readUInt32LE(at) !== partSignature)
      damaged('the list of parts is broken')
    const next =
      at +
      46 +
      directory.readUInt16LE(at + 28) +
      directory.readUInt16LE(at + 30) +
      directory.readUInt16LE(at + 32)
    if (next > length) damaged('the list of parts is cut')
    parts.push(toPart(directory.subarray(at, next)))
    at = next
  }
  if (parts.length !== count) damaged('the list of parts has another length than stated')
  return { parts, start }
}

/** What a part's local header says, and where its data begins. */
export async function readLocalHeader(
  file: FileHandle,
  offset: number,
  end: number,
): Promise<{ name: string; method: number; dataStart: number }> {
  if (offset + 30 > end) damaged('a part lies outside')
  const header = await read(file, offset, 30)
  if (header.readUInt32LE(0) !== localSignature) damaged('a part does not begin where stated')
  const nameLength = header.readUInt16LE(26)
  const name = await read(file, offset + 30, nameLength)
  return {
    name: nameOf(name),
    method: header.readUInt16LE(8),
    dataStart: offset + 30 + nameLength + header.readUInt16LE(28),
  }
}

async function readEnd(
  file: FileHandle,
  size: number,
): Promise<{ count: number; length: number; start: number }> {
  const tailStart = Math.max(0, size - endLength - longestComment)
  const tail = await read(file, tailStart, size - tailStart)
  const at = findEnd(tail)
  const disk = tail.readUInt16LE(at + 4)
  let count = tail.readUInt16LE(at + 10)
  let length = tail.readUInt32LE(at + 12)
  let start = tail.readUInt32LE(at + 16)
  let limit = tailStart + at
  if (count === 0xffff || length === elsewhere || start === elsewhere) {
    const locator = await read(file, limit - 20, 20)
    if (locator.readUInt32LE(0) !== end64LocatorSignature) damaged('the 64-bit end is missing')
    limit = integerAt(locator, 8)
    const end64 = await read(file, limit, 56)
    if (end64.readUInt32LE(0) !== end64Signature) damaged('the 64-bit end is broken')
    count = integerAt(end64, 32)
    length = integerAt(end64, 40)
    start = integerAt(end64, 48)
  }
  if (disk !== 0 || start + length !== limit) damaged('the list of parts is not where stated')
  return { count, length, start }
}

/** The end record is the last one whose comment reaches exactly to the end of the file. */
function findEnd(tail: Buffer): number {
  for (let at = tail.length - endLength; at >= 0; at--) {
    if (
      tail.readUInt32LE(at) === endSignature &&
      at + endLength + tail.readUInt16LE(at + 20) === tail.length
    ) {
      return at
    }
  }
  return damaged('no end record')
}

function toPart(record: Buffer): ZipPart {
  const nameLength = record.readUInt16LE(28)
  const extra = record.subarray(46 + nameLength, 46 + nameLength + record.readUInt16LE(30))
  const wide = wideValues(extra)
  const take = (value: number) =>
    value === elsewhere ? (wide.shift() ?? damaged('a 64-bit place is missing')) : value
  // The order is fixed by the format: unpacked, packed, offset.
  const size = take(record.readUInt32LE(24))
  const packedSize = take(record.readUInt32LE(20))
  const offset = take(record.readUInt32LE(42))
  return {
    name: nameOf(record.subarray(46, 46 + nameLength)),
    method: record.readUInt16LE(10),
    encrypted: (record.readUInt16LE(8) & 1) === 1,
    checksum: record.readUInt32LE(16),
    packedSize,
    size,
    offset,
  }
}

/** The 64-bit numbers of an extra field, in order. */
function wideValues(extra: Buffer): number[] {
  for (let at = 0; at + 4 <= extra.length;) {
    const length = extra.readUInt16LE(at + 2)
    const field = extra.subarray(at + 4, at + 4 + length)
    if (extra.readUInt16LE(at) === 1) {
      return Array.from({ length: Math.min(3, Math.floor(field.length / 8)) }, (_, i) =>
        integerAt(field, i * 8),
      )
    }
    at += 4 + length
  }
  return []
}

function integerAt(buffer: Buffer, at: number): number {
  const integer = buffer.readBigUInt64LE(at)
  return integer > BigInt(Number.MAX_SAFE_INTEGER) ? damaged('a size beyond reason') : Number(integer)
}

/**
 * Office writes ASCII or UTF-8; other bytes only have to stay distinct. Some programs on Windows write `\` between folders, which
 * Office reads as `/`; read so here, before any name is judged.
 */
function nameOf(bytes: Buffer): string {
  const text = bytes.toString('utf8')
  return (text.includes('\ufffd') ? bytes.toString('latin1') : text).replaceAll('\\', '/')
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  if (position < 0) return damaged('too short')
  const buffer = Buffer.alloc(length)
  const { bytesRead } = await file.read(buffer, 0, length, position)
  return bytesRead < length ? damaged('too short') : buffer
}

function damaged(message: string): never {
  throw new ZipProblem('damagedArchive', message)
}
