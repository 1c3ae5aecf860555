import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rangesWithoutBefore } from '../../src-main/services/exchange/bundle-gaps.ts'

/** Which ranges of a bundle continue something that the bundle does not carry. */

type Range = { stream: string; from: number; to: number; prev: string | null }

/** The rule as it is said: every range against every other. */
function byTheWord(ranges: readonly Range[]): readonly Range[] {
  return ranges.filter(
    ({ stream, from, prev }) =>
      prev !== null &&
      !ranges.some((other) => other.stream === stream && other.from < from && from - 1 <= other.to),
  )
}

const range = fc.record({
  stream: fc.constantFrom('a', 'b'),
  from: fc.integer({ min: 1, max: 9 }),
  length: fc.integer({ min: 0, max: 5 }),
  continued: fc.boolean(),
})

test('the same as comparing every range with every other', () => {
  fc.assert(
    fc.property(fc.array(range, { maxLength: 12 }), (drawn) => {
      const ranges = drawn.map(({ stream, from, length, continued }) => ({
        ...{ stream, from, to: from + length },
        prev: continued ? 'x' : null,
      }))
      expect(new Set(rangesWithoutBefore(ranges))).toEqual(new Set(byTheWord(ranges)))
    }),
    { numRuns: 2000 },
  )
})

test('looks at each of 45,000 ranges a few times only', () => {
  let looks = 0
  const ranges = Array.from({ length: 45_000 }, (_, i) => ({
    get stream() {
      looks += 1
      return `s${i % 703}`
    },
    get from() {
      looks += 1
      return i + 2
    },
    to: i + 2,
    prev: 'x',
  }))
  expect(rangesWithoutBefore(ranges).length).toBeGreaterThan(40_000)
  // sorting needs some thirty looks at each; comparing all with all would be millions for each stream
  expect(looks).toBeLessThan(ranges.length * 60)
})
