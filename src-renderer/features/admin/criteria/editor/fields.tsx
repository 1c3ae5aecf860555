import { ActionIcon, Button, Group, Select, Textarea, TextInput, Tooltip } from '@mantine/core'
import { type ReactElement, useRef, useState, useTransition } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import type { Decimal, Hundredths } from '../../../../../shared/domain/quantities.ts'
import { readNumber, type NumberKind } from '../../../../../shared/domain/text/read-number.ts'
import { editDecimal } from '../../../../ui/answer/figure-text.ts'
import { Icon, type IconName } from '../../../../ui/icons.tsx'
import { useDraft } from './draft-context.ts'
import classes from './editor.module.css'
import { SearchSelect } from '../../../../ui/search-select.tsx'

/** Fields of the editor: each knows its place in the set, shows the problems of that place and can be jumped to. */

type Place = Readonly<{ label: string; path: string }>

/** The problems of one place, as Mantine's `error`. */
export function usePlace(path: string): { 'data-path': string; error?: string } {
  const found = useDraft().problems.get(path)
  return { 'data-path': path, ...(found === undefined ? {} : { error: found.join('; ') }) }
}

/**
 * A key shows in its own field at once; the rest of the set follows when there is time, in pieces that another key may interrupt.
 * Gives what the field shows, and what to call when it changes.
 */
function useTyped(value: string, onChange: (value: string) => void): [string, (value: string) => void] {
  const [typed, setTyped] = useState(value)
  const [following, follow] = useTransition()
  return [
    following ? typed : value,
    (next) => {
      setTyped(next)
      follow(() => {
        onChange(next)
      })
    },
  ]
}

export function TextAt({
  label,
  path,
  value,
  onChange,
  maxLength = 2000,
  lines = 1,
  description,
}: Place & {
  value: string
  onChange: (value: string) => void
  maxLength?: number
  lines?: number
  description?: string
}): ReactElement {
  const place = usePlace(path)
  const [shown, type] = useTyped(value, onChange)
  const common = {
    ...place,
    label,
    value: shown,
    maxLength,
    ...(description === undefined ? {} : { description }),
  }
  return lines === 1 ? (
    <TextInput
      {...common}
      onChange={(event) => {
        type(event.currentTarget.value)
      }}
    />
  ) : (
    <Textarea
      {...common}
      // The browser fits the height: measured by the program, every key would lay out the whole page anew.
      classNames={{ input: classes['lines'] ?? '' }}
      onChange={(event) => {
        type(event.currentTarget.value)
      }}
    />
  )
}

/** A number as officers type it; what cannot be read stays in the field with a sentence, the set keeps the last good value. */
function NumberAt<Value extends Decimal | Hundredths>({
  label,
  path,
  value,
  kind,
  show,
  read,
  unit,
  emptyAs,
  onChange,
}: Place & {
  value: Value | null
  kind: NumberKind
  show: (value: Value) => string
  read: (text: string) => { ok: true; value: Value } | { ok: false; code: string }
  unit?: string
  /** What stands in the empty field; without it a number must be there. */
  emptyAs?: string
  onChange: (value: Value | null) => void
}): ReactElement {
  const { t } = useTranslation('sheet')
  const { error, ...place } = usePlace(path)
  const [typed, setTyped] = useState<{ text: string; value: Value | null } | null>(null)
  const [following, follow] = useTransition()
  const text =
    typed !== null && (following || typed.value === value) ? typed.text : value === null ? '' : show(value)
  const reading = text.trim() === '' && emptyAs !== undefined ? null : read(text)
  const unread =
    reading?.ok === false ? t(`figure.${reading.code === 'empty' ? 'notANumber' : reading.code}`) : undefined
  const shown = unread ?? error
  return (
    <TextInput
      {...place}
      label={label}
      inputMode={kind === 'count' ? 'numeric' : 'decimal'}
      value={text}
      {...(shown === undefined ? {} : { error: shown })}
      {...(emptyAs === undefined ? {} : { placeholder: emptyAs })}
      {...(unit === undefined ? {} : { rightSection: unit, rightSectionPointerEvents: 'none' as const })}
      onChange={(event) => {
        const next = event.currentTarget.value
        if (next.trim() === '' && emptyAs !== undefined) {
          setTyped({ text: next, value: null })
          follow(() => {
            onChange(null)
          })
          return
        }
        const found = read(next)
        setTyped({ text: next, value: found.ok ? found.value : value })
        if (found.ok && found.value !== value) {
          follow(() => {
            onChange(found.value)
          })
        }
      }}
      onBlur={() => {
        if (reading?.ok !== false) setTyped(null)
      }}
    />
  )
}

/** Points, hundredths in the set: "1,5". */
export function PointsAt(
  props: Place & { value: Hundredths; onChange: (value: Hundredths) => void },
): ReactElement {
  return (
    <NumberAt
      {...props}
      kind="points"
      show={showPoints}
      read={(text) => readNumber(text, 'points')}
      onChange={(value) => {
        if (value !== null) props.onChange(value)
      }}
    />
  )
}

/** Points that may be left open. */
export function OpenPointsAt(
  props: Place & {
    value: Hundredths | null
    emptyAs: string
    onChange: (value: Hundredths | null) => void
  },
): ReactElement {
  return <NumberAt {...props} kind="points" show={showPoints} read={(text) => readNumber(text, 'points')} />
}

/** A figure, mostly a percentage. */
export function DecimalAt(
  props: Place & { value: Decimal; unit?: string; onChange: (value: Decimal) => void },
): ReactElement {
  return (
    <NumberAt
      {...props}
      kind="decimal"
      show={editDecimal}
      read={(text) => readNumber(text, 'decimal')}
      onChange={(value) => {
        if (value !== null) props.onChange(value)
      }}
    />
  )
}

/** A whole number up to `most`. */
export function CountAt({
  most,
  value,
  onChange,
  ...place
}: Place & { value: number; most: number; onChange: (value: number) => void }): ReactElement {
  return (
    <NumberAt
      {...place}
      kind="count"
      value={String(value) as Decimal}
      show={editDecimal}
      read={(text) => {
        const found = readNumber(text, 'count')
        return found.ok && Number(found.value) > most ? { ok: false, code: 'tooLarge' } : found
      }}
      onChange={(next) => {
        if (next !== null) onChange(Number(next))
      }}
    />
  )
}

function showPoints(value: Hundredths): string {
  return editDecimal(String(value / 100) as Decimal)
}

/** One of several words. */
export function ChoiceAt<Value extends string>({
  label,
  path,
  value,
  options,
  onChange,
  searchable = false,
}: Place & {
  value: Value
  options: readonly { readonly value: Value; readonly label: string }[]
  onChange: (value: Value) => void
  searchable?: boolean
}): ReactElement {
  const place = usePlace(path)
  const box = {
    ...place,
    label,
    value,
    data: [...options],
    onChange: (next: Value | null): void => {
      if (next !== null) onChange(next)
    },
  }
  return searchable ? <SearchSelect {...box} /> : <Select {...box} />
}

/** A list of short texts, a line each. */
export function LinesAt({
  label,
  path,
  value,
  maxLength,
  description,
  onChange,
}: Place & {
  value: readonly string[]
  maxLength: number
  description?: string
  onChange: (value: string[]) => void
}): ReactElement {
  const [typed, setTyped] = useState<{ text: string; value: string } | null>(null)
  const lines = value.join('\n')
  return (
    <TextAt
      label={label}
      path={path}
      lines={2}
      maxLength={maxLength * 41}
      {...(description === undefined ? {} : { description })}
      value={typed !== null && typed.value === lines ? typed.text : lines}
      onChange={(text) => {
        const next = text
          .split('\n')
          .map((line) => line.trim().slice(0, maxLength))
          .filter((line) => line !== '')
          .slice(0, 40)
        setTyped({ text, value: next.join('\n') })
        onChange(next)
      }}
    />
  )
}

/** Adds a row at the end of the list around it; the keyboard goes on in its first field. */
export function AddPart({
  label,
  disabled = false,
  onAdd,
}: {
  label: string
  disabled?: boolean
  onAdd: () => void
}): ReactElement {
  const box = useRef<HTMLDivElement>(null)
  return (
    <div ref={box}>
      <Button
        size="compact-md"
        variant="default"
        leftSection={<Icon name="plus" />}
        disabled={disabled}
        onClick={() => {
          flushSync(onAdd)
          box.current?.previousElementSibling?.querySelector<HTMLElement>('input, textarea')?.focus()
        }}
      >
        {label}
      </Button>
    </div>
  )
}

/** Up, down and away, for one row of a list. */
export function RowTools({
  name,
  onUp,
  onDown,
  onRemove,
}: {
  /** The row, for readers of the screen. */
  name: string
  onUp?: (() => void) | undefined
  onDown?: (() => void) | undefined
  onRemove?: (() => void) | undefined
}): ReactElement {
  const { t } = useTranslation('adminCriteria')
  const tool = (icon: IconName, label: string, act: (() => void) | undefined): ReactElement => (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        size="lg"
        aria-label={`${label}: ${name}`}
        disabled={act === undefined}
        onClick={act}
      >
        <Icon name={icon} />
      </ActionIcon>
    </Tooltip>
  )
  return (
    <Group gap={0} wrap="nowrap">
      {(onUp !== undefined || onDown !== undefined) && (
        <>
          {tool('up', t('tools.up'), onUp)}
          {tool('down', t('tools.down'), onDown)}
        </>
      )}
      {tool('trash', t('tools.remove'), onRemove)}
    </Group>
  )
}
