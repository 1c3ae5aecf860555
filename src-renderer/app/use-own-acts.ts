import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { takeStep } from './act-steps.ts'
import { actWords } from './act-words.ts'
import { nextAct, ownActs, type Step, type StepKind, type StepResult, type Within } from './own-acts.ts'
import { useTransport } from './transport-context.ts'

/** Takes steps within a page. `within` must not change from one drawing to the next. */
export function useStep(within: Within): (kind: StepKind) => Promise<StepResult> {
  const transport = useTransport()
  const queries = useQueryClient()
  return useCallback((kind) => takeStep({ transport, queries }, kind, within), [transport, queries, within])
}

/** What the next step would be about, in words; null when there is none. */
export function useNextWords(kind: StepKind, within: Within): string | null {
  const { t } = useTranslation(['acts', 'history'])
  const act = useStore(ownActs.store, ({ acts }) => nextAct(acts, kind, within))
  return act === null ? null : actWords(act.subject, t)
}

/** Ctrl+Z and Ctrl+Y wherever the keyboard is on the page, but in a text, whose own undo they are, and in a dialog. */
export function useUndoKeys(step: (kind: StepKind) => void): void {
  const current = useRef(step)
  useEffect(() => {
    current.current = step
  })
  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      const letter = event.code === 'KeyZ' || event.code === 'KeyY'
      if (!letter || !(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) return
      if (document.querySelector('[role="dialog"]') !== null || isText(event.target)) return
      event.preventDefault()
      current.current(event.code === 'KeyZ' && !event.shiftKey ? 'undo' : 'redo')
    }
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('keydown', onKey)
    }
  }, [])
}

/** Whether text is being typed there, whose keys and clipboard are its own. */
export function isText(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement) return true
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'file', 'button'].includes(target.type)
}

/** Hears each step that was taken, by a key, a button or in the corner. */
export function useSteps(hear: (step: Step) => void): void {
  const current = useRef(hear)
  useEffect(() => {
    current.current = hear
  })
  useEffect(
    () =>
      ownActs.store.subscribe(({ lastStep }, before) => {
        if (lastStep !== null && lastStep !== before.lastStep) current.current(lastStep)
      }),
    [],
  )
}
