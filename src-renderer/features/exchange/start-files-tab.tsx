import { Button, Checkbox, Group } from '@mantine/core'
import { type ReactElement, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract/contract.ts'
import type { UnitView } from '../../../shared/contract/views.ts'
import type { UnitId } from '../../../shared/domain/ids.ts'
import { useCurrentCycle } from '../../app/current-cycle.ts'
import { isolated } from '../../app/isolated.ts'
import { useSession } from '../../app/session.ts'
import { useOperation, useQueryCall } from '../../app/use-call.ts'
import { useSaveFiles } from '../../app/use-save.ts'
import { Card } from '../../ui/card.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { formatBytes, formatCount } from '../../ui/format.ts'
import { Icon } from '../../ui/icons.tsx'
import { ProgressDialog } from '../../ui/progress-dialog.tsx'

type StartFile = Output<'bundles.startFiles'>[number]

/** One start file for each unit below, all in one click. */
export function StartFilesTab(): ReactElement {
  const { t } = useTranslation(['exchange', 'common'])
  const { unit, device } = useSession()
  const { cycle } = useCurrentCycle()
  const below = useQueryCall('units.below', { unit: unit.id, communes: false })
  const make = useOperation('bundles.startFiles')
  const save = useSaveFiles()
  const [ticks, setTicks] = useState<ReadonlyMap<UnitId, boolean>>(new Map())
  const [made, setMade] = useState<readonly StartFile[]>([])

  // A district makes files for the communes of the cycle first of all; the others can still be ticked.
  const units = useMemo(() => below.data ?? [], [below.data])
  const inCycle = useMemo(() => new Set(cycle?.units ?? []), [cycle])
  const isTicked = ({ id, level }: UnitView): boolean =>
    ticks.get(id) ?? (cycle === null || level !== 'commune' || inCycle.has(id))
  const chosen = units.filter(isTicked)
  const fileOf = useMemo(() => new Map(made.map((file) => [file.unit, file])), [made])

  async function makeAll(): Promise<void> {
    const files = await make.run({ units: chosen.map(({ id }) => id) }).catch(() => null)
    if (files === null) return
    setMade(files)
    await save(files.flatMap(({ file }) => (file === null ? [] : [file])))
  }

  const columns: Column<UnitView>[] = [
    {
      key: 'chosen',
      title: t('startFiles.make'),
      width: 5,
      align: 'center',
      cell: (row) => (
        <Checkbox
          aria-label={t('startFiles.makeFor', { unit: row.name })}
          display="inline-block"
          style={{ verticalAlign: 'middle' }}
          checked={isTicked(row)}
          onChange={(event) => {
            setTicks(new Map(ticks).set(row.id, event.currentTarget.checked))
          }}
        />
      ),
    },
    {
      key: 'unit',
      title: t('startFiles.unit'),
      width: 14,
      grow: true,
      sortBy: (row) => row.name,
      cell: (row) => <bdi>{row.name}</bdi>,
    },
    {
      key: 'cycle',
      title: t('startFiles.inCycle'),
      width: 12,
      cell: (row) => (row.level !== 'commune' ? '' : inCycle.has(row.id) ? t('common:yes') : t('common:no')),
    },
    {
      key: 'file',
      title: t('startFiles.file'),
      width: 22,
      cell: (row) => {
        const file = fileOf.get(row.id)
        return file === undefined ? '' : `${isolated(file.name)} (${formatBytes(file.size)})`
      },
    },
  ]

  return (
    <Card
      title={t('startFiles.title')}
      padding="none"
      grow
      actions={
        <Group gap="sm">
          {([true, false] as const).map((on) => (
            <Button
              key={String(on)}
              variant="subtle"
              disabled={chosen.length === (on ? units.length : 0)}
              onClick={() => {
                setTicks(new Map(units.map(({ id }) => [id, on])))
              }}
            >
              {t(on ? 'startFiles.chooseAll' : 'startFiles.chooseNone')}
            </Button>
          ))}
          <Button
            leftSection={<Icon name="download" />}
            disabled={chosen.length === 0}
            loading={make.running}
            onClick={() => void makeAll()}
          >
            {t('startFiles.makeAll', { count: chosen.length, formatted: formatCount(chosen.length) })}
          </Button>
        </Group>
      }
    >
      {(below.error ?? make.error) !== null && (
        <div style={{ padding: '0.75rem 1rem 0' }}>
          <ErrorSentence error={below.error ?? make.error} />
        </div>
      )}
      <p style={{ padding: '0.75rem 1rem', color: 'var(--text-soft)' }}>
        {t(device?.certified === true ? 'startFiles.hint' : 'startFiles.uncertified')}
      </p>
      <DataTable
        label={t('startFiles.title')}
        columns={columns}
        rows={units}
        rowKey={(row) => row.id}
        empty={below.isPending ? t('common:loading') : t('startFiles.noUnits')}
        maxHeight={32}
      />
      <ProgressDialog
        title={t('startFiles.making')}
        running={make.running}
        progress={make.progress}
        onCancel={make.cancel}
      />
    </Card>
  )
}
