import { constants } from 'node:fs'
import { open, readdir, readFile, rm, stat, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { CallError } from '../../shared/contract/errors.ts'
import { Sha256 } from '../../shared/domain/ids.ts'
import { syncFolderAsync, writeFileDurably } from '../platform/atomic-write.ts'
import { ensureFree } from '../platform/data-folder.ts'
import { explainReadError, explainWriteError, isMissing } from '../platform/file-errors.ts'
import { makeFolder } from '../platform/make-folder.ts'
import { shortCode } from './format.ts'
import { fileSource, makeCopyBuffers, type ByteSource } from './hashed-read.ts'
import {
  nameOfWhole,
  partSetId,
  placeOfPiece,
  readPartHeader,
  readPiece,
  type PartHeader,
  type PartTable,
} from './part-format.ts'

/**
 * Parts that came in and wait for the others, over as many sittings and restarts as it takes. A folder for each set, named by its
 * id:
 *
 *     set.json    what the parts agree about, once the first of them has proved right
 *     content     the file, each piece at its place
 *     3.done      piece 3 was compared with its hash and is on the disk
 *
 * A piece is marked only after that, so a mark is never wrong; without it the place is written again. As a part proves that it belongs
 * to its set, there is one right piece for each place, and nobody can put another there.
 */

export type PartSet = {
  readonly id: Sha256
  /** For the telephone, and to tell namesakes apart. */
  readonly code: string
  /** Of the whole file, as the first part that came in had it. */
  readonly name: string
  /** Of the whole file, in bytes. */
  readonly size: number
  readonly count: number
  /** Bytes of the pieces that are there. */
  readonly held: number
  /** Numbers from 1, ascending; empty: the file is there. */
  readonly missing: readonly number[]
  /** When the first part came in, milliseconds since 1970. */
  readonly since: number
}

export type TakenPart = {
  readonly set: PartSet
  readonly number: number
  /** It was there before: nothing changed. */
  readonly known: boolean
}

export type PartStore = {
  /** All that wait, the oldest first. */
  readonly list: () => Promise<readonly PartSet[]>
  /**
   * Takes a part in, in any order and as often as it comes; copies it, so that the stick may go. Where there is no room, sets give
   * way that claim it and have brought less: small parts, which anybody can make by the hundred, must not keep real ones out.
   * @param file `name` is what people call it
   * @throws CallError `partDamaged`, `bundleNotOurs`, `bundleNewer`, `partsFull`, `diskFull`, `folderReadOnly`, `fileVanished`,
   *   `fileLocked`; what `signal` aborts with
   */
  readonly take: (
    file: { readonly name: string; readonly path: string },
    options?: TakeOptions,
  ) => Promise<TakenPart>
  /** Where the file lies once no part is missing, to be read only and given to the ordinary reader; else undefined. */
  readonly assembled: (id: Sha256) => Promise<{ readonly name: string; readonly path: string } | undefined>
  /** Removes a set: its bundle was applied, or nobody waits for it any more. */
  readonly remove: (id: Sha256) => Promise<void>
}

export type TakeOptions = {
  readonly signal?: AbortSignal | undefined
  /** Bytes of this part done so far, and its size. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

export type PartCaps = {
  /** What all sets together may claim: the sizes of their files, as some disks set all of it aside at once. */
  readonly bytes: number
  readonly sets: number
}

const usualCaps: PartCaps = { bytes: 128 * 1024 ** 3, sets: 200 }

const StoredSet = z.strictObject({
  v: z.literal(1),
  name: z.string(),
  size: z.int().min(1),
  pieceBytes: z.int().min(1),
  hashes: z.array(Sha256).min(1),
})
type StoredSet = z.infer<typeof StoredSet>

const markOf = /^([1-9]\d{0,3})\.done$/

/** The store in a folder of its own; one for a data folder. */
export function openPartStore(folder: string, caps: PartCaps = usualCaps): PartStore {
  let queue: Promise<unknown> = Promise.resolve()
  let swept: Promise<void> | undefined

  /** One after the other: two parts of a set must not begin it twice. */
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = queue.then(async () => {
      // what a killed program had begun and nobody can see
      await (swept ??= sweep(folder))
      return await work()
    })
    queue = turn.catch(() => undefined)
    return turn
  }

  async function list(): Promise<readonly PartSet[]> {
    const found: PartSet[] = []
    for (const id of await idsIn(folder)) {
      const set = await readSet(folder, id)
      if (set !== undefined && set.missing.length < set.count) found.push(set)
    }
    return found.sort((a, b) => a.since - b.since || (a.id < b.id ? -1 : 1))
  }

  async function takeFrom(
    source: ByteSource,
    name: string,
    { signal, onProgress }: TakeOptions,
  ): Promise<TakenPart> {
    const header = await readPartHeader(source, name)
    const { set: id, number } = header
    const before = await readSet(folder, id)
    if (before?.missing.includes(number) === false) return { set: before, number, known: true }
    if (before === undefined)
      for (const { id: other } of whatGivesWay(await list(), header, caps)) await forget(other)
    // some disks set the room for the whole aside at once, so it is asked for once
    const { at, length } = placeOfPiece(header, number)
    const needed = before === undefined ? header.size : length
    ensureFree(folder, needed)

    const place = path.join(folder, id)
    try {
      makeFolder(place)
      const handle = await openContent(place)
      try {
        let done = 0
        const consume = async (piece: Buffer): Promise<void> => {
          await writeAt(handle, piece, at + done)
          done += piece.length
          onProgress?.(done, length)
        }
        await readPiece(source, name, header, makeCopyBuffers(length), { consume, signal })
        await handle.sync()
      } finally {
        await handle.close()
      }
      if (before === undefined) writeNotes(place, header, nameOfWhole(name))
      writeFileDurably(path.join(place, `${number}.done`), '')
    } catch (error) {
      if (before === undefined) await rm(place, { recursive: true, force: true })
      throw explainWriteError(error, folder, needed)
    }
    const set = await readSet(folder, id)
    if (set === undefined) throw new Error('a set vanished while a part was taken in')
    return { set, number, known: false }
  }

  async function forget(id: Sha256): Promise<void> {
    await rm(path.join(folder, Sha256.parse(id)), { recursive: true, force: true })
    await syncFolderAsync(folder)
  }

  return {
    list: () => inTurn(list),
    take: (file, options = {}) =>
      inTurn(() => withSource(file, (source) => takeFrom(source, file.name, options))),
    assembled: (id) =>
      inTurn(async () => {
        const set = await readSet(folder, id)
        return set?.missing.length === 0
          ? { name: set.name, path: path.join(folder, id, 'content') }
          : undefined
      }),
    remove: (id) => inTurn(() => forget(id)),
  }
}

/**
 * The sets that make room for a new one: where there are too many, one that holds fewer bytes than the part brings; where they claim
 * too much, those of which a smaller share is there than of the new one.
 * @throws CallError `partsFull` when that is not enough; then none gives way
 */
function whatGivesWay(sets: readonly PartSet[], header: PartHeader, caps: PartCaps): readonly PartSet[] {
  const { length } = placeOfPiece(header, header.number)
  const gone = new Set<PartSet>()
  const give = (costOf: (set: PartSet) => number, own: number): void => {
    const left = sets.filter((set) => !gone.has(set))
    const [least] = left.sort((a, b) => costOf(a) - costOf(b))
    if (least === undefined || costOf(least) >= own)
      throw new CallError('partsFull', { limitBytes: caps.bytes })
    gone.add(least)
  }
  if (sets.length >= caps.sets) give(({ held }) => held, length)
  const claimed = (): number => sets.reduce((sum, set) => (gone.has(set) ? sum : sum + set.size), header.size)
  while (claimed() > caps.bytes) give(({ held, size }) => held / size, length / header.size)
  return [...gone]
}

function allOf({ hashes }: PartTable): readonly number[] {
  return hashes.map((_, i) => i + 1)
}

function writeNotes(place: string, { size, pieceBytes, hashes }: PartHeader, name: string): void {
  const stored: StoredSet = { v: 1, name, size, pieceBytes, hashes: [...hashes] }
  writeFileDurably(path.join(place, 'set.json'), JSON.stringify(stored))
}

async function openContent(place: string): Promise<FileHandle> {
  return await open(path.join(place, 'content'), constants.O_RDWR | constants.O_CREAT, 0o600)
}

async function writeAt(handle: FileHandle, piece: Buffer, position: number): Promise<void> {
  let written = 0
  while (written < piece.length) {
    const { bytesWritten } = await handle.write(piece, written, piece.length - written, position + written)
    written += bytesWritten
  }
}

/** Undefined: not there, or not as we wrote it. */
async function readSet(folder: string, id: Sha256): Promise<PartSet | undefined> {
  const place = path.join(folder, id)
  try {
    const file = path.join(place, 'set.json')
    const stored = StoredSet.parse(JSON.parse(await readFile(file, 'utf8')))
    if (partSetId(stored) !== id) return undefined
    const done = new Set((await readdir(place)).map((name) => Number(markOf.exec(name)?.[1] ?? 0)))
    const { name, size } = stored
    const missing = allOf(stored).filter((number) => !done.has(number))
    const held = size - missing.reduce((sum, number) => sum + placeOfPiece(stored, number).length, 0)
    const since = Math.round((await stat(file)).mtimeMs)
    return { id, code: shortCode(id), name, size, held, count: stored.hashes.length, missing, since }
  } catch (error) {
    if (isMissing(error) || error instanceof z.ZodError || error instanceof SyntaxError) return undefined
    throw error
  }
}

async function idsIn(folder: string): Promise<Sha256[]> {
  try {
    return (await readdir(folder)).flatMap((name) => Sha256.safeParse(name).data ?? [])
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

/** Sets without a single piece, and what is not as we write it. */
async function sweep(folder: string): Promise<void> {
  for (const id of await idsIn(folder)) {
    const set = await readSet(folder, id)
    if (set === undefined || set.missing.length === set.count)
      await rm(path.join(folder, id), { recursive: true, force: true })
  }
}

async function withSource<Result>(
  { name, path: place }: { readonly name: string; readonly path: string },
  work: (source: ByteSource) => Promise<Result>,
): Promise<Result> {
  const explain = (error: unknown): never => {
    throw explainReadError(error, name)
  }
  const handle = await open(place, 'r').catch(explain)
  try {
    const { size, read } = await fileSource(handle)
    return await work({ size, read: (target, position) => read(target, position).catch(explain) })
  } finally {
    await handle.close()
  }
}
