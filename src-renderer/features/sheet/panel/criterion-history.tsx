import { Button } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { AssessmentId, CriterionId } from '../../../../shared/domain/ids.ts'
import { useQueryCall } from '../../../app/use-call.ts'
import { AuthorLine } from '../../../ui/author-line.tsx'
import { ErrorSentence } from '../../../ui/error-notice.tsx'
import classes from './panel.module.css'

/** Who changed this criterion, when and from what to what; newest first. */
export function CriterionHistory({
  assessment,
  criterion,
}: {
  assessment: AssessmentId
  criterion: CriterionId
}): ReactElement {
  const { t } = useTranslation('sheet')
  const [limit, setLimit] = useState(30)
  const { data, error, isPending } = useQueryCall(
    'history.list',
    { assessment, criterion, limit },
    { keepPrevious: true },
  )
  if (error !== null) return <ErrorSentence error={error} />
  if (isPending) return <></>
  if (data.entries.length === 0) return <p className={classes['hint']}>{t('history.none')}</p>
  return (
    <>
      <ol className={classes['history']}>
        {data.entries.map((entry) => (
          <li key={entry.author.entry}>
            {entry.changes.map((change, index) => (
              <p key={index} className={classes['change']}>
                {t(`history.field.${change.entity}`, { defaultValue: change.label })}:{' '}
                <del>{change.before ?? t('history.empty')}</del> →{' '}
                <ins>{change.after ?? t('history.empty')}</ins>
              </p>
            ))}
            <AuthorLine author={entry.author} />
          </li>
        ))}
      </ol>
      {data.next !== null && limit < 200 && (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            setLimit(200)
          }}
        >
          {t('history.more')}
        </Button>
      )}
    </>
  )
}
