import type { Criterion } from '../../../../shared/domain/criteria.ts'
import { readDraft, type AnswerDraft, type EditorShape } from '../../../ui/answer/answer-draft.ts'

/** What the cell's own input shows while it edits. */
export function inputText(draft: AnswerDraft, shape: EditorShape): string {
  return shape.kind === 'figures' ? (draft.figures[shape.fields[0]?.name ?? ''] ?? '') : draft.typed
}

/** The draft with text typed into the cell: a figure, the first of several, or what names an option. */
export function withText(draft: AnswerDraft, shape: EditorShape, text: string): AnswerDraft {
  switch (shape.kind) {
    case 'figures': {
      const name = shape.fields[0]?.name ?? ''
      return { ...draft, figures: { ...draft.figures, [name]: text }, notApplicable: false }
    }
    case 'options':
      return { ...draft, typed: text, notApplicable: false }
    case 'ticks':
      return draft
  }
}

/** The draft with the option that its typed text names, and with none when it names none. */
export function meantDraft(criterion: Criterion, draft: AnswerDraft): AnswerDraft {
  if (draft.typed.trim() === '') return draft
  const reading = readDraft(criterion, draft)
  const input = reading.status === 'answer' ? reading.answer.input : null
  switch (input?.kind) {
    case 'yesNo':
      return { ...draft, option: input.yes ? 'yes' : 'no' }
    case 'choice':
      return { ...draft, option: input.option }
    default:
      return { ...draft, option: null, notApplicable: input?.kind === 'notApplicable' }
  }
}

/** One option further, "Không áp dụng" standing last where it may be given. */
export function stepOption(
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
  return { ...draft, option: option?.id ?? null, notApplicable: option === undefined, typed: '' }
}

/** A draft that was not kept yet, as text. */
export function draftText(draft: AnswerDraft, shape: EditorShape): string {
  if (shape.kind === 'figures') return shape.fields.map(({ name }) => draft.figures[name] ?? '').join(' / ')
  if (shape.kind === 'options' && draft.typed.trim() !== '') return draft.typed
  if (shape.kind === 'options') return shape.options.find(({ id }) => id === draft.option)?.label ?? ''
  return String(draft.done.length)
}

/** The option that the arrows have reached, for readers of the screen. */
export function activeOption(
  draft: AnswerDraft | undefined,
  list: string,
): { 'aria-activedescendant'?: string } {
  const option = draft?.notApplicable === true ? 'notApplicable' : (draft?.option ?? null)
  return option === null ? {} : { 'aria-activedescendant': `${list}-${option}` }
}
