import type { Answer, AnswerInput } from '../../../shared/domain/answers.ts'
import {
  answerShape,
  figuresAsInput,
  type AnswerShape,
  type FigureRule,
} from '../../../shared/domain/answering/answer-shape.ts'
import {
  readAnswer,
  readFigure,
  type AnswerProblem,
  type AnswerReading,
} from '../../../shared/domain/answering/read-answer.ts'
import { assertNever } from '../../../shared/domain/assert-never.ts'
import type { Criterion, Rule } from '../../../shared/domain/criteria.ts'
import type { Decimal, Hundredths } from '../../../shared/domain/quantities.ts'
import { tidyInput } from '../../../shared/domain/rules.ts'
import type { NumberKind } from '../../../shared/domain/text/read-number.ts'
import { editDecimal } from './figure-text.ts'

/**
 * What stands in an editor while somebody types: texts as typed, ticks, a chosen option. It can hold anything; `readDraft` says
 * what it means.
 */
export type AnswerDraft = Readonly<{
  figures: Readonly<Record<string, string>>
  option: string | null
  /** Typed instead of chosen from the options; stays as typed when it names none of them. */
  typed: string
  done: readonly string[]
  notApplicable: boolean
  note: string
}>

export type FigureField = Readonly<{ name: string; label: string; kind: NumberKind }>

/** How a rule is answered, every figure with its label. */
export type EditorShape =
  | Readonly<{ kind: 'figures'; fields: readonly FigureField[] }>
  | Extract<AnswerShape, { kind: 'options' | 'ticks' }>

/** Names for figures that the rule itself does not name; the window's language decides. */
export type FigureLabels = Readonly<{
  issued: string
  returned: string
  points: string
}>

/** The editor that belongs to a rule. */
export function editorShape(rule: Rule, labels: FigureLabels): EditorShape {
  const shape = answerShape(rule)
  if (shape.kind !== 'figures') return shape
  const missing: Readonly<Record<string, string>> = labels
  return {
    kind: 'figures',
    fields: shape.fields.map(({ name, label, kind }) => ({
      name,
      label: label ?? missing[name] ?? name,
      kind,
    })),
  }
}

export const emptyDraft: AnswerDraft = {
  figures: {},
  option: null,
  typed: '',
  done: [],
  notApplicable: false,
  note: '',
}

/** The draft that shows an answer as it stands. */
export function draftOf(answer: Answer | null): AnswerDraft {
  if (answer === null) return emptyDraft
  const draft = { ...emptyDraft, note: answer.note }
  const { input } = answer
  switch (input.kind) {
    case 'notApplicable':
      return { ...draft, notApplicable: true }
    case 'yesNo':
      return { ...draft, option: input.yes ? 'yes' : 'no' }
    case 'choice':
      return { ...draft, option: input.option }
    case 'checklist':
      return { ...draft, done: input.done }
    case 'manual':
      return { ...draft, figures: { points: editDecimal(hundredthsAsDecimal(input.points)) } }
    case 'formula':
      return { ...draft, figures: shown(input.values) }
    case 'ratio':
      return { ...draft, figures: shown({ numerator: input.numerator, denominator: input.denominator }) }
    case 'count':
    case 'bonus':
    case 'penalty':
      return { ...draft, figures: shown({ count: input.count }) }
    case 'deduction':
      return { ...draft, figures: shown({ cases: input.cases }) }
    case 'external':
      return { ...draft, figures: shown({ value: input.value }) }
    case 'survey': {
      const { issued, returned, valid, satisfied } = input
      return { ...draft, figures: shown({ issued, returned, valid, satisfied }) }
    }
    default:
      return assertNever(input)
  }
}

function shown(values: Readonly<Record<string, Decimal | null>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value === null ? '' : editDecimal(value)]),
  )
}

export type DraftReading =
  | Readonly<{ status: 'empty' }>
  | Readonly<{ status: 'answer'; answer: Answer }>
  /** A text that is no answer; it stays as typed until somebody corrects it. `why` is the key of a sentence. */
  | Readonly<{ status: 'unreadable'; field: string; why: AnswerProblem; needed: number }>

/** What the draft means for this criterion. Nothing entered at all is `empty`, never zero. */
export function readDraft(criterion: Criterion, draft: AnswerDraft): DraftReading {
  const { rule } = criterion
  const answer = (input: AnswerInput): DraftReading => ({
    status: 'answer',
    answer: { input: tidyInput(rule, input), note: draft.note.trim() },
  })
  if (draft.notApplicable) return answer({ kind: 'notApplicable' })
  const shape = answerShape(rule)
  if (shape.kind === 'options') {
    if (draft.typed.trim() !== '') return ofReading(readAnswer(criterion, [draft.typed]), 'typed', draft)
    if (draft.option === null) return { status: 'empty' }
    if (rule.kind === 'yesNo') return answer({ kind: 'yesNo', yes: draft.option === 'yes' })
    return answer({ kind: 'choice', option: draft.option })
  }
  if (shape.kind === 'ticks') return answer({ kind: 'checklist', done: [...draft.done] })

  const [first] = shape.fields
  // One figure is read as a pasted cell is, with the words that may stand in its place.
  if (first !== undefined && shape.fields.length === 1)
    return ofReading(readAnswer(criterion, [draft.figures[first.name] ?? '']), first.name, draft)
  const values: Record<string, Decimal | null> = {}
  for (const field of shape.fields) {
    const reading = readFigure(draft.figures[field.name] ?? '', field.kind)
    if (reading.status === 'unreadable')
      return { status: 'unreadable', field: field.name, why: reading.why, needed: shape.fields.length }
    values[field.name] = reading.status === 'figure' ? reading.value : null
  }
  if (Object.values(values).every((value) => value === null)) return { status: 'empty' }
  return answer(figuresAsInput(rule as FigureRule, values))
}

function ofReading(reading: AnswerReading, field: string, { note }: AnswerDraft): DraftReading {
  switch (reading.status) {
    case 'answer':
      return { status: 'answer', answer: { input: reading.input, note: note.trim() } }
    case 'blank':
      return { status: 'empty' }
    case 'problem':
      return { status: 'unreadable', field, why: reading.why, needed: reading.needed }
  }
}

function hundredthsAsDecimal(points: Hundredths): Decimal {
  return String(points / 100) as Decimal
}

/** Whether two answers are the same value. */
export function sameAnswer(a: Answer | null, b: Answer | null): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
