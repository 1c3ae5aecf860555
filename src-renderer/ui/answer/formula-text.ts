import type { TFunction } from 'i18next'
import { assertNever } from '../../../shared/domain/assert-never.ts'
import { parseFormula, type ConditionNode, type NumberNode } from '../../../shared/domain/formula/parse.ts'
import type { Comparison, Operator } from '../../../shared/domain/formula/tokens.ts'
import type { Fraction } from '../../../shared/domain/fraction.ts'
import type { Decimal } from '../../../shared/domain/quantities.ts'
import { showDecimal } from './figure-text.ts'

const operators: Readonly<Record<Operator, string>> = { '+': '+', '-': '−', '*': '×', '/': '÷' }
const comparisons: Readonly<Record<Comparison, string>> = {
  ...{ '=': '=', '<>': '≠', '<': '<' },
  ...{ '<=': '≤', '>': '>', '>=': '≥' },
}

type Inputs = readonly { readonly name: string; readonly label: string }[]

/** A formula as sentences with the names that its figures have on screen, a line for each part of a sum; null where it cannot be read. */
export function formulaLines(expression: string, inputs: Inputs, t: TFunction): readonly string[] | null {
  const tree = parseFormula(
    expression,
    inputs.map(({ name }) => name),
  )
  if ('code' in tree) return null
  const words = new Words(new Map(inputs.map(({ name, label }) => [name, label])), t)
  const parts = summands(tree)
  if (parts.length === 1) return [t('sheet:formula.points', { what: words.of(tree) })]
  return [t('sheet:formula.sum'), ...parts.map((part) => t('sheet:formula.part', { what: words.of(part) }))]
}

/** The parts of a sum; of anything else, itself. */
function summands(node: NumberNode): readonly NumberNode[] {
  return node.kind === 'operation' && node.operator === '+'
    ? [...summands(node.left), ...summands(node.right)]
    : [node]
}

class Words {
  readonly #labels: ReadonlyMap<string, string>
  readonly #t: TFunction
  constructor(labels: ReadonlyMap<string, string>, t: TFunction) {
    this.#labels = labels
    this.#t = t
  }

  of(node: NumberNode): string {
    const t = this.#t
    switch (node.kind) {
      case 'number':
        return showNumber(node.value)
      case 'input':
        return `“${this.#labels.get(node.name) ?? node.name}”`
      case 'negate':
        return t('sheet:formula.negate', { what: this.#inner(node.operand) })
      case 'operation':
        return this.#operation(node)
      case 'extreme':
        return this.#extreme(node)
      case 'round':
        return t(node.digits === null ? 'sheet:formula.round' : 'sheet:formula.roundTo', {
          what: this.of(node.operand),
          digits: node.digits === null ? '' : this.of(node.digits),
        })
      case 'if':
        return t('sheet:formula.if', {
          condition: this.#condition(node.condition),
          then: this.of(node.then),
          otherwise: this.of(node.otherwise),
        })
      default:
        return assertNever(node)
    }
  }

  #operation(node: NumberNode & { kind: 'operation' }): string {
    const t = this.#t
    const { left, right, operator } = node
    // "a/b/0,5": the share of a in b, measured against 50 %
    if (operator === '/' && right.kind === 'number' && left.kind === 'operation' && left.operator === '/') {
      const percent: Fraction = { top: right.value.top * 100n, bottom: right.value.bottom }
      const share = { part: this.#inner(left.left), whole: this.#inner(left.right) }
      return t('sheet:formula.shareOf', { ...share, percent: showNumber(percent) })
    }
    return `${this.#inner(left)} ${operators[operator]} ${this.#inner(right)}`
  }

  /** "A, nhiều nhất 1" for the smaller of a figure and a number; else all that are compared. */
  #extreme({ which, operands }: NumberNode & { kind: 'extreme' }): string {
    const [limit] = operands.filter(({ kind }) => kind === 'number')
    const others = operands.filter((operand) => operand !== limit)
    const [only] = others
    if (limit !== undefined && only !== undefined && others.length === 1)
      return this.#t(which === 'min' ? 'sheet:formula.atMost' : 'sheet:formula.atLeast', {
        what: this.of(only),
        limit: this.of(limit),
      })
    const all = operands.map((operand) => this.of(operand)).join('; ')
    return this.#t(which === 'min' ? 'sheet:formula.smallest' : 'sheet:formula.largest', { all })
  }

  #condition({ left, right, comparison }: ConditionNode): string {
    return `${this.of(left)} ${comparisons[comparison]} ${this.of(right)}`
  }

  /** In brackets where it would run into what stands beside it. */
  #inner(node: NumberNode): string {
    const words = this.of(node)
    return node.kind === 'number' || node.kind === 'input' ? words : `(${words})`
  }
}

function showNumber({ top, bottom }: Fraction): string {
  return showDecimal(String(Number(top) / Number(bottom)) as Decimal)
}
