import { useCallback, useEffect, useRef, useState } from 'react'
import type { DraftView } from '../../../../../shared/contract/criteria.ts'
import type { CallError } from '../../../../../shared/contract/errors.ts'
import { asCallError, useCommand } from '../../../../app/use-call.ts'
import type { DraftState } from './use-draft-state.ts'

export type SaveState =
  | Readonly<{ kind: 'saved' | 'saving' | 'waiting' }>
  | Readonly<{ kind: 'failed' | 'changedMeanwhile'; error: CallError }>

type Heads = DraftView['heads']

/** A pause in typing after which the draft is saved; leaving the page saves at once. */
const pause = 1200

/**
 * Saves the draft by itself, one save after the other. When another window saved meanwhile nothing is overwritten: `save` says so
 * until `goOnFrom` (their state) or `keepMine` decides.
 */
export function useAutosave(
  draft: DraftView,
  now: DraftState,
): Readonly<{
  save: SaveState
  /** Saves what is open; resolves when it is kept, to false when it could not be. */
  flush: () => Promise<boolean>
  /** Saves this window's state on top of what stands now. */
  keepMine: () => Promise<boolean>
  /** The state with these heads is what is on screen from now on. */
  goOnFrom: (state: DraftState, heads: Heads) => void
  /** Whether this window made the state with these heads, or is about to hear of its own. */
  isOwn: (heads: Heads) => boolean
}> {
  const { mutateAsync } = useCommand('criteria.saveDraft')
  const [save, setSave] = useState<SaveState>({ kind: 'saved' })
  const kept = useRef({ state: now, heads: draft.heads })
  const made = useRef(new Set<string>(draft.heads))
  const latest = useRef(now)
  const running = useRef<Promise<boolean> | null>(null)
  const stopped = useRef(false)

  useEffect(() => {
    latest.current = now
  }, [now])

  const run = useCallback(async (): Promise<boolean> => {
    while (latest.current !== kept.current.state) {
      const state = latest.current
      setSave({ kind: 'saving' })
      try {
        const { heads } = await mutateAsync({
          draft: draft.id,
          label: state.label.trim(),
          content: state.content,
          marks: state.marks,
          seen: kept.current.heads,
        })
        kept.current = { state, heads }
        for (const head of heads) made.current.add(head)
      } catch (caught) {
        const error = asCallError(caught)
        stopped.current = error.code === 'changedMeanwhile'
        setSave({ kind: stopped.current ? 'changedMeanwhile' : 'failed', error })
        return false
      }
    }
    setSave({ kind: 'saved' })
    return true
  }, [draft.id, mutateAsync])

  const flush = useCallback(async (): Promise<boolean> => {
    if (stopped.current) return false
    running.current ??= run().finally(() => {
      running.current = null
    })
    return running.current
  }, [run])

  const goOnFrom = useCallback((state: DraftState, heads: Heads) => {
    kept.current = { state, heads }
    latest.current = state
    for (const head of heads) made.current.add(head)
    stopped.current = false
    setSave({ kind: 'saved' })
  }, [])

  const keepMine = useCallback(async (): Promise<boolean> => {
    kept.current = { ...kept.current, heads: draft.heads }
    stopped.current = false
    return flush()
  }, [draft.heads, flush])

  useEffect(() => {
    if (now === kept.current.state || stopped.current) return
    setSave((before) => (before.kind === 'saving' ? before : { kind: 'waiting' }))
    const timer = setTimeout(() => void flush(), pause)
    return () => {
      clearTimeout(timer)
    }
  }, [now, flush])

  useEffect(() => {
    const leave = (): void => void flush()
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      leave()
    }
  }, [flush])

  const isOwn = useCallback(
    (heads: Heads) => running.current !== null || heads.every((head) => made.current.has(head)),
    [],
  )
  return { save, flush, keepMine, goOnFrom, isOwn }
}
