import { useCallback, useReducer } from 'react'
import type { ChangeMark, CriteriaContent } from '../../../../../shared/domain/criteria.ts'

/** What an officer edits: everything of a draft that is saved. */
export type DraftState = Readonly<{
  label: string
  content: CriteriaContent
  marks: Readonly<Record<string, ChangeMark>>
}>

type History = Readonly<{
  past: readonly DraftState[]
  now: DraftState
  future: readonly DraftState[]
  /** What the last change was about: typing on in the same field is one step. */
  about: string | null
}>

type Step =
  | Readonly<{ kind: 'change'; change: (now: DraftState) => DraftState; about: string }>
  | Readonly<{ kind: 'undo' | 'redo' }>
  | Readonly<{ kind: 'take'; state: DraftState }>

const stepsAtMost = 300

function step(history: History, taken: Step): History {
  const { past, now, future } = history
  switch (taken.kind) {
    case 'change': {
      const next = taken.change(now)
      if (next === now) return history
      const goesOn = history.about === taken.about && taken.about !== ''
      return {
        past: goesOn ? past : [...past, now].slice(-stepsAtMost),
        now: next,
        future: [],
        about: taken.about,
      }
    }
    case 'undo': {
      const before = past.at(-1)
      return before === undefined
        ? history
        : { past: past.slice(0, -1), now: before, future: [now, ...future], about: null }
    }
    case 'redo': {
      const [after, ...rest] = future
      return after === undefined ? history : { past: [...past, now], now: after, future: rest, about: null }
    }
    case 'take':
      return { past: [], now: taken.state, future: [], about: null }
  }
}

export type ChangeDraft = (change: (now: DraftState) => DraftState, about?: string) => void
export type ChangeContent = (change: (now: CriteriaContent) => CriteriaContent, about?: string) => void

/** The draft in this window with its steps back and forth. `about` names a field: typing on in it stays one step. */
export function useDraftState(first: DraftState): Readonly<{
  state: DraftState
  change: ChangeDraft
  changeContent: ChangeContent
  undo: () => void
  redo: () => void
  /** Another window's state: there is no way back behind it. */
  take: (state: DraftState) => void
  canUndo: boolean
  canRedo: boolean
}> {
  const [history, dispatch] = useReducer(step, { past: [], now: first, future: [], about: null })
  const change = useCallback<ChangeDraft>((make, about = '') => {
    dispatch({ kind: 'change', change: make, about })
  }, [])
  const changeContent = useCallback<ChangeContent>((make, about = '') => {
    dispatch({
      kind: 'change',
      about,
      change: (now) => {
        const content = make(now.content)
        return content === now.content ? now : { ...now, content }
      },
    })
  }, [])
  const undo = useCallback(() => {
    dispatch({ kind: 'undo' })
  }, [])
  const redo = useCallback(() => {
    dispatch({ kind: 'redo' })
  }, [])
  const take = useCallback((state: DraftState) => {
    dispatch({ kind: 'take', state })
  }, [])
  return {
    state: history.now,
    change,
    changeContent,
    undo,
    redo,
    take,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
  }
}
