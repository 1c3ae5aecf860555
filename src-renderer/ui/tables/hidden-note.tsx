import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../icons.tsx'
import type { PastedTable } from './table.ts'
import classes from './tables.module.css'

/** Says what was left out of a pasted table because the spreadsheet hides it. */
export function HiddenNote({ table: { hidden } }: { table: PastedTable }): ReactElement | null {
  const { t } = useTranslation('tables')
  if (hidden.rows + hidden.columns === 0) return null
  return (
    <p className={classes['hint']} role="note">
      <Icon name="warning" size="1em" /> {hidden.rows > 0 && t('hidden.rows', { count: hidden.rows })}{' '}
      {hidden.columns > 0 && t('hidden.columns', { count: hidden.columns })}
    </p>
  )
}
