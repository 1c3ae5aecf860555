import { Button, Checkbox, Group, TextInput } from '@mantine/core'
import { type ReactElement, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UnitView } from '../../../../shared/contract/views.ts'
import type { Day, UnitId } from '../../../../shared/domain/ids.ts'
import { searchKey } from '../../../../shared/domain/text/vietnamese.ts'
import { isUnitOfDay } from '../../../../shared/domain/unit-days.ts'
import { useSession } from '../../../app/session.ts'
import { useQueryCall } from '../../../app/use-call.ts'
import { type Column, DataTable } from '../../../ui/data-table.tsx'
import { ErrorSentence } from '../../../ui/error-notice.tsx'
import { formatCount } from '../../../ui/format.ts'
import { Icon } from '../../../ui/icons.tsx'
import classes from './unit-chooser.module.css'
import { SearchSelect } from '../../../ui/search-select.tsx'

type Props = {
  chosen: ReadonlySet<UnitId>
  /** The day that decides which communes there are. */
  day: Day
  onChange: (chosen: ReadonlySet<UnitId>) => void
}

/** Which communes take part: found by typing, by district, all at once or one by one. One that takes part stays in the list. */
export function UnitChooser({ chosen, day, onChange }: Props): ReactElement {
  const { t } = useTranslation(['admin', 'common'])
  const { unit } = useSession()
  const communes = useQueryCall('units.below', { unit: unit.id, communes: true, everyDay: true })
  const [text, setText] = useState('')
  const [district, setDistrict] = useState<string>('')
  const [taking] = useState(chosen)
  const offered = useMemo(
    () => (communes.data ?? []).filter((one) => taking.has(one.id) || isUnitOfDay(one, day)),
    [communes.data, taking, day],
  )

  const districts = useMemo(
    () => [...new Set(offered.map(({ path }) => path[0] ?? ''))].filter((name) => name !== ''),
    [offered],
  )
  const shown = useMemo(() => {
    const wanted = searchKey(text)
    return offered.filter(
      (one) =>
        (district === '' || one.path[0] === district) &&
        (wanted === '' || searchKey(one.name).includes(wanted)),
    )
  }, [offered, text, district])
  const allShown = shown.length > 0 && shown.every(({ id }) => chosen.has(id))

  function choose(units: readonly UnitView[], yes: boolean): void {
    const next = new Set(chosen)
    for (const { id } of units) {
      if (yes) next.add(id)
      else next.delete(id)
    }
    onChange(next)
  }

  const columns: Column<UnitView>[] = [
    {
      key: 'chosen',
      title: t('units.takesPart'),
      width: 7,
      cell: (row) => (
        <Checkbox
          aria-label={row.name}
          checked={chosen.has(row.id)}
          onChange={(event) => {
            choose([row], event.currentTarget.checked)
          }}
        />
      ),
    },
    {
      key: 'name',
      title: t('units.name'),
      width: 14,
      grow: true,
      sortBy: (row) => row.name,
      cell: (row) => (isUnitOfDay(row, day) ? row.name : t('cycle.unitNotOfDay', { unit: row.name })),
    },
    {
      key: 'district',
      title: t('units.parent'),
      width: 14,
      grow: true,
      sortBy: (row) => row.path[0] ?? '',
      cell: (row) => row.path[0] ?? '',
    },
  ]

  return (
    <fieldset className={classes['chooser']}>
      <legend>
        {t('cycle.units', {
          chosen: formatCount(chosen.size),
          of: formatCount(communes.data === undefined ? chosen.size : offered.length),
        })}
      </legend>
      <ErrorSentence error={communes.error} />
      <Group gap="sm" className={classes['tools']}>
        <TextInput
          aria-label={t('units.find')}
          placeholder={t('units.find')}
          leftSection={<Icon name="search" />}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
          }}
        />
        {districts.length > 1 && (
          <SearchSelect
            aria-label={t('units.parent')}
            value={district}
            data={[
              { value: '', label: t('common:all') },
              ...districts.map((name) => ({ value: name, label: name })),
            ]}
            onChange={(value) => {
              setDistrict(value ?? '')
            }}
          />
        )}
        <Button
          variant="subtle"
          disabled={shown.length === 0}
          onClick={() => {
            choose(shown, !allShown)
          }}
        >
          {t(allShown ? 'units.chooseNone' : 'units.chooseAll', {
            count: shown.length,
            formatted: formatCount(shown.length),
          })}
        </Button>
      </Group>
      <div className={classes['table']}>
        <DataTable
          label={t('cycle.unitsLabel')}
          columns={columns}
          rows={shown}
          rowKey={(row) => row.id}
          maxHeight={20}
          onOpen={(row) => {
            choose([row], !chosen.has(row.id))
          }}
          empty={communes.isPending ? t('common:loading') : t('common:table.empty')}
        />
      </div>
    </fieldset>
  )
}
