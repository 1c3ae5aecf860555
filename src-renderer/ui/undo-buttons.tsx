import { ActionIcon, Tooltip } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { StepKind, Within } from '../app/own-acts.ts'
import { useNextWords } from '../app/use-own-acts.ts'
import { Icon } from './icons.tsx'
import classes from './undo-buttons.module.css'

type Props = { within: Within; onStep: (kind: StepKind) => void }

/** Back and forth, each saying what it would take back or do again. */
export function UndoButtons({ within, onStep }: Props): ReactElement {
  return (
    <>
      <StepButton kind="undo" within={within} onStep={onStep} />
      <StepButton kind="redo" within={within} onStep={onStep} />
    </>
  )
}

function StepButton({ kind, within, onStep }: Props & { kind: StepKind }): ReactElement {
  const { t } = useTranslation('acts')
  const what = useNextWords(kind, within)
  const label = what === null ? t(`button.${kind}`) : t(`button.${kind}What`, { what })
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={label}
        disabled={what === null}
        className={classes[kind] ?? ''}
        onClick={() => {
          onStep(kind)
        }}
      >
        <Icon name="undo" />
      </ActionIcon>
    </Tooltip>
  )
}
