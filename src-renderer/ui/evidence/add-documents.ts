import { useState } from 'react'
import type { Output } from '../../../shared/contract/contract.ts'
import { isCallError } from '../../../shared/contract/errors.ts'
import type { Progress, Ticket } from '../../../shared/contract/frames.ts'
import type { OnBehalf } from '../../../shared/contract/views.ts'
import type { AssessmentId, CriterionId, UnitId } from '../../../shared/domain/ids.ts'
import { filesOfDocument } from '../../../shared/domain/journal/sheet-values.ts'
import { useCommand, useOperation, useTransport } from '../../app/use-call.ts'
import { notifyError } from '../notify.tsx'
import type { EvidenceLink } from './document-types.ts'

export type AddTarget = Readonly<{
  unit: UnitId
  attach: Readonly<{ assessment: AssessmentId; target: CriterionId; link: EvidenceLink }> | null
  /** All files are one document: photos of one paper. */
  together: boolean
  onBehalf?: OnBehalf
}>

type Inspected = Output<'documents.inspect'>[number]
/** Keep it as a new document, use the one that is here, open the archive, or leave it. */
export type FileAnswer = 'add' | 'reuse' | 'open' | 'leave'
export type Answers = ReadonlyMap<Ticket, FileAnswer>
export type Asking = Readonly<{
  questions: readonly Inspected[]
  /** Whether the files are to prove a criterion. */
  attached: boolean
  /** Null: nothing is to be kept. */
  settle: (answers: Answers | null) => void
}>

/** Pages of one paper that are the same are kept once anyhow. */
function isAsked({ same, twin, locked, archived }: Inspected, together: boolean): boolean {
  return same !== null || (twin !== null && !together) || locked || archived !== null
}

type Refused = Output<'documents.add'>['refused'][number]

export type AddDocuments = Readonly<{
  add: (files: readonly File[], target: AddTarget) => Promise<void>
  running: boolean
  progress: Progress | null
  cancel: () => void
  /** What has to be asked before files are kept. */
  asking: Asking | null
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
  const inspecting = useOperation('documents.inspect')
  const unpacking = useOperation('documents.unpack')
  const attaching = useCommand('documents.attach')
  const [asking, setAsking] = useState<Asking | null>(null)
  const [handing, setHanding] = useState<{ progress: Progress; stop: AbortController } | null>(null)
  const [refused, setRefused] = useState<readonly Refused[]>([])

  /** Asks about what the officer should know first. @returns what is to be kept as new documents */
  async function askAbout(tickets: readonly Ticket[], target: AddTarget): Promise<readonly Ticket[]> {
    if (tickets.length === 0) return []
    const { unit, attach, together } = target
    const place = attach === null ? null : { assessment: attach.assessment, target: attach.target }
    const found = await inspecting.run({ unit, files: [...tickets], attach: place })
    const questions = found.filter((file) => isAsked(file, together))
    if (questions.length === 0) return tickets
    const answers = await new Promise<Answers | null>((settle) => {
      setAsking({ questions, attached: attach !== null, settle })
    })
    setAsking(null)
    if (answers === null) return []
    const wanted: Ticket[] = []
    for (const file of found) {
      const answer = answers.get(file.ticket) ?? 'add'
      if (answer === 'add') wanted.push(file.ticket)
      if (answer === 'open') {
        const inside = await unpacking.run({ file: file.ticket })
        wanted.push(
          ...(await askAbout(
            inside.map(({ ticket }) => ticket),
            target,
          )),
        )
      }
      if (answer === 'reuse' && file.same !== null && attach !== null && !file.same.here) {
        const { onBehalf } = target
        await attaching.mutateAsync({
          ...{ document: file.same.document, ...attach, seen: [] },
          ...(onBehalf === undefined ? {} : { onBehalf }),
        })
      }
    }
    return wanted
  }

  async function add(files: readonly File[], target: AddTarget): Promise<void> {
    if (files.length === 0) return
    const stop = new AbortController()
    const failed: Refused[] = []
    setRefused([])
    try {
      for (let from = 0; from < files.length; from += filesOfDocument) {
        const tickets: Ticket[] = []
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
        const wanted = await askAbout(tickets, target)
        if (wanted.length === 0) continue
        const { onBehalf, ...where } = target
        for (let at = 0; at < wanted.length; at += filesOfDocument) {
          const kept = await operation.run({
            ...{ ...where, files: wanted.slice(at, at + filesOfDocument), fields: {} },
            ...(onBehalf === undefined ? {} : { onBehalf }),
          })
          failed.push(...kept.refused)
        }
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
    running:
      asking === null && (handing !== null || operation.running || inspecting.running || unpacking.running),
    progress: handing?.progress ?? operation.progress ?? inspecting.progress ?? unpacking.progress,
    asking,
    cancel: () => {
      handing?.stop.abort()
      inspecting.cancel()
      unpacking.cancel()
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
