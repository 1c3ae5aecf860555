import type { Answer, AnswerInput } from '../../../shared/domain/answers.ts'
import { assertNever } from '../../../shared/domain/assert-never.ts'
import type { Criterion, Rule } from '../../../shared/domain/criteria.ts'
import type { Decimal, Hundredths } from '../../../shared/domain/quantities.ts'
import { tidyInput } from '../../../shared/domain/rules.ts'
import { readFigure, showDecimal, type FigureKind, type FigureReading } from './figure-text.ts'

/**
 * What stands in an editor while somebody types: texts as typed, ticks, a chosen option. It can hold anything; `readDraft` says
 * what it means.
 */
export type AnswerDraft = Readonly<{
  figures: Readonly<Record<string, string>>
  option: string | null
  done: readonly string[]
  notApplicable: boolean
  note: string
}>

export type FigureField = Readonly<{ name: string; label: string; kind: FigureKind }>

/** How a rule is answered: by figures, by choosing one, or by ticking several. */
export type EditorShape =
  | Readonly<{ kind: 'figures'; fields: readonly FigureField[] }>
  | Readonly<{ kind: 'options'; options: readonly { id: string; label: string; points: Hundredths }[] }>
  | Readonly<{ kind: 'ticks'; items: readonly { id: string; label: string; points: Hundredths }[] }>

/** Names for figures that the rule itself does not name; the window's language decides. */
export type FigureLabels = Readonly<{
  issued: string
  returned: string
  points: string
}>

/** The editor that belongs to a rule. */
export function editorShape(rule: Rule, labels: FigureLabels): EditorShape {
  switch (rule.kind) {
    case 'yesNo':
      return {
        kind: 'options',
        options: [
          { id: 'yes', label: rule.yesLabel, points: rule.yes },
          { id: 'no', label: rule.noLabel, points: rule.no },
        ],
      }
    case 'choice':
      return { kind: 'options', options: rule.options }
    case 'checklist':
      return { kind: 'ticks', items: rule.items }
    case 'ratio':
      return figures(
        { name: 'numerator', label: rule.numerator, kind: 'decimal' },
        { name: 'denominator', label: rule.denominator, kind: 'decimal' },
      )
    case 'count':
    case 'bonus':
    case 'penalty':
      return figures({ name: 'count', label: rule.what, kind: 'count' })
    case 'deduction':
      return figures({ name: 'cases', label: rule.what, kind: 'count' })
    case 'survey':
      return figures(
        { name: 'issued', label: labels.issued, kind: 'count' },
        { name: 'returned', label: labels.returned, kind: 'count' },
        { name: 'valid', label: rule.valid, kind: 'count' },
        { name: 'satisfied', label: rule.satisfied, kind: 'count' },
      )
    case 'external':
      return figures({ name: 'value', label: rule.index, kind: 'decimal' })
    case 'manual':
      return figures({ name: 'points', label: labels.points, kind: 'points' })
    case 'formula':
      return figures(...rule.inputs.map(({ name, label }) => ({ name, label, kind: 'decimal' as const })))
    default:
      return assertNever(rule)
  }
}

function figures(...fields: readonly FigureField[]): EditorShape {
  return { kind: 'figures', fields }
}

export const emptyDraft: AnswerDraft = { figures: {}, option: null, done: [], notApplicable: false, note: '' }

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
      return { ...draft, figures: { points: showDecimal(hundredthsAsDecimal(input.points)) } }
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
    Object.entries(values).map(([name, value]) => [name, value === null ? '' : showDecimal(value)]),
  )
}

export type DraftReading =
  | Readonly<{ status: 'empty' }>
  | Readonly<{ status: 'answer'; answer: Answer }>
  /** A figure that cannot be read; it stays as typed until somebody corrects it. */
  | Readonly<{ status: 'unreadable'; field: string; reading: FigureReading & { status: 'unreadable' } }>

/** What the draft means for this criterion. Nothing entered at all is `empty`, never zero. */
export function readDraft(criterion: Criterion, draft: AnswerDraft): DraftReading {
  const { rule } = criterion
  const answer = (input: AnswerInput): DraftReading => ({
    status: 'answer',
    answer: { input: tidyInput(rule, input), note: draft.note.trim() },
  })
  if (draft.notApplicable) return answer({ kind: 'notApplicable' })
  if (rule.kind === 'yesNo') {
    return draft.option === null
      ? { status: 'empty' }
      : answer({ kind: 'yesNo', yes: draft.option === 'yes' })
  }
  if (rule.kind === 'choice') {
    return draft.option === null ? { status: 'empty' } : answer({ kind: 'choice', option: draft.option })
  }
  if (rule.kind === 'checklist') return answer({ kind: 'checklist', done: [...draft.done] })

  const shape = editorShape(rule, { issued: '', returned: '', points: '' })
  const values: Record<string, Decimal | null> = {}
  for (const field of shape.kind === 'figures' ? shape.fields : []) {
    const reading = readFigure(draft.figures[field.name] ?? '', field.kind)
    if (reading.status === 'unreadable') return { status: 'unreadable', field: field.name, reading }
    values[field.name] = reading.status === 'figure' ? reading.value : null
  }
  if (Object.values(values).every((value) => value === null)) return { status: 'empty' }
  return answer(figuresAsInput(rule, values))
}

type FigureRule = Exclude<Rule, { kind: 'yesNo' | 'choice' | 'checklist' }>

function figuresAsInput(rule: FigureRule, values: Readonly<Record<string, Decimal | null>>): AnswerInput {
  const value = (name: string): Decimal | null => values[name] ?? null
  switch (rule.kind) {
    case 'ratio':
      return { kind: 'ratio', numerator: value('numerator'), denominator: value('denominator') }
    case 'count':
    case 'bonus':
    case 'penalty':
      return { kind: rule.kind, count: value('count') }
    case 'deduction':
      return { kind: 'deduction', cases: value('cases') }
    case 'survey':
      return {
        kind: 'survey',
        issued: value('issued'),
        returned: value('returned'),
        valid: value('valid'),
        satisfied: value('satisfied'),
      }
    case 'external':
      return { kind: 'external', value: value('value') }
    case 'manual':
      return { kind: 'manual', points: decimalAsHundredths(value('points') ?? ('0' as Decimal)) }
    case 'formula':
      return { kind: 'formula', values: { ...values } }
    default:
      return assertNever(rule)
  }
}

function decimalAsHundredths(decimal: Decimal): Hundredths {
  const [whole = '0', decimals = ''] = decimal.split('.')
  return Number(`${whole}${decimals.padEnd(2, '0').slice(0, 2)}`) as Hundredths
}

function hundredthsAsDecimal(points: Hundredths): Decimal {
  return String(points / 100) as Decimal
}

/** Whether two answers are the same value. */
export function sameAnswer(a: Answer | null, b: Answer | null): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
