import { compareVietnamese } from '../../shared/domain/text/vietnamese.ts'

export type SortValue = string | number | boolean | null
export type Sorting = { key: string; direction: 'up' | 'down' }

/** The next state of a title that was clicked: its first direction, the other one, and so on. */
export function nextSorting(now: Sorting | null, key: string, first: 'up' | 'down'): Sorting {
  if (now?.key !== key) return { key, direction: first }
  return { key, direction: now.direction === 'up' ? 'down' : 'up' }
}

/** Sorted by one value, names in Vietnamese order. What has no value stands last in both directions; equals keep their order. */
export function sortRows<Row>(
  rows: readonly Row[],
  valueOf: (row: Row) => SortValue,
  direction: 'up' | 'down',
): readonly Row[] {
  const sign = direction === 'up' ? 1 : -1
  return rows
    .map((row) => ({ row, value: valueOf(row) }))
    .sort((a, b) => {
      if (a.value === null || b.value === null) return a.value === b.value ? 0 : a.value === null ? 1 : -1
      if (typeof a.value === 'string' && typeof b.value === 'string')
        return sign * compareVietnamese(a.value, b.value)
      return sign * (Number(a.value) - Number(b.value))
    })
    .map(({ row }) => row)
}
