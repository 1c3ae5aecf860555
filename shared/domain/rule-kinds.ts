import { assertNever } from './assert-never.ts'
import type { Criterion, Rule, RuleKind, Scale, ZeroPolicy } from './criteria.ts'
import type { Decimal, Hundredths } from './quantities.ts'

/** Every kind of rule, in the order in which a list offers them. */
export const ruleKinds = [
  'yesNo',
  'choice',
  'ratio',
  'count',
  'checklist',
  'deduction',
  'survey',
  'external',
  'manual',
  'formula',
  'bonus',
  'penalty',
] as const satisfies readonly RuleKind[]

export type RuleWords = Readonly<{ yes: string; no: string }>
type Part = Readonly<{ id: string; label: string; points: Hundredths }>

/**
 * The rule of another kind that keeps what can be kept: points, options and items, labels of figures, scale, policy for 0. What is
 * missing is filled so that the best result is the criterion's maximum where the kind knows how.
 * @param newId gives an id for a new option or item
 */
export function toRuleKind(
  criterion: Criterion,
  kind: RuleKind,
  words: RuleWords,
  newId: () => string,
): Rule {
  const { rule, max, step } = criterion
  if (rule.kind === kind) return rule
  const zero = 0 as Hundredths
  const what = whatOf(rule)
  switch (kind) {
    case 'yesNo': {
      const parts = partsOf(rule)
      return {
        kind,
        yes: parts[0]?.points ?? max,
        no: parts.length > 1 ? (parts.at(-1)?.points ?? zero) : zero,
        yesLabel: orElse(parts[0]?.label, words.yes),
        noLabel: orElse(parts.length > 1 ? parts.at(-1)?.label : '', words.no),
      }
    }
    case 'choice': {
      const kept = partsOf(rule)
      const options =
        kept.length >= 2
          ? kept
          : [
              { id: newId(), label: '', points: max },
              { id: newId(), label: '', points: zero },
            ]
      return { kind, options: [...options] }
    }
    case 'checklist': {
      const kept = partsOf(rule).filter(({ points }) => points !== 0)
      return { kind, items: kept.length > 0 ? [...kept] : [{ id: newId(), label: '', points: max }] }
    }
    case 'ratio': {
      const [numerator, denominator] = figuresOf(rule)
      return { kind, numerator, denominator, scale: scaleOf(rule), whenZero: zeroOf(rule) }
    }
    case 'survey': {
      const [satisfied, valid] = figuresOf(rule)
      return {
        kind,
        form: '',
        satisfied,
        valid,
        scale: scaleOf(rule),
        minimumForms: 0,
        whenZero: zeroOf(rule),
      }
    }
    case 'count':
    case 'bonus':
    case 'penalty':
      return { kind, each: eachOf(rule) ?? step, cap: max, what }
    case 'deduction':
      return { kind, start: max, each: eachOf(rule) ?? step, floor: zero, what }
    case 'external':
      return { kind, index: what, scale: '100' as Decimal, factor: factorFor(max) }
    case 'manual':
      return { kind, step }
    case 'formula':
      return formulaOf(rule)
    default:
      return assertNever(kind)
  }
}

function orElse(label: string | undefined, instead: string): string {
  return label === undefined || label === '' ? instead : label
}

/** What can be chosen or ticked, best first as it stands. */
function partsOf(rule: Rule): readonly Part[] {
  switch (rule.kind) {
    case 'yesNo':
      return [
        { id: 'yes', label: rule.yesLabel, points: rule.yes },
        { id: 'no', label: rule.noLabel, points: rule.no },
      ]
    case 'choice':
      return rule.options
    case 'checklist':
      return rule.items
    default:
      return []
  }
}

function whatOf(rule: Rule): string {
  switch (rule.kind) {
    case 'count':
    case 'bonus':
    case 'penalty':
    case 'deduction':
      return rule.what
    case 'external':
      return rule.index
    case 'ratio':
      return rule.numerator
    case 'survey':
      return rule.satisfied
    case 'formula':
      return rule.inputs[0]?.label ?? ''
    default:
      return ''
  }
}

function figuresOf(rule: Rule): readonly [string, string] {
  if (rule.kind === 'ratio') return [rule.numerator, rule.denominator]
  if (rule.kind === 'survey') return [rule.satisfied, rule.valid]
  if (rule.kind === 'formula') return [rule.inputs[0]?.label ?? '', rule.inputs[1]?.label ?? '']
  return [whatOf(rule), '']
}

function scaleOf(rule: Rule): Scale {
  return rule.kind === 'ratio' || rule.kind === 'survey'
    ? rule.scale
    : { kind: 'linear', fullAt: '100' as Decimal }
}

function zeroOf(rule: Rule): ZeroPolicy {
  if (rule.kind === 'ratio' || rule.kind === 'survey') return rule.whenZero
  return rule.kind === 'formula' ? (rule.whenZero[0]?.policy ?? 'missing') : 'missing'
}

function eachOf(rule: Rule): Hundredths | null {
  return rule.kind === 'count' ||
    rule.kind === 'bonus' ||
    rule.kind === 'penalty' ||
    rule.kind === 'deduction'
    ? rule.each
    : null
}

/** So that the index's 100 give the maximum: 500 hundredths give "0.05". */
function factorFor(max: Hundredths): Decimal {
  const digits = String(max).padStart(5, '0')
  const whole = digits.slice(0, -4).replace(/^0+(?=\d)/, '')
  const part = digits.slice(-4).replace(/0+$/, '')
  return (part === '' ? whole : `${whole}.${part}`) as Decimal
}

/** Figures become the inputs a, b; a share stays a share. */
function formulaOf(rule: Rule): Extract<Rule, { kind: 'formula' }> {
  if (rule.kind === 'ratio' || rule.kind === 'survey') {
    const [part, whole] = figuresOf(rule)
    return {
      kind: 'formula',
      inputs: [
        { name: 'a', label: part },
        { name: 'b', label: whole },
      ],
      expression: 'a/b',
      whenZero: [{ input: 'b', policy: rule.whenZero }],
    }
  }
  return { kind: 'formula', inputs: [{ name: 'a', label: whatOf(rule) }], expression: 'a', whenZero: [] }
}
