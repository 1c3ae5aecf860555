import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { RankingRow } from '../../../shared/contract/results.ts'
import { pathOfSheet } from '../../app/paths.ts'
import { Card } from '../../ui/card.tsx'
import { formatDay, formatPoints } from '../../ui/format.ts'
import { Stars } from '../../ui/stars.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import classes from './target-card.module.css'

/** A commune's own result: points, stars, and what is still missing. A target belongs to those who set it. */
export function OwnCard({ own }: { own: RankingRow }): ReactElement {
  const { t } = useTranslation(['overview', 'common'])
  const { total, standing, judged, of, stars, bandLabel, gap, failingGates, recognition, againstRule } = own
  return (
    <Card title={t('own.title')}>
      <div className={classes['figure']}>
        <Link href={pathOfSheet(own.assessment)} className={classes['number']}>
          {formatPoints(total, 'always')}
        </Link>
        <span className={classes['words']}>
          <span>
            {stars > 0 && <Stars count={stars} />} {bandLabel}
          </span>
          <span className={classes['soft']}>
            {t('own.stage', { stage: t(`common:stage.${standing}`), judged, of })}
          </span>
        </span>
        <StatusBadge status={own.status} {...(recognition === null ? {} : { stars: recognition.stars })} />
      </div>
      {recognition !== null && recognition.number !== '' && (
        <p>
          {recognition.day === null
            ? recognition.number
            : t('own.decision', { number: recognition.number, day: formatDay(recognition.day) })}
          {againstRule && ` ${t('own.againstRule', { reason: recognition.reason })}`}
        </p>
      )}
      {gap !== null && (
        <p>
          {gap.points > 0
            ? t('own.gap', { points: formatPoints(gap.points), label: gap.label })
            : t('own.gapGates', { label: gap.label })}
        </p>
      )}
      {failingGates.length > 0 && (
        <>
          <p className={classes['soft']}>{t('own.gates', { count: failingGates.length })}</p>
          <ul>
            {failingGates.map((gate) => (
              <li key={gate}>{gate}</li>
            ))}
          </ul>
        </>
      )}
    </Card>
  )
}
