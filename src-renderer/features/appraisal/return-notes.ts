import { useQueryClient } from '@tanstack/react-query'
import { useStore } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import { createStore } from 'zustand/vanilla'
import type { AssessmentId, CriterionId } from '../../../shared/domain/ids.ts'
import { codesOf } from '../../app/act-subjects.ts'
import { ownActs } from '../../app/own-acts.ts'

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
  clear: () => void
}>

export function useReturnNotes(assessment: AssessmentId): ReturnNotes {
  const queries = useQueryClient()
  const items = useStore(store, ({ bySheet }) => bySheet[assessment] ?? none)
  const write = (notes: readonly Note[]): void => {
    store.setState(({ bySheet }) => ({ bySheet: { ...bySheet, [assessment]: notes } }))
  }
  return {
    items,
    put: (note) => {
      const before = items.find(({ criterion }) => criterion === note.criterion)
      const keep = (kept: Note | undefined): void => {
        const { bySheet } = store.getState()
        const others = (bySheet[assessment] ?? none).filter(({ criterion }) => criterion !== note.criterion)
        write(kept === undefined ? others : [...others, kept])
      }
      keep(note)
      ownActs.add(
        {
          kind: 'note.put',
          assessment,
          places: [note.criterion],
          codes: codesOf(queries, assessment, [note.criterion]),
          unitName: null,
          communes: 1,
          title: null,
        },
        () => {
          keep(before)
        },
        () => {
          keep(note)
        },
      )
    },
    clear: () => {
      write([])
    },
  }
}
