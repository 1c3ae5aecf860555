import {
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  type ClipboardEvent,
  type CSSProperties,
  type KeyboardEvent,
  type ReactElement,
} from 'react'
import { useTranslation } from 'react-i18next'
import type { CriterionId, GroupId } from '../../../../shared/domain/ids.ts'
import type { SheetTotals } from '../../../../shared/domain/totals.ts'
import type { StepKind } from '../../../app/own-acts.ts'
import { fittingColumns, gridMeasures, type ShownColumns } from '../columns.ts'
import { useRoom } from '../../../ui/room.ts'
import { isTable, readClipboard, writeClipboard, type PastedTable } from '../../../ui/tables/table.ts'
import type { GroupModel, RowModel } from '../sheet-model.ts'
import { useSheetWindowStore } from '../sheet-window.ts'
import type { Sheet } from '../use-sheet.ts'
import { notifyDone, notifyError, notifyFailure } from '../../../ui/notify.tsx'
import { asCallError } from '../../../app/use-call.ts'
import type { NewAnswer } from '../score-calls.ts'
import { fillDown } from './fill-down.ts'
import { nextCell, type Cell } from './grid-keys.ts'
import { cellText } from './cell-text.ts'
import { useGridActions, type GridNow } from './grid-actions.ts'
import { GridRow } from './grid-row.tsx'
import { GroupRow } from './group-row.tsx'
import classes from './sheet-grid.module.css'

type Props = {
  sheet: Sheet
  /** The groups with the lines that show. */
  groups: readonly GroupModel[]
  shown: ShownColumns
  totals: SheetTotals
  /** How many criteria of a group have still to be scored at the stage that stands. */
  openIn: ReadonlyMap<GroupId, number>
  onPasteTable: (table: PastedTable, at: Cell) => void
  onStep: (kind: StepKind) => void
  /** Space, F2 or a double click on a cell that cannot be typed into. */
  onOpenPanel: (part: 'rule' | 'evidence') => void
}

/** The score sheet as a grid: one cell holds the keyboard, typing edits, Enter and the arrows go on. */
export function SheetGrid({
  sheet,
  groups,
  shown: wanted,
  totals,
  openIn,
  onPasteTable,
  onStep,
  onOpenPanel,
}: Props): ReactElement {
  const { t } = useTranslation('sheet')
  const store = useSheetWindowStore()
  const box = useRef<HTMLDivElement>(null)
  const room = useRoom(box)
  const shown = useMemo(() => fittingColumns(wanted, room), [wanted, room])
  const rows = useMemo(() => groups.flatMap((group) => group.rows), [groups])
  const order = useMemo(() => rows.map(({ criterion }) => criterion.id), [rows])

  // The rows' actions never change, so that rows are drawn again only for their own sake; they read what is current.
  const now = useRef<GridNow>({ sheet, rows, order, shown, onOpenPanel })
  useLayoutEffect(() => {
    now.current = { sheet, rows, order, shown, onOpenPanel }
  })

  useEffect(() => {
    const { active } = store.getState()
    const first = order[0]
    if (first !== undefined && (active === null || !order.includes(active.criterion))) {
      store.setState({ active: { criterion: first, column: 'answer' } })
    } else if (active !== null && !shown.includes(active.column)) {
      store.setState({ active: { criterion: active.criterion, column: 'answer' } })
    }
  }, [order, shown, store])

  const actions = useGridActions(box, now)

  function empty(criterion: CriterionId): void {
    const row = rows.find((each) => each.criterion.id === criterion)
    if (row?.editable !== true) return
    sheet.outbox.keepDraft(criterion, null)
    if (row.answer !== null) sheet.outbox.put(criterion, null, row.row.self.heads)
  }

  /** Several lines go in one act, and come back in one. */
  function emptyAll(chosen: readonly RowModel[]): void {
    const [only, ...others] = chosen
    if (only !== undefined && others.length === 0) {
      empty(only.criterion.id)
      return
    }
    for (const { criterion, editable } of chosen) if (editable) sheet.outbox.keepDraft(criterion.id, null)
    const filled = chosen.filter(({ editable, answer }) => editable && answer !== null)
    enter(filled.map(({ criterion }) => ({ criterion: criterion.id, answer: null })))
  }

  function fill(chosen: readonly RowModel[]): void {
    const { changes, unfit } = fillDown(rows, new Set(chosen.map(({ criterion }) => criterion.id)), (row) =>
      cellText(row, 'answer', t),
    )
    enter(changes)
    if (unfit.length > 0) notifyDone(t('fill.unfit', { count: changes.length, codes: unfit.join(', ') }))
  }

  function enter(changes: readonly NewAnswer[]): void {
    if (changes.length === 0) return
    sheet.enterMany(changes).catch((error: unknown) => {
      notifyError(asCallError(error))
    })
  }

  /** Shift and an arrow: from the active cell to one line further. */
  function select(active: Cell, key: string, ctrl: boolean): void {
    const { selected } = store.getState()
    const from = order.indexOf(active.criterion)
    const places = order.flatMap((id, place) => (selected.has(id) ? [place] : []))
    const end = places.find((place) => place < from) ?? places.at(-1) ?? from
    const cell = nextCell(
      { criterion: order[end] ?? active.criterion, column: active.column },
      { key, ctrl, shift: false },
      order,
      shown,
    )
    if (cell === null) return
    const to = order.indexOf(cell.criterion)
    store.setState({ selected: new Set(order.slice(Math.min(from, to), Math.max(from, to) + 1)) })
  }

  function selection(): readonly RowModel[] {
    const { active, selected } = store.getState()
    return rows.filter(({ criterion }) => criterion.id === active?.criterion || selected.has(criterion.id))
  }

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    // While an input method composes, its keys are its own.
    if (event.nativeEvent.isComposing || event.key === 'Process') return
    const { active, editing } = store.getState()
    if (active === null || !(event.target as HTMLElement).closest('[data-cell]')) return
    const { key, shiftKey: shift } = event
    const ctrl = event.ctrlKey || event.metaKey
    if (editing !== null) return
    if (ctrl && (event.code === 'KeyZ' || event.code === 'KeyY')) {
      event.preventDefault()
      onStep(event.code === 'KeyZ' && !shift ? 'undo' : 'redo')
      return
    }
    if (key === 'Delete') {
      event.preventDefault()
      if (active.column === 'answer') emptyAll(selection())
      return
    }
    if (ctrl && event.code === 'KeyD') {
      event.preventDefault()
      if (active.column === 'answer') fill(selection())
      return
    }
    if (
      key === 'F2' ||
      (key === 'ArrowDown' && event.altKey) ||
      (key === ' ' && active.column !== 'answer')
    ) {
      event.preventDefault()
      const row = rows.find(({ criterion }) => criterion.id === active.criterion)
      if (active.column === 'answer' && row?.editable === true) actions.begin(active.criterion, null, 'open')
      else onOpenPanel(active.column === 'evidence' ? 'evidence' : 'rule')
      return
    }
    if (shift && (key === 'ArrowDown' || key === 'ArrowUp')) {
      event.preventDefault()
      select(active, key, ctrl)
      return
    }
    if (event.altKey) return
    const to = nextCell(active, { key, ctrl, shift }, order, shown)
    if (to === null) return
    event.preventDefault()
    actions.goTo(to)
  }

  function onPaste(event: ClipboardEvent): void {
    const { active, editing } = store.getState()
    if (active === null || editing !== null || event.clipboardData.files.length > 0) return
    const table = readClipboard(event.clipboardData)
    // One cell pasted into the answer column is text for its editor.
    if (!isTable(table) && active.column === 'answer') return
    // The column of the codes stands for whole lines, as it does when they are copied.
    if (active.column !== 'answer' && active.column !== 'lastYear' && active.column !== 'code') return
    event.preventDefault()
    if (table.rows.length === 0) return
    if (rows.some(({ editable }) => editable)) onPasteTable(table, active)
    else notifyFailure(t('paste.closed'))
  }

  function onCopy(event: ClipboardEvent): void {
    const { active, editing } = store.getState()
    if (active === null || editing !== null) return
    event.preventDefault()
    // From the column of the codes whole lines are copied, with their headings.
    const whole = active.column === 'code'
    const copied = whole ? shown : [active.column]
    writeClipboard(event.clipboardData, {
      columns: copied,
      headings: whole ? copied.map((column) => t(`columns.${column}`)) : null,
      rows: selection().map((row) => copied.map((column) => cellText(row, column, t))),
    })
  }

  const measures = gridMeasures(shown, room)
  const headings = shown.map((column, index) => (
    <div
      key={column}
      role="columnheader"
      className={classes['heading']}
      data-column={column}
      aria-colindex={index + 1}
    >
      {t(`columns.${column}`)}
    </div>
  ))

  return (
    <div
      ref={box}
      role="grid"
      aria-label={t('grid', { unit: sheet.view.unitName })}
      aria-rowcount={rows.length + groups.length + 1}
      aria-colcount={shown.length}
      aria-multiselectable="true"
      className={classes['grid']}
      style={
        {
          '--columns': measures.columns,
          '--least': measures.least,
          '--head': measures.head,
        } as CSSProperties
      }
      onKeyDown={onKeyDown}
      onPaste={onPaste}
      onCopy={onCopy}
      data-region="sheet"
    >
      <div role="row" aria-rowindex={1} className={classes['headings']}>
        {headings}
      </div>
      {groups.length === 0 && <p className={classes['nothing']}>{t('filter.nothing')}</p>}
      {groups.map(({ group, rows: own }, index) => {
        const before = groups.slice(0, index).reduce((sum, each) => sum + each.rows.length + 1, 2)
        return (
          <div key={group.id} role="rowgroup" className={classes['rows']}>
            <GroupRow
              group={group}
              total={totals.groups.find(({ id }) => id === group.id)}
              open={openIn.get(group.id) ?? 0}
              span={shown.length}
              index={before}
              shown={shown}
            />
            {own.map((row, position) => (
              <GridRow
                key={row.criterion.id}
                model={row}
                index={before + position + 1}
                shown={shown}
                actions={actions}
                draft={sheet.unsent.drafts[row.criterion.id]}
              />
            ))}
          </div>
        )
      })}
    </div>
  )
}
