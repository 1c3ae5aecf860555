import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnswerDraft, EditorShape } from '../../../ui/answer/answer-draft.ts'
import { formatPoints } from '../../../ui/format.ts'
import classes from './sheet-grid.module.css'

type Props = {
  id: string
  shape: EditorShape & { kind: 'options' }
  draft: AnswerDraft
  mayNotApply: boolean
  onChoose: (draft: AnswerDraft) => void
}

/** The options under the cell; the keyboard stays in the cell's input, the arrows choose here. */
export function OptionList({ id, shape, draft, mayNotApply, onChoose }: Props): ReactElement {
  const { t } = useTranslation('sheet')
  const option = (
    key: string,
    label: string,
    worth: string,
    chosen: boolean,
    choice: AnswerDraft,
  ): ReactElement => (
    <div
      key={key}
      id={`${id}-${key}`}
      role="option"
      aria-selected={chosen}
      className={classes['option']}
      onMouseDown={(event) => {
        // The input keeps the keyboard.
        event.preventDefault()
        onChoose(choice)
      }}
    >
      <span>{label}</span>
      <span className={classes['worth']}>{worth}</span>
    </div>
  )
  return (
    <div id={id} role="listbox" aria-label={t('answer.choose')} className={classes['options']}>
      {shape.options.map(({ id: key, label, points }) =>
        option(key, label, formatPoints(points), !draft.notApplicable && draft.option === key, {
          ...draft,
          option: key,
          notApplicable: false,
          typed: '',
        }),
      )}
      {mayNotApply &&
        option('notApplicable', t('answer.notApplicable'), '', draft.notApplicable, {
          ...draft,
          notApplicable: true,
          typed: '',
        })}
    </div>
  )
}
