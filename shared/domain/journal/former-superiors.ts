import type { FormerSuperior, SheetEntry, StoredFacts } from './facts.ts'

/**
 * The former superior by whose right an entry was written: its unit stood above the commune then, and the entry lies before the point
 * that the transfer named for its stream (JOURNAL 20).
 */
export function formerSuperiorOf(
  entry: Pick<SheetEntry, 'unit' | 'stream' | 'seq' | 'id'>,
  former: readonly FormerSuperior[] | undefined,
  facts: Pick<StoredFacts, 'liesBefore'>,
): FormerSuperior | undefined {
  return former?.find(({ unit, until }) => {
    if (unit !== entry.unit || !Object.hasOwn(until, entry.stream)) return false
    const point = until[entry.stream]
    return point !== undefined && facts.liesBefore(entry, point)
  })
}
