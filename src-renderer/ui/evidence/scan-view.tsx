import { ActionIcon, Group, Tooltip } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { DocumentId } from '../../../shared/domain/ids.ts'
import { ErrorSentence } from '../error-notice.tsx'
import { Icon } from '../icons.tsx'
import classes from './evidence.module.css'
import { ImageView } from './image-view.tsx'
import { useScanPage } from './open-document.ts'
import type { StoredFile } from './document-types.ts'

/** A scan that browsers do not show (TIFF), page by page as the core draws it. */
export function ScanView(props: { document: DocumentId; file: StoredFile; startPage: number }): ReactElement {
  const { document, file, startPage } = props
  const { t } = useTranslation('documents')
  const [page, setPage] = useState(startPage)
  const { data, error } = useScanPage(document, file, page)
  if (error !== null) return <ErrorSentence error={error} />
  if (data === undefined) return <p className={classes['notice']}>{t('preview.loading')}</p>
  const { pages, picture } = data
  const shown = Math.min(page, pages)
  const step = (name: 'left' | 'right', label: string, to: number): ReactElement => (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray.8"
        aria-label={label}
        disabled={to < 1 || to > pages}
        onClick={() => {
          setPage(to)
        }}
      >
        <Icon name={name} />
      </ActionIcon>
    </Tooltip>
  )
  return (
    <>
      {pages > 1 && (
        <Group gap={4} wrap="nowrap" role="group" aria-label={t('preview.tools')}>
          {step('left', t('preview.previousPage'), shown - 1)}
          <span className={classes['pageNumber']} aria-live="polite">
            {t('preview.page', { page: shown, last: pages })}
          </span>
          {step('right', t('preview.nextPage'), shown + 1)}
        </Group>
      )}
      <ImageView file={picture} name={file.name} />
    </>
  )
}
