import { Button, Select } from '@mantine/core'
import { memo, useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { CriteriaContent } from '../../../shared/domain/criteria.ts'
import type { DepartmentId } from '../../../shared/domain/ids.ts'
import { Icon } from '../../ui/icons.tsx'
import { filterStates, isFiltering, isOfState, noFilter, type SheetFilter } from './sheet-filter.ts'
import type { RowModel } from './sheet-model.ts'
import classes from './sheet.module.css'

type Props = {
  content: CriteriaContent
  /** How many lines the sheet has. */
  all: number
  /** The lines as they stand; asked for when a list opens, because each answer changes them. */
  rowsNow: () => readonly RowModel[]
  filter: SheetFilter
  /** How many lines show. */
  shown: number
  onFilter: (filter: SheetFilter) => void
  onFind: () => void
}

/** What shows of the sheet: by state, by office or by person; what is hidden is said. */
export const FilterBar = memo(function FilterBar({
  content,
  all,
  rowsNow,
  filter,
  shown,
  onFilter,
  onFind,
}: Props): ReactElement {
  const { t } = useTranslation('sheet')
  const [rows, setRows] = useState(rowsNow)
  const look = (): void => {
    setRows(rowsNow())
  }
  const departments = content.departments.filter(({ id }) =>
    rows.some(({ criterion }) => criterion.department === id),
  )
  const people = [...new Set(rows.flatMap(({ row }) => row.self.author?.officer ?? []))].sort()
  const who =
    filter.department === null ? filter.person && `person ${filter.person}` : `office ${filter.department}`
  return (
    <div className={classes['filter']} role="group" aria-label={t('filter.label')}>
      <Select
        size="xs"
        className={classes['filterState'] ?? ''}
        aria-label={t('filter.state')}
        leftSection={<Icon name="filter" size="1em" />}
        data={[
          { value: '', label: t('filter.all') },
          ...filterStates.map((state) => ({
            value: state,
            label: `${t(`filter.${state}`)} (${rows.filter((row) => isOfState(row, state)).length})`,
          })),
        ]}
        value={filter.state ?? ''}
        onDropdownOpen={look}
        onChange={(value) => {
          onFilter({ ...filter, state: value === '' ? null : value })
        }}
      />
      {departments.length + people.length > 1 && (
        <Select
          size="xs"
          className={classes['filterWho'] ?? ''}
          aria-label={t('filter.who')}
          data={[
            { value: '', label: t('filter.everybody') },
            ...(departments.length === 0
              ? []
              : [
                  {
                    group: t('filter.departments'),
                    items: departments.map(({ id, name }) => ({ value: `office ${id}`, label: name })),
                  },
                ]),
            ...(people.length === 0
              ? []
              : [
                  {
                    group: t('filter.people'),
                    items: people.map((name) => ({ value: `person ${name}`, label: name })),
                  },
                ]),
          ]}
          value={who ?? ''}
          onDropdownOpen={look}
          onChange={(value) => {
            const [, kind, name = ''] = /^(office|person) (.*)$/.exec(value ?? '') ?? []
            onFilter({
              ...filter,
              department: kind === 'office' ? (name as DepartmentId) : null,
              person: kind === 'person' ? name : null,
            })
          }}
        />
      )}
      <Button size="compact-sm" variant="default" leftSection={<Icon name="search" />} onClick={onFind}>
        {t('find.open')}
      </Button>
      <span role="status" className={classes['filtering']}>
        {isFiltering(filter) && t('filter.shown', { shown, all })}
      </span>
      {isFiltering(filter) && (
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() => {
            onFilter(noFilter)
          }}
        >
          {t('filter.clear')}
        </Button>
      )}
    </div>
  )
})
