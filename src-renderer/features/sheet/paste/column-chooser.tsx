import { NativeSelect } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { namedFigures } from '../../../ui/answer/paste-figures.ts'
import { Icon } from '../../../ui/icons.tsx'
import { widthOf, type PastedTable } from '../../../ui/tables/table.ts'
import classes from '../../../ui/tables/tables.module.css'
import type { ColumnPlan, SheetRole, Target } from './sheet-columns.ts'

type Props = {
  table: PastedTable
  plan: ColumnPlan
  target: Target
  onChoose: (column: number, role: SheetRole | null) => void
}

const offered: Readonly<Record<Target, readonly SheetRole[]>> = {
  answer: ['code', 'answer', 'points', ...namedFigures],
  lastYear: ['code', 'lastYear'],
}

/** What each column of the pasted table is taken for; a person may say otherwise, and has to where it is in doubt. */
export function ColumnChooser({ table, plan, target, onChoose }: Props): ReactElement | null {
  const { t } = useTranslation('sheet')
  const columns = Array.from({ length: widthOf(table) }, (_, column) => column).filter((column) =>
    table.rows.some(({ cells }) => (cells[column] ?? '') !== ''),
  )
  if (columns.length < 2 && plan.doubt === null) return null
  return (
    <fieldset className={classes['columns']}>
      <legend>{t('paste.columns')}</legend>
      {plan.doubt !== null && (
        <p className={classes['doubt']} role="alert">
          <Icon name="warning" size="1em" />{' '}
          {t(`paste.doubt.${plan.doubt}`, { column: plan.like === null ? '' : t(`paste.role.${plan.like}`) })}
        </p>
      )}
      <div className={classes['chooser']}>
        {columns.map((column) => {
          const role = plan.roles[column] ?? null
          const heading = headingOf(table, plan, column) || t('paste.column', { number: column + 1 })
          const taken = role !== null && offered[target].includes(role)
          return (
            <NativeSelect
              key={column}
              size="xs"
              label={heading}
              labelProps={{ title: heading }}
              title={sampleOf(table, plan, column)}
              data-taken={taken && role !== 'code'}
              value={taken ? role : ''}
              data={[
                { value: '', label: t('paste.role.none') },
                ...offered[target].map((value) => ({ value, label: t(`paste.role.${value}`) })),
              ]}
              onChange={(event) => {
                const value = event.currentTarget.value
                onChoose(column, offered[target].find((each) => each === value) ?? null)
              }}
            />
          )
        })}
      </div>
    </fieldset>
  )
}

function headingOf(_table: PastedTable, plan: ColumnPlan, column: number): string {
  return plan.texts[column] ?? ''
}

/** What stands in the column, so that a person knows it again. */
function sampleOf({ rows }: PastedTable, { headingLines }: ColumnPlan, column: number): string {
  return rows
    .slice(headingLines)
    .map(({ cells }) => cells[column] ?? '')
    .filter((cell) => cell !== '')
    .slice(0, 4)
    .join(' · ')
}
