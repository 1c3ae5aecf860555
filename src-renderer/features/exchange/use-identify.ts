import { useState } from 'react'
import type { GivenFile } from '../../../shared/contract/given-files.ts'
import type { CallError } from '../../../shared/contract/errors.ts'
import type { Progress } from '../../../shared/contract/frames.ts'
import { useOperation } from '../../app/use-call.ts'
import { type NotUploaded, useUploadMany } from './use-upload-many.ts'

type Identify = {
  /** Hands the files over and asks what each is; null when that was stopped or failed. */
  identify: (files: readonly File[]) => Promise<readonly GivenFile[] | null>
  refused: readonly NotUploaded[]
  forget: () => void
  running: boolean
  progress: Progress | null
  error: CallError | null
  cancel: () => void
}

/** What was put into the letter-box, known by its content. */
export function useIdentify(): Identify {
  const { upload, progress } = useUploadMany()
  const identify = useOperation('files.identify')
  const [refused, setRefused] = useState<readonly NotUploaded[]>([])
  return {
    identify: async (files) => {
      const taken = await upload(files)
      setRefused(taken.refused)
      if (taken.uploaded.length === 0) return null
      // The operation keeps its own error, which is shown.
      return identify.run({ files: taken.uploaded.map(({ ticket }) => ticket) }).catch(() => null)
    },
    refused,
    forget: () => {
      setRefused([])
      identify.reset()
    },
    ...{ running: progress !== null || identify.running, progress: progress ?? identify.progress },
    ...{ error: identify.error, cancel: identify.cancel },
  }
}
