import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { AssessmentId, CriterionId } from '../../shared/domain/ids.ts'
import { useQueryCall } from '../app/use-call.ts'
import { AuthorLine } from './author-line.tsx'
import { ErrorSentence } from './error-notice.tsx'
import { formatDay } from './format.ts'
import classes from './request-thread.module.css'

/** What was asked about a criterion and what the commune explained, oldest first; `children` while nothing was asked. */
export function RequestThread({
  assessment,
  criterion,
  children = null,
}: {
  assessment: AssessmentId
  criterion: CriterionId
  children?: ReactNode
}): ReactNode {
  const { t } = useTranslation('sheet')
  // The talk of the criterion before must not stand under this one, not even for a moment.
  const { data, error } = useQueryCall('sheets.thread', { assessment, criterion })
  if (error !== null) return <ErrorSentence error={error} />
  if (data === undefined) return null
  if (data.length === 0) return children
  return (
    <section>
      <h3 className={classes['title']}>{t('thread.title')}</h3>
      <ol className={classes['turns']} aria-label={t('thread.title')}>
        {data.map(({ kind, text, due, author }) => (
          <li key={author.entry} className={classes['turn']} data-kind={kind}>
            <p>
              <strong>
                {t(`thread.${kind}`)}
                {due !== null && `, ${t('thread.until', { day: formatDay(due) })}`}:
              </strong>{' '}
              {text === '' ? t(`thread.nothing_${kind}`) : text}
            </p>
            <AuthorLine author={author} withReason={false} />
          </li>
        ))}
      </ol>
    </section>
  )
}
