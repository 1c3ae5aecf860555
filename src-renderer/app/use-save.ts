import { useCallback } from 'react'
import type { FileTicket } from '../../shared/contract/frames.ts'
import { notifyError } from '../ui/notify.tsx'
import { asCallError, useTransport } from './use-call.ts'

/** Lets the user save files that a call handed out, one after the other; a failure is told in the corner and ends it. */
export function useSaveFiles(): (files: readonly FileTicket[]) => Promise<void> {
  const transport = useTransport()
  return useCallback(
    async (files) => {
      try {
        for (const file of files) await transport.saveDownload(file)
      } catch (caught) {
        notifyError(asCallError(caught))
      }
    },
    [transport],
  )
}
