import { Switch } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract/contract.ts'
import type { AssessmentId } from '../../../shared/domain/ids.ts'
import { Card } from '../../ui/card.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { formatCount, formatPoints, formatPointsChange } from '../../ui/format.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import classes from './as-of-page.module.css'

type Row = Output<'asOf.ranking'>['rows'][number]

type Props = { ranking: Output<'asOf.ranking'>; onOpen: (assessment: AssessmentId) => void }

/** The ranking as it stood, and now: places, totals, stars, status of each commune. */
export function RankingThen({ ranking, onOpen }: Props): ReactElement {
  const { t } = useTranslation(['asOf', 'common'])
  const [onlyChanged, setOnlyChanged] = useState(false)
  const rows = onlyChanged ? ranking.rows.filter(({ changed }) => changed) : ranking.rows
  const columns: Column<Row>[] = [
    {
      key: 'unit',
      title: t('column.unit'),
      width: 9,
      grow: true,
      sortBy: (row) => row.unitName,
      cell: (row) => <span className={row.changed ? classes['changed'] : undefined}>{row.unitName}</span>,
    },
    {
      key: 'rank',
      title: t('column.rank'),
      width: 5,
      align: 'end',
      sortBy: (row) => row.then?.rank ?? null,
      cell: (row) => pair(placeOf(row.then), placeOf(row.now)),
    },
    {
      key: 'then',
      title: t('column.totalThen'),
      width: 5.5,
      align: 'end',
      firstSort: 'down',
      sortBy: (row) => row.then?.total ?? null,
      cell: (row) => formatPoints(row.then?.total ?? null, 'always'),
    },
    {
      key: 'now',
      title: t('column.totalNow'),
      width: 5.5,
      align: 'end',
      firstSort: 'down',
      sortBy: (row) => row.now?.total ?? null,
      cell: (row) => formatPoints(row.now?.total ?? null, 'always'),
    },
    {
      key: 'shift',
      title: t('column.shift'),
      width: 6,
      align: 'end',
      sortBy: shiftOf,
      cell: (row) => {
        const shift = shiftOf(row)
        return shift === null ? '–' : formatPointsChange(shift, 'always')
      },
    },
    {
      key: 'status',
      title: t('column.status'),
      width: 12,
      cell: ({ then, now }) => (
        <>
          {then !== null && then.status !== now?.status && (
            <>
              <StatusBadge status={then.status} stars={then.stars} /> →{' '}
            </>
          )}
          {now !== null && <StatusBadge status={now.status} stars={now.stars} />}
        </>
      ),
    },
    {
      key: 'since',
      title: t('column.since'),
      width: 5,
      align: 'end',
      sortBy: (row) => row.since,
      cell: (row) => formatCount(row.since),
    },
  ]
  return (
    <Card
      title={
        ranking.then === null
          ? t('unknownThen')
          : t('counts', {
              then: formatCount(ranking.then.passing),
              now: formatCount(ranking.now.passing),
              of: formatCount(ranking.now.participants),
            })
      }
      actions={
        <Switch
          label={t('onlyChanged')}
          checked={onlyChanged}
          onChange={(event) => {
            setOnlyChanged(event.currentTarget.checked)
          }}
        />
      }
      padding="none"
      grow
    >
      <DataTable
        label={t('rankingLabel')}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.assessment}
        onOpen={(row) => {
          onOpen(row.assessment)
        }}
        empty={t('noChange')}
      />
    </Card>
  )
}

function pair(then: string, now: string): string {
  return then === now ? now : `${then} → ${now}`
}

function placeOf(row: Row['now']): string {
  return row?.rank == null ? '–' : formatCount(row.rank)
}

/** Only between two totals: what began from nothing did not rise. */
function shiftOf({ then, now }: Row): number | null {
  return then?.total == null || now?.total == null ? null : now.total - then.total
}
