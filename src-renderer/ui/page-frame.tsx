import { type ReactElement, type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './page-frame.module.css'

type Props = {
  title: string
  /** One line under the title: what the page shows now. */
  summary?: ReactNode
  /** Buttons at the right of the title. */
  actions?: ReactNode
  /** `fill`: the page takes the height of the window and scrolls inside, for tables. */
  layout?: 'flow' | 'fill'
  children: ReactNode
}

/** The frame of every page: title, actions, content. */
export function PageFrame({ title, summary, actions, layout = 'flow', children }: Props): ReactElement {
  const { t } = useTranslation('common')
  useEffect(() => {
    document.title = `${title} – ${t('program')}`
  }, [title, t])
  return (
    <div className={classes['frame']} data-layout={layout}>
      <header className={classes['head']}>
        <div className={classes['titles']}>
          <h1 className={classes['title']}>{title}</h1>
          {summary !== undefined && <div className={classes['summary']}>{summary}</div>}
        </div>
        {actions !== undefined && <div className={classes['actions']}>{actions}</div>}
      </header>
      <div className={classes['content']}>{children}</div>
    </div>
  )
}
