import { Button } from '@mantine/core'
import { type ReactElement, useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract/contract.ts'
import { useQueryCall } from '../../app/use-call.ts'
import { Badge } from '../../ui/badge.tsx'
import { Card } from '../../ui/card.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { formatBytes, formatCount, formatTime } from '../../ui/format.ts'
import { AsideCell } from './aside-cell.tsx'
import { ReceiptPaper } from './receipt-paper.tsx'
import classes from './exchange-history.module.css'

type Sent = Output<'bundles.history'>[number]

/** What was sent and received, newest first. */
export function ExchangeHistory(): ReactElement {
  const { t } = useTranslation(['exchange', 'common'])
  const { data, error, refetch } = useQueryCall('bundles.history', {})
  const [printed, setPrinted] = useState<Sent | null>(null)
  const endPrinting = useCallback(() => {
    setPrinted(null)
  }, [])
  if (error !== null) return <ErrorSentence error={error} onRetry={() => void refetch()} />
  if (data?.length === 0) {
    return (
      <Card>
        <EmptyState icon="exchange" title={t('history.none')}>
          {t('history.noneHint')}
        </EmptyState>
      </Card>
    )
  }
  const columns: Column<Sent>[] = [
    {
      key: 'time',
      title: t('history.time'),
      width: 9.75,
      firstSort: 'down',
      sortBy: (row) => row.time,
      cell: (row) => formatTime(row.time),
    },
    {
      key: 'direction',
      title: t('history.direction'),
      width: 5.5,
      sortBy: (row) => row.direction,
      cell: (row) => (
        <Badge tone={row.direction === 'in' ? 'good' : 'calm'}>{t(`history.${row.direction}`)}</Badge>
      ),
    },
    {
      key: 'partner',
      title: t('history.partner'),
      width: 8.5,
      sortBy: (row) => row.partnerName,
      cell: (row) => <bdi>{row.partnerName}</bdi>,
    },
    {
      key: 'name',
      title: t('history.file'),
      width: 13,
      grow: true,
      cell: (row) => (
        <span title={row.name} className={classes['file']}>
          <bdi>{row.name.replace(` ${row.shortCode}`, '').replace(/\.cqtt$/, '')}</bdi>
        </span>
      ),
    },
    {
      key: 'code',
      title: t('history.code'),
      width: 7,
      cell: (row) => <span className={classes['code']}>{row.shortCode}</span>,
    },
    {
      key: 'entries',
      title: t('history.entries'),
      width: 5.5,
      align: 'end',
      sortBy: (row) => row.entries,
      cell: (row) => formatCount(row.entries),
    },
    {
      key: 'files',
      title: t('history.files'),
      width: 4.5,
      align: 'end',
      sortBy: (row) => row.files,
      cell: (row) => formatCount(row.files),
    },
    {
      key: 'size',
      title: t('history.size'),
      width: 5.5,
      align: 'end',
      sortBy: (row) => row.size,
      cell: (row) => formatBytes(row.size),
    },
    {
      key: 'aside',
      title: t('history.aside'),
      width: 6.5,
      cell: (row) => row.direction === 'in' && <AsideCell bundle={row.bundle} name={row.name} />,
    },
    {
      key: 'receipt',
      title: t('history.receipt'),
      width: 6.5,
      cell: (row) =>
        row.summary !== null && (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('history.printOf', { code: row.shortCode })}
            onClick={() => {
              setPrinted(row)
            }}
          >
            {t('history.print')}
          </Button>
        ),
    },
  ]
  return (
    <Card padding="none" grow>
      <DataTable
        label={t('common:pages.exchangeLog')}
        columns={columns}
        rows={data ?? []}
        rowKey={(row) => `${row.time} ${row.direction} ${row.shortCode}`}
        initialSorting={{ key: 'time', direction: 'down' }}
        empty={t('common:loading')}
        maxHeight={36}
      />
      {printed?.summary != null && (
        <ReceiptPaper applied={[printed.summary]} received={printed.time} onPrinted={endPrinting} />
      )}
    </Card>
  )
}
