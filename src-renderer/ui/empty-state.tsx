import type { ReactElement, ReactNode } from 'react'
import classes from './empty-state.module.css'
import { Icon, type IconName } from './icons.tsx'

type Props = {
  icon: IconName
  title: string
  /** What to do next. */
  children?: ReactNode
  actions?: ReactNode
}

/** A page or part with nothing to show yet: says so, and what to do next. */
export function EmptyState({ icon, title, children, actions }: Props): ReactElement {
  return (
    <div className={classes['empty']}>
      <span className={classes['mark']}>
        <Icon name={icon} size="1.75rem" />
      </span>
      <h2 className={classes['title']}>{title}</h2>
      {children !== undefined && <div className={classes['text']}>{children}</div>}
      {actions !== undefined && <div className={classes['actions']}>{actions}</div>}
    </div>
  )
}
