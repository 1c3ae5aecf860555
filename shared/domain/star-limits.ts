import type { StarBand } from './criteria.ts'

/**
 * Bands with their upper ends as they follow from where the next one begins, so that every total lies in exactly one of them. The
 * order of the list stays.
 */
export function bandsFromLimits(bands: readonly StarBand[]): StarBand[] {
  const limits = bands.map(({ from }) => from ?? -Infinity)
  return bands.map((band) => {
    const own = band.from ?? -Infinity
    const above = limits.filter((limit) => limit > own)
    return { ...band, to: above.length === 0 ? null : (Math.min(...above) as NonNullable<StarBand['to']>) }
  })
}
