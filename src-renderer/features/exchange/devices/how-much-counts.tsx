import { Radio, Stack } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Day } from '../../../../shared/domain/ids.ts'
import { DayInput } from '../../../ui/day-input/day-input.tsx'

/** Up to where the work of a revoked machine counts: all that came, what came by the end of a day, or nothing. */
export type HowMuch = Readonly<{ keep: 'all' | 'day' | 'none'; day: Day | null }>

const labels = { all: 'revoke.keepAll', day: 'revoke.keepDay', none: 'revoke.keepNone' } as const

/** The day that was chosen; null while it is not written in full. */
export function dayOf({ keep, day }: HowMuch): Day | null {
  return keep === 'day' ? day : null
}

/** Whether nothing is missing in the choice. */
export function isChosen(wanted: HowMuch): boolean {
  return wanted.keep !== 'day' || dayOf(wanted) !== null
}

export function HowMuchCounts({
  label,
  choices,
  value,
  onChange,
}: {
  label: string
  choices: readonly HowMuch['keep'][]
  value: HowMuch
  onChange: (value: HowMuch) => void
}): ReactElement {
  const { t } = useTranslation('devices')
  return (
    <>
      <Radio.Group
        label={label}
        value={value.keep}
        onChange={(keep) => {
          onChange({ ...value, keep })
        }}
      >
        <Stack gap="xs" mt="xs">
          {choices.map((choice) => (
            <Radio key={choice} value={choice} label={t(labels[choice])} />
          ))}
        </Stack>
      </Radio.Group>
      {value.keep === 'day' && (
        <DayInput
          label={t('revoke.day')}
          value={value.day}
          required
          onChange={(day) => {
            onChange({ ...value, day })
          }}
        />
      )}
    </>
  )
}
