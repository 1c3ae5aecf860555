import { Checkbox } from '@mantine/core'
import type { FocusEvent, ReactElement, RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { readFigure } from '../../../../shared/domain/answering/read-answer.ts'
import type { Criterion } from '../../../../shared/domain/criteria.ts'
import { readDraft, type AnswerDraft, type EditorShape } from '../../../ui/answer/answer-draft.ts'
import { AnswerFields, DraftOutcome } from '../../../ui/answer/answer-fields.tsx'
import { showDecimal } from '../../../ui/answer/figure-text.ts'
import { Icon } from '../../../ui/icons.tsx'
import type { Editing } from '../sheet-window.ts'
import { EditorPopup } from './editor-popup.tsx'
import { OptionList } from './option-list.tsx'
import type { RowActions } from './row-actions.ts'
import { meantDraft } from './typed-answer.ts'
import classes from './sheet-grid.module.css'

type Props = {
  anchor: RefObject<HTMLDivElement | null>
  /** Id of the list of options, which the cell's input names. */
  list: string
  criterion: Criterion
  shape: EditorShape
  /** The cell's own input takes the text; what opens beside it only helps. */
  inCell: boolean
  editing: Editing
  actions: RowActions
  onBlur: (event: FocusEvent) => void
}

/** What opens beside a cell that is being edited: its options, the reading of its figure, or the form of its rule. */
export function CellEditor({
  anchor,
  list,
  criterion,
  shape,
  inCell,
  editing,
  actions,
  onBlur,
}: Props): ReactElement {
  const { t } = useTranslation('sheet')
  return (
    <EditorPopup anchor={anchor} criterion={criterion.id} wide={!inCell}>
      {inCell && shape.kind === 'options' && (
        <>
          <OptionList
            id={list}
            shape={shape}
            draft={meantDraft(criterion, editing.draft)}
            mayNotApply={criterion.notApplicable !== 'refused'}
            onChoose={(draft) => {
              actions.change(draft)
              actions.commit(true)
              actions.goTo({ criterion: criterion.id, column: 'answer' })
            }}
          />
          <TypedProblem criterion={criterion} draft={editing.draft} />
        </>
      )}
      {inCell && shape.kind === 'figures' && (
        <div className={classes['hint']}>
          <span className={classes['hintLabel']}>{shape.fields[0]?.label}</span>
          <FigureReadingLine draft={editing.draft} shape={shape} />
          <DraftOutcome criterion={criterion} draft={editing.draft} />
          {criterion.notApplicable !== 'refused' && (
            <Checkbox
              className={classes['notApplicable']}
              label={t('answer.notApplicable')}
              checked={editing.draft.notApplicable}
              onChange={(event) => {
                actions.change({ ...editing.draft, notApplicable: event.currentTarget.checked })
              }}
              onBlur={onBlur}
            />
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
  )
}

/** Why what is typed names none of the options. */
function TypedProblem({
  criterion,
  draft,
}: {
  criterion: Criterion
  draft: AnswerDraft
}): ReactElement | null {
  const { t } = useTranslation('sheet')
  const reading = readDraft(criterion, draft)
  if (reading.status !== 'unreadable') return null
  return (
    <p className={classes['typedProblem']} role="status">
      <Icon name="warning" size="1em" /> {t(`figure.${reading.why}`, { count: reading.needed })}
    </p>
  )
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
