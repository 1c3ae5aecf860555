import { ActionIcon, Select } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './data-table.module.css'
import { Icon } from './icons.tsx'
import type { Sorting } from './sorting.ts'

type Sortable = { key: string; title: string; hint?: string; firstSort?: 'up' | 'down' }

type Props = {
  columns: readonly Sortable[]
  sorting: Sorting | null
  onSort: (sorting: Sorting | null) => void
}

/** The order of a table whose rows are blocks, which has no titles to click on. */
export function OrderChooser({ columns, sorting, onSort }: Props): ReactElement {
  const { t } = useTranslation('common')
  return (
    <div className={classes['order']}>
      <Select
        aria-label={t('table.order')}
        placeholder={t('table.order')}
        clearable
        value={sorting?.key ?? null}
        data={columns.map(({ key, title, hint }) => ({
          value: key,
          label: t('table.sortBy', { column: hint ?? title }),
        }))}
        onChange={(key) => {
          const column = columns.find((each) => each.key === key)
          onSort(column === undefined ? null : { key: column.key, direction: column.firstSort ?? 'up' })
        }}
      />
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={t('table.turn')}
        disabled={sorting === null}
        onClick={() => {
          if (sorting !== null) onSort({ ...sorting, direction: sorting.direction === 'up' ? 'down' : 'up' })
        }}
      >
        <Icon name={sorting?.direction === 'down' ? 'down' : 'up'} />
      </ActionIcon>
    </div>
  )
}
