import { fraction, type Fraction } from '../fraction.ts'
import {
  readTokens,
  type Comparison,
  type FormulaError,
  type FormulaErrorCode,
  type FormulaExpectation,
  type Operator,
  type Token,
} from './tokens.ts'

/**
 * Text → tree. The language is total: no loops, no definitions, no names but the declared inputs, so every tree has a value
 * or fails at a place that can be shown. A condition and a number are told apart here, not while evaluating.
 *
 *   expression = sum [ comparison sum ]        product = signed { ("×" | "÷") signed }
 *   sum        = product { ("+" | "−") product }   signed  = { "+" | "−" } primary
 *   primary    = number | name | function "(" expression { ";" expression } ")" | "(" expression ")"
 */

export type NumberNode = Readonly<
  { position: number } & (
    | { kind: 'number'; value: Fraction }
    | { kind: 'input'; name: string }
    | { kind: 'negate'; operand: NumberNode }
    | { kind: 'operation'; operator: Operator; left: NumberNode; right: NumberNode }
    | { kind: 'extreme'; which: 'min' | 'max'; operands: readonly NumberNode[] }
    | { kind: 'round'; operand: NumberNode; digits: NumberNode | null }
    | { kind: 'if'; condition: ConditionNode; then: NumberNode; otherwise: NumberNode }
  )
>
export type ConditionNode = Readonly<{
  kind: 'comparison'
  position: number
  comparison: Comparison
  left: NumberNode
  right: NumberNode
}>
type Node = NumberNode | ConditionNode

/** Nested parentheses, functions and signs. A person loses track far below; the machine's stack ends far above. */
const maximumDepth = 40
const argumentCounts = new Map<string, readonly [least: number, most: number]>([
  ['min', [2, 20]],
  ['max', [2, 20]],
  ['round', [1, 2]],
  ['if', [3, 3]],
])

/** Names of functions cannot be names of inputs. */
export const functionNames: readonly string[] = [...argumentCounts.keys()]

/** Carries the first mistake out of the recursion; never leaves this file. */
class Mistake extends Error {
  readonly error: FormulaError
  constructor(code: FormulaErrorCode, token: Token, expected: FormulaExpectation | null) {
    super(code)
    this.error = { code, position: token.position, expected, found: token.text }
  }
}

/** The tree of the formula, or its first mistake with the place. `names` are the declared inputs. */
export function parseFormula(text: string, names: Iterable<string>): NumberNode | FormulaError {
  const tokens = readTokens(text)
  if ('code' in tokens) return tokens
  if (tokens.length === 1) return { code: 'empty', position: 0, expected: 'value', found: '' }
  try {
    return new Parser(tokens, new Set(names)).parse()
  } catch (problem) {
    if (problem instanceof Mistake) return problem.error
    throw problem
  }
}

class Parser {
  readonly #tokens: readonly Token[]
  readonly #names: ReadonlySet<string>
  #next = 0
  #depth = 0

  constructor(tokens: readonly Token[], names: ReadonlySet<string>) {
    this.#tokens = tokens
    this.#names = names
  }

  parse(): NumberNode {
    const start = this.#peek()
    const node = this.#expression()
    const rest = this.#peek()
    if (rest.kind !== 'end') throw this.#unexpected(rest, 'operator')
    return asNumber(node, start)
  }

  #peek(): Token {
    const token = this.#tokens[this.#next]
    if (token === undefined) throw new RangeError('read past the end of a formula')
    return token
  }

  #take(): Token {
    const token = this.#peek()
    if (token.kind !== 'end') this.#next += 1
    return token
  }

  #unexpected(token: Token, expected: FormulaExpectation): Mistake {
    return new Mistake(token.kind === 'end' ? 'unexpectedEnd' : 'unexpectedWord', token, expected)
  }

  #deeper<T>(at: Token, read: () => T): T {
    if (this.#depth >= maximumDepth) throw new Mistake('tooDeep', at, null)
    this.#depth += 1
    const result = read()
    this.#depth -= 1
    return result
  }

  #expression(): Node {
    const start = this.#peek()
    const left = this.#sum()
    const token = this.#peek()
    if (token.kind !== 'comparison') return left
    this.#take()
    const second = this.#peek()
    const right = asNumber(this.#sum(), second)
    return {
      kind: 'comparison',
      position: token.position,
      comparison: token.comparison,
      left: asNumber(left, start),
      right,
    }
  }

  #sum(): Node {
    return this.#chain(['+', '-'], () => this.#product())
  }

  #product(): Node {
    return this.#chain(['*', '/'], () => this.#signed())
  }

  /** Operators of one strength, from left to right. */
  #chain(operators: readonly Operator[], operand: () => Node): Node {
    const start = this.#peek()
    let left = operand()
    for (;;) {
      const token = this.#peek()
      if (token.kind !== 'operator' || !operators.includes(token.operator)) return left
      this.#take()
      const second = this.#peek()
      const right = asNumber(operand(), second)
      left = {
        kind: 'operation',
        position: token.position,
        operator: token.operator,
        left: asNumber(left, start),
        right,
      }
    }
  }

  #signed(): Node {
    const token = this.#peek()
    if (token.kind !== 'operator' || (token.operator !== '-' && token.operator !== '+'))
      return this.#primary()
    this.#take()
    const inner = this.#peek()
    const operand = asNumber(
      this.#deeper(token, () => this.#signed()),
      inner,
    )
    return token.operator === '+' ? operand : { kind: 'negate', position: token.position, operand }
  }

  #primary(): Node {
    const token = this.#take()
    switch (token.kind) {
      case 'number':
        return {
          kind: 'number',
          position: token.position,
          value: fraction(BigInt(token.whole + token.decimals), 10n ** BigInt(token.decimals.length)),
        }
      case 'open': {
        const inner = this.#deeper(token, () => this.#expression())
        this.#close()
        return inner
      }
      case 'name':
        return this.#named(token, token.name)
      default:
        throw this.#unexpected(token, 'value')
    }
  }

  #named(token: Token, name: string): Node {
    const counts = argumentCounts.get(name)
    const called = this.#peek().kind === 'open'
    if (counts === undefined) {
      if (called) throw new Mistake('unknownFunction', token, null)
      if (!this.#names.has(name)) throw new Mistake('unknownName', token, null)
      return { kind: 'input', position: token.position, name }
    }
    if (!called) throw this.#unexpected(this.#peek(), 'openingParenthesis')
    this.#take()
    const [least, most] = counts
    const given = this.#deeper(token, () => this.#arguments())
    if (given.length < least || given.length > most) {
      throw new Mistake('wrongArgumentCount', token, 'separator')
    }
    return makeCall(token, name, given)
  }

  #arguments(): readonly Argument[] {
    const given: Argument[] = []
    for (;;) {
      const start = this.#peek()
      given.push({ node: this.#expression(), start })
      const token = this.#peek()
      if (token.kind !== 'separator') break
      this.#take()
    }
    this.#close()
    return given
  }

  #close(): void {
    const token = this.#peek()
    if (token.kind !== 'close') throw this.#unexpected(token, 'closingParenthesis')
    this.#take()
  }
}

type Argument = Readonly<{ node: Node; start: Token }>

function asNumber(node: Node, start: Token): NumberNode {
  if (node.kind === 'comparison') throw new Mistake('numberExpected', start, 'number')
  return node
}

function makeCall(token: Token, name: string, given: readonly Argument[]): NumberNode {
  const { position } = token
  const [first, second, third] = given
  if (first === undefined) throw new Mistake('wrongArgumentCount', token, 'value')
  if (name === 'if' && second !== undefined && third !== undefined) {
    if (first.node.kind !== 'comparison') throw new Mistake('conditionExpected', first.start, 'condition')
    return {
      kind: 'if',
      position,
      condition: first.node,
      then: asNumber(second.node, second.start),
      otherwise: asNumber(third.node, third.start),
    }
  }
  if (name === 'round') {
    const digits = second === undefined ? null : asNumber(second.node, second.start)
    return { kind: 'round', position, operand: asNumber(first.node, first.start), digits }
  }
  const operands = given.map((argument) => asNumber(argument.node, argument.start))
  return { kind: 'extreme', position, which: name === 'min' ? 'min' : 'max', operands }
}
