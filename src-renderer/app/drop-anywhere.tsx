import { UnstyledButton } from '@mantine/core'
import { type ReactElement, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { filesOfDrop } from '../ui/dropped-files.ts'
import { Icon } from '../ui/icons.tsx'
import classes from './drop-anywhere.module.css'

type Props = { onFiles: (files: File[], isFolder: boolean) => void }

/**
 * Files dropped anywhere in the window, but where a place of their own takes them. While they are dragged a frame says so; it catches
 * nothing, so that such places still can.
 */
export function DropAnywhere({ onFiles }: Props): ReactElement | null {
  const { t } = useTranslation('common')
  const [over, setOver] = useState(false)
  const take = useRef(onFiles)
  useEffect(() => {
    take.current = onFiles
  })

  useEffect(() => {
    let last: ReturnType<typeof setTimeout> | undefined
    const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true
    function drag(event: DragEvent): void {
      if (!holdsFiles(event)) return
      clearTimeout(last)
      // a place of its own says itself that it takes the files
      setOver(!event.defaultPrevented)
      event.preventDefault()
      // leaving the window is told by no event on which all browsers agree; dragging goes on telling
      last = setTimeout(() => {
        setOver(false)
      }, 400)
    }
    function drop(event: DragEvent): void {
      clearTimeout(last)
      setOver(false)
      if (event.defaultPrevented || event.dataTransfer === null || !holdsFiles(event)) return
      event.preventDefault()
      void filesOfDrop(event.dataTransfer).then(({ files, isFolder }) => {
        if (files.length > 0) take.current(files, isFolder)
      })
    }
    window.addEventListener('dragover', drag)
    window.addEventListener('drop', drop)
    return () => {
      clearTimeout(last)
      window.removeEventListener('dragover', drag)
      window.removeEventListener('drop', drop)
    }
  }, [])

  if (!over) return null
  return (
    <div className={classes['frame']} role="status">
      <strong className={classes['words']}>
        <Icon name="download" /> {t('letterBox.drop')}
      </strong>
    </div>
  )
}

/** The same by keyboard: a button that opens the file dialog. */
export function GiveFilesButton({
  onFiles,
  className,
  wordClass,
}: Props & {
  className?: string | undefined
  wordClass?: string | undefined
}): ReactElement {
  const { t } = useTranslation('common')
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <UnstyledButton
        className={className}
        title={t('letterBox.hint')}
        onClick={() => input.current?.click()}
      >
        <Icon name="download" />
        <span className={wordClass}>{t('letterBox.button')}</span>
      </UnstyledButton>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        aria-label={t('letterBox.button')}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])]
          event.currentTarget.value = ''
          if (files.length > 0) onFiles(files, false)
        }}
      />
    </>
  )
}
