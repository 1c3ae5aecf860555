import { UnstyledButton } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import classes from './choice-card.module.css'
import { Icon, type IconName } from './icons.tsx'

type Props = { icon: IconName; title: string; children?: ReactNode; disabled?: boolean; onChoose: () => void }

/** One of a few ways to go on, large enough to read and to hit. */
export function ChoiceCard({ icon, title, children, disabled = false, onChoose }: Props): ReactElement {
  return (
    <UnstyledButton className={classes['choice']} disabled={disabled} onClick={onChoose}>
      <span className={classes['mark']}>
        <Icon name={icon} size="1.5rem" />
      </span>
      <span className={classes['words']}>
        <strong className={classes['title']}>{title}</strong>
        {children !== undefined && <span className={classes['text']}>{children}</span>}
      </span>
      <Icon name="right" />
    </UnstyledButton>
  )
}
