import { Checkbox, Radio, Textarea } from '@mantine/core'
import { useRef, useState, type ClipboardEvent, type KeyboardEvent, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { readFigure } from '../../../shared/domain/answering/read-answer.ts'
import type { Criterion } from '../../../shared/domain/criteria.ts'
import { scoreCriterion } from '../../../shared/domain/rules.ts'
import { formatPoints } from '../format.ts'
import { Icon } from '../icons.tsx'
import { editorShape, readDraft, type AnswerDraft, type FigureField } from './answer-draft.ts'
import classes from './answer-fields.module.css'
import { outcomePoints, outcomeSentences } from './answer-text.ts'
import { figuresOfTable } from './paste-figures.ts'
import { showDecimal } from './figure-text.ts'
import { isTable, readClipboard } from '../tables/table.ts'

type Props = {
  criterion: Criterion
  draft: AnswerDraft
  onChange: (draft: AnswerDraft) => void
  /** Enter in the last field, Enter in a list. */
  onDone?: () => void
  /** Tab out of the last field forwards, out of the first backwards. */
  onLeave?: (direction: 1 | -1) => void
  onCancel?: () => void
  /** Puts the keyboard into the first field; `end`: behind what stands there. */
  focus?: 'all' | 'end'
  disabled?: boolean
}

/** The editor of one answer, for every kind of rule; the points show while figures are typed. */
export function AnswerFields(props: Props): ReactElement {
  const { criterion, draft, onChange, onDone, onLeave, onCancel, disabled = false } = props
  const { t } = useTranslation('sheet')
  const box = useRef<HTMLDivElement>(null)
  const [strangeTable, setStrangeTable] = useState(false)
  const shape = editorShape(criterion.rule, {
    issued: t('answer.issued'),
    returned: t('answer.returned'),
    points: t('answer.points'),
  })

  function move(event: KeyboardEvent, step: 1 | -1): boolean {
    const stops = [...(box.current?.querySelectorAll<HTMLElement>('[data-stop]') ?? [])]
    const at = stops.indexOf(event.target as HTMLElement)
    const next = stops[at + step]
    if (at < 0 || next === undefined) return false
    next.focus()
    if (next instanceof HTMLInputElement && next.type === 'text') next.select()
    return true
  }

  function onKeyDown(event: KeyboardEvent): void {
    // While an input method composes, its keys are its own.
    if (event.nativeEvent.isComposing || event.key === 'Process') return
    const inText = event.target instanceof HTMLTextAreaElement
    switch (event.key) {
      case 'Escape':
        if (onCancel !== undefined) {
          event.preventDefault()
          event.stopPropagation()
          onCancel()
        }
        return
      case 'Enter':
        if (inText && !event.ctrlKey) return
        if (onDone === undefined) return
        event.preventDefault()
        if (event.ctrlKey || !(event.target as HTMLElement).matches('[data-figure]') || !move(event, 1))
          onDone()
        return
      case 'ArrowDown':
      case 'ArrowUp':
        if ((event.target as HTMLElement).matches('[data-figure],[data-tick]')) {
          event.preventDefault()
          move(event, event.key === 'ArrowDown' ? 1 : -1)
        }
        return
      case 'Tab':
        if (onLeave === undefined || move(event, event.shiftKey ? -1 : 1)) {
          if (onLeave !== undefined) event.preventDefault()
          return
        }
        event.preventDefault()
        onLeave(event.shiftKey ? -1 : 1)
        return
      default:
    }
  }

  /** Cells of Excel go to the figures that they are; a single one is text for its field. */
  function onPaste(event: ClipboardEvent): void {
    if (shape.kind !== 'figures' || !(event.target as HTMLElement).matches('[data-figure]')) return
    const table = readClipboard(event.clipboardData)
    if (!isTable(table)) return
    event.preventDefault()
    event.stopPropagation()
    const figures = figuresOfTable(shape.fields, table)
    setStrangeTable(figures === null)
    if (figures !== null) onChange({ ...draft, figures, notApplicable: false })
  }

  const focusFirst = (element: HTMLInputElement | null): void => {
    if (element === null || props.focus === undefined || element.dataset['focused'] === 'yes') return
    element.dataset['focused'] = 'yes'
    element.focus()
    if (element.type !== 'text') return
    if (props.focus === 'all') element.select()
    else element.setSelectionRange(element.value.length, element.value.length)
  }

  return (
    <div ref={box} className={classes['fields']} onKeyDown={onKeyDown} onPaste={onPaste}>
      {shape.kind === 'figures' &&
        shape.fields.map((field, index) => (
          <FigureInput
            key={field.name}
            field={field}
            text={draft.figures[field.name] ?? ''}
            inWords={shape.fields.length === 1 && readDraft(criterion, draft).status === 'answer'}
            disabled={disabled || draft.notApplicable}
            inputRef={index === 0 ? focusFirst : undefined}
            onText={(text) => {
              onChange({ ...draft, figures: spread(draft.figures, shape.fields, index, text) })
              // "47/50" is typed in one go: the stroke leads to the second figure.
              if (index === 0 && shape.fields.length === 2 && text.includes('/')) {
                box.current?.querySelectorAll<HTMLElement>('[data-figure]')[1]?.focus()
              }
            }}
          />
        ))}
      {shape.kind === 'options' && (
        <div role="radiogroup" aria-label={t('answer.choose')} className={classes['options']}>
          {shape.options.map(({ id, label, points }, index) => (
            <label key={id} className={classes['option']} data-chosen={draft.option === id}>
              <Radio
                name={`option-${criterion.id}`}
                checked={draft.option === id && !draft.notApplicable}
                disabled={disabled}
                ref={(draft.option === null ? index === 0 : draft.option === id) ? focusFirst : undefined}
                onChange={() => {
                  onChange({ ...draft, option: id, typed: '', notApplicable: false })
                }}
              />
              <span>{label}</span>
              <span className={classes['worth']}>{formatPoints(points)}</span>
            </label>
          ))}
        </div>
      )}
      {shape.kind === 'ticks' && (
        <div role="group" aria-label={t('answer.tick')} className={classes['options']}>
          {shape.items.map(({ id, label, points }, index) => (
            <label key={id} className={classes['option']} data-chosen={draft.done.includes(id)}>
              <Checkbox
                data-stop=""
                data-tick=""
                checked={draft.done.includes(id)}
                disabled={disabled || draft.notApplicable}
                ref={index === 0 ? focusFirst : undefined}
                onChange={(event) => {
                  const done = event.currentTarget.checked
                    ? [...draft.done, id]
                    : draft.done.filter((other) => other !== id)
                  onChange({ ...draft, done })
                }}
              />
              <span>{label}</span>
              <span className={classes['worth']}>{formatPoints(points)}</span>
            </label>
          ))}
        </div>
      )}
      {criterion.notApplicable !== 'refused' && (
        <Checkbox
          data-stop=""
          label={t('answer.notApplicable')}
          checked={draft.notApplicable}
          disabled={disabled}
          onChange={(event) => {
            onChange({ ...draft, notApplicable: event.currentTarget.checked })
          }}
        />
      )}
      {draft.note !== '' && (
        <Textarea
          size="xs"
          label={t('answer.note')}
          value={draft.note}
          disabled={disabled}
          maxLength={2000}
          autosize
          maxRows={4}
          onChange={(event) => {
            onChange({ ...draft, note: event.currentTarget.value })
          }}
        />
      )}
      {strangeTable && shape.kind === 'figures' && (
        <p className={classes['strange']} role="alert">
          <Icon name="warning" size="1em" />{' '}
          {t('answer.strangeTable', { figures: shape.fields.map(({ label }) => label).join(', ') })}
        </p>
      )}
      <DraftOutcome criterion={criterion} draft={draft} />
    </div>
  )
}

/** What stands behind a stroke belongs to the second of two figures. */
function spread(
  figures: AnswerDraft['figures'],
  fields: readonly FigureField[],
  index: number,
  text: string,
): AnswerDraft['figures'] {
  const field = fields[index]
  const next = fields[index + 1]
  if (field === undefined) return figures
  const stroke = text.indexOf('/')
  if (stroke < 0 || next === undefined || fields.length !== 2) return { ...figures, [field.name]: text }
  const behind = text.slice(stroke + 1).trim()
  const whole = { ...figures, [field.name]: text.slice(0, stroke).trim() }
  return behind === '' ? whole : { ...whole, [next.name]: behind }
}

type FigureInputProps = {
  field: FigureField
  text: string
  /** The text is an answer although it is no number, such as "không áp dụng". */
  inWords: boolean
  disabled: boolean
  inputRef: ((element: HTMLInputElement | null) => void) | undefined
  onText: (text: string) => void
}

function FigureInput({ field, text, inWords, disabled, inputRef, onText }: FigureInputProps): ReactElement {
  const { t } = useTranslation('sheet')
  const reading = readFigure(text, field.kind)
  // "1," is on its way to "1,5", not a mistake.
  const wrong = reading.status === 'unreadable' && reading.why !== 'unfinished' && !inWords
  const read = reading.status === 'figure' ? showDecimal(reading.value) : ''
  return (
    <label className={classes['figure']}>
      <span className={classes['label']}>{field.label}</span>
      <span className={classes['entry']}>
        <input
          type="text"
          inputMode="decimal"
          autoComplete="off"
          spellCheck={false}
          data-stop=""
          data-figure=""
          className={classes['input']}
          value={text}
          disabled={disabled}
          ref={inputRef}
          aria-invalid={wrong}
          onChange={(event) => {
            onText(event.currentTarget.value)
          }}
        />
        <span className={classes['reading']} data-wrong={wrong} aria-live="polite">
          {wrong
            ? t(`figure.${reading.why}`)
            : read !== text.trim() && read !== ''
              ? t('figure.read', { read })
              : ''}
        </span>
      </span>
    </label>
  )
}

/** The points of what stands in the editor now. */
export function DraftOutcome({
  criterion,
  draft,
}: {
  criterion: Criterion
  draft: AnswerDraft
}): ReactElement {
  const { t } = useTranslation('sheet')
  const reading = readDraft(criterion, draft)
  if (reading.status === 'unreadable') {
    const { why, needed } = reading
    return (
      <div className={classes['outcome']} data-tone={why === 'unfinished' ? 'usual' : 'bad'}>
        <span>
          <Icon name={why === 'unfinished' ? 'edit' : 'warning'} size="1em" />{' '}
          {t(`figure.${why}`, { count: needed })}
        </span>
      </div>
    )
  }
  const outcome = scoreCriterion(criterion, reading.status === 'answer' ? reading.answer : null)
  const doubtful = outcome.status === 'points' && outcome.warnings.includes('numeratorAboveDenominator')
  const sentences = reading.status === 'empty' ? [] : outcomeSentences(outcome, criterion, t)
  return (
    <div
      className={classes['outcome']}
      data-tone={outcome.status === 'invalid' ? 'bad' : doubtful ? 'warn' : 'usual'}
      aria-live="polite"
    >
      <span className={classes['points']}>
        {outcome.status === 'excluded'
          ? t('answer.excluded')
          : t('answer.worth', { points: outcomePoints(outcome, t), max: formatPoints(criterion.max) })}
      </span>
      {sentences.map((sentence) => (
        <span key={sentence} className={classes['sentence']}>
          <Icon name={outcome.status === 'invalid' || doubtful ? 'warning' : 'info'} size="1em" /> {sentence}
        </span>
      ))}
    </div>
  )
}
