import { Button, Checkbox, Group } from '@mantine/core'
import { type ReactElement, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Output } from '../../../shared/contract/contract.ts'
import type { UnitId } from '../../../shared/domain/ids.ts'
import { useCurrentCycle } from '../../app/current-cycle.ts'
import { isolated } from '../../app/isolated.ts'
import { paths } from '../../app/paths.ts'
import { useSession } from '../../app/session.ts'
import { useOperation, useQueryCall } from '../../app/use-call.ts'
import { useSaveFiles } from '../../app/use-save.ts'
import { Card } from '../../ui/card.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { Fingerprint } from '../../ui/fingerprint.tsx'
import { formatBytes, formatCount, formatTime } from '../../ui/format.ts'
import { Icon } from '../../ui/icons.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { ProgressDialog } from '../../ui/progress-dialog.tsx'

type StartFile = Output<'bundles.startFiles'>[number]
type State = Output<'bundles.startFileStates'>[number]

/** One start file for each unit below, all in one click. */
export function StartFilesTab(): ReactElement {
  const { t } = useTranslation(['exchange', 'common'])
  const { device } = useSession()
  const { cycle } = useCurrentCycle()
  const below = useQueryCall('bundles.startFileStates', { cycle: cycle?.id ?? null })
  const trust = useQueryCall('trust.state', {})
  const make = useOperation('bundles.startFiles')
  const save = useSaveFiles()
  const [ticks, setTicks] = useState<ReadonlyMap<UnitId, boolean>>(new Map())
  const [made, setMade] = useState<readonly StartFile[]>([])

  // Files are made first of all for those that take part, have none yet and have not begun; the others can still be ticked.
  const units = useMemo(() => below.data ?? [], [below.data])
  const isTicked = ({ unit: { id }, participants, made: before, opened }: State): boolean =>
    ticks.get(id) ?? (participants > 0 && before === null && opened === null)
  const chosen = units.filter(isTicked)
  const root = trust.data?.root
  const fileOf = useMemo(() => new Map(made.map((file) => [file.unit, file])), [made])

  async function makeAll(): Promise<void> {
    const files = await make.run({ units: chosen.map((each) => each.unit.id) }).catch(() => null)
    if (files === null) return
    setMade(files)
    // what was unticked stays so
    setTicks(new Map([...ticks].filter(([id]) => !files.some(({ unit }) => unit === id))))
    notifyDone(t('startFiles.done', { count: files.length, formatted: formatCount(files.length) }))
    await save(files.flatMap(({ file }) => (file === null ? [] : [file])))
  }

  const columns: Column<State>[] = [
    {
      key: 'chosen',
      title: t('startFiles.make'),
      width: 5,
      align: 'center',
      cell: (row) => (
        <Checkbox
          aria-label={t('startFiles.makeFor', { unit: row.unit.name })}
          display="inline-block"
          style={{ verticalAlign: 'middle' }}
          checked={isTicked(row)}
          onChange={(event) => {
            setTicks(new Map(ticks).set(row.unit.id, event.currentTarget.checked))
          }}
        />
      ),
    },
    {
      key: 'unit',
      title: t('startFiles.unit'),
      width: 14,
      grow: true,
      sortBy: (row) => row.unit.name,
      cell: (row) => <bdi>{row.unit.name}</bdi>,
    },
    {
      key: 'cycle',
      title: t('startFiles.inCycle'),
      width: 12,
      sortBy: (row) => row.participants,
      cell: (row) =>
        row.participants === 0
          ? t('common:no')
          : row.unit.level === 'commune'
            ? t('common:yes')
            : t('startFiles.communes', { count: row.participants }),
    },
    {
      key: 'made',
      title: t('startFiles.made'),
      width: 10.5,
      sortBy: (row) => row.made,
      cell: (row) => (row.made === null ? t('startFiles.notMade') : formatTime(row.made)),
    },
    {
      key: 'opened',
      title: t('startFiles.opened'),
      width: 10.5,
      sortBy: (row) => row.opened,
      cell: (row) => (row.opened === null ? t('startFiles.notOpened') : formatTime(row.opened)),
    },
    {
      key: 'file',
      title: t('startFiles.file'),
      width: 20,
      grow: true,
      cell: (row) => {
        const file = fileOf.get(row.unit.id)
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
                setTicks(new Map(units.map((each) => [each.unit.id, on])))
              }}
            >
              {t(on ? 'startFiles.chooseAll' : 'startFiles.chooseNone')}
            </Button>
          ))}
          <Button
            leftSection={<Icon name="download" />}
            disabled={chosen.length === 0 || device?.certified !== true}
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
        {device?.certified === true ? (
          t('startFiles.hint')
        ) : (
          <>
            {t('startFiles.uncertified')} <Link href={paths.devices}>{t('given.toDevices')}</Link>
          </>
        )}
      </p>
      {root != null && (
        <div style={{ padding: '0 1rem 0.75rem' }}>
          <p>{t('startFiles.readOut')}</p>
          <Fingerprint value={root.fingerprint} />
        </div>
      )}
      <DataTable
        label={t('startFiles.title')}
        columns={columns}
        rows={units}
        rowKey={(row) => row.unit.id}
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
