import type { AnswerInput } from '../answers.ts'
import type { Rule } from '../criteria.ts'
import { evaluateParsed } from '../formula.ts'
import { parseFormula } from '../formula/parse.ts'
import type { Decimal } from '../quantities.ts'
import { calculated, incomplete, invalid, type Verdict } from './outcome.ts'

type FormulaRule = Rule & { kind: 'formula' }

/** A published rule never changes, and a ranking asks for the same one for every commune. */
const parsed = new WeakMap<FormulaRule, ReturnType<typeof parseFormula>>()

function treeOf(rule: FormulaRule): ReturnType<typeof parseFormula> {
  const known = parsed.get(rule)
  if (known !== undefined) return known
  const names = rule.inputs.map(({ name }) => name)
  const tree = parseFormula(rule.expression, names)
  parsed.set(rule, tree)
  return tree
}

/**
 * Points from named figures. An input that is 0 and has a policy decides alone, the first listed first. A division by 0 that
 * no policy foresaw means that there is nothing to calculate with yet, not that the answer is wrong.
 */
export function scoreFormula(rule: FormulaRule, input: AnswerInput & { kind: 'formula' }): Verdict {
  const known = new Set(rule.inputs.map(({ name }) => name))
  if (Object.keys(input.values).some((name) => !known.has(name))) return invalid('unknownInput')
  const values = new Map<string, Decimal>()
  for (const name of known) {
    // An input may be called "constructor": only the answer's own figures count.
    const value = Object.hasOwn(input.values, name) ? (input.values[name] ?? null) : null
    if (value === null) return incomplete
    values.set(name, value)
  }
  const zero = rule.whenZero.find((policy) => values.get(policy.input) === '0')
  if (zero !== undefined) return { status: 'byZeroPolicy', policy: zero.policy }
  const tree = treeOf(rule)
  if ('code' in tree) return invalid('brokenRule')
  const result = evaluateParsed(tree, values)
  if (result.ok) return calculated(result.value)
  if (result.error.code === 'divisionByZero') return { status: 'missing', why: 'denominatorZero' }
  return invalid('formulaFails')
}
