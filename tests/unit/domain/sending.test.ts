import { expect, test } from 'vitest'
import { withoutUnheard } from '../../../shared/domain/sending.ts'

/** Every way in which a commune can close, take back and make bundles, up to this many steps. */
const mostSteps = 10

/** d: closes the sheet, or takes it back where it is closed; b: makes a bundle. */
function everyWord(length: number): string[] {
  return length === 0 ? [''] : everyWord(length - 1).flatMap((word) => [`${word}d`, `${word}b`])
}

test('a decision waits exactly while what the last bundle told differs from what stands', () => {
  const told: { word: string; waits: boolean }[] = []
  const expected: typeof told = []
  for (const word of everyWord(mostSteps)) {
    const decisions: { kind: 'submit' | 'withdraw'; seq: number }[] = []
    let reached = 0
    // the reckoning: what a reader of the bundles believes, and whether it was told of the closing that stands
    let believedClosed = false
    let closed = false
    let isClosingTold = false
    for (const step of word) {
      if (step === 'b') {
        reached = decisions.length
        believedClosed = closed
        isClosingTold = closed
      } else {
        closed = !closed
        isClosingTold = false
        decisions.push({ kind: closed ? 'submit' : 'withdraw', seq: decisions.length + 1 })
      }
    }
    const last = withoutUnheard(decisions, reached).at(-1)
    told.push({ word, waits: last !== undefined && last.seq > reached })
    expected.push({ word, waits: closed ? !isClosingTold : believedClosed })
  }
  expect(told).toEqual(expected)
})

test('what another device of the unit closed is taken back aloud', () => {
  const decisions = [{ kind: 'withdraw', seq: 4 }] as const
  expect(withoutUnheard(decisions, 0)).toBe(decisions)
  const again = [...decisions, { kind: 'submit', seq: 5 } as const, { kind: 'withdraw', seq: 6 } as const]
  expect(withoutUnheard(again, 0)).toBe(again)
})
