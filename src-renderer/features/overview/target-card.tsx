import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract/contract.ts'
import { SheetStatus } from '../../../shared/domain/workflow.ts'
import { Card } from '../../ui/card.tsx'
import { formatCount } from '../../ui/format.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import classes from './target-card.module.css'

type Props = {
  overview: Output<'overview.get'>
  /** This unit set the cycle up, so that a target would be its own. */
  sets: boolean
}

/**
 * "7/17 xã" recognised, or passing while nothing is decided, against the target of the unit that set it; and how many sheets stand
 * where.
 */
export function TargetCard({ overview, sets }: Props): ReactElement {
  const { t } = useTranslation('overview')
  const { reached, recognised, finished, participants, target, counts } = overview
  const present = SheetStatus.options.filter((status) => counts[status] > 0)
  const share = (count: number): string =>
    `${participants === 0 ? 0 : Math.min(100, (100 * count) / participants)}%`

  return (
    <Card title={t('target.title')}>
      <div className={classes['figure']}>
        <span className={classes['number']}>
          {formatCount(reached)}
          <span className={classes['of']}>/{formatCount(participants)}</span>
        </span>
        <span className={classes['words']}>
          <span title={t('target.rule')}>{t('target.passing')}</span>
          <span className={classes['soft']}>
            {t('target.recognised', {
              recognised: formatCount(recognised),
              waiting: formatCount(reached - recognised),
            })}
          </span>
          {finished < participants && (
            <span className={classes['soft']}>
              {t('target.finished', { finished: formatCount(finished), of: formatCount(participants) })}
            </span>
          )}
          {target === null ? (
            sets && <span className={classes['soft']}>{t('target.none')}</span>
          ) : (
            <span className={classes['soft']}>
              {reached >= target
                ? t('target.reached', { target: formatCount(target), of: formatCount(participants) })
                : t('target.missing', {
                    target: formatCount(target),
                    of: formatCount(participants),
                    missing: formatCount(target - reached),
                  })}
            </span>
          )}
        </span>
      </div>
      <div className={classes['bar']} aria-hidden="true">
        <div className={classes['filled']} style={{ width: share(reached) }} />
        {target !== null && <div className={classes['mark']} style={{ left: share(target) }} />}
      </div>
      <ul className={classes['counts']}>
        {present.map((status) => (
          <li key={status}>
            <StatusBadge status={status} />
            <span className="numbers">{formatCount(counts[status])}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
