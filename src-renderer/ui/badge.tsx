import type { ReactElement, ReactNode } from 'react'
import classes from './badge.module.css'

export type Tone = 'good' | 'warn' | 'bad' | 'calm' | 'quiet'

/** A short word about a state; the tone only supports what the word says. */
export function Badge({ tone = 'quiet', children }: { tone?: Tone; children: ReactNode }): ReactElement {
  return (
    <span className={classes['badge']} data-tone={tone}>
      {children}
    </span>
  )
}
