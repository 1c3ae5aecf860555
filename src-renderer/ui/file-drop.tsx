import { Button } from '@mantine/core'
import { type DragEvent, type ReactElement, type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { filesOfDrop } from './dropped-files.ts'
import classes from './file-drop.module.css'
import { Icon } from './icons.tsx'

type Props = {
  /** "Kéo tệp gói dữ liệu vào đây". */
  title: string
  hint?: ReactNode
  multiple?: boolean
  /** Offers to choose a whole folder as well. */
  folders?: boolean
  /** Endings offered by the file dialog, ".cqtt,.zip"; what is dropped is taken as it is and judged by content. */
  accept?: string
  disabled?: boolean
  /** `isFolder`: among them is all that lies in a folder, whatever it may be. */
  onFiles: (files: File[], isFolder: boolean) => void
}

/** A place to drop files on; the same by keyboard through its buttons. */
export function FileDrop(props: Props): ReactElement {
  const { title, hint, multiple = false, folders = false, accept, disabled = false, onFiles } = props
  const { t } = useTranslation('common')
  const fileInput = useRef<HTMLInputElement>(null)
  const folderInput = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)

  function take(files: File[], isFolder = false): void {
    if (files.length > 0 && !disabled) onFiles(multiple ? files : files.slice(0, 1), isFolder)
  }

  function drop(event: DragEvent): void {
    event.preventDefault()
    setOver(false)
    void filesOfDrop(event.dataTransfer).then(({ files, isFolder }) => {
      take(files, isFolder)
    })
  }

  return (
    <div
      className={classes['drop']}
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => {
        setOver(false)
      }}
      onDrop={drop}
    >
      <span className={classes['mark']}>
        <Icon name="upload" size="1.5rem" />
      </span>
      <div className={classes['words']}>
        <strong>{title}</strong>
        {hint !== undefined && <span className={classes['hint']}>{hint}</span>}
      </div>
      <div className={classes['buttons']}>
        <Button variant="default" disabled={disabled} onClick={() => fileInput.current?.click()}>
          {multiple ? t('files.chooseMany') : t('files.chooseOne')}
        </Button>
        {folders && (
          <Button variant="default" disabled={disabled} onClick={() => folderInput.current?.click()}>
            {t('files.chooseFolder')}
          </Button>
        )}
      </div>
      <input
        ref={fileInput}
        type="file"
        hidden
        aria-label={title}
        multiple={multiple}
        {...(accept === undefined ? {} : { accept })}
        onChange={(event) => {
          take([...(event.currentTarget.files ?? [])])
          event.currentTarget.value = ''
        }}
      />
      {folders && (
        <input
          ref={folderInput}
          type="file"
          hidden
          aria-label={t('files.chooseFolder')}
          {...{ webkitdirectory: '' }}
          onChange={(event) => {
            take([...(event.currentTarget.files ?? [])], true)
            event.currentTarget.value = ''
          }}
        />
      )}
    </div>
  )
}
