import { Button, TextInput } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { contract, type CallName, type Input } from '../../../shared/contract/contract.ts'
import type { Day, UnitId } from '../../../shared/domain/ids.ts'
import { useCurrentCycle } from '../../app/current-cycle.ts'
import { useSession } from '../../app/session.ts'
import { useQueryCall } from '../../app/use-call.ts'
import { DayInput } from '../../ui/day-input/day-input.tsx'
import classes from './history-filter.module.css'
import { SearchSelect } from '../../ui/search-select.tsx'

/** What a person looks for; empty values do not limit. Days are `YYYY-MM-DD`. */
export type Filter = {
  unit: UnitId | null
  officer: string
  action: string | null
  from: Day | null
  until: Day | null
}

export const noFilter: Filter = { unit: null, officer: '', action: null, from: null, until: null }

function isSet({ unit, officer, action, from, until }: Filter): boolean {
  return officer.trim() !== '' || [unit, action, from, until].some((limit) => limit !== null)
}

/** What a call wants of it: days become moments by the clock of this machine, the last day included. */
export function inputOfFilter(filter: Filter): Omit<Input<'history.list'>, 'limit'> {
  const officer = filter.officer.trim()
  return {
    ...(filter.unit === null ? {} : { unit: filter.unit }),
    ...(officer === '' ? {} : { officer }),
    ...(filter.action === null ? {} : { action: filter.action }),
    ...(filter.from === null ? {} : { from: new Date(`${filter.from}T00:00:00`).getTime() }),
    ...(filter.until === null ? {} : { until: new Date(`${filter.until}T23:59:59.999`).getTime() }),
  }
}

/** Calls that write into the journal under their own name. */
const written = new Set([
  'history',
  'sheets',
  'documents',
  'cycles',
  'criteria',
  'officers',
  'units',
  'devices',
])
export const journalActions = (Object.keys(contract) as CallName[]).filter(
  (name) => contract[name].kind !== 'query' && contract[name].touches.some((topic) => written.has(topic)),
)

export function HistoryFilter({
  value,
  onChange,
}: {
  value: Filter
  onChange: (value: Filter) => void
}): ReactElement {
  const { t } = useTranslation(['history', 'common'])
  const { unit } = useSession()
  const { cycle } = useCurrentCycle()
  const communes = useQueryCall(
    'units.below',
    { unit: unit.id, communes: true, everyDay: true },
    { enabled: unit.level !== 'commune' },
  ).data
  const inCycle = new Set(cycle?.units ?? [])
  const inOrder = value.from === null || value.until === null || value.from <= value.until
  const offered = (communes ?? []).filter(({ id }) => inCycle.size === 0 || inCycle.has(id))

  return (
    <div className={classes['filter']} role="search">
      {offered.length > 0 && (
        <SearchSelect
          label={t('filter.unit')}
          placeholder={t('common:all')}
          clearable
          limit={200}
          value={value.unit}
          data={offered.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(id) => {
            onChange({ ...value, unit: id })
          }}
        />
      )}
      <TextInput
        label={t('filter.officer')}
        placeholder={t('common:all')}
        value={value.officer}
        maxLength={300}
        onChange={(event) => {
          onChange({ ...value, officer: event.currentTarget.value })
        }}
      />
      <SearchSelect
        label={t('filter.action')}
        placeholder={t('common:all')}
        clearable
        value={value.action}
        data={journalActions.map((name) => ({ value: name, label: t(`action.${name}`) }))}
        onChange={(action) => {
          onChange({ ...value, action })
        }}
      />
      <DayInput
        label={t('filter.from')}
        value={value.from}
        onChange={(from) => {
          onChange({ ...value, from })
        }}
      />
      <DayInput
        label={t('filter.until')}
        near={value.from}
        error={inOrder ? undefined : t('common:day.order')}
        value={value.until}
        onChange={(until) => {
          onChange({ ...value, until })
        }}
      />
      {isSet(value) && (
        <Button
          variant="subtle"
          onClick={() => {
            onChange(noFilter)
          }}
        >
          {t('filter.clear')}
        </Button>
      )}
    </div>
  )
}
