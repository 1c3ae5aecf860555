import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract/contract.ts'
import { useOperation, useQueryCall } from '../../app/use-call.ts'
import { Card } from '../../ui/card.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { formatBytes, formatTime } from '../../ui/format.ts'
import { waitsForText } from './waits-for.ts'

type Parked = Output<'bundles.parked'>[number]

/** Bundles that came and wait for an earlier one or for their other parts; they go on by themselves. */
export function ParkedCard(): ReactElement | null {
  const { t } = useTranslation(['exchange', 'common'])
  const parked = useQueryCall('bundles.parked', {})
  const drop = useOperation('bundles.dropParked')
  if (parked.data === undefined || parked.data.length === 0) return null
  const columns: Column<Parked>[] = [
    {
      key: 'unit',
      title: t('parked.unit'),
      width: 12,
      cell: (row) => (row.unitName === '' ? t('parked.unknown') : <bdi>{row.unitName}</bdi>),
    },
    { key: 'name', title: t('parked.name'), width: 16, grow: true, cell: (row) => <bdi>{row.name}</bdi> },
    {
      key: 'why',
      title: t('parked.why'),
      width: 16,
      cell: (row) =>
        waitsForText(t, row.parts === null ? { kind: 'earlier' } : { kind: 'parts', ...row.parts }),
    },
    { key: 'time', title: t('parked.time'), width: 9, cell: (row) => formatTime(row.time) },
    { key: 'size', title: t('parked.size'), width: 6, align: 'end', cell: (row) => formatBytes(row.size) },
    {
      key: 'drop',
      title: t('parked.do'),
      width: 7,
      align: 'end',
      cell: (row) => (
        <Button
          variant="subtle"
          size="compact-sm"
          aria-label={t('parked.dropOf', { name: row.name })}
          onClick={() => void drop.run({ bundle: row.bundle }).catch(() => null)}
        >
          {t('parked.drop')}
        </Button>
      ),
    },
  ]
  return (
    <Card title={t('parked.title')} padding="none">
      <ErrorSentence error={drop.error} />
      <DataTable
        label={t('parked.title')}
        columns={columns}
        rows={parked.data}
        rowKey={(row) => row.bundle}
        empty={t('common:loading')}
        maxHeight={16}
      />
    </Card>
  )
}
