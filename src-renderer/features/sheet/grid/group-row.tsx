import { memo, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Group } from '../../../../shared/domain/criteria.ts'
import type { GroupTotal } from '../../../../shared/domain/totals.ts'
import { formatPoints } from '../../../ui/format.ts'
import type { ShownColumns } from '../columns.ts'
import classes from './sheet-grid.module.css'

type Props = {
  group: Group
  total: GroupTotal | undefined
  /** So many have still to be scored at the stage that stands. */
  open: number
  span: number
  index: number
  shown: ShownColumns
}

/** The heading of a group with what it has earned; nothing can be typed or pasted into it. */
export const GroupRow = memo(function GroupRow({ group, total, open, span, index }: Props): ReactElement {
  const { t } = useTranslation('sheet')
  return (
    <div role="row" aria-rowindex={index} className={classes['group']}>
      <div role="gridcell" aria-colindex={1} aria-colspan={span} className={classes['groupCell']}>
        <span className={classes['groupTitle']} title={group.title}>
          {group.title}
        </span>
        {total !== undefined && (
          <span className={classes['groupTotal']}>
            {open > 0 && <span className={classes['groupOpen']}>{t('group.open', { count: open })}</span>}
            <strong>{formatPoints(total.points)}</strong>
            {!group.outside && ` / ${formatPoints(total.max)}`}
          </span>
        )}
      </div>
    </div>
  )
})
