import { evaluateTree, type FormulaFailure } from './formula/evaluate.ts'
import { functionNames, parseFormula, type NumberNode } from './formula/parse.ts'
import type { FormulaError } from './formula/tokens.ts'
import { fractionFromDecimal, type Fraction } from './fraction.ts'
import type { Decimal } from './quantities.ts'

/**
 * The small language in which a criteria set calculates points from figures, for example
 * `min(1; a/b/0,5) + if(d=0; 1; min(1; c/d/0,3))`.
 *
 * Operators + − × ÷ (also - * / :), comparisons = <> < <= > >= (also ≠ ≤ ≥), functions min, max, round, if; arguments are
 * separated by ";", decimals by "," or ".". Values are exact. Every text has an answer: a value, or an error with its place.
 */

export type { FormulaError, FormulaFailure }

export type FormulaCheck = Readonly<{ ok: true } | { ok: false; error: FormulaError }>
export type FormulaValue = Readonly<
  { ok: true; value: Fraction } | { ok: false; error: FormulaError | FormulaFailure }
>

/** Whether a formula can be read, given the names of its inputs. */
export function checkFormula(expression: string, inputNames: Iterable<string>): FormulaCheck {
  const tree = parseFormula(expression, inputNames)
  return 'code' in tree ? { ok: false, error: tree } : { ok: true }
}

/** The exact value of a formula. The names of the inputs are the keys of `values`. */
export function evaluateFormula(expression: string, values: ReadonlyMap<string, Decimal>): FormulaValue {
  const tree = parseFormula(expression, values.keys())
  if ('code' in tree) return { ok: false, error: tree }
  return evaluateParsed(tree, values)
}

/** Like `evaluateFormula`, for a tree that was parsed before. */
export function evaluateParsed(tree: NumberNode, values: ReadonlyMap<string, Decimal>): FormulaValue {
  const fractions = new Map([...values].map(([name, value]) => [name, fractionFromDecimal(value)]))
  const result = evaluateTree(tree, fractions)
  return 'code' in result ? { ok: false, error: result } : { ok: true, value: result }
}

/** Whether an input may not have this name because a function has it. */
export function isReservedName(name: string): boolean {
  return functionNames.includes(name)
}
