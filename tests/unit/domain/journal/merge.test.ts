import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { EntryId } from '../../../../shared/domain/ids.ts'
import { resolveField, type FieldChange } from '../../../../shared/domain/journal/merge.ts'

/** JOURNAL 7, 12: what stands in one field. */

const values = ['"a"', '"b"', '"c"']
const nameOf = (i: number): EntryId => `e${String(i).padStart(4, '0')}` as EntryId

/** Changes that name any other, also later ones, themselves, each other and what is not there. */
const hostile = fc
  .array(
    fc.record({
      bases: fc.array(fc.nat(12), { maxLength: 4 }),
      previous: fc.option(fc.nat(12)),
      value: fc.nat(2),
      counted: fc.boolean(),
      time: fc.nat(3),
      device: fc.nat(2),
    }),
    { maxLength: 10 },
  )
  .map((all) => all.map((each, i) => changeOf(i, each)))

/** Changes as they are: each names only what was there before it. */
const honest = hostile.map((changes) =>
  changes.map((change, i) => ({
    ...change,
    bases: change.bases.filter((base) => base < nameOf(i)),
    previous: change.previous !== null && change.previous < nameOf(i) ? change.previous : null,
  })),
)

function changeOf(
  i: number,
  {
    bases,
    previous,
    value,
    counted,
    time,
    device,
  }: {
    bases: readonly number[]
    previous: number | null
    value: number
    counted: boolean
    time: number
    device: number
  },
): FieldChange {
  return {
    entry: nameOf(i),
    bases: bases.map(nameOf),
    previous: previous === null ? null : nameOf(previous),
    value: values[value] ?? '',
    counted,
    time,
    device: `d${device}`,
  }
}

/** Every change that this one reaches, found by asking again and again. */
function reachedFrom(change: FieldChange, changes: readonly FieldChange[]): ReadonlySet<EntryId> {
  const reached = new Set<EntryId>()
  const visit = (from: FieldChange): void => {
    for (const older of [...from.bases, ...(from.previous === null ? [] : [from.previous])]) {
      if (reached.has(older)) continue
      reached.add(older)
      const next = changes.find(({ entry }) => entry === older)
      if (next !== undefined) visit(next)
    }
  }
  visit(change)
  return reached
}

describe('what stands in a field', () => {
  test('is every counted change that no other counted one replaces, directly or through others', () => {
    fc.assert(
      fc.property(honest, (changes) => {
        const counted = changes.filter((change) => change.counted)
        const expected = counted.filter(
          ({ entry }) => !counted.some((other) => reachedFrom(other, changes).has(entry)),
        )
        const { heads, differing } = resolveField(changes)
        expect(heads).toEqual(expected.map(({ entry }) => entry).sort())
        expect(differing).toBe(new Set(expected.map(({ value }) => value)).size > 1)
      }),
      { numRuns: 2000 },
    )
  })

  test('does not depend on the order in which the changes came', () => {
    fc.assert(
      fc.property(
        hostile.chain((changes) =>
          fc.tuple(fc.constant(changes), fc.shuffledSubarray(changes, { minLength: changes.length })),
        ),
        ([changes, shuffled]) => {
          expect(resolveField(shuffled)).toEqual(resolveField(changes))
        },
      ),
      { numRuns: 1000 },
    )
  })

  test('is never lost, whoever names whom: each counted change stands or is reached from one that does', () => {
    fc.assert(
      fc.property(hostile, (changes) => {
        const heads = new Set(resolveField(changes).heads)
        const standing = changes.filter(({ entry }) => heads.has(entry))
        const reached = new Set(standing.flatMap((head) => [...reachedFrom(head, changes)]))
        for (const { entry, counted } of changes)
          if (counted) expect(heads.has(entry) || reached.has(entry)).toBe(true)
        expect(standing.every(({ counted }) => counted)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  test('is decided by a change that names all of it', () => {
    fc.assert(
      fc.property(hostile, (changes) => {
        const { heads } = resolveField(changes)
        const choice = {
          ...changeOf(99, { bases: [], previous: null, value: 0, counted: true, time: 0, device: 0 }),
          bases: heads,
        }
        expect(resolveField([...changes, choice])).toEqual({
          heads: [choice.entry],
          shown: choice.entry,
          differing: false,
        })
      }),
      { numRuns: 1000 },
    )
  })

  test('clocks decide only which of several values is shown', () => {
    fc.assert(
      fc.property(hostile, fc.array(fc.nat(100), { minLength: 10, maxLength: 10 }), (changes, times) => {
        const before = resolveField(changes)
        const after = resolveField(changes.map((change, i) => ({ ...change, time: times[i] ?? 0 })))
        expect(after.heads).toEqual(before.heads)
        expect(after.differing).toBe(before.differing)
        if (before.shown !== null) expect(after.heads).toContain(after.shown)
      }),
      { numRuns: 500 },
    )
  })

  test('a stranger’s ten thousand changes with as many bases as allowed are resolved in one walk', () => {
    const changes = Array.from({ length: 10_000 }, (_, i) =>
      changeOf(i, {
        bases: Array.from({ length: 64 }, (_unused, back) => i - 1 - back).filter((base) => base >= 0),
        previous: i === 0 ? null : i - 1,
        value: i % 3,
        counted: i % 7 !== 0,
        time: 0,
        device: 0,
      }),
    )
    const began = performance.now()
    expect(resolveField(changes).heads).toHaveLength(1)
    expect(performance.now() - began).toBeLessThan(3000)
  })
})
