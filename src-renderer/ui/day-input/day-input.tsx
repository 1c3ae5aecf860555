import { ActionIcon, Button, Group, Popover, TextInput } from '@mantine/core'
import { DatePicker } from '@mantine/dates'
import { useEffect, useRef, useState, type KeyboardEvent, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Day } from '../../../shared/domain/ids.ts'
import { isWholeDay, readDay, type DayProblem } from '../../../shared/domain/text/read-day.ts'
import { useSession } from '../../app/session.ts'
import { formatDay } from '../format.ts'
import { Icon } from '../icons.tsx'
import classes from './day-input.module.css'

type Props = {
  label: string
  value: Day | null
  /** The day that is written now; null for an empty field, and while what stands there is no day. */
  onChange: (day: Day | null) => void
  /** What stands there is no day: whoever keeps values without a form must wait. A form is held back by the field itself. */
  onUnreadable?: () => void
  /** An empty field complains when it is left. */
  required?: boolean
  description?: string
  /** What is wrong with a readable day, such as one before the first of a period. */
  error?: string | undefined
  /** Where the calendar opens while the field is empty; today otherwise. */
  near?: Day | null
  size?: 'xs' | 'sm'
  'data-autofocus'?: boolean
}

/**
 * The only field for a day. What is typed or pasted is read as day, month, year; what is no day stays as it was written, with a red
 * sentence, and holds its form back. It is never turned into another day.
 */
export function DayInput({
  label,
  value,
  onChange,
  onUnreadable,
  required = false,
  near,
  ...rest
}: Props): ReactElement {
  const { t } = useTranslation('common')
  const { error, size = 'sm', ...shown } = rest
  const input = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState<string | null>(null)
  const [problem, setProblem] = useState<{ code: DayProblem; text: string } | null>(null)
  const [told, setTold] = useState(value)
  const [opened, setOpened] = useState(false)
  if (told !== value) {
    // another day came from outside: what was typed before is over
    setTold(value)
    setTyped(null)
    setProblem(null)
  }
  const sentence = problem === null ? undefined : t(`day.problem.${problem.code}`, { text: problem.text })
  useEffect(() => {
    input.current?.setCustomValidity(sentence ?? error ?? '')
  }, [sentence, error])

  function tell(day: Day | null): void {
    setTold(day)
    if (day !== value) onChange(day)
  }

  function choose(day: Day | null): void {
    setTyped(null)
    setProblem(null)
    setOpened(false)
    tell(day)
    input.current?.focus()
  }

  /** The text is whole now: the field is left, or Enter was pressed. */
  function take(): void {
    if (typed === null) {
      if (required && value === null) setProblem({ code: 'empty', text: '' })
      return
    }
    const reading = readDay(typed)
    if (reading.ok || (reading.code === 'empty' && !required)) {
      setTyped(null)
      setProblem(null)
      tell(reading.ok ? reading.day : null)
      return
    }
    setProblem({ code: reading.code, text: typed.trim() })
    tell(null)
    onUnreadable?.()
  }

  function write(text: string): void {
    setTyped(text)
    setProblem(null)
    const reading = readDay(text)
    if (reading.ok && isWholeDay(text)) tell(reading.day)
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') take()
    if (event.key === 'ArrowDown' && event.altKey) setOpened(true)
  }

  return (
    <TextInput
      ref={input}
      {...shown}
      size={size}
      label={label}
      withAsterisk={required}
      aria-required={required}
      placeholder={t('day.example')}
      data-day-input=""
      autoComplete="off"
      inputMode="numeric"
      maxLength={60}
      value={typed ?? (value === null ? '' : formatDay(value))}
      error={sentence ?? error}
      onChange={(event) => {
        write(event.currentTarget.value)
      }}
      onBlur={take}
      onKeyDown={onKeyDown}
      rightSection={
        <Calendar
          opened={opened}
          onOpened={setOpened}
          value={value}
          near={near ?? null}
          onChoose={choose}
          clearable={!required && (value !== null || typed !== null)}
        />
      }
    />
  )
}

type CalendarProps = {
  opened: boolean
  onOpened: (opened: boolean) => void
  value: Day | null
  near: Day | null
  clearable: boolean
  onChoose: (day: Day | null) => void
}

function Calendar({ opened, onOpened, value, near, clearable, onChoose }: CalendarProps): ReactElement {
  const { t } = useTranslation('common')
  const { today } = useSession()
  return (
    <Popover
      opened={opened}
      onChange={onOpened}
      trapFocus
      returnFocus
      withinPortal
      position="bottom-end"
      shadow="md"
    >
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('day.calendar')}
          onClick={() => {
            onOpened(!opened)
          }}
        >
          <Icon name="calendar" size="1.1em" />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={classes['calendar']}>
        <DatePicker
          value={value}
          defaultDate={value ?? near ?? today}
          onChange={(day) => {
            if (day !== null) onChoose(day as Day)
          }}
        />
        <Group justify="space-between">
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => {
              onChoose(today)
            }}
          >
            {t('day.today')}
          </Button>
          {clearable && (
            <Button
              size="compact-sm"
              variant="subtle"
              onClick={() => {
                onChoose(null)
              }}
            >
              {t('day.none')}
            </Button>
          )}
        </Group>
      </Popover.Dropdown>
    </Popover>
  )
}
