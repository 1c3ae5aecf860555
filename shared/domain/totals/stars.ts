import type { StarBand } from '../criteria.ts'
import type { GateId } from '../ids.ts'
import type { Hundredths } from '../quantities.ts'
import type { GateResult } from './gates.ts'

/** What is between a sheet and its next star. */
export type Gap = Readonly<{
  band: StarBand
  /** Points still needed; 0 when only gates stand in the way. */
  points: Hundredths
  /** Gates that bar this band: failed, or not known yet. */
  gates: readonly GateId[]
}>

export type Stars = Readonly<{
  /** The band of the total alone; null where the bands have a hole. */
  byPoints: StarBand | null
  /** The band that points and gates allow. A gate that nobody answered bars as well: recognition must be proven. */
  reached: StarBand | null
  /** null at the highest band. */
  gap: Gap | null
}>

/** Bands from the lowest to the highest. */
export function sortedBands(bands: readonly StarBand[]): readonly StarBand[] {
  return [...bands].sort((a, b) => (a.from ?? -Infinity) - (b.from ?? -Infinity))
}

function barring(band: StarBand, gates: readonly GateResult[]): readonly GateId[] {
  if (!band.passes) return []
  return gates.filter((gate) => gate.passed !== true && band.stars >= gate.fromStars).map((gate) => gate.id)
}

/** Bands are half-open: [from, to). */
export function starsOf(bands: readonly StarBand[], total: Hundredths, gates: readonly GateResult[]): Stars {
  const rising = sortedBands(bands)
  const place = rising.findIndex(
    (band) => (band.from === null || total >= band.from) && (band.to === null || total < band.to),
  )
  const below = place < 0 ? [] : rising.slice(0, place + 1)
  const reached = below.findLast((band) => barring(band, gates).length === 0) ?? null
  const next = rising[reached === null ? 0 : rising.indexOf(reached) + 1]
  return {
    byPoints: rising[place] ?? null,
    reached,
    gap: next === undefined ? null : gapTo(next, total, gates),
  }
}

function gapTo(band: StarBand, total: Hundredths, gates: readonly GateResult[]): Gap {
  const points = Math.max(0, (band.from ?? total) - total) as Hundredths
  return { band, points, gates: barring(band, gates) }
}
