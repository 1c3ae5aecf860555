import { searchKey } from '../../../../shared/domain/text/vietnamese.ts'
import type { AnswerDraft, EditorShape } from '../../../ui/answer/answer-draft.ts'
import { formatPoints } from '../../../ui/format.ts'

/** What the cell's own input shows while it edits. */
export function inputText(draft: AnswerDraft, shape: EditorShape): string {
  if (shape.kind === 'figures') return draft.figures[shape.fields[0]?.name ?? ''] ?? ''
  return draft.figures['typed'] ?? ''
}

/** The draft with text typed into the cell: a figure, the first of several, or the beginning of an option. */
export function withText(draft: AnswerDraft, shape: EditorShape, text: string): AnswerDraft {
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
  return { ...draft, option: option?.id ?? null, notApplicable: option === undefined, figures: {} }
}

/** A draft that was not kept yet, as text. */
export function draftText(draft: AnswerDraft, shape: EditorShape): string {
  if (shape.kind === 'figures') return shape.fields.map(({ name }) => draft.figures[name] ?? '').join(' / ')
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
