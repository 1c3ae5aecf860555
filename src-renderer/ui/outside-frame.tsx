import type { ReactElement, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './outside-frame.module.css'

type Props = {
  title: string
  summary?: ReactNode
  /** Language and text size, at the top right. */
  corner: ReactNode
  children: ReactNode
}

/** The page before anybody is signed in: one column in the middle. */
export function OutsideFrame({ title, summary, corner, children }: Props): ReactElement {
  const { t } = useTranslation('common')
  return (
    <div className={classes['desk']}>
      <header className={classes['top']}>
        <span className={classes['program']}>{t('program')}</span>
        {corner}
      </header>
      <main className={classes['column']}>
        <div className={classes['sheet']}>
          <h1 className={classes['title']}>{title}</h1>
          {summary !== undefined && <div className={classes['summary']}>{summary}</div>}
          <div className={classes['body']}>{children}</div>
        </div>
      </main>
    </div>
  )
}
