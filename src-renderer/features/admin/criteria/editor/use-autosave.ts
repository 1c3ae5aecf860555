import { useEffect, useState, useSyncExternalStore } from 'react'
import type { DraftView } from '../../../../../shared/contract/criteria.ts'
import { asCallError, useCommand } from '../../../../app/use-call.ts'
import { createAutosave, type Autosave, type SaveState } from './autosave.ts'
import type { DraftSource } from './use-draft-state.ts'

/** The draft saves itself as long as its page is open, and when it is left. */
export function useAutosave(
  draft: DraftView,
  { current, listen }: DraftSource,
): Autosave & { save: SaveState } {
  const { mutateAsync } = useCommand('criteria.saveDraft')
  const [autosave] = useState(() =>
    createAutosave({
      heads: draft.heads,
      current,
      send: async ({ label, content, marks }, seen) => {
        try {
          return (await mutateAsync({ draft: draft.id, label: label.trim(), content, marks, seen })).heads
        } catch (caught) {
          throw asCallError(caught)
        }
      },
    }),
  )
  const save = useSyncExternalStore(autosave.listen, autosave.state)

  useEffect(() => listen(autosave.saveSoon), [autosave, listen])

  useEffect(() => {
    const leave = (): void => void autosave.flush()
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      leave()
    }
  }, [autosave])

  return { ...autosave, save }
}
