import { useVirtualizer } from '@tanstack/react-virtual'
import {
  Fragment,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useTranslation } from 'react-i18next'
import classes from './data-table.module.css'
import { Icon } from './icons.tsx'
import { OrderChooser } from './order-chooser.tsx'
import { useRoom } from './room.ts'
import { nextSorting, sortRows, type SortValue, type Sorting } from './sorting.ts'

export type Column<Row> = {
  key: string
  title: string
  /** Longer words for the title, shown on pointing at it. */
  hint?: string
  /** Width in rem; `grow` columns share what is left. */
  width: number
  grow?: boolean
  align?: 'start' | 'end' | 'center'
  /** Holds buttons: they line up with the title, and a block does not name them. */
  actions?: boolean
  /** Sortable by this. */
  sortBy?: (row: Row) => SortValue
  /** What a first click sorts by; numbers are looked at from the top. */
  firstSort?: 'up' | 'down'
  cell: (row: Row) => ReactNode
}

type Props<Row> = {
  /** What the table is, for readers of the screen. */
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** Enter, or a click anywhere in the row. */
  onOpen?: (row: Row) => void
  initialSorting?: Sorting
  /** In the order as given, rows of one part stand under its title; null: above all parts. */
  groupOf?: (row: Row) => string | null
  /** Instead of rows when there are none. */
  empty?: ReactNode
  /** Height when the table does not fill its frame: at most this many rem. */
  maxHeight?: number
}

/** So much narrower than asked for the columns may be before the rows become blocks. */
const mostSqueeze = 1.12

/**
 * A table for many rows: only those in sight are drawn. Arrow keys, Page Up and Page Down, Home and End go through the rows, Enter
 * opens one, the titles sort. Where the columns find no room, as with large letters, every row becomes a block of named values, so that
 * nothing has to be scrolled sideways.
 */
export function DataTable<Row>(props: Props<Row>): ReactElement {
  const { label, columns, rows, rowKey, onOpen, initialSorting = null, groupOf, empty, maxHeight } = props
  const { t } = useTranslation('common')
  const [sorting, setSorting] = useState<Sorting | null>(initialSorting)
  const [active, setActive] = useState(0)
  const frame = useRef<HTMLDivElement>(null)
  const followFocus = useRef(false)
  const room = useRoom(frame)
  const wanted = columns.reduce((sum, { width }) => sum + width, 0)
  const fit = room === null || room >= wanted ? 'full' : room * mostSqueeze >= wanted ? 'squeezed' : 'stacked'
  const stacked = fit === 'stacked'
  // Blocks lose what a table is to readers of the screen, so it is said.
  const as = (role: string): { role?: string } => (stacked ? { role } : {})
  const heading = columns.find(({ grow }) => grow === true)?.key ?? columns[0]?.key

  const sortable = columns.filter(({ sortBy }) => sortBy !== undefined)

  const sorted = useMemo(() => {
    const column = columns.find(({ key }) => key === sorting?.key)
    return sorting === null || column?.sortBy === undefined
      ? rows
      : sortRows(rows, column.sortBy, sorting.direction)
  }, [columns, rows, sorting])

  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => frame.current,
    estimateSize: () => 40,
    getItemKey: (index) => {
      const row = sorted[index]
      return row === undefined ? index : rowKey(row)
    },
    overscan: 12,
  })
  const items = virtual.getVirtualItems()
  const before = items[0]?.start ?? 0
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0)
  const current = Math.min(active, Math.max(0, sorted.length - 1))

  useEffect(() => {
    if (!followFocus.current) return
    followFocus.current = false
    frame.current?.querySelector<HTMLElement>(`tr[data-index="${current}"]`)?.focus({ preventScroll: true })
  })

  function move(event: KeyboardEvent<HTMLElement>): void {
    if (!(event.target instanceof HTMLElement) || event.target.closest('tbody') === null) return
    const row = sorted[current]
    if (event.key === 'Enter' && event.target.tagName === 'TR' && row !== undefined) {
      onOpen?.(row)
      return
    }
    const page = Math.max(1, Math.floor((frame.current?.clientHeight ?? 400) / 44) - 1)
    const steps: Record<string, number> = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      PageDown: current + page,
      PageUp: current - page,
      Home: 0,
      End: sorted.length - 1,
    }
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    const next = Math.max(0, Math.min(sorted.length - 1, step))
    setActive(next)
    virtual.scrollToIndex(next)
    followFocus.current = true
  }

  /** The title of the part that begins at a row, if one does. */
  function titleAt(index: number): string | null {
    const [row, above] = [sorted[index], sorted[index - 1]]
    if (groupOf === undefined || row === undefined) return null
    const title = groupOf(row)
    return above !== undefined && groupOf(above) === title ? null : title
  }

  return (
    <div
      ref={frame}
      className={classes['frame']}
      data-scrolls
      style={maxHeight === undefined ? undefined : { maxHeight: `${maxHeight}rem` }}
      onKeyDown={move}
      // Without rows nothing inside can hold the keyboard, but the frame may still have to be scrolled.
      tabIndex={sorted.length === 0 ? 0 : -1}
    >
      {stacked && rows.length > 1 && sortable.length > 0 && (
        <OrderChooser
          columns={sortable}
          sorting={sorting}
          onSort={(next) => {
            setSorting(next)
            virtual.scrollToOffset(0)
          }}
        />
      )}
      <table
        className={classes['table']}
        data-fit={fit}
        aria-label={label}
        aria-rowcount={sorted.length + 1}
        {...as('table')}
      >
        <colgroup>
          {columns.map(({ key, width, grow }) => (
            <col
              key={key}
              style={
                fit === 'squeezed'
                  ? { width: `${((width / wanted) * 100).toFixed(2)}%` }
                  : grow === true
                    ? {}
                    : { width: `${width}rem` }
              }
            />
          ))}
        </colgroup>
        <thead {...as('rowgroup')}>
          <tr aria-rowindex={1} {...as('row')}>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                {...as('columnheader')}
                data-sorts={column.sortBy !== undefined}
                data-align={column.align ?? 'start'}
                title={column.hint}
                {...(sorting?.key === column.key
                  ? {
                      'aria-sort':
                        sorting.direction === 'up' ? ('ascending' as const) : ('descending' as const),
                    }
                  : {})}
              >
                {column.sortBy === undefined || stacked ? (
                  column.title
                ) : (
                  <button
                    type="button"
                    className={classes['sort']}
                    onClick={() => {
                      setSorting(nextSorting(sorting, column.key, column.firstSort ?? 'up'))
                      virtual.scrollToOffset(0)
                    }}
                    aria-label={t('table.sortBy', {
                      column: column.hint === undefined ? column.title : `${column.title}: ${column.hint}`,
                    })}
                  >
                    <span>{column.title}</span>
                    <span className={classes['arrow']} data-on={sorting?.key === column.key}>
                      <Icon
                        name={sorting?.key === column.key && sorting.direction === 'down' ? 'down' : 'up'}
                        size="0.9em"
                      />
                    </span>
                  </button>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...as('rowgroup')}>
          {before > 0 && (
            <tr aria-hidden="true">
              <td colSpan={columns.length} style={{ height: before, padding: 0, border: 0 }} />
            </tr>
          )}
          {items.map(({ index, key }) => {
            const row = sorted[index]
            if (row === undefined) return null
            const part = sorting === null ? titleAt(index) : null
            return (
              <Fragment key={key}>
                {part !== null && (
                  <tr className={classes['part']} {...as('row')}>
                    <th colSpan={columns.length} scope="rowgroup" {...as('cell')}>
                      {part}
                    </th>
                  </tr>
                )}
                <tr
                  ref={virtual.measureElement}
                  data-index={index}
                  aria-rowindex={index + 2}
                  {...as('row')}
                  className={classes['row']}
                  data-opens={onOpen !== undefined}
                  tabIndex={index === current ? 0 : -1}
                  onFocus={() => {
                    setActive(index)
                  }}
                  onClick={(event) => {
                    if ((event.target as HTMLElement).closest('a, button, input, label') === null)
                      onOpen?.(row)
                  }}
                >
                  {columns.map((column) => (
                    <td
                      key={column.key}
                      {...as('cell')}
                      data-align={column.align ?? 'start'}
                      data-actions={column.actions ?? false}
                      data-title={column.title}
                      data-heads={column.key === heading}
                    >
                      {column.cell(row)}
                    </td>
                  ))}
                </tr>
              </Fragment>
            )
          })}
          {after > 0 && (
            <tr aria-hidden="true">
              <td colSpan={columns.length} style={{ height: after, padding: 0, border: 0 }} />
            </tr>
          )}
        </tbody>
      </table>
      {sorted.length === 0 && <div className={classes['empty']}>{empty ?? t('table.empty')}</div>}
    </div>
  )
}
