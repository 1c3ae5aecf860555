import { useMemo, type RefObject } from 'react'
import { flushSync } from 'react-dom'
import type { CriterionId } from '../../../../shared/domain/ids.ts'
import { draftOf, readDraft, sameAnswer, type AnswerDraft } from '../../../ui/answer/answer-draft.ts'
import type { ShownColumns } from '../columns.ts'
import type { RowModel } from '../sheet-model.ts'
import { noSelection, useSheetWindowStore } from '../sheet-window.ts'
import type { Sheet } from '../use-sheet.ts'
import { focusCell } from './focus-cell.ts'
import { nextCell, type Cell } from './grid-keys.ts'
import type { RowActions } from './row-actions.ts'

/** What the grid shows at this moment. */
export type GridNow = Readonly<{
  sheet: Sheet
  rows: readonly RowModel[]
  order: readonly CriterionId[]
  shown: ShownColumns
  onOpenPanel: (part: 'rule' | 'evidence') => void
}>

/** The rows' actions: one object for the life of the grid, so that rows are drawn again only for their own sake. */
export function useGridActions(box: RefObject<HTMLDivElement | null>, now: RefObject<GridNow>): RowActions {
  const store = useSheetWindowStore()
  return useMemo((): RowActions => {
    const rowOf = (criterion: CriterionId): RowModel | undefined =>
      now.current.rows.find((row) => row.criterion.id === criterion)

    function focus(cell: Cell): void {
      focusCell(box.current, cell)
    }

    function activate(cell: Cell): void {
      store.setState({ active: cell, selected: noSelection })
    }

    function goTo(cell: Cell): void {
      flushSync(() => {
        activate(cell)
      })
      focus(cell)
    }

    function begin(criterion: CriterionId, draft: AnswerDraft | null, how: 'typing' | 'open'): void {
      const row = rowOf(criterion)
      if (row?.editable !== true) return
      const { outbox, unsent } = now.current.sheet
      const kept = unsent.drafts[criterion]
      const seen = kept?.seen ?? row.row.self.heads
      // The first key is as much typed as the second.
      if (how === 'typing' && draft !== null) outbox.keepDraft(criterion, { draft, seen })
      store.setState({
        active: { criterion, column: 'answer' },
        selected: noSelection,
        editing: {
          criterion,
          draft: draft ?? kept?.draft ?? draftOf(row.answer),
          seen,
          how,
        },
      })
    }

    return {
      activate,
      goTo,
      begin,
      change(draft) {
        const { editing } = store.getState()
        if (editing === null) return
        store.setState({ editing: { ...editing, draft } })
        now.current.sheet.outbox.keepDraft(editing.criterion, { draft, seen: editing.seen })
      },
      commit(certain) {
        const { editing } = store.getState()
        if (editing === null) return
        const { outbox } = now.current.sheet
        const row = rowOf(editing.criterion)
        store.setState({ editing: null })
        if (row === undefined) return
        const reading = readDraft(row.criterion, editing.draft)
        // A figure that cannot be read stays as typed, and says so.
        if (reading.status === 'unreadable') return
        const answer = reading.status === 'answer' ? reading.answer : null
        const untouched = !certain && JSON.stringify(editing.draft) === JSON.stringify(draftOf(row.answer))
        if (!untouched && !sameAnswer(answer, row.answer)) outbox.put(editing.criterion, answer, editing.seen)
        outbox.keepDraft(editing.criterion, null)
      },
      cancel() {
        const { editing } = store.getState()
        if (editing === null) return
        now.current.sheet.outbox.keepDraft(editing.criterion, null)
        flushSync(() => {
          store.setState({ editing: null })
        })
        focus({ criterion: editing.criterion, column: 'answer' })
      },
      leave(criterion, key, shift) {
        const to = nextCell(
          { criterion, column: 'answer' },
          { key, ctrl: false, shift },
          now.current.order,
          now.current.shown,
        )
        if (to !== null) goTo(to)
      },
      openPanel(part) {
        now.current.onOpenPanel(part)
      },
    }
  }, [box, now, store])
}
