import { Alert, Button, Group, Modal, Select, Stack, Textarea } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../../shared/contract/contract.ts'
import type { CycleView, MovePreview } from '../../../../shared/contract/cycles.ts'
import { useCommand, useOperation, useQueryCall } from '../../../app/use-call.ts'
import { Badge } from '../../../ui/badge.tsx'
import { type Column, DataTable } from '../../../ui/data-table.tsx'
import { ErrorSentence } from '../../../ui/error-notice.tsx'
import { formatCount, formatDate } from '../../../ui/format.ts'
import { Icon } from '../../../ui/icons.tsx'
import { notifyDone } from '../../../ui/notify.tsx'
import { ProgressBar } from '../../../ui/progress-bar.tsx'
import classes from '../criteria/criteria.module.css'

type Version = Output<'criteria.versions'>[number]

/** Offers the other versions of the cycle's set; nothing is offered while there is none. */
export function MoveCycle({ cycle }: { cycle: CycleView }): ReactElement | null {
  const { t } = useTranslation(['adminCriteria', 'common'])
  const versions = useQueryCall('criteria.versions', {}).data ?? []
  const others = versions.filter(({ id, set }) => set === cycle.set && id !== cycle.version)
  const [opened, setOpened] = useState(false)
  if (others.length === 0) return null
  return (
    <>
      <Button
        variant="default"
        leftSection={<Icon name="refresh" />}
        onClick={() => {
          setOpened(true)
        }}
      >
        {t('move.open')}
      </Button>
      <Modal
        opened={opened}
        size="60rem"
        onClose={() => {
          setOpened(false)
        }}
        title={t('move.title', { name: cycle.name })}
      >
        <MoveForm
          cycle={cycle}
          versions={others}
          onDone={() => {
            setOpened(false)
          }}
        />
      </Modal>
    </>
  )
}

/** Choose, look at what it does to every sheet, move. */
function MoveForm({
  cycle,
  versions,
  onDone,
}: {
  cycle: CycleView
  versions: readonly Version[]
  onDone: () => void
}): ReactElement {
  const { t } = useTranslation(['adminCriteria', 'common'])
  const preview = useOperation('cycles.previewMove')
  const move = useCommand('cycles.move')
  const [version, setVersion] = useState<string>(versions[0]?.id ?? '')
  const [found, setFound] = useState<MovePreview | null>(null)
  const [reason, setReason] = useState('')
  const chosen = versions.find(({ id }) => id === version)

  return (
    <Stack>
      <p>{t('move.text', { label: cycle.versionLabel })}</p>
      <Group align="end" grow preventGrowOverflow={false}>
        <Select
          label={t('move.version')}
          data-autofocus
          value={version}
          data={versions.map(({ id, title, label, published }) => ({
            value: id,
            label: `${label} – ${title} (${formatDate(published)})`,
          }))}
          onChange={(value) => {
            setVersion(value ?? '')
            setFound(null)
          }}
        />
        <Button
          flex="0 0 auto"
          variant={found === null ? 'filled' : 'default'}
          loading={preview.running}
          disabled={chosen === undefined}
          onClick={() => {
            void preview.run({ cycle: cycle.id, version: version }).then(setFound, () => undefined)
          }}
        >
          {t('move.preview')}
        </Button>
      </Group>
      {preview.running && preview.progress !== null && (
        <ProgressBar
          label={t('move.reading', { unit: preview.progress.item ?? '' })}
          done={preview.progress.done}
          total={preview.progress.total}
        />
      )}
      <ErrorSentence error={preview.error ?? move.error} />
      {found !== null && (
        <>
          <MoveSummary preview={found} />
          <Textarea
            label={t('common:reason.optional')}
            value={reason}
            maxLength={2000}
            autosize
            onChange={(event) => {
              setReason(event.currentTarget.value)
            }}
          />
        </>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onDone}>
          {t('common:cancel')}
        </Button>
        <Button
          disabled={found === null}
          loading={move.isPending}
          onClick={() => {
            move.mutate(
              { cycle: cycle.id, version: version, reason },
              {
                onSuccess: () => {
                  notifyDone(t('move.done', { label: chosen?.label ?? '' }))
                  onDone()
                },
              },
            )
          }}
        >
          {t('move.move')}
        </Button>
      </Group>
    </Stack>
  )
}

const tones = { added: 'good', removed: 'bad', method: 'calm', wording: 'quiet' } as const

/** How many sheets and answers are affected, by criterion and by commune. */
function MoveSummary({ preview }: { preview: MovePreview }): ReactElement {
  const { t } = useTranslation(['adminCriteria', 'common'])
  const { criteria, sheets, untouched } = preview
  const again = sheets.filter((sheet) => sheet.again > 0)
  const held = sheets.filter((sheet) => sheet.held)
  const sum = (field: 'stays' | 'again' | 'removed'): number =>
    sheets.reduce((total, sheet) => total + sheet[field], 0)

  const number = <Row,>(key: string, title: string, value: (row: Row) => number): Column<Row> => ({
    key,
    title,
    width: 7,
    align: 'end',
    sortBy: value,
    cell: (row) => formatCount(value(row)),
  })
  const criterionColumns: Column<MovePreview['criteria'][number]>[] = [
    { key: 'code', title: t('criterion.code'), width: 5, cell: (row) => row.code },
    { key: 'title', title: t('move.criterion'), width: 14, grow: true, cell: (row) => row.title },
    {
      key: 'change',
      title: t('move.change'),
      width: 10,
      cell: (row) => <Badge tone={tones[row.change]}>{t(`move.${row.change}`)}</Badge>,
    },
    number('stays', t('move.stays'), (row) => row.stays),
    number('again', t('move.again'), (row) => row.again),
  ]
  const sheetColumns: Column<MovePreview['sheets'][number]>[] = [
    { key: 'unit', title: t('move.unit'), width: 12, grow: true, cell: (row) => row.unitName },
    {
      key: 'status',
      title: t('move.status'),
      width: 13,
      cell: (row) => t(`common:status.${row.status}`),
    },
    number('stays', t('move.stays'), (row) => row.stays),
    number('again', t('move.again'), (row) => row.again),
    {
      key: 'held',
      title: t('move.note'),
      width: 12,
      cell: (row) => (row.held ? t('move.held') : ''),
    },
  ]
  return (
    <Stack gap="md" role="region" aria-label={t('move.preview')}>
      <Alert color={again.length > 0 ? 'yellow' : 'official'} variant="light">
        <ul className={classes['problems']}>
          <li>{t('move.sumSheets', { count: sheets.length, untouched: formatCount(untouched) })}</li>
          <li>{t('move.sumStays', { count: sum('stays'), formatted: formatCount(sum('stays')) })}</li>
          <li>
            {t('move.sumAgain', {
              count: sum('again'),
              formatted: formatCount(sum('again')),
              sheets: formatCount(again.length),
            })}
          </li>
          {sum('removed') > 0 && (
            <li>{t('move.sumRemoved', { count: sum('removed'), formatted: formatCount(sum('removed')) })}</li>
          )}
          {held.length > 0 && (
            <li>{t('move.sumHeld', { count: held.length, formatted: formatCount(held.length) })}</li>
          )}
        </ul>
      </Alert>
      <DataTable
        label={t('move.byCriterion')}
        columns={criterionColumns}
        rows={criteria}
        rowKey={(row) => row.id}
        maxHeight={16}
        empty={t('move.noCriteria')}
      />
      {sheets.length > 0 && (
        <DataTable
          label={t('move.bySheet')}
          columns={sheetColumns}
          rows={sheets}
          rowKey={(row) => row.assessment}
          maxHeight={16}
          empty=""
        />
      )}
    </Stack>
  )
}
