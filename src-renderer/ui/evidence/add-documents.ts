import { useState } from 'react'
import type { Output } from '../../../shared/contract/contract.ts'
import { isCallError } from '../../../shared/contract/errors.ts'
import type { Progress } from '../../../shared/contract/frames.ts'
import type { OnBehalf } from '../../../shared/contract/views.ts'
import type { AssessmentId, CriterionId, UnitId } from '../../../shared/domain/ids.ts'
import { filesOfDocument } from '../../../shared/domain/journal/sheet-values.ts'
import { useOperation, useTransport } from '../../app/use-call.ts'
import { notifyError } from '../notify.tsx'
import type { EvidenceLink } from './document-types.ts'

export type AddTarget = Readonly<{
  unit: UnitId
  attach: Readonly<{ assessment: AssessmentId; target: CriterionId; link: EvidenceLink }> | null
  /** All files are one document: photos of one paper. */
  together: boolean
  onBehalf?: OnBehalf
}>

export const emptyLink: EvidenceLink = { pages: '', period: '', note: '' }

type Refused = Output<'documents.add'>['refused'][number]

export type AddDocuments = Readonly<{
  add: (files: readonly File[], target: AddTarget) => Promise<void>
  running: boolean
  progress: Progress | null
  cancel: () => void
  /** Files that could not be kept, with the reason of each; they stay until they are put away. */
  refused: readonly Refused[]
  putAway: () => void
}>

/**
 * Hands files to the core, a document's most at once, which checks each by its content and keeps it. What is refused is listed, the
 * others are kept.
 */
export function useAddDocuments(): AddDocuments {
  const transport = useTransport()
  const operation = useOperation('documents.add')
  const [handing, setHanding] = useState<{ progress: Progress; stop: AbortController } | null>(null)
  const [refused, setRefused] = useState<readonly Refused[]>([])

  async function add(files: readonly File[], target: AddTarget): Promise<void> {
    if (files.length === 0) return
    const stop = new AbortController()
    const failed: Refused[] = []
    setRefused([])
    try {
      for (let from = 0; from < files.length; from += filesOfDocument) {
        const tickets = []
        const some = files.slice(from, from + filesOfDocument)
        for (const [index, file] of some.entries()) {
          setHanding({
            stop,
            progress: { step: 'readingFiles', done: from + index, total: files.length, item: file.name },
          })
          try {
            tickets.push((await transport.upload(file, { signal: stop.signal })).ticket)
          } catch (error) {
            if (!isCallError(error) || error.code === 'cancelled') throw error
            failed.push({ name: file.name, code: error.code, details: error.details })
          }
        }
        setHanding(null)
        if (tickets.length === 0) continue
        const { onBehalf, ...where } = target
        const kept = await operation.run({
          ...{ ...where, files: tickets, fields: {} },
          ...(onBehalf === undefined ? {} : { onBehalf }),
        })
        failed.push(...kept.refused)
      }
    } catch (error) {
      if (!isCallError(error)) throw error
      // A single file that is refused is said where it was added, like one of many.
      if (error.code.startsWith('file')) failed.push({ name: '', code: error.code, details: error.details })
      else notifyError(error)
    } finally {
      setHanding(null)
      setRefused(failed)
    }
  }

  return {
    add,
    running: handing !== null || operation.running,
    progress: handing?.progress ?? operation.progress,
    cancel: () => {
      handing?.stop.abort()
      operation.cancel()
    },
    refused,
    putAway: () => {
      setRefused([])
    },
  }
}

/** Files in what was pasted; a screenshot gets a name that says what it is and when it was made. */
export function pastedFiles(data: DataTransfer, nameOfScreenshot: (time: string) => string): readonly File[] {
  return [...data.files].map((file) => {
    if (file.name !== 'image.png') return file
    const now = new Date()
    const two = (value: number): string => String(value).padStart(2, '0')
    const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
    const time = `${day} ${two(now.getHours())}.${two(now.getMinutes())}.${two(now.getSeconds())}`
    return new File([file], `${nameOfScreenshot(time)}.png`, { type: file.type })
  })
}
