import { TextInput } from '@mantine/core'
import { type ReactElement, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import type { CycleView } from '../../../shared/contract/cycles.ts'
import type { SheetSummary } from '../../../shared/contract/sheets.ts'
import { searchKey } from '../../../shared/domain/text/vietnamese.ts'
import { pathOfSheet } from '../../app/paths.ts'
import { useSession } from '../../app/session.ts'
import { useQueryCall } from '../../app/use-call.ts'
import { Badge } from '../../ui/badge.tsx'
import { Card } from '../../ui/card.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { formatCount, formatDate, formatTime } from '../../ui/format.ts'
import { Icon } from '../../ui/icons.tsx'
import { Points } from '../../ui/points.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { SendingBadge } from '../../ui/sending/sending-state.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import classes from './commune-progress.module.css'

/** Every sheet of the cycle: how far it is, what it has reached, what is open. */
export function CommuneProgress({ cycle }: { cycle: CycleView }): ReactElement {
  const { t } = useTranslation(['overview', 'common'])
  const { unit } = useSession()
  const [, go] = useLocation()
  const [text, setText] = useState('')
  const { data } = useQueryCall('sheets.list', { cycle: cycle.id })
  const withDistrict =
    unit.level === 'province' && (data ?? []).some(({ districtName }) => districtName !== '')

  const rows = useMemo(() => {
    const wanted = searchKey(text)
    const all = data ?? []
    return wanted === ''
      ? all
      : all.filter((row) => searchKey(`${row.unitName} ${row.districtName}`).includes(wanted))
  }, [data, text])

  const columns = useMemo((): Column<SheetSummary>[] => {
    const titles = (key: string): { key: string; title: string } => ({ key, title: t(`communes.${key}`) })
    return [
      {
        ...titles('unit'),
        width: 11,
        grow: true,
        sortBy: (row) => row.unitName,
        cell: (row) => (
          <Link href={pathOfSheet(row.assessment)} className={classes['name']}>
            {row.unitName}
          </Link>
        ),
      },
      ...(withDistrict
        ? [
            {
              ...titles('district'),
              width: 9,
              sortBy: (row: SheetSummary) => row.districtName,
              cell: (row: SheetSummary) => row.districtName,
            },
          ]
        : []),
      {
        ...titles('status'),
        width: 12.5,
        sortBy: (row) => row.status,
        cell: (row) => (
          <>
            <StatusBadge status={row.status} /> <SendingBadge sending={row.sending} />
          </>
        ),
      },
      {
        ...titles('answered'),
        width: 9,
        sortBy: (row) => row.scored / Math.max(1, row.needed),
        cell: (row) => (
          <span className={classes['progress']}>
            <ProgressBar done={row.scored} total={row.needed} label={t('communes.answered')} />
            <span className="numbers">
              {row.scored}/{row.needed}
            </span>
          </span>
        ),
      },
      ...(withDistrict
        ? []
        : [
            {
              ...titles('evidence'),
              width: 6.5,
              align: 'end' as const,
              sortBy: (row: SheetSummary) => row.withEvidence,
              cell: (row: SheetSummary) => (
                <span
                  title={t('communes.evidenceOf', {
                    evidence: formatCount(row.withEvidence),
                    needed: formatCount(row.needEvidence),
                  })}
                >
                  {row.withEvidence}/{row.needEvidence}
                </span>
              ),
            },
          ]),
      {
        ...titles('self'),
        width: 7.25,
        align: 'end',
        firstSort: 'down',
        sortBy: (row) => row.selfTotal,
        cell: (row) => <Points value={row.selfTotal} decimals="always" />,
      },
      {
        ...titles('appraised'),
        width: 7.75,
        align: 'end',
        firstSort: 'down',
        sortBy: (row) => row.appraisedTotal,
        cell: (row) => <Appraised row={row} />,
      },
      {
        ...titles('open'),
        width: 8,
        sortBy: (row) => row.differences * 1000 + row.asked * 10 + row.late,
        firstSort: 'down',
        cell: (row) => <OpenThings row={row} />,
      },
      {
        ...titles('lastChange'),
        width: 8,
        align: 'end',
        firstSort: 'down',
        sortBy: (row) => row.lastChange,
        cell: (row) =>
          row.lastChange === 0 ? (
            '–'
          ) : (
            <span title={formatTime(row.lastChange)}>{formatDate(row.lastChange)}</span>
          ),
      },
    ]
  }, [t, withDistrict])

  return (
    <Card
      title={t('communes.title')}
      padding="none"
      actions={
        (data?.length ?? 0) > 12 && (
          <TextInput
            aria-label={t('communes.find')}
            placeholder={t('communes.find')}
            leftSection={<Icon name="search" />}
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value)
            }}
          />
        )
      }
    >
      <DataTable
        label={t('communes.title')}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.assessment}
        onOpen={(row) => {
          go(pathOfSheet(row.assessment))
        }}
        maxHeight={30}
        empty={data === undefined ? t('common:loading') : t('common:table.empty')}
      />
    </Card>
  )
}

/** No total from a part of the criteria: until all are appraised, how many are. */
function Appraised({ row }: { row: SheetSummary }): ReactElement {
  const { t } = useTranslation('overview')
  const { appraisedTotal, appraised, toAppraise } = row
  if (appraisedTotal === null && toAppraise > 0)
    return (
      <span className="numbers" title={t('communes.partly', { appraised, toAppraise })}>
        – ({appraised}/{toAppraise})
      </span>
    )
  return <Points value={appraisedTotal} decimals="always" />
}

function OpenThings({ row }: { row: SheetSummary }): ReactElement {
  const { t } = useTranslation('overview')
  return (
    <span className={classes['open']}>
      {row.differences > 0 && (
        <Badge tone="warn">{t('communes.differences', { count: row.differences })}</Badge>
      )}
      {row.asked > 0 && <Badge tone="warn">{t('communes.asked', { count: row.asked })}</Badge>}
      {row.late > 0 && <Badge tone="calm">{t('communes.late', { count: row.late })}</Badge>}
    </span>
  )
}
