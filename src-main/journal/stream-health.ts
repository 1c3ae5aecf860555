import type { EntryId } from '../../shared/domain/ids.ts'
import type { Cut, Point, UncountedReason } from '../../shared/domain/journal/facts.ts'
import type { Database } from '../storage/database.ts'
import { forkedSeqs, placeById } from '../storage/entries.ts'
import { oversteppingStreams } from '../storage/oversteps.ts'
import { streamByKey } from '../storage/streams.ts'
import { troubledStreams } from '../storage/waiting-bases.ts'

/**
 * Which entries of a stream count as far as the stream alone tells (JOURNAL 7, 24, 25): up to the last common entry of a fork, up
 * to the first entry whose base is not stored, and up to the first by which its device went too far. Most streams have no trouble
 * and cost nothing here.
 */
export type StreamHealth = {
  /** Why the entry does not count, or true. */
  readonly judge: (streamKey: string, seq: number) => true | UncountedReason
  readonly liesBefore: (entry: { readonly stream: string } & Point, point: Point) => boolean
  readonly holdsCut: (cut: Cut) => boolean
  /** Whether two entries with one number are stored. */
  readonly isForked: (streamKey: string) => boolean
  /** The first seq that waits for a base; null when none does. */
  readonly waitsFrom: (streamKey: string) => number | null
  /** Asks the database again about these streams; gives the keys of those whose state changed. */
  readonly refresh: (streams: Iterable<{ readonly num: number; readonly key: string }>) => readonly string[]
}

type Trouble = {
  readonly countedTo: number
  readonly why: 'forked' | 'waiting' | 'overstep'
  readonly waitsFrom: number | null
}

/** Reads the state of every stream once and keeps it. */
export function createStreamHealth(
  database: Database,
  all: Iterable<{ readonly num: number; readonly key: string }>,
): StreamHealth {
  const troubles = new Map<string, Trouble>()
  const forks = new Set<string>()

  function refresh(streams: Iterable<{ readonly num: number; readonly key: string }>): readonly string[] {
    const waits = troubledStreams(database)
    const oversteps = oversteppingStreams(database)
    const changed: string[] = []
    for (const { num, key } of streams) {
      const fork = forkedSeqs(database, num)[0]
      if (fork === undefined) forks.delete(key)
      else forks.add(key)
      const trouble = worst(fork, waits.get(num), oversteps.get(num))
      const before = troubles.get(key)
      if (trouble === null) troubles.delete(key)
      else troubles.set(key, trouble)
      if (!isSame(before, trouble)) changed.push(key)
    }
    return changed
  }
  refresh(all)

  function liesBefore(entry: { readonly stream: string } & Point, point: Point): boolean {
    if (entry.seq > point.seq) return false
    if (!forks.has(entry.stream)) return true
    let place = placeById(database, point.id)
    while (place !== undefined && place.seq > entry.seq && place.prev !== null)
      place = placeById(database, place.prev)
    return place?.id === (entry.id as string)
  }

  return {
    judge: (streamKey, seq) => {
      const trouble = troubles.get(streamKey)
      return trouble === undefined || seq <= trouble.countedTo ? true : trouble.why
    },
    liesBefore,
    holdsCut: (cut) =>
      Object.entries(cut).every(([key, { seq, id }]) => {
        const stream = streamByKey(database, key)
        const place = placeById(database, id satisfies EntryId)
        if (stream === undefined || place?.stream !== stream.num || place.seq !== seq) return false
        const waitsFrom = troubles.get(key)?.waitsFrom ?? null
        return waitsFrom === null || seq < waitsFrom
      }),
    isForked: (streamKey) => forks.has(streamKey),
    waitsFrom: (streamKey) => troubles.get(streamKey)?.waitsFrom ?? null,
    refresh,
  }
}

/** The trouble that begins first; of several at one entry the one that nothing can heal. */
function worst(
  fork: number | undefined,
  wait: number | undefined,
  overstep: number | undefined,
): Trouble | null {
  const waitsFrom = wait ?? null
  const found = [
    { from: overstep, why: 'overstep' },
    { from: fork, why: 'forked' },
    { from: wait, why: 'waiting' },
  ] as const
  let trouble: Trouble | null = null
  for (const { from, why } of found) {
    if (from === undefined || (trouble !== null && trouble.countedTo < from)) continue
    trouble = { countedTo: from - 1, why, waitsFrom }
  }
  return trouble
}

function isSame(a: Trouble | undefined, b: Trouble | null): boolean {
  return a?.countedTo === b?.countedTo && a?.why === b?.why && a?.waitsFrom === b?.waitsFrom
}
