/**
 * The words of the formula language. Vietnamese habits are taken as they come: a decimal comma or point, × ÷ − beside * / -,
 * ":" for a division, ≤ ≥ ≠, capitals.
 */

export const maximumLength = 1000
const maximumWholeDigits = 15
const maximumDecimals = 6

/** Everything that can be wrong with a formula's text; each is the key of a sentence. */
export const formulaErrorCodes = [
  'empty',
  'tooLong',
  'tooDeep',
  'unexpectedCharacter',
  'unexpectedWord',
  'unexpectedEnd',
  'numberTooLong',
  'unknownName',
  'unknownFunction',
  'wrongArgumentCount',
  'conditionExpected',
  'numberExpected',
] as const
export type FormulaErrorCode = (typeof formulaErrorCodes)[number]

/** What would have been right at that place; each is the key of a short phrase. */
export const formulaExpectations = [
  'value',
  'operator',
  'openingParenthesis',
  'closingParenthesis',
  'separator',
  'condition',
  'number',
] as const
export type FormulaExpectation = (typeof formulaExpectations)[number]

export type FormulaError = Readonly<{
  code: FormulaErrorCode
  /** Index of the character in the text, from 0; the text's length at its end. */
  position: number
  expected: FormulaExpectation | null
  /** The offending word as written, empty at the end of the text. */
  found: string
}>

export type Operator = '+' | '-' | '*' | '/'
export type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>='
export type Token = Readonly<
  { position: number; text: string } & (
    | { kind: 'number'; whole: string; decimals: string }
    | { kind: 'name'; name: string }
    | { kind: 'operator'; operator: Operator }
    | { kind: 'comparison'; comparison: Comparison }
    | { kind: 'open' | 'close' | 'separator' | 'end' }
  )
>

const operators = new Map<string, Operator>([
  ['+', '+'],
  ['-', '-'],
  ['−', '-'],
  ['–', '-'],
  ['*', '*'],
  ['×', '*'],
  ['/', '/'],
  ['÷', '/'],
  [':', '/'],
])
const comparisons = new Map<string, Comparison>([
  ['=', '='],
  ['<>', '<>'],
  ['≠', '<>'],
  ['!=', '<>'],
  ['<=', '<='],
  ['≤', '<='],
  ['<', '<'],
  ['>=', '>='],
  ['≥', '>='],
  ['>', '>'],
])
const brackets = new Map<string, 'open' | 'close' | 'separator'>([
  ['(', 'open'],
  [')', 'close'],
  [';', 'separator'],
])

// Sticky, so that each word is read where the last one ended; none of them can backtrack over more than one character.
const space = /[ \t\n\r\u00a0\u202f]+/y
const number = /(\d+)(?:[.,](\d+))?/y
const name = /[A-Za-z_][A-Za-z0-9_]*/y
const sign = /<>|<=|>=|!=|[+\-−–*×/÷:=≠<≤>≥();]/y

function match(pattern: RegExp, text: string, position: number): RegExpExecArray | null {
  pattern.lastIndex = position
  return pattern.exec(text)
}

/** The words in order, closed by an `end`, or the first mistake. */
export function readTokens(text: string): readonly Token[] | FormulaError {
  if (text.length > maximumLength) {
    return { code: 'tooLong', position: maximumLength, expected: null, found: '' }
  }
  const tokens: Token[] = []
  let position = 0
  for (;;) {
    position += match(space, text, position)?.[0].length ?? 0
    if (position >= text.length) break
    const token = readToken(text, position)
    if ('code' in token) return token
    tokens.push(token)
    position += token.text.length
  }
  tokens.push({ kind: 'end', position: text.length, text: '' })
  return tokens
}

function readToken(text: string, position: number): Token | FormulaError {
  const figure = match(number, text, position)
  if (figure !== null) {
    const [written, whole = '', decimals = ''] = figure
    if (whole.length > maximumWholeDigits || decimals.length > maximumDecimals) {
      return { code: 'numberTooLong', position, expected: null, found: written }
    }
    return { kind: 'number', position, text: written, whole, decimals }
  }
  const word = match(name, text, position)
  if (word !== null) return { kind: 'name', position, text: word[0], name: word[0].toLowerCase() }
  const written = match(sign, text, position)?.[0]
  if (written === undefined) {
    const found = String.fromCodePoint(text.codePointAt(position) ?? 0)
    // A comma between arguments is the habit of other countries' spreadsheets; here it is the decimal comma.
    return { code: 'unexpectedCharacter', position, expected: found === ',' ? 'separator' : null, found }
  }
  const operator = operators.get(written)
  if (operator !== undefined) return { kind: 'operator', position, text: written, operator }
  const comparison = comparisons.get(written)
  if (comparison !== undefined) return { kind: 'comparison', position, text: written, comparison }
  return { kind: brackets.get(written) ?? 'separator', position, text: written }
}
