import { Group, TextInput } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Day } from '../../../shared/domain/ids.ts'
import { useSession } from '../../app/session.ts'
import { DayInput } from '../day-input/day-input.tsx'

/** The decision on paper by which communes are recognised. */
export type DecisionPaper = Readonly<{ number: string; day: Day | null }>

type Props = {
  paper: DecisionPaper
  /** A recognition has a paper; a refusal may have none. */
  required: boolean
  onChange: (paper: DecisionPaper) => void
}

/** Number and day of the decision. */
export function DecisionPaperFields({ paper, required, onChange }: Props): ReactElement {
  const { t } = useTranslation('sheet')
  const { today } = useSession()
  // a day to come may be right, when a paper is prepared: it is said, not refused
  const isAhead = paper.day !== null && paper.day > today
  return (
    <Group grow align="flex-start">
      <TextInput
        label={t('decide.recognise.number')}
        placeholder={t('decide.recognise.numberExample')}
        value={paper.number}
        maxLength={100}
        required={required}
        onChange={(event) => {
          onChange({ ...paper, number: event.currentTarget.value })
        }}
      />
      <DayInput
        label={t('decide.recognise.day')}
        required={required}
        value={paper.day}
        {...(isAhead ? { description: t('decide.recognise.dayAhead') } : {})}
        onChange={(day) => {
          onChange({ ...paper, day })
        }}
      />
    </Group>
  )
}

/** Whether the paper says enough for a recognition. */
export function isNamed({ number, day }: DecisionPaper): boolean {
  return number.trim() !== '' && day !== null
}
