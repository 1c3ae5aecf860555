import { memo, useId, useRef, type FocusEvent, type KeyboardEvent, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { editorShape, emptyDraft, readDraft } from '../../../ui/answer/answer-draft.ts'
import { answerInShort } from '../../../ui/answer/answer-text.ts'
import { Icon } from '../../../ui/icons.tsx'
import type { Draft } from '../outbox.ts'
import type { RowModel } from '../sheet-model.ts'
import { useSheetWindow } from '../sheet-window.ts'
import { CellEditor } from './cell-editor.tsx'
import { EditorPopup } from './editor-popup.tsx'
import type { RowActions } from './row-actions.ts'
import classes from './sheet-grid.module.css'
import { activeOption, draftText, inputText, meantDraft, stepOption, withText } from './typed-answer.ts'

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
  const problem = useId()
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
  const kept = draft === undefined ? null : readDraft(criterion, draft.draft)
  const complaint = kept?.status === 'unreadable' ? t(`figure.${kept.why}`, { count: kept.needed }) : ''
  const saidText = complaint === '' ? shownText : `${shownText}: ${complaint}`
  const complains = complaint !== '' && active && editing === null
  const name = t('answerOf', {
    code: criterion.code,
    answer: shownText === '' ? t('answer.none') : complains ? shownText : saidText,
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
    // With Shift, Ctrl or Alt an arrow moves in the text; some Vietnamese input methods send Shift and an arrow by themselves.
    const plainArrow = isArrow(key) && !shift && !event.ctrlKey && !event.altKey && !event.metaKey
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
    } else if (shape.kind === 'options' && plainArrow && (key === 'ArrowDown' || key === 'ArrowUp')) {
      take()
      actions.change(
        stepOption(
          meantDraft(criterion, editing.draft),
          shape,
          criterion.notApplicable !== 'refused',
          key === 'ArrowDown' ? 1 : -1,
        ),
      )
    } else if (editing.how === 'typing' && plainArrow) {
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
            unbroken(shownText)
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
        <span className={classes['answer']} title={saidText} aria-hidden="true">
          {unbroken(shownText)}
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
          aria-describedby={complains ? problem : undefined}
          aria-invalid={complaint !== ''}
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
                ...activeOption(editing === null ? undefined : meantDraft(criterion, editing.draft), list),
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
      {complains && (
        <EditorPopup anchor={box} criterion={criterion.id} wide={false} hint>
          <p id={problem} className={classes['typedProblem']}>
            <Icon name="warning" size="1em" /> {complaint}
          </p>
        </EditorPopup>
      )}
      {editing !== null && (
        <CellEditor
          anchor={box}
          list={list}
          criterion={criterion}
          shape={shape}
          inCell={inCell}
          editing={editing}
          actions={actions}
          onBlur={onBlur}
        />
      )}
    </>
  )
})

function isArrow(key: string): key is 'ArrowDown' | 'ArrowUp' | 'ArrowLeft' | 'ArrowRight' {
  return key === 'ArrowDown' || key === 'ArrowUp' || key === 'ArrowLeft' || key === 'ArrowRight'
}

/** A figure and its sign of per cent stay on one line. */
function unbroken(text: string): string {
  return text.replaceAll(' %', '\u00a0%')
}
