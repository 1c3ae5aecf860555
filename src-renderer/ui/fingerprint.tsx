import type { ReactElement } from 'react'
import classes from './fingerprint.module.css'

/** Eight groups of five digits, large enough to be read out by phone. */
export function Fingerprint({ value }: { value: string }): ReactElement {
  const groups = value.split(/[\s-]+/).filter((group) => group !== '')
  return (
    <span className={classes['print']}>
      {groups.map((group, index) => (
        <span key={index} className={classes['group']}>
          {group}{' '}
        </span>
      ))}
    </span>
  )
}
