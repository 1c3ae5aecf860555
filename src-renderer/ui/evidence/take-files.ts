import { useState, type ClipboardEvent, type DragEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { pastedFiles, useAddDocuments, type AddDocuments, type AddTarget } from './add-documents.ts'

export type TakeFiles = Readonly<{
  adding: AddDocuments
  /** Takes chosen files; several photos are first asked about. */
  take: (files: readonly File[]) => void
  /** Files that may be pages of one paper: only the officer knows. */
  asked: readonly File[] | null
  answer: (together: boolean) => void
  forget: () => void
  /** Files are held over the place at this moment. */
  over: boolean
  /** For the element into which files may be dropped and pasted. */
  place: Readonly<{
    onPaste: (event: ClipboardEvent) => void
    onDrop: (event: DragEvent) => void
    onDragOver: (event: DragEvent) => void
    onDragLeave: (event: DragEvent) => void
  }>
}>

/** A place that takes files: chosen, dropped, or pasted as a screenshot. */
export function useTakeFiles(target: Omit<AddTarget, 'together'>, mayChange: boolean): TakeFiles {
  const { t } = useTranslation('documents')
  const adding = useAddDocuments()
  const [asked, setAsked] = useState<readonly File[] | null>(null)
  const [over, setOver] = useState(false)

  function take(files: readonly File[]): void {
    if (!mayChange || files.length === 0) return
    if (files.filter(({ type }) => type.startsWith('image/')).length > 1) setAsked(files)
    else void adding.add(files, { ...target, together: false })
  }

  return {
    adding,
    take,
    asked,
    answer: (together) => {
      void adding.add(asked ?? [], { ...target, together })
      setAsked(null)
    },
    forget: () => {
      setAsked(null)
    },
    over,
    place: {
      onPaste: (event) => {
        const files = pastedFiles(event.clipboardData, (time) => t('add.screenshot', { time }))
        if (files.length === 0) return
        event.preventDefault()
        take(files)
      },
      onDrop: (event) => {
        event.preventDefault()
        setOver(false)
        take([...event.dataTransfer.files])
      },
      onDragOver: (event) => {
        if (!mayChange) return
        event.preventDefault()
        setOver(true)
      },
      onDragLeave: (event) => {
        // leaving a child is not leaving the place
        const to = event.relatedTarget
        if (!(to instanceof Node) || !event.currentTarget.contains(to)) setOver(false)
      },
    },
  }
}
