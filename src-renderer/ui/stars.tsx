import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './stars.module.css'

/** "★★★"; readers of the screen hear "3 sao". No star is said in words by whoever shows it. */
export function Stars({ count, of }: { count: number; of?: number }): ReactElement {
  const { t } = useTranslation('common')
  const empty = Math.max(0, (of ?? count) - count)
  return (
    <span className={classes['stars']} role="img" aria-label={t('stars', { count })}>
      {'★'.repeat(count)}
      <span className={classes['off']}>{'★'.repeat(empty)}</span>
    </span>
  )
}
