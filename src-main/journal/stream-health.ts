import { awaitedBy } from '../../shared/domain/journal/awaited.ts'
import type { Cut, Point, UncountedReason } from '../../shared/domain/journal/facts.ts'
import type { EntryId } from '../../shared/domain/ids.ts'
import {
  entriesOfStream,
  forkedSeqs,
  lastOfStream,
  placeById,
  placesOfStream,
  type EntryPlace,
} from '../storage/entries.ts'
import { oversteppingStreams } from '../storage/oversteps.ts'
import { streamByKey } from '../storage/streams.ts'
import { troubledStreams, waitingInStream } from '../storage/waiting-bases.ts'
import { decodeStoredEntry, type DecodedEntry } from './entry.ts'
import type { JournalBase } from './parts.ts'
import { overstepOf } from './scopes.ts'
import { readBranches, type StreamBranches } from './stream-branches.ts'
import { firstOffBranch, forksOf, isSealed, limitsOf, noLimits, type StreamLimits } from './stream-limits.ts'

/**
 * Which entries of a stream count as far as the stream and the trust lists tell (JOURNAL 7, 24, 25, 33): up to the last common
 * entry of a fork, unless a list says which branch counts, up to the first entry whose base is not stored, up to the first by which
 * its device went too far, and up to where a list that revokes the device lets it count. Most streams have no trouble and cost
 * nothing here. Of a forked stream each branch is judged by itself: what a device did on one must not touch a decision that saw
 * the other.
 */
export type StreamHealth = {
  /** Why the entry does not count, or true. Without an id: whether the stream counts that far on every branch. */
  readonly judge: (streamKey: string, seq: number, id?: string) => true | UncountedReason
  readonly liesBefore: (entry: { readonly stream: string } & Point, point: Point) => boolean
  readonly holdsCut: (cut: Cut) => boolean
  /** The first seq at which the stream forks; null when it does not. */
  readonly forkedFrom: (streamKey: string) => number | null
  /** Whether two entries with one number are stored, also where that makes no fork because one of them was never sealed. */
  readonly isBranched: (streamKey: string) => boolean
  /** The first seq that waits for a base; null when none does. */
  readonly waitsFrom: (streamKey: string) => number | null
  /** Whether nothing is the matter with the stream: all of it counts. */
  readonly isSound: (streamKey: string) => boolean
  /** Its entries by seq; of a former device of this folder only what it sealed, as it said the rest to nobody. */
  readonly saidPlaces: (streamKey: string) => readonly EntryPlace[]
  /** How far the stream was said and is stored; of a forked one the last entry that its branches share. Null: nothing. */
  readonly commonHead: (streamKey: string) => Point | null
  /** The last entry that counts; null when none does. Reads the whole stream. */
  readonly countedHead: (streamKey: string) => Point | null
  /** Asks the database again about these streams; gives the keys of those whose state changed. */
  readonly refresh: (streams: Iterable<{ readonly num: number; readonly key: string }>) => readonly string[]
}

type Trouble = {
  readonly num: number
  readonly branchedFrom: number
  readonly forkedFrom: number
  readonly waitsFrom: number
  readonly overstepFrom: number
  readonly limits: StreamLimits
}

const never = Infinity

/** Reads the state of every stream once and keeps it. */
export function createStreamHealth(
  { database, deviceFacts, judgementOf }: Pick<JournalBase, 'database' | 'deviceFacts' | 'judgementOf'>,
  all: Iterable<{ readonly num: number; readonly key: string }>,
): StreamHealth {
  const troubles = new Map<string, Trouble>()
  /** Of forked streams, read when somebody asks. */
  const branches = new Map<string, StreamBranches>()
  const overstepping = new Map<string, readonly { readonly id: string }[]>()
  const waiting = new Map<string, readonly { readonly id: string }[]>()
  const firstOff = new Map<string, number>()

  function refresh(streams: Iterable<{ readonly num: number; readonly key: string }>): readonly string[] {
    const waits = troubledStreams(database)
    const oversteps = oversteppingStreams(database)
    const changed: string[] = []
    for (const { num, key } of streams) {
      for (const known of [branches, overstepping, waiting, firstOff]) known.delete(key)
      const judgement = judgementOf?.(key.slice(0, 64)) ?? null
      const limits = judgement === null ? noLimits : limitsOf(database, { num, key }, judgement)
      const trouble: Trouble = {
        num,
        branchedFrom: forkedSeqs(database, num)[0] ?? never,
        forkedFrom: forksOf(database, num, limits.sealed)[0] ?? never,
        waitsFrom: waits.get(num) ?? never,
        overstepFrom: oversteps.get(num) ?? never,
        limits,
      }
      const before = troubles.get(key)
      if (isNone(trouble)) troubles.delete(key)
      else troubles.set(key, trouble)
      if (textOf(before) !== textOf(isNone(trouble) ? undefined : trouble)) changed.push(key)
    }
    return changed
  }
  refresh(all)

  function isBranched(streamKey: string): boolean {
    return (troubles.get(streamKey)?.branchedFrom ?? never) < never
  }

  function branchesOf(streamKey: string, wanted: string): StreamBranches {
    let known = branches.get(streamKey)
    if (known === undefined || (!known.holds(wanted) && placeById(database, wanted) !== undefined)) {
      const stream = streamByKey(database, streamKey)
      known = readBranches(stream === undefined ? [] : placesOfStream(database, stream.num))
      branches.set(streamKey, known)
    }
    return known
  }

  function liesBefore(entry: { readonly stream: string } & Point, point: Point): boolean {
    if (entry.seq > point.seq) return false
    if (!isBranched(entry.stream)) return true
    return branchesOf(entry.stream, entry.id).liesBefore(entry, point)
  }

  function judge(streamKey: string, seq: number, id?: string): true | UncountedReason {
    const trouble = troubles.get(streamKey)
    if (trouble === undefined) return true
    // what nothing can heal comes first: it must not hide behind what a decision's cut outlives
    if (seq >= trouble.overstepFrom && isBehindOverstep(streamKey, trouble, id)) return 'overstep'
    const point = { seq, id: id as EntryId }
    const { cuts, sealed } = trouble.limits
    if (cuts.some((cut) => !isUpTo(streamKey, point, cut))) return 'revoked'
    if (seq >= trouble.forkedFrom && !isOnBranch(streamKey, trouble, point)) return 'forked'
    if (seq >= trouble.waitsFrom && isBehindWaiting(streamKey, trouble, id)) return 'waiting'
    return sealed === null || sealed.some((seal) => isUpTo(streamKey, point, seal)) ? true : 'unsealed'
  }

  function isUpTo(
    streamKey: string,
    { seq, id }: Partial<Point> & { seq: number },
    end: Point | null,
  ): boolean {
    if (end === null) return false
    return id === undefined ? seq <= end.seq : liesBefore({ stream: streamKey, seq, id }, end)
  }

  /** Whether the entry lies on the branch that was named, before it forks again. */
  function isOnBranch(
    streamKey: string,
    { num, limits }: Trouble,
    { seq, id }: Partial<Point> & { seq: number },
  ) {
    const { settled, sealed } = limits
    if (settled.length === 0 || id === undefined) return false
    const tree = branchesOf(streamKey, id)
    if (!settled.every((point) => tree.liesBefore({ id }, point) || tree.liesBefore(point, { id })))
      return false
    let off = firstOff.get(streamKey)
    if (off === undefined) {
      off = firstOffBranch(said(placesOfStream(database, num), tree, sealed), settled, tree)
      firstOff.set(streamKey, off)
    }
    return seq < off
  }

  function isBehindOverstep(streamKey: string, trouble: Trouble, id: string | undefined): boolean {
    if (id === undefined || trouble.overstepFrom < trouble.branchedFrom) return true
    return overstepsOf(streamKey, trouble).some((each) => branchesOf(streamKey, id).liesBefore(each, { id }))
  }

  /** An entry of another branch may be the one that waits. */
  function isBehindWaiting(streamKey: string, trouble: Trouble, id: string | undefined): boolean {
    if (id === undefined || trouble.waitsFrom < trouble.branchedFrom) return true
    return waitingOf(streamKey, trouble.num).some((each) =>
      branchesOf(streamKey, id).liesBefore(each, { id }),
    )
  }

  /** The entries behind the fork by which the device went too far. */
  function overstepsOf(
    streamKey: string,
    { num, overstepFrom }: Trouble,
  ): readonly { readonly id: string }[] {
    let found = overstepping.get(streamKey)
    if (found === undefined) {
      const device = streamKey.slice(0, 64)
      const facts = deviceFacts(device)
      found = decoded(num, overstepFrom).filter(
        (entry) => facts !== null && overstepOf(entry, { device, ...facts }) !== undefined,
      )
      overstepping.set(streamKey, found)
    }
    return found
  }

  /** The entries that lack a base. */
  function waitingOf(streamKey: string, num: number): readonly { readonly id: string }[] {
    let found = waiting.get(streamKey)
    if (found === undefined) {
      found = waitingInStream(database, num).flatMap(({ seq, base }) =>
        decoded(num, seq, seq).filter(({ changes }) => changes.some((change) => awaits(change, base))),
      )
      waiting.set(streamKey, found)
    }
    return found
  }

  function decoded(num: number, from: number, to?: number): DecodedEntry[] {
    return entriesOfStream(database, num, from, to).map(({ bytes, id }) => decodeStoredEntry(bytes, id))
  }

  function holdsPoint(key: string, point: Point): boolean {
    const stream = streamByKey(database, key)
    const place = placeById(database, point.id)
    if (stream === undefined || place?.stream !== stream.num || place.seq !== point.seq) return false
    const trouble = troubles.get(key)
    if (trouble === undefined || point.seq < trouble.waitsFrom) return true
    return (
      isBranched(key) &&
      !waitingOf(key, stream.num).some((each) => branchesOf(key, point.id).liesBefore(each, point))
    )
  }

  function saidPlaces(streamKey: string): readonly EntryPlace[] {
    const stream = streamByKey(database, streamKey)
    if (stream === undefined) return []
    const places = placesOfStream(database, stream.num)
    return said(places, readBranches(places), troubles.get(streamKey)?.limits.sealed ?? null)
  }

  function commonHead(streamKey: string): Point | null {
    const stream = streamByKey(database, streamKey)
    if (stream === undefined) return null
    const trouble = troubles.get(streamKey)
    const isWhole =
      trouble === undefined || (trouble.branchedFrom === never && trouble.limits.sealed === null)
    const places = isWhole ? lastOfStream(database, stream.num) : saidPlaces(streamKey)
    const last = places.findLast(({ seq }) => seq < (trouble?.forkedFrom ?? never))
    return last === undefined ? null : { seq: last.seq, id: last.id as EntryId }
  }

  function countedHead(streamKey: string): Point | null {
    const stream = streamByKey(database, streamKey)
    if (stream === undefined) return null
    const places = placesOfStream(database, stream.num)
    const last = places.findLast(({ seq, id }) => judge(streamKey, seq, id) === true)
    return last === undefined ? null : { seq: last.seq, id: last.id as EntryId }
  }

  return {
    judge,
    liesBefore,
    holdsCut: (cut) => Object.entries(cut).every(([key, point]) => holdsPoint(key, point)),
    forkedFrom: (streamKey) => finite(troubles.get(streamKey)?.forkedFrom),
    isBranched,
    saidPlaces,
    commonHead,
    isSound: (streamKey) => !troubles.has(streamKey),
    waitsFrom: (streamKey) => finite(troubles.get(streamKey)?.waitsFrom),
    countedHead,
    refresh,
  }
}

function awaits(change: Parameters<typeof awaitedBy>[0], base: string): boolean {
  return awaitedBy(change).some((id) => id === base)
}

function said(
  places: readonly EntryPlace[],
  tree: StreamBranches,
  sealed: readonly Point[] | null,
): readonly EntryPlace[] {
  return sealed === null ? places : places.filter((place) => isSealed(tree, place, sealed))
}

function finite(seq: number | undefined): number | null {
  return seq === undefined || seq === never ? null : seq
}

function isNone({ branchedFrom, waitsFrom, overstepFrom, limits }: Trouble): boolean {
  return Math.min(branchedFrom, waitsFrom, overstepFrom) === never && limits === noLimits
}

function textOf(trouble: Trouble | undefined): string {
  if (trouble === undefined) return ''
  const { branchedFrom, forkedFrom, waitsFrom, overstepFrom, limits } = trouble
  // infinity has no JSON
  return JSON.stringify([
    String(branchedFrom),
    String(forkedFrom),
    String(waitsFrom),
    String(overstepFrom),
    limits,
  ])
}
