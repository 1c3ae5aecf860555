import { createContext, useContext } from 'react'
import type { CriteriaContent } from '../../../../../shared/domain/criteria.ts'
import type { ChangeContent } from './use-draft-state.ts'

/** What every field of the editor needs: the set, the way to change it, and the problems by place. */
export type DraftContext = Readonly<{
  content: CriteriaContent
  change: ChangeContent
  /** Sentences by path: `criteria[3].rule.each`. */
  problems: ReadonlyMap<string, readonly string[]>
}>

export const DraftEditing = createContext<DraftContext | null>(null)

export function useDraft(): DraftContext {
  const draft = useContext(DraftEditing)
  if (draft === null) throw new Error('outside of the draft editor')
  return draft
}

/** A new id of the set: `c-3f9a01bc`. Nobody types or sees it. */
export function newId(kind: 'c' | 'n' | 'd' | 'g' | 'o'): string {
  const [random = 0] = crypto.getRandomValues(new Uint32Array(1))
  return `${kind}-${random.toString(16).padStart(8, '0')}`
}
