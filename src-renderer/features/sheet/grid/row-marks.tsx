import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDay } from '../../../ui/format.ts'
import { Icon, type IconName } from '../../../ui/icons.tsx'
import type { Draft } from '../outbox.ts'
import type { Mark, RowModel } from '../sheet-model.ts'
import classes from './sheet-grid.module.css'

const markIcons: Readonly<Record<Mark, IconName>> = {
  changed: 'refresh',
  failed: 'warning',
  differing: 'warning',
  invalid: 'warning',
  asked: 'flag',
  incomplete: 'edit',
  warning: 'info',
  filesMissing: 'document',
  noEvidence: 'document',
  outsidePeriod: 'clock',
  late: 'clock',
}
const sharpMarks: ReadonlySet<Mark> = new Set(['changed', 'failed', 'differing', 'invalid', 'filesMissing'])

/** What is to be known of a row at a glance: the gravest mark, and how many more. */
export function RowMarks({
  marks,
  model,
  draft,
}: {
  marks: readonly Mark[]
  model: RowModel
  draft: Draft | undefined
}): ReactElement | null {
  const { t } = useTranslation('sheet')
  const { row } = model
  if (draft !== undefined) {
    return (
      <span className={classes['mark']} data-tone="warn">
        <Icon name="edit" size="1em" /> {t('mark.unread')}
      </span>
    )
  }
  const [first, ...others] = marks
  if (first === undefined) {
    if (model.unsent !== null && model.unsent.state !== 'sent') {
      return <span className={classes['mark']}>{t('mark.saving')}</span>
    }
    if (row.due === null || model.answer !== null) return null
    return (
      <span className={classes['mark']}>{t('mark.due', { day: formatDay(row.due.day).slice(0, 5) })}</span>
    )
  }
  const text = (mark: Mark): string => t(`mark.${mark}`, { count: row.due?.daysLate ?? 0 })
  return (
    <span
      className={classes['mark']}
      data-tone={sharpMarks.has(first) ? 'bad' : 'warn'}
      title={[first, ...others]
        .map((mark) => t(`markLong.${mark}`, { count: row.due?.daysLate ?? 0 }))
        .join('\n')}
    >
      <Icon name={markIcons[first]} size="1em" /> {text(first)}
      {others.length > 0 && <span className={classes['more']}>+{others.length}</span>}
    </span>
  )
}
