import { Button, Loader } from '@mantine/core'
import { lazy, Suspense, useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { DocumentView } from '../../../shared/contract/documents.ts'
import { ErrorSentence } from '../error-notice.tsx'
import { formatBytes, formatDay } from '../format.ts'
import { Icon } from '../icons.tsx'
import classes from './evidence.module.css'
import { ContentView } from './content-view.tsx'
import { ImageView } from './image-view.tsx'
import { ScanView } from './scan-view.tsx'
import { showingOf, useDocumentFile, useSaveDocumentFile } from './open-document.ts'
import type { DocumentBody, StoredFile } from './document-types.ts'

// The reader of PDF files is large and comes only when one is opened.
const PdfView = lazy(async () => ({ default: (await import('./pdf-view.tsx')).PdfView }))

type Props = {
  document: DocumentView
  /** Another state of the document than its present one: an earlier file. */
  body?: DocumentBody
  startPage?: number
}

/** What a document holds, as far as the window can show it. */
export function DocumentPreview({ document, body = document.body, startPage = 1 }: Props): ReactElement {
  const { t } = useTranslation('documents')
  const [chosen, setChosen] = useState(0)
  switch (body.kind) {
    case 'link':
      return (
        <div className={classes['other']}>
          <Icon name="link" size="1.5rem" />
          <a href={body.address} target="_blank" rel="noreferrer">
            {body.address}
          </a>
          <span>{t('preview.seen', { day: formatDay(body.seen) })}</span>
        </div>
      )
    case 'paper':
      return (
        <div className={classes['other']}>
          <Icon name="folder" size="1.5rem" />
          <span>{t('preview.paper', { place: body.place })}</span>
        </div>
      )
    case 'files': {
      const file = body.files[Math.min(chosen, body.files.length - 1)]
      if (file === undefined) return <></>
      return (
        <div className={classes['preview']}>
          {body.files.length > 1 && (
            <div className={classes['files']} role="group" aria-label={t('preview.files')}>
              {body.files.map((each, index) => (
                <button
                  key={each.sha256 + String(index)}
                  type="button"
                  className={classes['fileTab']}
                  aria-pressed={index === chosen}
                  title={each.name}
                  onClick={() => {
                    setChosen(index)
                  }}
                >
                  {t('preview.file', { number: index + 1 })}
                </button>
              ))}
            </div>
          )}
          <FileView key={file.sha256} document={document} file={file} startPage={startPage} />
        </div>
      )
    }
  }
}

/** Kinds that the window cannot show for a reason of their own. */
const unshownWhy: Readonly<Record<string, 'heic' | 'locked'>> = {
  'image/heic': 'heic',
  'application/encrypted': 'locked',
}

function FileView({
  document,
  file,
  startPage,
}: {
  document: DocumentView
  file: StoredFile
  startPage: number
}): ReactElement {
  const { t } = useTranslation('documents')
  const showing = showingOf(file)
  const inBrowser = showing === 'pdf' || showing === 'image'
  const { data, error, refetch } = useDocumentFile(document.id, file, inBrowser)
  const save = useSaveDocumentFile()
  const saveButton = (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<Icon name="download" />}
      onClick={() => {
        void save(document.id, file)
      }}
    >
      {t('preview.save')}
    </Button>
  )
  return (
    <>
      <div className={classes['fileName']}>
        <span title={file.name}>
          <bdi>{file.name}</bdi> · {formatBytes(file.size)}
        </span>
        {saveButton}
      </div>
      {error !== null && (
        <ErrorSentence
          error={error}
          onRetry={() => {
            void refetch()
          }}
        />
      )}
      {showing === 'none' && (
        <p className={classes['notice']}>{t(`preview.${unshownWhy[file.type] ?? 'otherProgram'}`)}</p>
      )}
      {showing === 'content' && <ContentView document={document.id} file={file} />}
      {showing === 'scan' && <ScanView document={document.id} file={file} startPage={startPage} />}
      {inBrowser && data === undefined && error === null && (
        <div className={classes['other']}>
          <Loader size="sm" role="status" aria-label={t('preview.loading')} />
        </div>
      )}
      {data !== undefined && showing === 'image' && <ImageView file={data} name={file.name} />}
      {data !== undefined && showing === 'pdf' && (
        <Suspense fallback={<div className={classes['other']}>{t('preview.loading')}</div>}>
          <PdfView file={data} name={file.name} startPage={startPage} />
        </Suspense>
      )}
    </>
  )
}
