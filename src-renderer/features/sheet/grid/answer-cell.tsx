import { memo, useId, useRef, type FocusEvent, type KeyboardEvent, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { searchKey } from '../../../../shared/domain/text/vietnamese.ts'
import { AnswerFields, DraftOutcome } from '../../../ui/answer/answer-fields.tsx'
import {
  editorShape,
  emptyDraft,
  type AnswerDraft,
  type EditorShape,
} from '../../../ui/answer/answer-draft.ts'
import { answerInShort } from '../../../ui/answer/answer-text.ts'
import { readFigure, showDecimal } from '../../../ui/answer/figure-text.ts'
import { formatPoints } from '../../../ui/format.ts'
import { Icon } from '../../../ui/icons.tsx'
import type { Draft } from '../outbox.ts'
import type { RowModel } from '../sheet-model.ts'
import { useSheetWindow } from '../sheet-window.ts'
import type { RowActions } from './grid-row.tsx'
import classes from './sheet-grid.module.css'
import { EditorPopup } from './editor-popup.tsx'
import { OptionList } from './option-list.tsx'

type Props = {
  model: RowModel
  column: number
  active: boolean
  actions: RowActions
  draft: Draft | undefined
}

/**
 * The answer of one criterion. An input lies in every cell that can be typed into, so that the first key, an input method and
 * UniKey's delete-and-retype all reach a real text field; nothing here looks at letters as keys.
 */
export const AnswerCell = memo(function AnswerCell({
  model,
  column,
  active,
  actions,
  draft,
}: Props): ReactElement {
  const { t } = useTranslation('sheet')
  const { criterion, answer, editable } = model
  const list = useId()
  const box = useRef<HTMLDivElement>(null)
  const capture = useRef<HTMLInputElement>(null)
  const editing = useSheetWindow((state) =>
    state.editing?.criterion === criterion.id ? state.editing : null,
  )
  const selected = useSheetWindow((state) => state.selected.has(criterion.id))
  const shape = editorShape(criterion.rule, {
    issued: t('answer.issued'),
    returned: t('answer.returned'),
    points: t('answer.points'),
  })
  const inCell = shape.kind === 'options' || (shape.kind === 'figures' && shape.fields.length === 1)
  const shownText = draft === undefined ? answerInShort(criterion, answer, t) : draftText(draft.draft, shape)
  const name = t('answerOf', {
    code: criterion.code,
    answer: shownText === '' ? t('answer.none') : shownText,
  })

  /** Text that arrived in the cell's input: the beginning of an entry, or its continuation. */
  function onText(text: string, composing: boolean): void {
    if (editing !== null && inCell) {
      actions.change(withText(editing.draft, shape, text))
      return
    }
    // A space opens, as it does for lists everywhere.
    if (text.trim() === '') {
      actions.begin(criterion.id, null, 'open')
      if (inCell && capture.current !== null) capture.current.value = ''
      return
    }
    if (!inCell && composing) return
    actions.begin(criterion.id, withText({ ...emptyDraft, note: answer?.note ?? '' }, shape, text), 'typing')
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (editing === null || event.nativeEvent.isComposing || event.key === 'Process') return
    const { key, shiftKey: shift } = event
    const take = (): void => {
      event.preventDefault()
      event.stopPropagation()
    }
    if (key === 'Escape') {
      take()
      actions.cancel()
    } else if (key === 'Enter' || key === 'Tab') {
      take()
      actions.commit(true)
      actions.leave(criterion.id, key, shift)
    } else if (shape.kind === 'options' && (key === 'ArrowDown' || key === 'ArrowUp')) {
      take()
      actions.change(
        stepOption(editing.draft, shape, criterion.notApplicable !== 'refused', key === 'ArrowDown' ? 1 : -1),
      )
    } else if (editing.how === 'typing' && isArrow(key)) {
      take()
      actions.commit(true)
      actions.leave(criterion.id, key, false)
    } else if (key === 'F2') {
      take()
    }
  }

  function onBlur(event: FocusEvent): void {
    // The window itself lost the keyboard: what is being typed waits for its return.
    if (editing === null || !document.hasFocus()) return
    const to = event.relatedTarget
    if (to instanceof Element && to.closest(`[data-editor="${criterion.id}"]`) !== null) return
    if (event.currentTarget instanceof HTMLInputElement && !inCell) return
    actions.commit(false)
  }

  if (!editable) {
    return (
      <div
        role="gridcell"
        aria-colindex={column}
        aria-readonly="true"
        className={classes['cell']}
        data-column="answer"
        data-cell={`${criterion.id} answer`}
        tabIndex={active ? 0 : -1}
        onFocus={() => {
          if (!active) actions.activate({ criterion: criterion.id, column: 'answer' })
        }}
        onDoubleClick={() => {
          actions.openPanel('rule')
        }}
      >
        <span className={classes['answer']} title={shownText}>
          {shownText === '' && !criterion.enteredBy.includes('commune') ? (
            <span className={classes['soft']}>{t('answer.enteredAbove')}</span>
          ) : (
            shownText
          )}
        </span>
      </div>
    )
  }

  return (
    <>
      <div
        ref={box}
        role="gridcell"
        aria-colindex={column}
        aria-selected={active || selected}
        className={classes['cell']}
        data-column="answer"
        data-editable="true"
        data-editing={editing !== null && inCell}
        data-selected={selected}
        data-unsent={draft !== undefined || (model.unsent !== null && model.unsent.state !== 'sent')}
        data-cell={`${criterion.id} answer`}
      >
        <span className={classes['answer']} title={shownText} aria-hidden="true">
          {shownText}
        </span>
        {active && editing === null && shape.kind !== 'figures' && (
          <span className={classes['caret']} aria-hidden="true">
            <Icon name="down" size="0.9em" />
          </span>
        )}
        <input
          ref={capture}
          data-capture=""
          className={classes['capture']}
          aria-label={name}
          autoComplete="off"
          spellCheck={false}
          inputMode={shape.kind === 'figures' ? 'decimal' : 'text'}
          tabIndex={active ? 0 : -1}
          value={editing !== null && inCell ? inputText(editing.draft, shape) : ''}
          {...(shape.kind === 'options'
            ? {
                role: 'combobox',
                'aria-expanded': editing !== null,
                'aria-controls': list,
                ...activeOption(editing?.draft, list),
              }
            : {})}
          onChange={(event) => {
            onText(event.currentTarget.value, (event.nativeEvent as InputEvent).isComposing)
          }}
          onCompositionEnd={(event) => {
            if (!inCell && editing === null) onText(event.currentTarget.value, false)
          }}
          onKeyDown={onKeyDown}
          onFocus={() => {
            if (!active) actions.activate({ criterion: criterion.id, column: 'answer' })
          }}
          onMouseDown={(event) => {
            // The first click chooses the cell, the next one opens it.
            if (
              active &&
              editing === null &&
              event.button === 0 &&
              document.activeElement === event.currentTarget
            ) {
              if (!inCell) event.preventDefault()
              actions.begin(criterion.id, null, 'open')
            }
          }}
          onBlur={onBlur}
        />
      </div>
      {editing !== null && (
        <EditorPopup anchor={box} criterion={criterion.id} wide={!inCell}>
          {inCell && shape.kind === 'options' && (
            <OptionList
              id={list}
              shape={shape}
              draft={editing.draft}
              mayNotApply={criterion.notApplicable !== 'refused'}
              onChoose={(draft) => {
                actions.change(draft)
                actions.commit(true)
                actions.goTo({ criterion: criterion.id, column: 'answer' })
              }}
            />
          )}
          {inCell && shape.kind === 'figures' && (
            <div className={classes['hint']}>
              <span className={classes['hintLabel']}>{shape.fields[0]?.label}</span>
              <FigureReadingLine draft={editing.draft} shape={shape} />
              <DraftOutcome criterion={criterion} draft={editing.draft} />
              {criterion.notApplicable !== 'refused' && (
                <label className={classes['notApplicable']}>
                  <input
                    type="checkbox"
                    checked={editing.draft.notApplicable}
                    onChange={(event) => {
                      actions.change({ ...editing.draft, notApplicable: event.currentTarget.checked })
                    }}
                    onBlur={onBlur}
                  />{' '}
                  {t('answer.notApplicable')}
                </label>
              )}
            </div>
          )}
          {!inCell && (
            <div onBlur={onBlur} className={classes['form']}>
              <AnswerFields
                criterion={criterion}
                draft={editing.draft}
                focus={editing.how === 'typing' ? 'end' : 'all'}
                onChange={(draft) => {
                  actions.change(draft)
                }}
                onDone={() => {
                  actions.commit(true)
                  actions.leave(criterion.id, 'Enter', false)
                }}
                onLeave={(direction) => {
                  actions.commit(true)
                  actions.leave(criterion.id, 'Tab', direction < 0)
                }}
                onCancel={() => {
                  actions.cancel()
                }}
              />
            </div>
          )}
        </EditorPopup>
      )}
    </>
  )
})

/** The option that the arrows have reached, for readers of the screen. */
function activeOption(draft: AnswerDraft | undefined, list: string): { 'aria-activedescendant'?: string } {
  const option = draft?.notApplicable === true ? 'notApplicable' : (draft?.option ?? null)
  return option === null ? {} : { 'aria-activedescendant': `${list}-${option}` }
}

function isArrow(key: string): key is 'ArrowDown' | 'ArrowUp' | 'ArrowLeft' | 'ArrowRight' {
  return key === 'ArrowDown' || key === 'ArrowUp' || key === 'ArrowLeft' || key === 'ArrowRight'
}

function FigureReadingLine({
  draft,
  shape,
}: {
  draft: AnswerDraft
  shape: EditorShape
}): ReactElement | null {
  const { t } = useTranslation('sheet')
  const field = shape.kind === 'figures' ? shape.fields[0] : undefined
  if (field === undefined) return null
  const text = draft.figures[field.name] ?? ''
  const reading = readFigure(text, field.kind)
  // "1.245" shows as 1245, "1.5" as 1,5: written without groups nothing is left to guess.
  const read = reading.status === 'figure' ? showDecimal(reading.value) : ''
  if (read === '' || read === text.trim()) return null
  return <span className={classes['reading']}>{t('figure.read', { read })}</span>
}

/** What the cell's own input shows while it edits. */
function inputText(draft: AnswerDraft, shape: EditorShape): string {
  if (shape.kind === 'figures') return draft.figures[shape.fields[0]?.name ?? ''] ?? ''
  return draft.figures['typed'] ?? ''
}

/** The draft with text typed into the cell: a figure, the first of several, or the beginning of an option. */
function withText(draft: AnswerDraft, shape: EditorShape, text: string): AnswerDraft {
  switch (shape.kind) {
    case 'figures': {
      const name = shape.fields[0]?.name ?? ''
      return { ...draft, figures: { ...draft.figures, [name]: text }, notApplicable: false }
    }
    case 'options':
      return {
        ...draft,
        option: optionFor(shape, text) ?? draft.option,
        notApplicable: false,
        figures: { typed: text },
      }
    case 'ticks':
      return draft
  }
}

/** The option whose label begins with, or contains, the text, with or without diacritics; or whose points are typed. */
function optionFor(shape: EditorShape & { kind: 'options' }, text: string): string | null {
  const wanted = searchKey(text)
  if (wanted === '') return null
  const by = (fits: (label: string, points: string) => boolean): string | undefined =>
    shape.options.find(({ label, points }) => fits(searchKey(label), formatPoints(points)))?.id
  return (
    by((_label, points) => points === text.trim().replace('.', ',')) ??
    by((label) => label.startsWith(wanted)) ??
    by((label) => label.includes(wanted)) ??
    null
  )
}

/** One option further, "Không áp dụng" standing last where it may be given. */
function stepOption(
  draft: AnswerDraft,
  shape: EditorShape & { kind: 'options' },
  mayNotApply: boolean,
  step: 1 | -1,
): AnswerDraft {
  const last = shape.options.length - (mayNotApply ? 0 : 1)
  const chosen = shape.options.findIndex(({ id }) => id === draft.option)
  const at = draft.notApplicable ? shape.options.length : chosen
  const to = at < 0 ? (step === 1 ? 0 : last) : Math.min(last, Math.max(0, at + step))
  const option = shape.options[to]
  return { ...draft, option: option?.id ?? null, notApplicable: option === undefined, figures: {} }
}

/** A draft that was not kept yet, as text. */
function draftText(draft: AnswerDraft, shape: EditorShape): string {
  if (shape.kind === 'figures') return shape.fields.map(({ name }) => draft.figures[name] ?? '').join(' / ')
  if (shape.kind === 'options') return shape.options.find(({ id }) => id === draft.option)?.label ?? ''
  return String(draft.done.length)
}
