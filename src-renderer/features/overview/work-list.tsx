import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Output } from '../../../shared/contract/contract.ts'
import type { WorkKind } from '../../../shared/domain/next-work.ts'
import { pathOfSheet, paths } from '../../app/paths.ts'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { formatCount, formatDay } from '../../ui/format.ts'
import { Icon, type IconName } from '../../ui/icons.tsx'
import classes from './work-list.module.css'

type Work = Output<'overview.get'>['due'][number]

/** Where each kind of work is done, and its drawing. */
const places: Readonly<Record<WorkKind, { icon: IconName; path: string }>> = {
  missingFiles: { icon: 'document', path: paths.documents },
  returned: { icon: 'flag', path: paths.sheets },
  criteriaLate: { icon: 'clock', path: paths.sheets },
  criteriaDue: { icon: 'clock', path: paths.sheets },
  selfScoreDue: { icon: 'sheet', path: paths.sheets },
  difference: { icon: 'warning', path: paths.review },
  check: { icon: 'compare', path: paths.review },
  appraisalDue: { icon: 'appraise', path: paths.appraisal },
  verificationDue: { icon: 'appraise', path: paths.appraisal },
  recognitionDue: { icon: 'ranking', path: paths.results },
  unsent: { icon: 'send', path: paths.send },
  unconfirmed: { icon: 'send', path: paths.send },
  notSent: { icon: 'exchange', path: paths.receive },
  notAppraised: { icon: 'exchange', path: paths.receive },
  supplements: { icon: 'exchange', path: paths.receive },
  parked: { icon: 'folder', path: paths.receive },
  uncertified: { icon: 'device', path: paths.devices },
  certify: { icon: 'device', path: paths.devices },
  startFiles: { icon: 'flag', path: paths.startFiles },
}
/** Lines about one sheet lead to it. */
const aboutSheet: ReadonlySet<WorkKind> = new Set([
  'returned',
  'criteriaLate',
  'criteriaDue',
  'selfScoreDue',
  'recognitionDue',
])

function placeOf({ kind, assessment }: Work): string {
  return assessment !== null && aboutSheet.has(kind) ? pathOfSheet(assessment) : places[kind].path
}

/** What this unit does next, at most six lines; the first one's button is the next step. */
export function WorkList({ due }: { due: readonly Work[] }): ReactElement {
  const { t } = useTranslation('overview')
  return (
    <Card title={t('due.title')} padding="none">
      {due.length === 0 ? (
        <EmptyState icon="check" title={t('due.nothing')}>
          {t('due.nothingHint')}
        </EmptyState>
      ) : (
        <ol className={classes['list']} aria-label={t('due.title')}>
          {due.map((one, index) => (
            <li key={`${one.kind} ${one.decision ?? ''}`} className={classes['item']}>
              <Icon name={places[one.kind].icon} />
              <span className={classes['words']}>
                <span className={classes['what']}>
                  {t(`due.kind.${one.kind}`, {
                    ...(one.decision === null ? {} : { context: one.decision }),
                    count: one.count,
                    formatted: formatCount(one.count),
                  })}
                </span>
                {one.unitName !== '' && <span className={classes['who']}>{one.unitName}</span>}
              </span>
              <When work={one} />
              <Button
                component={Link}
                href={placeOf(one)}
                size="compact-md"
                variant={index === 0 ? 'filled' : 'default'}
                className={classes['act'] ?? ''}
              >
                {t(`due.act.${one.kind}`)}
              </Button>
            </li>
          ))}
        </ol>
      )}
    </Card>
  )
}

/** "Quá hạn 6 ngày", "Đến hạn hôm nay", "Còn 3 ngày": the words offices use. */
function When({ work }: { work: Work }): ReactElement | null {
  const { t } = useTranslation('overview')
  if (work.day === null || work.daysLeft === null) return null
  if (work.kind === 'unconfirmed')
    return <Badge tone="calm">{t('due.since', { day: formatDay(work.day) })}</Badge>
  const days = work.daysLeft
  const [tone, text]: [Tone, string] =
    days < 0
      ? ['bad', t('due.late', { count: -days })]
      : days === 0
        ? ['warn', t('due.today')]
        : [days <= 7 ? 'warn' : 'quiet', t('due.left', { count: days })]
  return (
    <span title={formatDay(work.day)}>
      <Badge tone={tone}>{text}</Badge>
    </span>
  )
}
