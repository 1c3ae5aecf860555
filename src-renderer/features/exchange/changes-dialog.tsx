import { Button, Group, Modal, Select, Stack } from '@mantine/core'
import { type ReactElement, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract/contract.ts'
import type { UnitId } from '../../../shared/domain/ids.ts'
import { useOperation } from '../../app/use-call.ts'
import { Badge } from '../../ui/badge.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { formatCount, formatTime } from '../../ui/format.ts'

type Inspection = Output<'bundles.inspect'>[number]
type Found = Output<'bundles.changes'>
type Line = Found['changes'][number] & { readonly number: number }

const pageSize = 200

/** Every change of a bundle, commune by commune: what stands here and what it would become. */
export function ChangesDialog({
  inspection,
  onClose,
}: {
  inspection: Inspection
  onClose: () => void
}): ReactElement {
  const { t } = useTranslation(['exchange', 'common'])
  const communes = inspection.communes.filter((each) => each.new > 0)
  const [unit, setUnit] = useState<UnitId | null>(communes[0]?.unit ?? null)
  const { run, running, error } = useOperation('bundles.changes')
  const [found, setFound] = useState<{ readonly unit: UnitId | null; readonly page: Found } | null>(null)
  const [wanted, setWanted] = useState(pageSize)

  const { tickets } = inspection
  useEffect(() => {
    let isWanted = true
    void run({ files: tickets, unit, offset: 0, limit: Math.min(wanted, 500) })
      .then((page) => {
        if (isWanted) setFound({ unit, page })
      })
      .catch(() => null)
    return () => {
      isWanted = false
    }
  }, [run, tickets, unit, wanted])

  const page = found?.unit === unit ? found.page : null
  const columns: Column<Line>[] = [
    { key: 'label', title: t('changes.what'), width: 18, grow: true, cell: (row) => row.label },
    { key: 'before', title: t('changes.before'), width: 10, cell: (row) => row.before ?? t('changes.empty') },
    {
      key: 'after',
      title: t('changes.after'),
      width: 10,
      cell: (row) => (
        <>
          {row.after ?? t('changes.empty')} {row.differs && <Badge tone="warn">{t('changes.differs')}</Badge>}
        </>
      ),
    },
    {
      key: 'who',
      title: t('changes.who'),
      width: 14,
      cell: (row) => `${row.officer} (${row.unitName}), ${formatTime(row.time)}`,
    },
    { key: 'reason', title: t('changes.reason'), width: 10, cell: (row) => row.reason ?? '' },
  ]
  return (
    <Modal
      opened
      size="80rem"
      closeButtonProps={{ 'aria-label': t('common:close') }}
      onClose={onClose}
      title={t('changes.title', { unit: inspection.sender.unitName, code: inspection.shortCode })}
    >
      <Stack gap="md">
        <Select
          label={t('changes.commune')}
          allowDeselect={false}
          value={unit ?? ''}
          data={[
            ...communes.map((each) => ({
              value: each.unit,
              label: `${each.unitName} (${formatCount(each.new)})`,
            })),
            { value: '', label: t('changes.others') },
          ]}
          onChange={(value) => {
            setUnit(communes.find((each) => each.unit === value)?.unit ?? null)
            setWanted(pageSize)
          }}
        />
        <ErrorSentence error={error} />
        <DataTable
          label={t('changes.table')}
          columns={columns}
          rows={(page?.changes ?? []).map((line, number) => ({ ...line, number }))}
          rowKey={(row) => String(row.number)}
          empty={running || page === null ? t('common:loading') : t('changes.none')}
          maxHeight={26}
        />
        <Group justify="flex-end">
          {page !== null && page.total > page.changes.length && page.changes.length < 500 && (
            <Button
              variant="default"
              loading={running}
              onClick={() => {
                setWanted(500)
              }}
            >
              {t('changes.more', { count: page.total - page.changes.length })}
            </Button>
          )}
          <Button onClick={onClose}>{t('common:close')}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
