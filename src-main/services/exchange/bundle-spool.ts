import { randomBytes } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'
import { open, rm, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { CallError } from '../../../shared/contract/errors.ts'
import { writeFully } from '../../bundles/hashed-read.ts'
import type { BundleEntry, JudgedRange } from '../../bundles/stream-ranges.ts'
import { entryIdOf, readStoredEntry } from '../../journal/entry.ts'
import type { Received } from '../../journal/receiving.ts'
import type { Overstep } from '../../journal/scopes.ts'
import { explainWriteError } from '../../platform/file-errors.ts'

/**
 * The entries of a bundle between its proof and its commit. A district's bundle stays in memory; that of a province is written
 * beside the quarantined evidence and read again inside the transaction, so that memory does not grow with it.
 */
export type EntrySpool = {
  /** Keeps proved entries; whole ranges, in the order of the bundle. */
  readonly put: (entries: readonly BundleEntry[]) => Promise<void>
  /**
   * Gives everything back, for the transaction. What was on the disk is proved again: the hash of every entry, and that its chain
   * still ends where the seal says. Of a fork the branch that begins the stream comes first: the others continue it.
   * @throws CallError `bundleDamaged`
   */
  readonly read: () => Iterable<Received>
  readonly clear: () => Promise<void>
}

type Kept = {
  readonly range: JudgedRange
  /** Place in the file. */
  start: number
  end: number
  /** From this seq on the device went too far. */
  overstep: { readonly seq: number; readonly what: Overstep } | null
}

/** So many bytes of entries stay in memory. */
const heldBytes = 8 * 1024 * 1024
const readBytes = 1024 * 1024
const lengthBytes = 4

/** A spool for one bundle. `room`: bytes of entries that stay in memory. */
export function openSpool(folder: string, bundle: string, room = heldBytes): EntrySpool {
  const file = path.join(folder, `${randomBytes(16).toString('hex')}.entries`)
  let held: BundleEntry[] = []
  let size = 0
  let handle: FileHandle | null = null
  let written = 0
  const ranges = new Map<JudgedRange, Kept>()

  async function put(entries: readonly BundleEntry[]): Promise<void> {
    for (const entry of entries) {
      held.push(entry)
      size += entry.bytes.length
    }
    if (handle === null && size <= room) return
    try {
      handle ??= await open(file, 'wx', 0o600)
      await writeFully(handle, take())
    } catch (error) {
      throw explainWriteError(error, folder)
    }
  }

  /** The records of what is held, a length before each; notes where they will lie. */
  function take(): Buffer {
    const pieces: Buffer[] = []
    for (const { bytes, range, entry, overstep } of held) {
      const length = Buffer.allocUnsafe(lengthBytes)
      length.writeUInt32LE(bytes.length)
      pieces.push(length, bytes)
      let kept = ranges.get(range)
      if (kept === undefined) {
        kept = { range, start: written, end: written, overstep: null }
        ranges.set(range, kept)
      }
      written += lengthBytes + bytes.length
      kept.end = written
      if (overstep !== null) kept.overstep ??= { seq: entry.seq, what: overstep }
    }
    held = []
    return Buffer.concat(pieces)
  }

  function* readHeld(): Generator<Received> {
    const byRange = Map.groupBy(held, ({ range }) => range)
    for (const [, entries] of [...byRange].sort(([a], [b]) => a.from - b.from))
      for (const { range, bytes, entry, overstep } of entries)
        yield { stream: range.stream, bytes, entry, overstep }
  }

  function* readFile(): Generator<Received> {
    const descriptor = openSync(file, 'r')
    try {
      for (const kept of [...ranges.values()].sort((a, b) => a.range.from - b.range.from))
        yield* readRange(descriptor, kept)
    } finally {
      closeSync(descriptor)
    }
  }

  function* readRange(descriptor: number, { range, start, end, overstep }: Kept): Generator<Received> {
    let prev = range.prev
    for (const bytes of recordsIn(descriptor, start, end)) {
      const id = entryIdOf(bytes)
      const entry = readStoredEntry(bytes.toString('utf8'), id)
      if (entry.prev !== prev) throw damaged()
      prev = id
      const what = overstep !== null && entry.seq >= overstep.seq ? overstep.what : null
      yield { stream: range.stream, bytes, entry, overstep: what }
    }
    if (prev !== range.head) throw damaged()
  }

  function* recordsIn(descriptor: number, start: number, end: number): Generator<Buffer> {
    let piece: Buffer = Buffer.alloc(0)
    for (let at = start; at < end;) {
      const length = piece.length < lengthBytes ? Infinity : piece.readUInt32LE()
      if (piece.length >= lengthBytes + length) {
        yield piece.subarray(lengthBytes, lengthBytes + length)
        piece = piece.subarray(lengthBytes + length)
        at += lengthBytes + length
        continue
      }
      // what of a record is there already is read again with the rest of it
      const wanted = Math.min(Math.max(readBytes, length === Infinity ? 0 : lengthBytes + length), end - at)
      if (wanted <= piece.length) throw damaged()
      piece = Buffer.allocUnsafeSlow(wanted)
      if (readSync(descriptor, piece, 0, wanted, at) < wanted) throw damaged()
    }
  }

  function damaged(): CallError {
    return new CallError('bundleDamaged', { name: bundle, where: 'entries' })
  }

  return {
    put,
    read: () => (handle === null ? readHeld() : readFile()),
    clear: async () => {
      if (handle === null) return
      await handle.close()
      await rm(file, { force: true })
    },
  }
}
