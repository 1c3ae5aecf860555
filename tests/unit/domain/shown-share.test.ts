import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Scale } from '../../../shared/domain/criteria.ts'
import type { Decimal, Hundredths } from '../../../shared/domain/quantities.ts'
import { shownShare } from '../../../shared/domain/shown-share.ts'

const d = (text: string): Decimal => text as Decimal
const bands: Scale = {
  kind: 'bands',
  bands: [
    { from: d('100'), points: 200 as Hundredths },
    { from: d('90'), points: 100 as Hundredths },
    { from: d('33.334'), points: 50 as Hundredths },
    { from: d('0'), points: 0 as Hundredths },
  ],
}

describe('a share as a percentage', () => {
  test.each([
    ['13', '15', 8667],
    ['131', '694', 1888],
    ['2', '3', 6667],
    ['1', '3', 3333],
    ['1999', '2000', 9995],
    ['600', '500', 12_000],
    ['1', '8000', 1],
    ['0.5', '1.5', 3333],
    ['0', '7', 0],
  ])('%s/%s is rounded as a spreadsheet rounds it: %i hundredths', (part, whole, percent) => {
    expect(shownShare(d(part), d(whole), null)?.percent).toBe(percent)
  })

  test('nothing to divide by is no share', () => {
    expect(shownShare(d('3'), d('0'), bands)).toBeNull()
  })

  test('19999/20000 shows 100 % and says that 100 % is not reached', () => {
    expect(shownShare(d('19999'), d('20000'), bands)).toEqual({
      percent: 10_000,
      limit: { percent: '100', reached: false },
    })
    expect(shownShare(d('20000'), d('20000'), bands)).toEqual({ percent: 10_000, limit: null })
    expect(shownShare(d('19999'), d('20000'), { kind: 'linear', fullAt: d('100') })?.limit).toEqual({
      percent: '100',
      reached: false,
    })
  })

  test('a limit with more decimals than are shown can be reached from below', () => {
    expect(shownShare(d('33334'), d('100000'), bands)).toEqual({
      percent: 3333,
      limit: { percent: '33.334', reached: true },
    })
  })

  test('what is shown is never further than half a hundredth from the exact share', () => {
    const figure = fc.integer({ min: 1, max: 1_000_000 })
    fc.assert(
      fc.property(figure, figure, (part, whole) => {
        const shown = shownShare(d(String(part)), d(String(whole)), null)?.percent ?? NaN
        // |shown/10000 − part/whole| ≤ 1/20000, in whole numbers
        const distance = 2n * (BigInt(shown) * BigInt(whole) - 10_000n * BigInt(part))
        const most = BigInt(whole)
        expect(distance <= most && -distance < most + 1n).toBe(true)
      }),
    )
  })
})
