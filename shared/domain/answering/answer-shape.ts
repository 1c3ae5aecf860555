import type { AnswerInput } from '../answers.ts'
import { assertNever } from '../assert-never.ts'
import type { Rule } from '../criteria.ts'
import type { Decimal, Hundredths } from '../quantities.ts'
import type { NumberKind } from '../text/read-number.ts'

/** One figure of an answer. `label` is null where the rule gives none and the language does. */
export type AnswerField = Readonly<{ name: string; label: string | null; kind: NumberKind }>
export type AnswerPart = Readonly<{ id: string; label: string; points: Hundredths }>

/** How a rule is answered: by figures, by choosing one, or by ticking several. */
export type AnswerShape =
  | Readonly<{ kind: 'figures'; fields: readonly AnswerField[] }>
  | Readonly<{ kind: 'options'; options: readonly AnswerPart[] }>
  | Readonly<{ kind: 'ticks'; items: readonly AnswerPart[] }>

/** What an answer to this rule consists of. */
export function answerShape(rule: Rule): AnswerShape {
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
        { name: 'issued', label: null, kind: 'count' },
        { name: 'returned', label: null, kind: 'count' },
        { name: 'valid', label: rule.valid, kind: 'count' },
        { name: 'satisfied', label: rule.satisfied, kind: 'count' },
      )
    case 'external':
      return figures({ name: 'value', label: rule.index, kind: 'decimal' })
    case 'manual':
      return figures({ name: 'points', label: null, kind: 'points' })
    case 'formula':
      return figures(...rule.inputs.map(({ name, label }) => ({ name, label, kind: 'decimal' as const })))
    default:
      return assertNever(rule)
  }
}

function figures(...fields: readonly AnswerField[]): AnswerShape {
  return { kind: 'figures', fields }
}

/** A rule that is answered by figures. */
export type FigureRule = Exclude<Rule, { kind: 'yesNo' | 'choice' | 'checklist' }>

/** The answer that these figures give; null for a figure that is not known yet. */
export function figuresAsInput(
  rule: FigureRule,
  values: Readonly<Record<string, Decimal | null>>,
): AnswerInput {
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
