import { useStore } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import { createStore } from 'zustand/vanilla'
import type { AssessmentId, CriterionId } from '../../../shared/domain/ids.ts'

type Note = { criterion: CriterionId; text: string }
type Notes = { bySheet: Record<string, readonly Note[]> }

/** What an appraiser noted for the return while going through a sheet; the window keeps it until the return is given. */
const store = createStore<Notes>()(
  persist<Notes>(() => ({ bySheet: {} }), {
    name: 'return-notes',
    storage: createJSONStorage(() => sessionStorage),
  }),
)
const none: readonly Note[] = []

export type ReturnNotes = Readonly<{
  items: readonly Note[]
  put: (note: Note) => void
  remove: (criterion: CriterionId) => void
  clear: () => void
}>

export function useReturnNotes(assessment: AssessmentId): ReturnNotes {
  const items = useStore(store, ({ bySheet }) => bySheet[assessment] ?? none)
  const write = (notes: readonly Note[]): void => {
    store.setState(({ bySheet }) => ({ bySheet: { ...bySheet, [assessment]: notes } }))
  }
  const without = (criterion: CriterionId): readonly Note[] =>
    items.filter((each) => each.criterion !== criterion)
  return {
    items,
    put: (note) => {
      write([...without(note.criterion), note])
    },
    remove: (criterion) => {
      write(without(criterion))
    },
    clear: () => {
      write([])
    },
  }
}
