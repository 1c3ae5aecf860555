import { useCallback, useState } from 'react'
import type { CallError } from '../../../shared/contract/errors.ts'
import type { Progress, Ticket } from '../../../shared/contract/frames.ts'
import { asCallError, useTransport } from '../../app/use-call.ts'

export type Uploaded = { ticket: Ticket; name: string }
export type NotUploaded = { name: string; error: CallError }

type UploadMany = {
  /** Hands over all files that can be read; the others come back with their reason. */
  upload: (files: readonly File[]) => Promise<{ uploaded: Uploaded[]; refused: NotUploaded[] }>
  progress: Progress | null
}

/** Hands many files to the core, one after the other, because they may be larger than the memory. */
export function useUploadMany(): UploadMany {
  const transport = useTransport()
  const [progress, setProgress] = useState<Progress | null>(null)
  const upload = useCallback(
    async (files: readonly File[]) => {
      const uploaded: Uploaded[] = []
      const refused: NotUploaded[] = []
      for (const [index, file] of files.entries()) {
        setProgress({ step: 'upload', done: index, total: files.length, item: file.name.slice(0, 300) })
        try {
          const { ticket } = await transport.upload(file)
          uploaded.push({ ticket, name: file.name })
        } catch (caught) {
          refused.push({ name: file.name, error: asCallError(caught) })
        }
      }
      setProgress(null)
      return { uploaded, refused }
    },
    [transport],
  )
  return { upload, progress }
}
