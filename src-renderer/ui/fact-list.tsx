import type { ReactElement, ReactNode } from 'react'
import classes from './fact-list.module.css'

/** Names and values, one a line; long values wrap. */
export function FactList({ facts }: { facts: readonly { name: string; value: ReactNode }[] }): ReactElement {
  return (
    <dl className={classes['list']}>
      {facts.map(({ name, value }) => (
        <div key={name} className={classes['fact']}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
