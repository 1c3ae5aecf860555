import type { StarBand } from '../../../shared/domain/criteria.ts'

/** The levels with which a commune can be recognised, each number of stars once. */
export function recognisableStars(
  bands: readonly StarBand[],
): readonly { readonly value: string; readonly label: string }[] {
  const byStars = new Map(
    bands
      .filter(({ passes }) => passes)
      .map(({ stars, label }) => [stars, { value: String(stars), label }] as const),
  )
  return [...byStars.values()]
}
