import { Button, TextInput } from '@mantine/core'
import type { TFunction } from 'i18next'
import { type ReactElement, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UnitView } from '../../../shared/contract/views.ts'
import type { Day } from '../../../shared/domain/ids.ts'
import { searchKey } from '../../../shared/domain/text/vietnamese.ts'
import { useSession } from '../../app/session.ts'
import { useQueryCall } from '../../app/use-call.ts'
import { Card } from '../../ui/card.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { ErrorSentence } from '../../ui/error-notice.tsx'
import { formatDay } from '../../ui/format.ts'
import { Icon } from '../../ui/icons.tsx'
import { LaterWork } from './later-work.tsx'
import { UnitDialog } from './unit-dialog.tsx'

/** "hết hiệu lực từ 01/07/2025": a unit that is in no list of today says so here. */
function daysOfUnit({ from, until }: UnitView, today: Day, t: TFunction<'admin'>): string {
  if (until !== null) return t(until < today ? 'units.ended' : 'units.ends', { day: formatDay(until) })
  return from === null ? '' : t(from > today ? 'units.begins' : 'units.began', { day: formatDay(from) })
}

/** The units below the own one: names, codes and parents, each with the day from which it is so. */
export function UnitsTab(): ReactElement {
  const { t } = useTranslation(['admin', 'common'])
  const { unit, today } = useSession()
  const communes = useQueryCall('units.below', { unit: unit.id, communes: true, everyDay: true })
  const children = useQueryCall('units.below', { unit: unit.id, communes: false, everyDay: true })
  const [text, setText] = useState('')
  const [editing, setEditing] = useState<UnitView | 'new' | null>(null)

  const all = useMemo(() => {
    const districts = (children.data ?? []).filter(({ level }) => level !== 'commune')
    return [...districts, ...(communes.data ?? [])]
  }, [children.data, communes.data])
  const rows = useMemo(() => {
    const wanted = searchKey(text)
    return wanted === '' ? all : all.filter((one) => searchKey(`${one.name} ${one.code}`).includes(wanted))
  }, [all, text])

  const days: Column<UnitView> = {
    key: 'days',
    title: t('units.days'),
    width: 13,
    sortBy: (row) => row.until ?? row.from ?? '',
    cell: (row) => daysOfUnit(row, today, t),
  }
  const columns: Column<UnitView>[] = [
    {
      key: 'name',
      title: t('units.name'),
      width: 14,
      grow: true,
      sortBy: (row) => row.name,
      cell: (row) => row.name,
    },
    {
      key: 'level',
      title: t('units.level'),
      width: 7,
      sortBy: (row) => row.level,
      cell: (row) => t(`common:level.${row.level}`),
    },
    { key: 'code', title: t('units.code'), width: 7, sortBy: (row) => row.code, cell: (row) => row.code },
    {
      key: 'parent',
      title: t('units.parent'),
      width: 12,
      grow: true,
      sortBy: (row) => row.path[0] ?? '',
      cell: (row) => row.path[0] ?? '',
    },
    ...(all.some(({ from, until }) => from !== null || until !== null) ? [days] : []),
    {
      key: 'edit',
      title: t('common:actions'),
      width: 6,
      actions: true,
      cell: (row) => (
        <Button
          size="compact-md"
          variant="subtle"
          aria-label={t('units.editOf', { unit: row.name })}
          onClick={() => {
            setEditing(row)
          }}
        >
          {t('common:edit')}
        </Button>
      ),
    },
  ]
  return (
    <>
      <LaterWork />
      <Card
        title={t('units.title', { unit: unit.name })}
        padding="none"
        actions={
          <>
            <TextInput
              aria-label={t('units.find')}
              placeholder={t('units.find')}
              leftSection={<Icon name="search" />}
              value={text}
              onChange={(event) => {
                setText(event.currentTarget.value)
              }}
            />
            <Button
              leftSection={<Icon name="plus" />}
              onClick={() => {
                setEditing('new')
              }}
            >
              {t('units.add')}
            </Button>
          </>
        }
      >
        <ErrorSentence error={communes.error ?? children.error} />
        <DataTable
          label={t('units.title', { unit: unit.name })}
          columns={columns}
          rows={rows}
          rowKey={(row) => row.id}
          maxHeight={34}
          empty={communes.isPending ? t('common:loading') : t('common:table.empty')}
        />
        <UnitDialog
          unit={editing}
          onClose={() => {
            setEditing(null)
          }}
        />
      </Card>
    </>
  )
}
