import { useCallback } from 'react'
import type { FileTicket } from '../../shared/contract/frames.ts'
import { notifyError } from '../ui/notify.tsx'
import { asCallError, useTransport } from './use-call.ts'

/**
 * Lets the user save files that a call handed out, one after the other; each failure is told in the corner, and the others are saved.
 * Answers those that were saved.
 */
export function useSaveFiles(): (files: readonly FileTicket[]) => Promise<readonly FileTicket[]> {
  const transport = useTransport()
  return useCallback(
    async (files) => {
      const saved: FileTicket[] = []
      for (const file of files) {
        try {
          await transport.saveDownload(file)
          saved.push(file)
        } catch (caught) {
          notifyError(asCallError(caught))
        }
      }
      return saved
    },
    [transport],
  )
}
