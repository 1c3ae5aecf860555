import { createContext, use } from 'react'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { CriterionId, EntryId } from '../../../shared/domain/ids.ts'
import type { AnswerDraft } from '../../ui/answer/answer-draft.ts'
import type { ColumnId } from './columns.ts'

/** What this window does with the sheet: the active cell and the editor; nothing that the core knows. */

export type Editing = Readonly<{
  criterion: CriterionId
  draft: AnswerDraft
  /** What stood when the editor opened. */
  seen: readonly EntryId[]
  /** `typing`: begun by typing, arrows keep and move. `open`: begun by F2 or a click, arrows move in the text. */
  how: 'typing' | 'open'
}>

export type SheetWindow = Readonly<{
  active: Readonly<{ criterion: CriterionId; column: ColumnId }> | null
  /** Lines chosen with Shift and arrows, in the active column; empty: the active cell alone. */
  selected: ReadonlySet<CriterionId>
  editing: Editing | null
}>

export const noSelection: ReadonlySet<CriterionId> = new Set()

export type SheetWindowStore = StoreApi<SheetWindow>

export function createSheetWindow(opening: Partial<SheetWindow>): SheetWindowStore {
  return createStore<SheetWindow>(() => ({ active: null, selected: noSelection, editing: null, ...opening }))
}

const SheetWindowContext = createContext<SheetWindowStore | null>(null)
export const SheetWindowProvider = SheetWindowContext.Provider

export function useSheetWindowStore(): SheetWindowStore {
  const store = use(SheetWindowContext)
  if (store === null) throw new Error('No sheet above this component')
  return store
}

/** Part of the window's state; the component is drawn again only when that part changes. */
export function useSheetWindow<T>(select: (state: SheetWindow) => T): T {
  return useStore(useSheetWindowStore(), select)
}
