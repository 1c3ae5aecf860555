import type { Decimal, Hundredths } from './quantities.ts'

/**
 * Exact rational numbers. Points are compared and calculated with them and rounded once at the end, so that 1999/2000 never
 * becomes 100 % and 0,1 + 0,2 is 0,3.
 */

/** In lowest terms; `bottom` is always above 0, the sign is in `top`. */
export type Fraction = Readonly<{ top: bigint; bottom: bigint }>

function greatestDivisor(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a
  let y = b
  while (y !== 0n) [x, y] = [y, x % y]
  return x
}

/** `top / bottom` in lowest terms. The caller makes sure that `bottom` is not 0. */
export function fraction(top: bigint, bottom = 1n): Fraction {
  if (bottom === 0n) throw new RangeError('a fraction with the denominator 0')
  const sign = bottom < 0n ? -1n : 1n
  const positive = bottom * sign
  const divisor = greatestDivisor(top, positive)
  return { top: (top * sign) / divisor, bottom: positive / divisor }
}

export const ZERO: Fraction = { top: 0n, bottom: 1n }
export const ONE: Fraction = { top: 1n, bottom: 1n }

/** The exact value of a decimal's text: "82.66" is 4133/50. */
export function fractionFromDecimal(decimal: Decimal): Fraction {
  const point = decimal.indexOf('.')
  if (point < 0) return { top: BigInt(decimal), bottom: 1n }
  const decimals = decimal.length - point - 1
  return fraction(BigInt(decimal.slice(0, point) + decimal.slice(point + 1)), 10n ** BigInt(decimals))
}

/** Points as a number of points, not of hundredths: 150 is 3/2. */
export function fractionFromHundredths(points: Hundredths): Fraction {
  return fraction(BigInt(points), 100n)
}

export function add(a: Fraction, b: Fraction): Fraction {
  return fraction(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom)
}

export function subtract(a: Fraction, b: Fraction): Fraction {
  return fraction(a.top * b.bottom - b.top * a.bottom, a.bottom * b.bottom)
}

export function multiply(a: Fraction, b: Fraction): Fraction {
  return fraction(a.top * b.top, a.bottom * b.bottom)
}

/** `a / b`. The caller makes sure that `b` is not 0. */
export function divide(a: Fraction, b: Fraction): Fraction {
  return fraction(a.top * b.bottom, a.bottom * b.top)
}

export function negate(a: Fraction): Fraction {
  return { top: -a.top, bottom: a.bottom }
}

/** Below 0 when `a` is smaller, 0 when equal, above 0 when `a` is greater. */
export function compare(a: Fraction, b: Fraction): -1 | 0 | 1 {
  const difference = a.top * b.bottom - b.top * a.bottom
  if (difference === 0n) return 0
  return difference < 0n ? -1 : 1
}

export function minimum(a: Fraction, b: Fraction): Fraction {
  return compare(a, b) <= 0 ? a : b
}

export function maximum(a: Fraction, b: Fraction): Fraction {
  return compare(a, b) >= 0 ? a : b
}

/**
 * The nearest whole number; a half goes away from zero, as a spreadsheet's ROUND does: 2,5 → 3 and −2,5 → −3. A penalty is
 * rounded like the bonus of the same size.
 */
export function roundToWhole(value: Fraction): bigint {
  const size = value.top < 0n ? -value.top : value.top
  const rounded = (2n * size + value.bottom) / (2n * value.bottom)
  return value.top < 0n ? -rounded : rounded
}

/** The nearest multiple of `step` (hundredths; a step below 1 counts as 1), a half away from zero. */
export function roundToStep(value: Fraction, step: Hundredths): Hundredths {
  const unit = BigInt(Math.max(1, step))
  return Number(roundToWhole(fraction(value.top * 100n, value.bottom * unit)) * unit) as Hundredths
}
