import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { CriterionId } from '../../../shared/domain/ids.ts'
import { isFiltering, noFilter, passes, type SheetFilter } from './sheet-filter.ts'
import type { GroupModel, RowModel } from './sheet-model.ts'

const keptFilter = 'sheet-filter'

export type Filtering = Readonly<{
  filter: SheetFilter
  setFilter: (filter: SheetFilter) => void
  /** The groups with the lines that show. */
  groups: readonly GroupModel[]
  /** The lines that show. */
  rows: readonly RowModel[]
}>

/**
 * The lines that show. One that has been dealt with stays until the filter is chosen anew: nothing goes away under somebody's
 * hands. The filter is kept with the window, so that a district goes through its communes with it.
 */
export function useFilter(groups: readonly GroupModel[], all: readonly RowModel[]): Filtering {
  const [filter, choose] = useState(loadFilter)
  const [held, hold] = useState(() => matching(all, filter))
  const shown = useMemo(
    () =>
      !isFiltering(filter)
        ? groups
        : groups.flatMap(({ group, rows }) => {
            const some = rows.filter((row) => held.has(row.criterion.id) || passes(row, filter))
            return some.length === 0 ? [] : [{ group, rows: some }]
          }),
    [filter, groups, held],
  )
  const rows = useMemo(() => shown.flatMap((group) => group.rows), [shown])
  const latest = useRef(all)
  useEffect(() => {
    latest.current = all
  })
  const setFilter = useCallback((wanted: SheetFilter) => {
    choose(wanted)
    hold(matching(latest.current, wanted))
    sessionStorage.setItem(keptFilter, JSON.stringify(wanted))
  }, [])
  return {
    filter,
    setFilter,
    groups: shown,
    rows,
  }
}

function matching(rows: readonly RowModel[], filter: SheetFilter): ReadonlySet<CriterionId> {
  return new Set(rows.filter((row) => passes(row, filter)).map(({ criterion }) => criterion.id))
}

function loadFilter(): SheetFilter {
  const kept = sessionStorage.getItem(keptFilter)
  return kept === null ? noFilter : { ...noFilter, ...(JSON.parse(kept) as Partial<SheetFilter>) }
}
