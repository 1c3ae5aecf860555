import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Decimal, type Hundredths } from '../../../shared/domain/quantities.ts'
import { readNumber } from '../../../shared/domain/text/read-number.ts'
import { formatDecimal, formatPoints } from '../../../shared/domain/text/vietnamese.ts'

function read(text: string, kind: 'count' | 'points' | 'decimal'): unknown {
  const result = kind === 'points' ? readNumber(text, kind) : readNumber(text, kind)
  return result.ok ? result.value : `${result.code} ${result.position}`
}

describe('numbers as they are typed and pasted', () => {
  test.each([
    // text, as a count, as points, as a figure
    ['7', '7', 700, '7'],
    ['1.245', '1245', 'tooManyDecimals 4', '1245'],
    ['1.5', 'notWhole 1', 150, '1.5'],
    ['1,5', 'notWhole 1', 150, '1.5'],
    ['1.24', 'notWhole 1', 124, '1.24'],
    ['1,245', 'unclear 1', 'tooManyDecimals 4', '1.245'],
    ['1.245,5', 'notWhole 5', 124_550, '1245.5'],
    ['1,245.5', 'notWhole 5', 124_550, '1245.5'],
    ['1.245.678', '1245678', 'tooLarge 0', '1245678'],
    ['1 245', '1245', 124_500, '1245'],
    ['1\u00a0245', '1245', 124_500, '1245'],
    ['1\u202f245,5', 'notWhole 5', 124_550, '1245.5'],
    ['0.245', 'unclear 1', 'tooManyDecimals 4', '0.245'],
    ['0,5', 'notWhole 1', 50, '0.5'],
    [',5', 'notWhole 0', 50, '0.5'],
    ['12,00', '12', 1200, '12'],
    ['12.000', '12000', 'tooManyDecimals 5', '12000'],
    ['1,000', 'unclear 1', 'tooManyDecimals 4', 'unclear 1'],
    ['0,000', 'unclear 1', 'tooManyDecimals 4', '0'],
    ['  7\t', '7', 700, '7'],
    ['\u00a07\u00a0', '7', 700, '7'],
    ['007', '7', 700, '7'],
    ['+5', '5', 500, '5'],
    ['-5', 'negative 0', -500, '-5'],
    ['−5', 'negative 0', -500, '-5'],
    ['-0', '0', 0, '0'],
    ['１２，５', 'notWhole 2', 1250, '12.5'],
    ['95%', 'notANumber 2', 'notANumber 2', '95'],
    ['95,5 %', 'notANumber 5', 'notANumber 5', '95.5'],
    ['%', 'notANumber 0', 'notANumber 0', 'unfinished 0'],
    ['1,', 'unfinished 2', 'unfinished 2', 'unfinished 2'],
    ['-', 'unfinished 1', 'unfinished 1', 'unfinished 1'],
    ['', 'empty 0', 'empty 0', 'empty 0'],
    ['  ', 'empty 0', 'empty 0', 'empty 0'],
    ['½', 'notANumber 0', 'notANumber 0', 'notANumber 0'],
    ['1½', 'notANumber 1', 'notANumber 1', 'notANumber 1'],
    ['1e3', 'notANumber 1', 'notANumber 1', 'notANumber 1'],
    ['12 hồ sơ', 'notANumber 3', 'notANumber 3', 'notANumber 3'],
    ['1/2', 'notANumber 1', 'notANumber 1', 'notANumber 1'],
    ['0x10', 'notANumber 1', 'notANumber 1', 'notANumber 1'],
    ['٣', 'notANumber 0', 'notANumber 0', 'notANumber 0'],
    ['5 0', 'unclear 1', 'unclear 1', 'unclear 1'],
    ['1.24.5', 'unclear 1', 'unclear 1', 'unclear 1'],
    ['1.245.67', 'unclear 1', 'unclear 1', 'unclear 1'],
    ['1.245 678', 'unclear 5', 'unclear 5', 'unclear 5'],
    ['12345,1234567', 'notWhole 5', 'tooManyDecimals 8', 'tooManyDecimals 12'],
    ['123456789012345', '123456789012345', 'tooLarge 0', '123456789012345'],
    [' 1234567890123456', 'tooLarge 1', 'tooLarge 1', 'tooLarge 1'],
  ])('%j', (text, count, points, decimal) => {
    expect([read(text, 'count'), read(text, 'points'), read(text, 'decimal')]).toEqual([
      count,
      points,
      decimal,
    ])
  })

  test('the reading says how it was understood', () => {
    expect(readNumber('1.245', 'count')).toEqual({ ok: true, value: '1245', reading: '1.245' })
    expect(readNumber('1.5', 'points')).toEqual({ ok: true, value: 150, reading: '1,5' })
    expect(readNumber('95.50%', 'decimal')).toEqual({ ok: true, value: '95.5', reading: '95,5' })
  })

  test('never throws, places lie in the text, and values have their canonical form', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .array(fc.constantFrom('0', '1', '2', '45', '678', '.', ',', ' ', '-', '%'), { maxLength: 24 })
        .map((signs) => signs.join('')),
    )
    fc.assert(
      fc.property(texts, fc.constantFrom('count', 'decimal', 'points'), (text, kind) => {
        const result = kind === 'points' ? readNumber(text, kind) : readNumber(text, kind as 'count')
        if (!result.ok) {
          expect(result.position).toBeGreaterThanOrEqual(0)
          expect(result.position).toBeLessThanOrEqual(text.length)
        } else if (typeof result.value === 'number') expect(Number.isSafeInteger(result.value)).toBe(true)
        else expect(Decimal.safeParse(result.value).success).toBe(true)
      }),
      { numRuns: 3000 },
    )
  })

  test('what is shown can be typed back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -99_999_999, max: 99_999_999 }),
        fc.nat(10 ** 9),
        fc.nat(999_999),
        (points, whole, decimals) => {
          expect(readNumber(formatPoints(points as Hundredths), 'points')).toMatchObject({ value: points })
          const text = `${whole}.${String(decimals).padStart(6, '0')}`.replace(/\.?0+$/, '')
          const decimal = Decimal.parse(decimals === 0 ? String(whole) : text)
          expect(readNumber(formatDecimal(decimal), 'decimal')).toMatchObject({ value: decimal })
          const count = Decimal.parse(String(whole))
          expect(readNumber(formatDecimal(count), 'count')).toMatchObject({ value: count })
        },
      ),
    )
  })
})
