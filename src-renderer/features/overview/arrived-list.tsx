import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Output } from '../../../shared/contract/contract.ts'
import { paths } from '../../app/paths.ts'
import { Badge } from '../../ui/badge.tsx'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { formatCount, formatTime } from '../../ui/format.ts'
import classes from './arrived-list.module.css'

/** Bundles that were received lately. */
export function ArrivedList({ arrived }: { arrived: Output<'overview.get'>['arrived'] }): ReactElement {
  const { t } = useTranslation('overview')
  return (
    <Card
      title={t('arrived.title')}
      padding="none"
      actions={
        <Button component={Link} href={paths.receive} size="compact-md" variant="light">
          {t('arrived.receive')}
        </Button>
      }
    >
      {arrived.length === 0 ? (
        <EmptyState icon="exchange" title={t('arrived.nothing')}>
          {t('arrived.nothingHint')}
        </EmptyState>
      ) : (
        <ul className={classes['list']}>
          {arrived.map((one, index) => (
            <li key={index} className={classes['item']}>
              <span className={classes['who']}>{one.senderName}</span>
              <span className={classes['soft']}>
                {[
                  ...(one.answers.length > 0
                    ? [t('arrived.receipt', { codes: one.answers.join(', ') })]
                    : []),
                  ...(one.new > 0 || one.answers.length === 0
                    ? [t('arrived.new', { count: one.new, formatted: formatCount(one.new) })]
                    : []),
                ].join(', ')}
              </span>
              {one.differing > 0 && (
                <Badge tone="warn">{t('arrived.differing', { count: one.differing })}</Badge>
              )}
              <time className={classes['soft']} dateTime={new Date(one.time).toISOString()}>
                {formatTime(one.time)}
              </time>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
