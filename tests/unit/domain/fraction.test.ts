import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  add,
  compare,
  divide,
  fraction,
  fractionFromDecimal,
  fractionFromHundredths,
  multiply,
  roundToStep,
  roundToWhole,
  subtract,
} from '../../../shared/domain/fraction.ts'
import type { Decimal, Hundredths } from '../../../shared/domain/quantities.ts'

const wholes = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n })
const fractions = fc
  .tuple(
    wholes,
    wholes.filter((bottom) => bottom !== 0n),
  )
  .map(([top, bottom]) => fraction(top, bottom))

describe('fractions', () => {
  test.each([
    ['82.66', 4133n, 50n],
    ['-0.5', -1n, 2n],
    ['0', 0n, 1n],
    ['100', 100n, 1n],
    ['0.000001', 1n, 1_000_000n],
  ])('%s is exact', (decimal, top, bottom) => {
    expect(fractionFromDecimal(decimal as Decimal)).toEqual({ top, bottom })
  })

  test('0,1 + 0,2 is 0,3', () => {
    const sum = add(fractionFromDecimal('0.1' as Decimal), fractionFromDecimal('0.2' as Decimal))
    expect(sum).toEqual(fractionFromDecimal('0.3' as Decimal))
  })

  test.each([
    [5n, 2n, 3n],
    [-5n, 2n, -3n],
    [7n, 3n, 2n],
    [-7n, 3n, -2n],
    [8n, 3n, 3n],
    [0n, 3n, 0n],
  ])('%s/%s rounds to %s', (top, bottom, whole) => {
    expect(roundToWhole(fraction(top, bottom))).toBe(whole)
  })

  test.each([
    ['1.005', 1, 101],
    ['1.004999', 1, 100],
    ['0.125', 25, 25],
    ['0.12', 25, 0],
    ['-0.125', 25, -25],
    ['1.3', 50, 150],
    ['1.2', 0, 120],
  ])('%s to steps of %s hundredths is %s', (decimal, step, rounded) => {
    expect(roundToStep(fractionFromDecimal(decimal as Decimal), step as Hundredths)).toBe(rounded)
  })

  test('points are hundredths', () => {
    expect(fractionFromHundredths(150 as Hundredths)).toEqual({ top: 3n, bottom: 2n })
  })

  test('stay in lowest terms with the sign above', () => {
    fc.assert(
      fc.property(fractions, fractions, (a, b) => {
        for (const { top, bottom } of [add(a, b), subtract(a, b), multiply(a, b)]) {
          expect(bottom > 0n).toBe(true)
          expect(fraction(top, bottom)).toEqual({ top, bottom })
        }
      }),
    )
  })

  test('obey the laws of arithmetic', () => {
    fc.assert(
      fc.property(fractions, fractions, fractions, (a, b, c) => {
        expect(add(a, b)).toEqual(add(b, a))
        expect(multiply(a, add(b, c))).toEqual(add(multiply(a, b), multiply(a, c)))
        expect(subtract(add(a, b), b)).toEqual(a)
        if (b.top !== 0n) expect(multiply(divide(a, b), b)).toEqual(a)
        expect(compare(a, b)).toBe(-compare(b, a) + 0)
      }),
    )
  })

  test('rounding is never further away than half a step', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }),
        fc.bigInt({ min: 1n, max: 10n ** 6n }),
        fc.integer({ min: 1, max: 500 }),
        (top, bottom, step) => {
          const exact = fraction(top, bottom)
          const rounded = roundToStep(exact, step as Hundredths)
          expect(rounded % step === 0).toBe(true)
          const distance = subtract(fraction(BigInt(rounded), 100n), exact)
          const size = { top: distance.top < 0n ? -distance.top : distance.top, bottom: distance.bottom }
          expect(compare(size, fraction(BigInt(step), 200n))).toBeLessThanOrEqual(0)
        },
      ),
    )
  })
})
