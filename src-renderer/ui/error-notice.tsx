import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallError } from '../../shared/contract/errors.ts'
import classes from './error-notice.module.css'
import { useErrorSentence } from './error-sentence.ts'
import { Icon } from './icons.tsx'

type Props = {
  error: CallError | { code: string; details: Record<string, unknown> } | null
  /** Offers to ask again. */
  onRetry?: () => void
}

/** An error where it happened, as one sentence that is read out at once. Nothing when there is none. */
export function ErrorSentence({ error, onRetry }: Props): ReactElement | null {
  const sentence = useErrorSentence()
  const { t } = useTranslation('common')
  if (error === null) return null
  return (
    <div className={classes['notice']} role="alert" data-error={error.code}>
      <Icon name="warning" />
      <span className={classes['text']}>{sentence(error)}</span>
      {onRetry !== undefined && (
        <Button size="compact-sm" variant="default" onClick={onRetry}>
          {t('tryAgain')}
        </Button>
      )}
    </div>
  )
}
