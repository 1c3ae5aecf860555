import type { ReactElement } from 'react'
import classes from './sample-notice.module.css'
import { Icon } from './icons.tsx'

/** The label of a criteria set ("Bộ tiêu chí mẫu – chưa phải Quyết định 710"), wherever the set shows. Nothing when it has none. */
export function SampleNotice({ notice }: { notice: string }): ReactElement | null {
  if (notice === '') return null
  return (
    <p className={classes['notice']}>
      <Icon name="info" />
      <span>{notice}</span>
    </p>
  )
}
