import { awaitedBy } from '../../shared/domain/journal/awaited.ts'
import type { Cut, Point, UncountedReason } from '../../shared/domain/journal/facts.ts'
import type { Database } from '../storage/database.ts'
import { entriesOfStream, forkedSeqs, placeById, placesOfStream } from '../storage/entries.ts'
import { oversteppingStreams } from '../storage/oversteps.ts'
import { streamByKey } from '../storage/streams.ts'
import { troubledStreams, waitingInStream } from '../storage/waiting-bases.ts'
import { decodeStoredEntry } from './entry.ts'
import type { DeviceFacts } from './parts.ts'
import { overstepOf } from './scopes.ts'
import { readBranches, type StreamBranches } from './stream-branches.ts'

/**
 * Which entries of a stream count as far as the stream alone tells (JOURNAL 7, 24, 25): up to the last common entry of a fork, up
 * to the first entry whose base is not stored, and up to the first by which its device went too far. Most streams have no trouble
 * and cost nothing here. Of a forked stream each branch is judged by itself: what a device did on one must not touch a decision
 * that saw the other.
 */
export type StreamHealth = {
  /** Why the entry does not count, or true. Without an id: whether the stream counts that far on every branch. */
  readonly judge: (streamKey: string, seq: number, id?: string) => true | UncountedReason
  readonly liesBefore: (entry: { readonly stream: string } & Point, point: Point) => boolean
  readonly holdsCut: (cut: Cut) => boolean
  /** Whether two entries with one number are stored. */
  readonly isForked: (streamKey: string) => boolean
  /** The first seq that waits for a base; null when none does. */
  readonly waitsFrom: (streamKey: string) => number | null
  /** The last seq that counts; null: all of them. */
  readonly countsTo: (streamKey: string) => number | null
  /** Asks the database again about these streams; gives the keys of those whose state changed. */
  readonly refresh: (streams: Iterable<{ readonly num: number; readonly key: string }>) => readonly string[]
}

type Trouble = {
  readonly forkedFrom: number
  readonly waitsFrom: number
  readonly overstepFrom: number
}

const never = Infinity

/** Reads the state of every stream once and keeps it. */
export function createStreamHealth(
  database: Database,
  deviceFacts: (device: string) => DeviceFacts | null,
  all: Iterable<{ readonly num: number; readonly key: string }>,
): StreamHealth {
  const troubles = new Map<string, Trouble>()
  /** Of forked streams, read when somebody asks. */
  const branches = new Map<string, StreamBranches>()
  const overstepping = new Map<string, readonly { readonly id: string }[]>()

  function refresh(streams: Iterable<{ readonly num: number; readonly key: string }>): readonly string[] {
    const waits = troubledStreams(database)
    const oversteps = oversteppingStreams(database)
    const changed: string[] = []
    for (const { num, key } of streams) {
      branches.delete(key)
      overstepping.delete(key)
      const trouble: Trouble = {
        forkedFrom: forkedSeqs(database, num)[0] ?? never,
        waitsFrom: waits.get(num) ?? never,
        overstepFrom: oversteps.get(num) ?? never,
      }
      const before = troubles.get(key) ?? noTrouble
      if (firstOf(trouble) === never) troubles.delete(key)
      else troubles.set(key, trouble)
      if (!isSame(before, trouble)) changed.push(key)
    }
    return changed
  }
  refresh(all)

  function isForked(streamKey: string): boolean {
    return (troubles.get(streamKey)?.forkedFrom ?? never) < never
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
    if (!isForked(entry.stream)) return true
    return branchesOf(entry.stream, entry.id).liesBefore(entry, point)
  }

  function judge(streamKey: string, seq: number, id?: string): true | UncountedReason {
    const trouble = troubles.get(streamKey)
    if (trouble === undefined) return true
    // what nothing can heal comes first: it must not hide behind what a decision's cut outlives
    if (seq >= trouble.overstepFrom && isBehindOverstep(streamKey, trouble, id)) return 'overstep'
    if (seq >= trouble.forkedFrom) return 'forked'
    return seq >= trouble.waitsFrom ? 'waiting' : true
  }

  function isBehindOverstep(streamKey: string, trouble: Trouble, id: string | undefined): boolean {
    if (id === undefined || trouble.overstepFrom < trouble.forkedFrom) return true
    return overstepsOf(streamKey, trouble).some((each) => branchesOf(streamKey, id).liesBefore(each, { id }))
  }

  /** The entries behind the fork by which the device went too far. */
  function overstepsOf(streamKey: string, { overstepFrom }: Trouble): readonly { readonly id: string }[] {
    let found = overstepping.get(streamKey)
    if (found === undefined) {
      const stream = streamByKey(database, streamKey)
      const device = streamKey.slice(0, 64)
      const facts = deviceFacts(device)
      const behind = stream === undefined ? [] : entriesOfStream(database, stream.num, overstepFrom)
      found = behind
        .map(({ bytes, id }) => decodeStoredEntry(bytes, id))
        .filter((entry) => facts !== null && overstepOf(entry, { device, ...facts }) !== undefined)
      overstepping.set(streamKey, found)
    }
    return found
  }

  function holdsPoint(key: string, point: Point): boolean {
    const stream = streamByKey(database, key)
    const place = placeById(database, point.id)
    if (stream === undefined || place?.stream !== stream.num || place.seq !== point.seq) return false
    const { waitsFrom } = troubles.get(key) ?? noTrouble
    if (point.seq < waitsFrom) return true
    if (!isForked(key)) return false
    // an entry of another branch may be the one that waits
    return waitingInStream(database, stream.num).every(
      ({ seq, base }) =>
        seq > point.seq ||
        !entriesOfStream(database, stream.num, seq, seq)
          .map(({ bytes, id }) => decodeStoredEntry(bytes, id))
          .some((entry) => liesBefore(entry, point) && entry.changes.some((change) => awaits(change, base))),
    )
  }

  return {
    judge,
    liesBefore,
    holdsCut: (cut) => Object.entries(cut).every(([key, point]) => holdsPoint(key, point)),
    isForked,
    waitsFrom: (streamKey) => orNull(troubles.get(streamKey)?.waitsFrom ?? never),
    countsTo: (streamKey) => orNull(firstOf(troubles.get(streamKey) ?? noTrouble) - 1),
    refresh,
  }
}

const noTrouble: Trouble = { forkedFrom: never, waitsFrom: never, overstepFrom: never }

function awaits(change: Parameters<typeof awaitedBy>[0], base: string): boolean {
  return awaitedBy(change).some((id) => id === base)
}

function firstOf({ forkedFrom, waitsFrom, overstepFrom }: Trouble): number {
  return Math.min(forkedFrom, waitsFrom, overstepFrom)
}

function orNull(seq: number): number | null {
  return seq === never ? null : seq
}

function isSame(a: Trouble, b: Trouble): boolean {
  return a.forkedFrom === b.forkedFrom && a.waitsFrom === b.waitsFrom && a.overstepFrom === b.overstepFrom
}
