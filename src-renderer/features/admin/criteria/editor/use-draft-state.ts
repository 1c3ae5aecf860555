import { useCallback, useMemo, useRef, useState } from 'react'
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

/** The state as it stands at this moment, and word of every change of it. */
export type DraftSource = Readonly<{
  current: () => DraftState
  /** @returns what ends the listening */
  listen: (listener: () => void) => () => void
}>

/**
 * The draft in this window with its steps back and forth. `about` names a field: typing on in it stays one step.
 *
 * What was changed stands in `source` at once; `state` is what the screen shows of it, and follows later when a field changes it
 * inside a transition. The steps are kept outside of React's queue of updates, which would work a change out anew, and with it make
 * a new state, in every drawing that a transition waits behind.
 */
export function useDraftState(first: DraftState): Readonly<{
  state: DraftState
  source: DraftSource
  change: ChangeDraft
  changeContent: ChangeContent
  undo: () => void
  redo: () => void
  /** Another window's state: there is no way back behind it. */
  take: (state: DraftState) => void
  /** Shows what was changed without waiting for anything: what is drawn next must not be built on an older state. */
  showNow: () => void
  canUndo: boolean
  canRedo: boolean
}> {
  const [shown, show] = useState<History>(() => ({ past: [], now: first, future: [], about: null }))
  const history = useRef(shown)
  const listeners = useRef(new Set<() => void>())
  const source = useMemo<DraftSource>(
    () => ({
      current: () => history.current.now,
      listen: (listener) => {
        const { current } = listeners
        current.add(listener)
        return () => {
          current.delete(listener)
        }
      },
    }),
    [],
  )
  const go = useCallback((taken: Step) => {
    const next = step(history.current, taken)
    if (next === history.current) return
    history.current = next
    show(next)
    for (const listener of listeners.current) listener()
  }, [])
  const showNow = useCallback(() => {
    show(history.current)
  }, [])
  const change = useCallback<ChangeDraft>(
    (make, about = '') => {
      go({ kind: 'change', change: make, about })
    },
    [go],
  )
  const changeContent = useCallback<ChangeContent>(
    (make, about = '') => {
      change((now) => {
        const content = make(now.content)
        return content === now.content ? now : { ...now, content }
      }, about)
    },
    [change],
  )
  const undo = useCallback(() => {
    go({ kind: 'undo' })
  }, [go])
  const redo = useCallback(() => {
    go({ kind: 'redo' })
  }, [go])
  const take = useCallback(
    (state: DraftState) => {
      go({ kind: 'take', state })
    },
    [go],
  )
  return {
    state: shown.now,
    source,
    change,
    changeContent,
    undo,
    redo,
    take,
    showNow,
    canUndo: shown.past.length > 0,
    canRedo: shown.future.length > 0,
  }
}
