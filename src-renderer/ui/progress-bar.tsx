import type { ReactElement } from 'react'
import classes from './progress-bar.module.css'

/** How much of how much, as a thin line; the figures stand beside it in text. */
export function ProgressBar({
  done,
  total,
  label,
}: {
  done: number
  total: number
  label: string
}): ReactElement {
  const share = total === 0 ? 0 : Math.min(1, done / total)
  return (
    <div
      className={classes['bar']}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={done}
      data-full={share === 1}
    >
      <div className={classes['filled']} style={{ width: `${share * 100}%` }} />
    </div>
  )
}
