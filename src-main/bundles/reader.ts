import { open } from 'node:fs/promises'
import path from 'node:path'
import { CallError } from '../../shared/contract/errors.ts'
import type { Sha256 } from '../../shared/domain/ids.ts'
import { errnoOf, isMissing } from '../platform/file-errors.ts'
import { decodeSeal } from '../journal/seals.ts'
import { decodeTrustList, trustListHash, type TrustList } from '../journal/trust-lists.ts'
import {
  judgeBundleHead,
  readBundleHead,
  readRecords,
  type BundleHead,
  type BundleTrust,
  type JudgedHead,
} from './bundle-head.ts'
import { checkEnd } from './check-written.ts'
import { limits } from './format.ts'
import { fileSource, makeCopyBuffers, readHashed, type ByteSource, type CopyBuffers } from './hashed-read.ts'
import type { BundleBlob } from './manifest.ts'
import { judgeRanges, walkRanges, type BundleEntry, type JudgedRange, type Slice } from './stream-ranges.ts'

/**
 * Where one evidence file goes, piece by piece. A piece is only valid until its `write` settles. The file belongs to nobody until
 * `finish` is called, after its hash was compared; otherwise `abandon` is.
 */
export type EvidenceSink = {
  readonly write: (piece: Buffer) => Promise<void>
  readonly finish: () => Promise<void>
  readonly abandon: () => Promise<void>
}

/**
 * What the reader hands over, in this order. Everything here is quarantine: only when `readBundle` returns is the bundle whole and
 * may any of it count.
 */
export type BundleVisitor = {
  /** Who, for whom and what, before the first byte of content is read. */
  readonly head?: (head: JudgedHead) => void | Promise<void>
  readonly lists?: (lists: readonly TrustList[]) => void | Promise<void>
  readonly ranges?: (ranges: readonly JudgedRange[]) => void | Promise<void>
  /** About a mebibyte of entries at a time, in the order of the ranges. Their bytes may be kept. */
  readonly entries?: (entries: readonly BundleEntry[]) => void | Promise<void>
  /** Null: the file is only checked. */
  readonly evidence?: (file: {
    readonly sha256: Sha256
    readonly size: number
  }) => Promise<EvidenceSink | null>
}

export type ReadOptions = {
  readonly signal?: AbortSignal
  /** Bytes of the file read so far, and its size. */
  readonly onProgress?: (done: number, total: number) => void
  /** Stops behind the entries: for showing more of a bundle that was read whole a moment ago. Nothing of it may count then. */
  readonly onlyEntries?: boolean
  /** Lets others run between two seals or entries; absent: nobody else waits. */
  readonly slice?: Slice
  /** Free bytes where evidence will go; not asked when absent. */
  readonly freeBytes?: () => number
}

export type ReadBundle = {
  readonly head: JudgedHead
  readonly ranges: readonly JudgedRange[]
  readonly lists: readonly TrustList[]
  readonly entries: number
  /** Entries of carried streams that are stored and not counted: the first of each such range. */
  readonly oversteps: readonly BundleEntry[]
  readonly evidenceFiles: number
  readonly evidenceBytes: number
}

/**
 * Reads a bundle in one forward pass, in the order of JOURNAL 23, and stops at the first failure. Writes nothing itself; memory
 * does not grow with evidence or entries, except for what the visitor keeps.
 *
 * @throws CallError `bundleNotOurs`, `bundleCut`, `bundleDamaged`, `bundleNewer`, `bundleForOther`, `bundleUnknownDevice`,
 *   `bundleOutOfScope`, `bundleTooLarge`, `noTrust`, `diskFull`; what the visitor throws; what `signal` aborts with
 */
export async function readBundle(
  source: ByteSource,
  name: string,
  trust: BundleTrust,
  visitor: BundleVisitor,
  options: ReadOptions = {},
): Promise<ReadBundle> {
  const head = judgeBundleHead(await readBundleHead(source, name), trust)
  refuseFullDisk(head, options)
  await visitor.head?.(head)

  const blobs = head.manifest.blobs
  let position = head.blobsFrom
  const advance = (blob: BundleBlob): void => {
    position += blob.size
    options.onProgress?.(position, source.size)
  }
  async function* recordsOf(kind: BundleBlob['kind']): AsyncGenerator<Buffer[]> {
    for (const blob of blobs.filter((one) => one.kind === kind)) {
      options.signal?.throwIfAborted()
      yield await readRecords(source, position, blob, name)
      advance(blob)
    }
  }

  for (const blob of blobs.slice(0, head.certificateBlobs)) advance(blob)
  const lists = await readLists(head, recordsOf('lists'))
  await visitor.lists?.(lists)
  const seals = (await kept(recordsOf('seals'))).map(decodeSeal)
  const ranges = await judgeRanges(head, seals, trust, options.slice)
  await visitor.ranges?.(ranges)

  const walk = walkRanges(name, ranges)
  const oversteps = new Map<JudgedRange, BundleEntry>()
  let entries = 0
  for await (const records of recordsOf('entries')) {
    const batch: BundleEntry[] = []
    for (const record of records) {
      if (options.slice?.isUsedUp() === true) await options.slice.rest()
      batch.push(walk.take(record))
    }
    entries += batch.length
    for (const one of batch) {
      if (one.overstep !== null && !oversteps.has(one.range)) oversteps.set(one.range, one)
    }
    await visitor.entries?.(batch)
  }
  if (!walk.isComplete()) throw new CallError('bundleDamaged', { name, where: 'entries' })

  const evidence = options.onlyEntries === true ? [] : blobs.filter((blob) => blob.kind === 'evidence')
  const buffers = evidence.length > 0 ? makeCopyBuffers() : null
  for (const blob of evidence) {
    if (buffers !== null) await readEvidence(source, position, blob, name, buffers, visitor, options)
    advance(blob)
  }
  if (options.onlyEntries !== true) await checkEnd(source, head)
  return {
    ...{ head, ranges, lists, entries, oversteps: [...oversteps.values()] },
    evidenceFiles: evidence.length,
    evidenceBytes: evidence.reduce((sum, blob) => sum + blob.size, 0),
  }
}

/** `readBundle` for a file on the disk. @throws CallError also `fileVanished`, `fileLocked` */
export async function readBundleFile(
  file: string,
  trust: BundleTrust,
  visitor: BundleVisitor,
  options: ReadOptions = {},
): Promise<ReadBundle> {
  const name = path.basename(file)
  return await withSource(file, (source) => readBundle(source, name, trust, visitor, options))
}

/** Only the front of a file, nobody trusted yet: what to show of a first bundle. See `readBundleHead`. */
export async function readBundleHeadFile(file: string): Promise<BundleHead> {
  return await withSource(file, (source) => readBundleHead(source, path.basename(file)))
}

async function withSource<T>(file: string, work: (source: ByteSource) => Promise<T>): Promise<T> {
  const name = path.basename(file)
  const handle = await open(file, 'r').catch((error: unknown) => {
    if (isMissing(error)) throw new CallError('fileVanished', { name }, { cause: error })
    const isHeld = ['EBUSY', 'EACCES', 'EPERM'].includes(errnoOf(error) ?? '')
    throw isHeld ? new CallError('fileLocked', { name }, { cause: error }) : error
  })
  try {
    if (!(await handle.stat()).isFile()) throw new CallError('bundleNotOurs', { name })
    return await work(await fileSource(handle))
  } finally {
    await handle.close()
  }
}

function refuseFullDisk(head: JudgedHead, options: ReadOptions): void {
  const freeBytes = options.freeBytes?.()
  // Entries take their own size again while they wait, in the database and in its log.
  const neededBytes = head.manifest.blobs.reduce(
    (sum, blob) => sum + (blob.kind === 'evidence' ? blob.size : blob.size * 4),
    0,
  )
  if (freeBytes !== undefined && freeBytes < neededBytes)
    throw new CallError('diskFull', { neededBytes, freeBytes })
}

async function readLists(head: JudgedHead, records: AsyncIterable<Buffer[]>): Promise<TrustList[]> {
  const lists = (await kept(records)).map((record) => {
    const list = decodeTrustList(record)
    if (list === undefined) throw new CallError('bundleDamaged', { name: head.name, where: 'lists' })
    return list
  })
  if (lists.map(trustListHash).join() !== head.manifest.lists.join())
    throw new CallError('bundleDamaged', { name: head.name, where: 'lists' })
  return lists
}

/** Records that stay in memory for the whole reading. */
async function kept(blobs: AsyncIterable<Buffer[]>): Promise<Buffer[]> {
  const all: Buffer[] = []
  let size = 0
  for await (const records of blobs) {
    size += records.reduce((sum, record) => sum + record.length, 0)
    if (size > limits.keptRecordBytes)
      throw new CallError('bundleTooLarge', { limitBytes: limits.keptRecordBytes })
    for (const record of records) all.push(record)
  }
  return all
}

async function readEvidence(
  source: ByteSource,
  position: number,
  blob: BundleBlob,
  name: string,
  buffers: CopyBuffers,
  visitor: BundleVisitor,
  options: ReadOptions,
): Promise<void> {
  const { sha256, size } = blob
  const sink = (await visitor.evidence?.({ sha256, size })) ?? null
  try {
    const read = await readHashed(source, position, size, buffers, {
      consume: sink?.write,
      signal: options.signal,
    })
    if (read.bytes < size) throw new CallError('bundleCut', { name })
    if (read.sha256 !== sha256) throw new CallError('bundleDamaged', { name, where: 'evidence' })
    await sink?.finish()
  } catch (error) {
    await sink?.abandon()
    throw error
  }
}
