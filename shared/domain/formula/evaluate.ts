import { assertNever } from '../assert-never.ts'
import {
  add,
  compare,
  divide,
  fraction,
  maximum,
  minimum,
  multiply,
  negate,
  roundToWhole,
  subtract,
  type Fraction,
} from '../fraction.ts'
import type { ConditionNode, NumberNode } from './parse.ts'
import type { Comparison } from './tokens.ts'

/** Why a well-formed formula has no value for these figures; each is the key of a sentence. */
export const formulaFailureCodes = ['divisionByZero', 'tooLarge', 'badDigits', 'noValue'] as const
export type FormulaFailure = Readonly<{
  code: (typeof formulaFailureCodes)[number]
  /** Index of the character in the formula's text. */
  position: number
}>

/**
 * Digits above and below the line together. Twenty figures of fifteen digits, added as fractions, stay below; a thousand
 * characters of `a*a*a…` do not get to keep the machine busy.
 */
const sizeLimit = 10n ** 500n
const maximumRoundDigits = 6n

/** Carries a failure out of the recursion; never leaves this file. */
class Failure extends Error {
  readonly failure: FormulaFailure
  constructor(code: FormulaFailure['code'], position: number) {
    super(code)
    this.failure = { code, position }
  }
}

/** The exact value of the tree for these figures, or the place where it fails. */
export function evaluateTree(
  tree: NumberNode,
  values: ReadonlyMap<string, Fraction>,
): Fraction | FormulaFailure {
  try {
    return numberOf(tree, values)
  } catch (problem) {
    if (problem instanceof Failure) return problem.failure
    throw problem
  }
}

function numberOf(node: NumberNode, values: ReadonlyMap<string, Fraction>): Fraction {
  switch (node.kind) {
    case 'number':
      return node.value
    case 'input': {
      const value = values.get(node.name)
      if (value === undefined) throw new Failure('noValue', node.position)
      return value
    }
    case 'negate':
      return negate(numberOf(node.operand, values))
    case 'operation':
      return limited(operate(node, numberOf(node.left, values), numberOf(node.right, values)), node.position)
    case 'extreme':
      return node.operands
        .map((operand) => numberOf(operand, values))
        .reduce(node.which === 'min' ? minimum : maximum)
    case 'round':
      return roundTo(node, values)
    case 'if':
      return numberOf(holds(node.condition, values) ? node.then : node.otherwise, values)
    default:
      return assertNever(node)
  }
}

function operate(node: NumberNode & { kind: 'operation' }, left: Fraction, right: Fraction): Fraction {
  switch (node.operator) {
    case '+':
      return add(left, right)
    case '-':
      return subtract(left, right)
    case '*':
      return multiply(left, right)
    case '/':
      if (right.top === 0n) throw new Failure('divisionByZero', node.position)
      return divide(left, right)
    default:
      return assertNever(node.operator)
  }
}

function limited(value: Fraction, position: number): Fraction {
  const size = value.top < 0n ? -value.top : value.top
  if (size > sizeLimit || value.bottom > sizeLimit) throw new Failure('tooLarge', position)
  return value
}

/** As in a spreadsheet: `round(x; 2)` keeps two decimals, a half away from zero. */
function roundTo(node: NumberNode & { kind: 'round' }, values: ReadonlyMap<string, Fraction>): Fraction {
  const value = numberOf(node.operand, values)
  if (node.digits === null) return fraction(roundToWhole(value))
  const digits = numberOf(node.digits, values)
  if (digits.bottom !== 1n || digits.top < 0n || digits.top > maximumRoundDigits) {
    throw new Failure('badDigits', node.digits.position)
  }
  const scale = 10n ** digits.top
  return fraction(roundToWhole(multiply(value, fraction(scale))), scale)
}

function holds(node: ConditionNode, values: ReadonlyMap<string, Fraction>): boolean {
  return isTrue[node.comparison](compare(numberOf(node.left, values), numberOf(node.right, values)))
}

const isTrue: Readonly<Record<Comparison, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '<>': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
}
