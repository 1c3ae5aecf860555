import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Output } from '../../../shared/contract/contract.ts'
import { pathOfSheet, paths } from '../../app/paths.ts'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { formatCount, formatDay } from '../../ui/format.ts'
import { Icon, type IconName } from '../../ui/icons.tsx'
import classes from './due-list.module.css'

type Due = Output<'overview.get'>['due'][number]

const icons: Readonly<Record<Due['kind'], IconName>> = {
  selfScoreDue: 'sheet',
  appraisalDue: 'appraise',
  verificationDue: 'appraise',
  criterionDue: 'clock',
  returned: 'undo',
  difference: 'warning',
  check: 'compare',
  missingFiles: 'document',
  uncertified: 'device',
  unsent: 'send',
  unconfirmed: 'send',
}

/** Where the work named is done. */
function placeOf(due: Due): string {
  switch (due.kind) {
    case 'difference':
      return paths.review
    case 'check':
      return paths.review
    case 'uncertified':
      return paths.devices
    case 'unsent':
    case 'unconfirmed':
      return paths.send
    case 'missingFiles':
      return due.assessment === null ? paths.documents : pathOfSheet(due.assessment)
    case 'appraisalDue':
    case 'verificationDue':
      return due.assessment === null ? paths.appraisal : pathOfSheet(due.assessment)
    case 'selfScoreDue':
    case 'criterionDue':
    case 'returned':
      return due.assessment === null ? paths.sheets : pathOfSheet(due.assessment)
  }
}

/** Work that waits, most urgent first; each line leads to its place. */
export function DueList({ due }: { due: readonly Due[] }): ReactElement {
  const { t } = useTranslation('overview')
  return (
    <Card title={t('due.title')} padding="none">
      {due.length === 0 ? (
        <EmptyState icon="check" title={t('due.nothing')}>
          {t('due.nothingHint')}
        </EmptyState>
      ) : (
        <ul className={classes['list']} tabIndex={0} aria-label={t('due.title')}>
          {due.map((one, index) => (
            <li key={index}>
              <Link href={placeOf(one)} className={classes['item']}>
                <Icon name={icons[one.kind]} />
                <span className={classes['words']}>
                  <span className={classes['what']}>
                    {t(`due.kind.${one.kind}`)}
                    {one.count > 1 && <span className={classes['count']}> ({formatCount(one.count)})</span>}
                  </span>
                  <span className={classes['who']}>
                    {[one.unitName, one.text].filter((text) => text !== '').join(' – ')}
                  </span>
                </span>
                <When due={one} />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

/** "Quá hạn 6 ngày", "Đến hạn hôm nay", "Sắp đến hạn": the words offices use. */
function When({ due }: { due: Due }): ReactElement | null {
  const { t } = useTranslation('overview')
  if (due.kind === 'unconfirmed' && due.day !== null)
    return <Badge tone="warn">{t('due.since', { day: formatDay(due.day) })}</Badge>
  if (due.day === null || due.daysLeft === null) return null
  const days = due.daysLeft
  const [tone, text]: [Tone, string] =
    days < 0
      ? ['bad', t('due.late', { count: -days })]
      : days === 0
        ? ['warn', t('due.today')]
        : [days <= 7 ? 'warn' : 'quiet', t('due.left', { count: days })]
  return (
    <span title={formatDay(due.day)}>
      <Badge tone={tone}>{text}</Badge>
    </span>
  )
}
