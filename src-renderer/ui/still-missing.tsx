import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './still-missing.module.css'

/** Beside a button that waits: which fields it waits for, by their labels; nothing when none is missing. */
export function StillMissing({ what }: { what: readonly string[] }): ReactElement | null {
  const { t } = useTranslation('common')
  return what.length === 0 ? null : (
    <p className={classes['missing']}>{t('stillMissing', { what: what.join('; ') })}</p>
  )
}
