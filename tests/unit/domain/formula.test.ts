import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkFormula, evaluateFormula } from '../../../shared/domain/formula.ts'
import {
  add,
  compare,
  divide,
  fraction,
  fractionFromDecimal,
  maximum,
  minimum,
  multiply,
  subtract,
  type Fraction,
} from '../../../shared/domain/fraction.ts'
import { Decimal } from '../../../shared/domain/quantities.ts'

function valuesOf(values: Record<string, string>): ReadonlyMap<string, Decimal> {
  return new Map(Object.entries(values).map(([name, value]) => [name, Decimal.parse(value)]))
}

function evaluate(expression: string, values: Record<string, string> = {}) {
  return evaluateFormula(expression, valuesOf(values))
}

describe('the value of a formula', () => {
  test.each([
    ['1+2×3', '7'],
    ['(1+2)*3', '9'],
    ['10−4−3', '3'],
    ['10 - 4 - 3', '3'],
    ['24÷4÷2', '3'],
    ['24/4:2', '3'],
    ['-2*-3', '6'],
    ['--2', '2'],
    ['+3', '3'],
    ['1,5+1.25', '2.75'],
    ['0,1+0,2', '0.3'],
    ['min(3; 1,5; 2)', '1.5'],
    ['MAX(3; 1; 2)', '3'],
    ['round(2,5)', '3'],
    ['round(-2,5)', '-3'],
    ['round(1,005; 2)', '1.01'],
    ['round(2/3; 2)', '0.67'],
    ['if(1=1; 2; 3)', '2'],
    ['if(1<>1; 2; 3)', '3'],
    ['if(1≠2; 2; 3)', '2'],
    ['if(2<=2; 1; 0)+if(2≤2; 1; 0)+if(2≤1; 1; 0)', '2'],
    ['if(2>=2; 1; 0)+if(2≥2; 1; 0)+if(2≥3; 1; 0)', '2'],
    ['if(1<2; 1; 0)+if(2>1; 1; 0)', '2'],
    ['if((1<2); 5; 6)', '5'],
    ['a\u00a0+\tB', '5'],
  ])('%s = %s', (expression, expected) => {
    const result = evaluate(expression, { a: '2', b: '3' })
    expect(result).toEqual({ ok: true, value: fractionFromDecimal(expected as Decimal) })
  })

  test('is exact: 1999/2000 is not 1', () => {
    expect(evaluate('if(a/b=1; 6; 4)', { a: '1999', b: '2000' })).toMatchObject({
      ok: true,
      value: { top: 4n },
    })
    expect(evaluate('1/3+1/3+1/3')).toEqual({ ok: true, value: fraction(1n) })
  })

  test('the branch that is not taken is not calculated', () => {
    expect(evaluate('if(d=0; 1; c/d)', { c: '5', d: '0' })).toEqual({ ok: true, value: fraction(1n) })
  })

  test.each([
    ['a/b', { a: '1', b: '0' }, 'divisionByZero', 1],
    ['1 + a/(b-b)', { a: '1', b: '7' }, 'divisionByZero', 5],
    ['round(a; b)', { a: '1', b: '7' }, 'badDigits', 9],
    ['round(a; 0,5)', { a: '1' }, 'badDigits', 9],
    ['round(a; -1)', { a: '1' }, 'badDigits', 9],
  ])('%s fails at its place', (expression, values, code, position) => {
    expect(evaluate(expression, values as unknown as Record<string, string>)).toEqual({
      ok: false,
      error: { code, position },
    })
  })

  test('numbers without bound are refused, quickly', () => {
    const expression = Array.from({ length: 500 }, () => 'a').join('*')
    const started = performance.now()
    expect(evaluate(expression, { a: '999999999999999.999999' })).toMatchObject({
      ok: false,
      error: { code: 'tooLarge' },
    })
    expect(performance.now() - started).toBeLessThan(500)
  })
})

describe('the mistakes of a formula point at their character', () => {
  test.each([
    ['', 'empty', 0, 'value'],
    ['   ', 'empty', 0, 'value'],
    ['1 +', 'unexpectedEnd', 3, 'value'],
    ['1 + × 2', 'unexpectedWord', 4, 'value'],
    ['(1', 'unexpectedEnd', 2, 'closingParenthesis'],
    ['1)', 'unexpectedWord', 1, 'operator'],
    ['1 2', 'unexpectedWord', 2, 'operator'],
    ['a b', 'unexpectedWord', 2, 'operator'],
    ['min 1', 'unexpectedWord', 4, 'openingParenthesis'],
    ['min(1,5)', 'wrongArgumentCount', 0, 'separator'],
    ['min(a,b)', 'unexpectedCharacter', 5, 'separator'],
    ['if(1<2; 1)', 'wrongArgumentCount', 0, 'separator'],
    ['if(a; 1; 2)', 'conditionExpected', 3, 'condition'],
    ['1 + (a<b)', 'numberExpected', 4, 'number'],
    ['a < b', 'numberExpected', 0, 'number'],
    ['a<b<a', 'unexpectedWord', 3, 'operator'],
    ['a + x', 'unknownName', 4, null],
    ['sqrt(a)', 'unknownFunction', 0, null],
    ['a ^ 2', 'unexpectedCharacter', 2, null],
    ['a.b', 'unexpectedCharacter', 1, null],
    ['a["b"]', 'unexpectedCharacter', 1, null],
    ['1e5', 'unexpectedWord', 1, 'operator'],
    ['1.245,5', 'unexpectedCharacter', 5, 'separator'],
    ['1234567890123456', 'numberTooLong', 0, null],
    ['0,1234567', 'numberTooLong', 0, null],
    ['a + 😀', 'unexpectedCharacter', 4, null],
    ['() ', 'unexpectedWord', 1, 'value'],
  ])('%j', (expression, code, position, expected) => {
    const check = checkFormula(expression, ['a', 'b'])
    expect(check).toMatchObject({ ok: false, error: { code, position, expected } })
  })

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', 'this', 'globalThis'])(
    '%s is an unknown name',
    (name) => {
      expect(checkFormula(name, ['a'])).toMatchObject({
        ok: false,
        error: { code: 'unknownName', position: 0 },
      })
      expect(checkFormula(`${name}(1)`, ['a'])).toMatchObject({
        ok: false,
        error: { code: 'unknownFunction' },
      })
    },
  )

  test('an input may be called constructor', () => {
    expect(evaluate('constructor + 1', { constructor: '2' })).toEqual({ ok: true, value: fraction(3n) })
  })

  test('length and depth are limited', () => {
    expect(checkFormula('1+'.repeat(499) + '1', [])).toEqual({ ok: true })
    expect(checkFormula('1'.padStart(1001), [])).toMatchObject({
      error: { code: 'tooLong', position: 1000 },
    })
    expect(checkFormula('('.repeat(40) + '1' + ')'.repeat(40), [])).toEqual({ ok: true })
    expect(checkFormula('('.repeat(41) + '1' + ')'.repeat(41), [])).toMatchObject({
      error: { code: 'tooDeep', position: 40 },
    })
    expect(checkFormula('-'.repeat(500) + '1', [])).toMatchObject({ error: { code: 'tooDeep' } })
    expect(checkFormula('min('.repeat(200), [])).toMatchObject({ error: { code: 'tooDeep' } })
  })
})

describe('properties', () => {
  const words = [
    'a',
    'b',
    '(',
    ')',
    ';',
    '+',
    '−',
    '×',
    '÷',
    '/',
    'min',
    'max',
    'if',
    'round',
    '=',
    '<>',
    '≤',
    '1',
    '0',
    '2,5',
    ' ',
    '__proto__',
    '.',
  ]

  test('never throws, and errors lie inside the text', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom(...words), { maxLength: 60 }).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(texts, (text) => {
        const result = evaluate(text, { a: '3', b: '0' })
        if (result.ok) return
        expect(result.error.position).toBeGreaterThanOrEqual(0)
        expect(result.error.position).toBeLessThanOrEqual(text.length)
      }),
      { numRuns: 2000 },
    )
  })

  type Sample = { text: string; value: Fraction | null }
  const lift = (f: (a: Fraction, b: Fraction) => Fraction | null) => (a: Sample, b: Sample) =>
    a.value === null || b.value === null ? null : f(a.value, b.value)
  const { tree } = fc.letrec<{ tree: Sample }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.nat(9999).map((n) => ({
        text: `${Math.floor(n / 100)},${String(n % 100).padStart(2, '0')}`,
        value: fraction(BigInt(n), 100n),
      })),
      fc.constant({ text: 'a', value: fraction(7n, 2n) }),
      ...(
        [
          ['+', add],
          ['−', subtract],
          ['×', multiply],
          ['÷', (x: Fraction, y: Fraction) => (y.top === 0n ? null : divide(x, y))],
        ] as const
      ).map(([sign, f]) =>
        fc
          .tuple(tie('tree'), tie('tree'))
          .map(([x, y]) => ({ text: `(${x.text} ${sign} ${y.text})`, value: lift(f)(x, y) })),
      ),
      fc
        .tuple(tie('tree'), tie('tree'))
        .map(([x, y]) => ({ text: `min(${x.text};${y.text})`, value: lift(minimum)(x, y) })),
      fc
        .tuple(tie('tree'), tie('tree'))
        .map(([x, y]) => ({ text: `max(${x.text};${y.text})`, value: lift(maximum)(x, y) })),
      fc.tuple(tie('tree'), tie('tree'), tie('tree'), tie('tree')).map(([x, y, p, q]) => ({
        text: `if(${x.text} <= ${y.text}; ${p.text}; ${q.text})`,
        value:
          x.value === null || y.value === null ? null : compare(x.value, y.value) <= 0 ? p.value : q.value,
      })),
    ),
  }))

  test('agrees with a reference calculation', () => {
    fc.assert(
      fc.property(tree, ({ text, value }) => {
        const result = evaluate(text, { a: '3.5' })
        if (text.length > 1000) expect(result).toMatchObject({ ok: false, error: { code: 'tooLong' } })
        else if (value === null)
          expect(result).toMatchObject({ ok: false, error: { code: 'divisionByZero' } })
        else expect(result).toEqual({ ok: true, value })
      }),
      { numRuns: 500 },
    )
  })
})
