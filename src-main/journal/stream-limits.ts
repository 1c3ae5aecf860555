import type { EntryId } from '../../shared/domain/ids.ts'
import type { Point } from '../../shared/domain/journal/facts.ts'
import type { Database } from '../storage/database.ts'
import { forkedSeqs, lastOfStream, placeById, placesOfStream, type EntryPlace } from '../storage/entries.ts'
import { sealsOfStream } from '../storage/seals.ts'
import type { DeviceJudgement } from './parts.ts'
import { readBranches, type StreamBranches } from './stream-branches.ts'

/** What trust lists and seals say about one stream, as far as the entries that they name are stored here. */
export type StreamLimits = {
  /** The stream counts up to each of these; null: not at all. */
  readonly cuts: readonly (Point | null)[]
  /** Points on the branch that counts. */
  readonly settled: readonly Point[]
  /** For a stream of a former device of this folder: it counts up to any of these; null: seals do not matter. */
  readonly sealed: readonly Point[] | null
}

export const noLimits: StreamLimits = { cuts: [], settled: [], sealed: null }

/**
 * Numbers at which more than one entry counts as said: forks. What a former device of this folder wrote and never sealed was said to
 * nobody: it is no branch, whoever else still writes as that device.
 */
export function forksOf(database: Database, stream: number, sealed: readonly Point[] | null): number[] {
  const seqs = forkedSeqs(database, stream)
  if (sealed === null || seqs.length === 0) return seqs
  const tree = readBranches(placesOfStream(database, stream))
  return seqs.filter(
    (seq) =>
      placesOfStream(database, stream, seq, seq).filter((place) => isSealed(tree, place, sealed)).length > 1,
  )
}

/** Whether the entry lies before one of the sealed points. */
export function isSealed(
  tree: StreamBranches,
  entry: { readonly id: string },
  sealed: readonly Point[],
): boolean {
  return sealed.some((point) => tree.liesBefore(entry, point))
}

/** Gives `noLimits` itself when nothing is said about the stream. */
export function limitsOf(
  database: Database,
  stream: { readonly num: number; readonly key: string },
  judgement: DeviceJudgement,
): StreamLimits {
  const cuts = judgement
    .cuts(stream.key)
    .map((cut) => (cut === null ? null : asFarAsStored(database, stream.num, cut)))
    .filter((cut) => cut === null || cut.seq < Infinity)
  const settled = judgement.branches(stream.key).filter((point) => isStored(database, stream.num, point))
  const sealed = judgement.sealedOnly ? sealedPoints(database, stream.num) : null
  return cuts.length === 0 && settled.length === 0 && sealed === null ? noLimits : { cuts, settled, sealed }
}

/** The entries over which a seal of their device is kept. */
export function sealedPoints(database: Database, stream: number): Point[] {
  return sealsOfStream(database, stream).map(({ seq, entry }) => ({ seq, id: entry as EntryId }))
}

/**
 * A list may name an entry that is not stored here. While the stream is shorter than that, everything of it lies before; when it
 * holds another entry at that place, it is another branch, of which nothing can be known to lie before.
 */
function asFarAsStored(database: Database, stream: number, cut: Point): Point | null {
  if (isStored(database, stream, cut)) return cut
  const last = lastOfStream(database, stream)[0]?.seq ?? 0
  return last < cut.seq ? { seq: Infinity, id: cut.id } : null
}

function isStored(database: Database, stream: number, { seq, id }: Point): boolean {
  const place = placeById(database, id)
  return place?.stream === stream && place.seq === seq
}

/** The first seq at which the chosen branch forks again; infinity when it does not. */
export function firstOffBranch(
  places: readonly EntryPlace[],
  settled: readonly Point[],
  tree: StreamBranches,
): number {
  const seen = new Set<number>()
  let first = Infinity
  for (const { seq, id } of places) {
    if (!settled.every((point) => tree.liesBefore({ id }, point) || tree.liesBefore(point, { id }))) continue
    if (seen.has(seq)) first = Math.min(first, seq)
    seen.add(seq)
  }
  return first
}
