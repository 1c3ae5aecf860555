import { Modal, Skeleton, Stack } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract/contract.ts'
import type { UnitId } from '../../../shared/domain/ids.ts'
import { useQueryCall } from '../../app/use-call.ts'
import { Badge } from '../../ui/badge.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { formatCount, formatTime } from '../../ui/format.ts'

type Commune = Output<'bundles.answerByCommune'>['communes'][number]

/** What the addressee said of each commune: how much it has taken in, what waits for a choice there, what does not count and why. */
export function CommuneAnswers({
  unit,
  unitName,
  onClose,
}: {
  unit: UnitId
  unitName: string
  onClose: () => void
}): ReactElement {
  const { t } = useTranslation(['exchange', 'history', 'common'])
  const { data, error } = useQueryCall('bundles.answerByCommune', { unit })
  const columns: Column<Commune>[] = [
    {
      key: 'unit',
      title: t('answers.commune'),
      width: 11,
      grow: true,
      sortBy: (row) => row.unitName,
      cell: (row) => <bdi>{row.unitName}</bdi>,
    },
    {
      key: 'confirmed',
      title: t('answers.confirmed'),
      width: 11,
      sortBy: (row) => row.confirmed - row.entries,
      cell: (row) => (
        <>
          {t('answers.of', { confirmed: formatCount(row.confirmed), entries: formatCount(row.entries) })}{' '}
          <Badge tone={row.confirmed >= row.entries ? 'good' : 'calm'}>
            {t(row.confirmed >= row.entries ? 'answers.all' : 'answers.lacks')}
          </Badge>
        </>
      ),
    },
    {
      key: 'differing',
      title: t('answers.differing'),
      width: 8,
      align: 'end',
      sortBy: (row) => row.differing,
      cell: (row) => formatCount(row.differing),
    },
    {
      key: 'notCounted',
      title: t('answers.notCounted'),
      width: 18,
      grow: true,
      sortBy: (row) => row.notCounted.reduce((sum, { count }) => sum + count, 0),
      cell: (row) =>
        row.notCounted
          .map(({ reason, count }) =>
            t('answers.because', {
              formatted: formatCount(count),
              reason: t([`history:uncounted.${reason}`, 'history:uncounted.other']),
            }),
          )
          .join('; '),
    },
  ]
  return (
    <Modal
      opened
      size="64rem"
      closeButtonProps={{ 'aria-label': t('common:close') }}
      onClose={onClose}
      title={t('answers.title', { unit: unitName })}
    >
      <Stack gap="md">
        <ErrorSentence error={error} />
        {data === undefined ? (
          error === null && <Skeleton height="9rem" />
        ) : (
          <>
            <p>
              {data.time === null ? t('answers.never') : t('answers.when', { time: formatTime(data.time) })}
            </p>
            <DataTable
              label={t('answers.table')}
              columns={columns}
              rows={data.communes}
              rowKey={(row) => row.unit}
              empty={t('answers.none')}
              maxHeight={24}
            />
          </>
        )}
      </Stack>
    </Modal>
  )
}
