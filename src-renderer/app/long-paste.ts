import { useEffect } from 'react'
import { CallError } from '../../shared/contract/errors.ts'
import { notifyError } from '../ui/notify.tsx'

/**
 * A field with a longest length would silently cut what is pasted. Nothing goes in instead, and a sentence says why: the text is
 * still where it was copied from.
 */
export function useLongPaste(): void {
  useEffect(() => {
    function refuse(event: ClipboardEvent): void {
      const field = event.target
      if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return
      const text = event.clipboardData?.getData('text') ?? ''
      const replaced = (field.selectionEnd ?? 0) - (field.selectionStart ?? 0)
      if (field.maxLength < 0 || field.value.length - replaced + text.length <= field.maxLength) return
      event.preventDefault()
      notifyError(new CallError('tooLong', { limit: field.maxLength }))
    }
    document.addEventListener('paste', refuse, { capture: true })
    return () => {
      document.removeEventListener('paste', refuse, { capture: true })
    }
  }, [])
}
