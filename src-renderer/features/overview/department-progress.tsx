import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract/contract.ts'
import { Card } from '../../ui/card.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { formatCount } from '../../ui/format.ts'
import classes from './department-progress.module.css'

/** How much of its criteria each department has dealt with. */
export function DepartmentProgress({
  departments,
}: {
  departments: Output<'overview.get'>['departments']
}): ReactElement {
  const { t } = useTranslation('overview')
  return (
    <Card title={t('departments.title')}>
      <ul className={classes['list']}>
        {departments.map(({ department, name, open, total }) => (
          <li key={department ?? ''} className={classes['item']}>
            <span className={classes['name']}>{department === null ? t('departments.none') : name}</span>
            <ProgressBar done={total - open} total={total} label={name} />
            <span className={classes['figures']}>
              {formatCount(total - open)}/{formatCount(total)}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
