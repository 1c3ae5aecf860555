import { Button, Group, Modal, Select, Stack } from '@mantine/core'
import { type ReactElement, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract/contract.ts'
import { mostChangesAtOnce } from '../../../shared/contract/exchange.ts'
import type { UnitId } from '../../../shared/domain/ids.ts'
import { isolated } from '../../app/isolated.ts'
import { useOperation } from '../../app/use-call.ts'
import { Badge } from '../../ui/badge.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { formatCount, formatTime } from '../../ui/format.ts'
import classes from './changes-dialog.module.css'
import type { ReadInspection } from './inspected.ts'

type Line = Output<'bundles.changes'>['changes'][number]
type Numbered = Line & { readonly number: number }
type Loaded = { readonly unit: UnitId | null; readonly total: number; readonly lines: readonly Line[] }

/** Every change of a bundle, commune by commune: what stands here and what it would become. */
export function ChangesDialog({
  inspection,
  onClose,
}: {
  inspection: ReadInspection
  onClose: () => void
}): ReactElement {
  const { t } = useTranslation(['exchange', 'common'])
  const communes = inspection.communes.filter((each) => each.new > 0)
  const [unit, setUnit] = useState<UnitId | null>(communes[0]?.unit ?? null)
  const { run, running, error } = useOperation('bundles.changes')
  const [loaded, setLoaded] = useState<Loaded | null>(null)
  /** How many lines stand before those that are asked for. */
  const [from, setFrom] = useState(0)
  const { tickets } = inspection
  const page = loaded?.unit === unit ? loaded : null

  useEffect(() => {
    let isWanted = true
    void run({ files: tickets, unit, offset: from, limit: mostChangesAtOnce })
      .then(({ total, changes }) => {
        if (!isWanted) return
        setLoaded((known) => {
          const before = known?.unit === unit ? known.lines.slice(0, from) : []
          return { unit, total, lines: [...before, ...changes] }
        })
      })
      .catch(() => null)
    return () => {
      isWanted = false
    }
  }, [run, tickets, unit, from])

  const left = page === null ? 0 : page.total - page.lines.length
  const columns: Column<Numbered>[] = [
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
      cell: (row) => (
        <>
          <bdi>{row.officer}</bdi> (<bdi>{row.unitName}</bdi>), {formatTime(row.time)}
        </>
      ),
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
              label: `${isolated(each.unitName)} (${formatCount(each.new)})`,
            })),
            { value: '', label: t('changes.others') },
          ]}
          onChange={(value) => {
            setUnit(communes.find((each) => each.unit === value)?.unit ?? null)
            setFrom(0)
          }}
        />
        <ErrorSentence error={error} />
        <DataTable
          label={t('changes.table')}
          columns={columns}
          rows={(page?.lines ?? []).map((line, number) => ({ ...line, number }))}
          rowKey={(row) => String(row.number)}
          empty={running || page === null ? t('common:loading') : t('changes.none')}
          maxHeight={26}
        />
        <Group justify="flex-end">
          {page !== null && page.total > 0 && (
            <span role="status" className={classes['shown']}>
              {t(left === 0 ? 'changes.shownAll' : 'changes.shown', {
                entries: formatCount(entriesOf(inspection, unit)),
                shown: formatCount(page.lines.length),
                total: formatCount(page.total),
              })}
            </span>
          )}
          {page !== null && left > 0 && (
            <Button
              variant="default"
              loading={running}
              onClick={() => {
                setFrom(page.lines.length)
              }}
            >
              {t('changes.more', {
                formatted: formatCount(Math.min(left, mostChangesAtOnce)),
              })}
            </Button>
          )}
          <Button onClick={onClose}>{t('common:close')}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}

/** New changes of a commune; of what is outside the sheets for null. */
function entriesOf({ totals, communes }: ReadInspection, unit: UnitId | null): number {
  if (unit !== null) return communes.find((commune) => commune.unit === unit)?.new ?? 0
  return totals.new - communes.reduce((sum, commune) => sum + commune.new, 0)
}
