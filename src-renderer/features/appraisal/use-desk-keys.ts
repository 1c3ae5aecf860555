import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { ActSubject } from '../../app/act-subjects.ts'
import type { StepKind } from '../../app/own-acts.ts'
import { useStep, useUndoKeys } from '../../app/use-own-acts.ts'

type Desk = {
  /** What F8 does. */
  accept: () => void
  step: (direction: 1 | -1, waiting: boolean) => void
  /** The list is being read anew. */
  reading: boolean
  /** The acts that Ctrl+Z takes back here. */
  within: (subject: ActSubject) => boolean
}

/**
 * The keys of the desk, wherever the keyboard is but in a dialog: F8 accepts, F9 and Shift+F9 walk, Ctrl+Z and Ctrl+Y take back and do
 * again. F8 after Ctrl+Z is about what was just taken back: it waits until that is in front of the officer.
 */
export function useDeskKeys({ accept, step, reading, within }: Desk): (kind: StepKind) => void {
  const queries = useQueryClient()
  const takeStep = useStep(within)
  const [undoing, setUndoing] = useState(false)
  const accepting = useRef(false)

  const onStep = (kind: StepKind): void => {
    setUndoing(true)
    void takeStep(kind)
      .then(() => queries.refetchQueries({ queryKey: ['appraisal.queue'] }, { cancelRefetch: false }))
      .finally(() => {
        setUndoing(false)
      })
  }
  useUndoKeys(onStep)

  const keys = useRef({ accept, step, undoing })
  useLayoutEffect(() => {
    keys.current = { accept, step, undoing }
  })
  const settled = !undoing && !reading
  useEffect(() => {
    if (!settled || !accepting.current) return
    accepting.current = false
    keys.current.accept()
  }, [settled])
  useEffect(() => {
    function onKey(event: globalThis.KeyboardEvent): void {
      if (event.isComposing || event.ctrlKey || event.altKey) return
      if (document.querySelector('[role="dialog"]') !== null) return
      if (event.key === 'F8') {
        event.preventDefault()
        if (keys.current.undoing) accepting.current = true
        else keys.current.accept()
      } else if (event.key === 'F9') {
        event.preventDefault()
        keys.current.step(event.shiftKey ? -1 : 1, false)
      }
    }
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('keydown', onKey)
    }
  }, [])
  return onStep
}
