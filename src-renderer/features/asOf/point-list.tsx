import { Button, Skeleton } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AsOfPoint } from '../../../shared/contract/as-of.ts'
import { useQueryCall } from '../../app/use-call.ts'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { formatTime } from '../../ui/format.ts'
import classes from './as-of-page.module.css'

type Props = { chosen: AsOfPoint | null; onChoose: (point: AsOfPoint) => void }

/** Imports, decisions and ends of days, newest first. */
export function PointList({ chosen, onChoose }: Props): ReactElement {
  const { t } = useTranslation('asOf')
  const [starts, setStarts] = useState<readonly (number | null)[]>([null])
  return (
    <Card title={t('points')} padding="none" grow>
      <p className={classes['order']}>{t('order')}</p>
      <ul className={classes['points']}>
        {starts.map((before, place) => (
          <PointPage
            key={before ?? 'first'}
            before={before}
            last={place === starts.length - 1}
            chosen={chosen}
            onChoose={onChoose}
            onMore={(next) => {
              setStarts([...starts, next])
            }}
          />
        ))}
      </ul>
    </Card>
  )
}

type PageProps = Props & { before: number | null; last: boolean; onMore: (next: number) => void }

function PointPage({ before, last, chosen, onChoose, onMore }: PageProps): ReactElement {
  const { t } = useTranslation(['asOf', 'history'])
  const input = { limit: 60, ...(before === null ? {} : { before }) }
  const { data, error } = useQueryCall('asOf.points', input, { keepPrevious: true })
  if (error !== null) return <ErrorSentence error={error} />
  if (data === undefined) return <Skeleton height="8rem" />
  const { points, next } = data
  return (
    <>
      {before === null && points.length === 0 && (
        <li>
          <EmptyState icon="clock" title={t('nothing')}>
            {t('nothingHint')}
          </EmptyState>
        </li>
      )}
      {points.map((point) => (
        <li key={point.arrival}>
          <button
            type="button"
            className={classes['point']}
            aria-pressed={chosen?.arrival === point.arrival}
            onClick={() => {
              onChoose(point)
            }}
          >
            <span className={classes['time']}>{formatTime(point.time)}</span>
            {wordsOf(point)}
          </button>
        </li>
      ))}
      {last && next !== null && (
        <li>
          <Button
            variant="subtle"
            m="xs"
            onClick={() => {
              onMore(next)
            }}
          >
            {t('more')}
          </Button>
        </li>
      )}
    </>
  )

  function wordsOf({ kind, senderName, shortCode, action, unitName, officer, units }: AsOfPoint): string {
    switch (kind) {
      case 'import':
        return t('point.import', { sender: senderName ?? '', code: shortCode ?? '' })
      case 'dayEnd':
        return t('point.dayEnd')
      case 'decision':
      case 'aside':
        return t('point.act', {
          act: t(`history:action.${action ?? ''}`, { defaultValue: action ?? '' }),
          unit: units > 1 ? t('point.units', { unit: unitName ?? '', count: units - 1 }) : (unitName ?? ''),
          officer: officer ?? '',
        })
    }
  }
}
