import type { ReactElement, ReactNode } from 'react'
import classes from './card.module.css'

type Props = {
  title?: ReactNode
  /** At the right of the title. */
  actions?: ReactNode
  /** `none` lets a table reach the edges. */
  padding?: 'usual' | 'none'
  grow?: boolean
  children: ReactNode
}

/** A white sheet on the grey desk, with its own heading. */
export function Card({ title, actions, padding = 'usual', grow = false, children }: Props): ReactElement {
  return (
    <section className={classes['card']} data-grow={grow}>
      {(title !== undefined || actions !== undefined) && (
        <header className={classes['head']}>
          <h2 className={classes['title']}>{title}</h2>
          {actions !== undefined && <div className={classes['actions']}>{actions}</div>}
        </header>
      )}
      <div className={classes['body']} data-padding={padding}>
        {children}
      </div>
    </section>
  )
}
