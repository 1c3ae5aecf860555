import { useEffect } from 'react'
import { focusable, isInSight } from './region-keys.ts'

/**
 * A dialog opens on what it is about, not on the cross that shuts it: where nothing in it asks for the keyboard, its first field or
 * button gets it. Whoever walks to the cross by Tab stays there.
 */
export function useDialogFocus(): void {
  useEffect(() => {
    let isWalking = false

    function onKey({ key, type }: KeyboardEvent): void {
      if (key === 'Tab') isWalking = type === 'keydown'
    }

    function onFocusIn({ target }: FocusEvent): void {
      if (isWalking || !(target instanceof HTMLElement) || !target.matches('.mantine-Modal-close')) return
      // The dialog takes the keyboard more than once while it opens.
      requestAnimationFrame(() => {
        if (document.activeElement !== target) return
        const body = target.closest('[role="dialog"]')?.querySelector('.mantine-Modal-body')
        const all = [...(body?.querySelectorAll<HTMLElement>(focusable) ?? [])]
        all.find(isInSight)?.focus()
      })
    }

    document.addEventListener('keydown', onKey, true)
    document.addEventListener('keyup', onKey, true)
    document.addEventListener('focusin', onFocusIn)
    return () => {
      document.removeEventListener('keydown', onKey, true)
      document.removeEventListener('keyup', onKey, true)
      document.removeEventListener('focusin', onFocusIn)
    }
  }, [])
}
