import type { Manifest } from '../../bundles/manifest.ts'
import { entryNumber } from '../../storage/entries.ts'
import type { Installation } from '../office/installation.ts'

type Range = {
  readonly stream: string
  readonly from: number
  readonly to: number
  readonly prev: string | null
}

/** Whether a stream of the bundle begins behind what is stored here. */
export function hasGap(
  { database }: Pick<Installation, 'database'>,
  { streams }: Pick<Manifest, 'streams'>,
): boolean {
  return rangesWithoutBefore(streams).some(
    ({ prev }) => prev !== null && entryNumber(database, prev) === undefined,
  )
}

/**
 * The ranges that continue something which no other range of the bundle carries: the other branch of a fork may. Sorted once, as a
 * stranger's manifest names tens of thousands.
 */
export function rangesWithoutBefore<Each extends Range>(ranges: readonly Each[]): readonly Each[] {
  const found: Each[] = []
  for (const [, branches] of Map.groupBy(ranges, ({ stream }) => stream)) {
    let reached = -Infinity
    let waiting = -Infinity
    let last = -Infinity
    for (const branch of branches.toSorted((a, b) => a.from - b.from)) {
      // what begins at the same place is beside it, not before it
      if (branch.from > last) reached = Math.max(reached, waiting)
      if (branch.prev !== null && reached < branch.from - 1) found.push(branch)
      waiting = Math.max(waiting, branch.to)
      last = branch.from
    }
  }
  return found
}
