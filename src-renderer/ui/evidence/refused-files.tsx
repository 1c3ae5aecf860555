import { CloseButton } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorSentence } from '../error-sentence.ts'
import { Icon } from '../icons.tsx'
import type { AddDocuments } from './add-documents.ts'
import classes from './evidence-list.module.css'

/** Files that could not be kept, each with its reason; what was kept stands in the list. */
export function RefusedFiles({
  refused,
  onPutAway,
}: {
  refused: AddDocuments['refused']
  onPutAway: () => void
}): ReactElement | null {
  const { t } = useTranslation('documents')
  const sentence = useErrorSentence()
  if (refused.length === 0) return null
  return (
    <div className={classes['refused']} role="alert">
      <Icon name="warning" />
      <ul>
        {refused.map((file, index) => (
          <li key={index}>{sentence({ code: file.code, details: { name: file.name, ...file.details } })}</li>
        ))}
      </ul>
      <CloseButton aria-label={t('add.putAway')} onClick={onPutAway} />
    </div>
  )
}
