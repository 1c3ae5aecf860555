import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Author } from '../../shared/contract/views.ts'
import { formatTime } from './format.ts'
import classes from './author-line.module.css'

/** Who wrote it, from which unit and machine, when, why, and on whose behalf. */
export function AuthorLine({
  author,
  withReason = true,
}: {
  author: Author
  withReason?: boolean
}): ReactElement {
  const { t } = useTranslation('common')
  return (
    <span className={classes['line']}>
      <span>
        <strong>{author.officer}</strong> · <bdi>{author.unitName}</bdi> ·{' '}
        <span title={t('author.device', { device: author.deviceName })}>{formatTime(author.time)}</span>
      </span>
      {author.onBehalf !== null && (
        <span>{t('author.onBehalf', { unit: author.onBehalf.unitName, paper: author.onBehalf.paper })}</span>
      )}
      {withReason && author.reason !== null && <span>{t('author.reason', { reason: author.reason })}</span>}
    </span>
  )
}
