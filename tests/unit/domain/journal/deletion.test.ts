import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { EntryId } from '../../../../shared/domain/ids.ts'
import { awaitedBy } from '../../../../shared/domain/journal/awaited.ts'
import type { EntryChange } from '../../../../shared/domain/journal/facts.ts'
import { readEvidence } from '../../../../shared/domain/journal/sheet-evidence.ts'
import { assessment, commune, entryOf, sheetOf, yesNo, type Written } from '../../../support/sheet-worlds.ts'

/** JOURNAL 11: what is deleted is hidden from those who saw all of it that there is. */

const evidence = `${assessment}/${yesNo[0]?.id}/${commune}:1`

const step = fc.record({
  device: fc.constantFrom('a', 'b'),
  what: fc.constantFrom('link', 'delete', 'restore', 'inherited'),
  pages: fc.nat(2),
  /** How many entries of the other device are not seen yet. */
  unseen: fc.nat(2),
})
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

function play(steps: readonly Step[]): readonly Written[] {
  const all: Written[] = []
  for (const each of steps) {
    const own = all.filter(({ device }) => device === each.device)
    const others = all.filter(({ device }) => device !== each.device)
    const seen = [...own, ...others.slice(0, Math.max(0, others.length - each.unseen))]
    const headsOf = (field: string): readonly EntryId[] =>
      sheetOf(closed(seen, all)).standings.get(`evidence\n${evidence}\n${field}`)?.heads ?? []
    const field = each.what === 'link' ? 'link' : each.what === 'inherited' ? 'constructor' : 'deleted'
    const value = {
      link: { pages: String(each.pages), period: '', note: '' },
      delete: { link: headsOf('link') },
      restore: null,
      inherited: 1,
    }[each.what]
    const change: EntryChange = { entity: 'evidence', id: evidence, field, value, bases: headsOf(field) }
    all.push(entryOf(each.device, commune, own.at(-1) ?? null, [change], all.length))
  }
  return all
}

/** With everything on which the seen entries build. */
function closed(seen: readonly Written[], all: readonly Written[]): readonly Written[] {
  const ids = new Set<string>(seen.map(({ id }) => id))
  for (const entry of [...all].reverse()) {
    if (!ids.has(entry.id)) continue
    if (entry.prev !== null) ids.add(entry.prev)
    for (const change of entry.changes) for (const id of awaitedBy(change)) ids.add(id)
  }
  return all.filter(({ id }) => ids.has(id))
}

const shown = (all: readonly Written[]) => readEvidence(sheetOf(all), assessment)[0]

/** Whether `older` is `newer` or something that its writers saw. */
function isSeenBy(older: string, newer: string, all: readonly Written[]): boolean {
  if (older === newer) return true
  const entry = all.find(({ id }) => id === newer)
  const before = entry?.changes[0]?.bases ?? []
  const chain = all.filter(
    (each) => each.stream === entry?.stream && each.seq < entry.seq && each.changes[0]?.field === 'link',
  )
  return [...before, ...chain.map(({ id }) => id)].some((id) => isSeenBy(older, id, all))
}

describe('a piece of evidence', () => {
  test('is hidden exactly while one deletion stands and names all that stands, or what replaced it', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 9 }).map(play), (all) => {
        const sheet = sheetOf(all)
        const links = sheet.standings.get(`evidence\n${evidence}\nlink`)
        const deletion = sheet.standings.get(`evidence\n${evidence}\ndeleted`)
        const value = all.find(({ id }) => id === deletion?.shown)?.changes[0]?.value as
          { link: string[] } | null | undefined
        const isDeleted =
          value != null &&
          !(deletion?.differing ?? true) &&
          (links?.heads ?? []).every((head) => value.link.some((named) => isSeenBy(head, named, all)))
        const isThere = (links?.shown ?? null) !== null && !isDeleted
        expect(shown(all) !== undefined).toBe(isThere)
        if (isThere && deletion?.differing === true) expect(shown(all)?.differing).toBe(true)
      }),
      { numRuns: 600 },
    )
  })

  test('comes back when it is restored, and when somebody who did not know of its deletion changes it', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 6 }).map(play), fc.boolean(), (before, restores) => {
        const last = (all: readonly Written[], device: string) =>
          all.filter((entry) => entry.device === device).at(-1) ?? null
        const write = (
          all: readonly Written[],
          device: string,
          field: string,
          value: unknown,
          sees = all,
        ) => {
          const bases = sheetOf(sees).standings.get(`evidence\n${evidence}\n${field}`)?.heads ?? []
          return [
            ...all,
            entryOf(
              device,
              commune,
              last(all, device),
              [{ entity: 'evidence', id: evidence, field, value, bases }],
              900,
            ),
          ]
        }
        const linked = write(before, 'a', 'link', { pages: '7', period: '', note: '' })
        const named = sheetOf(linked).standings.get(`evidence\n${evidence}\nlink`)?.heads
        const deleted = write(linked, 'a', 'deleted', { link: named })
        expect(shown(deleted)).toBeUndefined()
        const back = restores
          ? write(deleted, 'b', 'deleted', null)
          : write(deleted, 'b', 'link', { pages: '8', period: '', note: '' }, linked)
        expect(shown(back)).toBeDefined()
      }),
      { numRuns: 200 },
    )
  })
})

test('stays hidden when what its deletion named counts no more and what was there before does', () => {
  const link = (pages: string, bases: readonly EntryId[]): EntryChange => ({
    entity: 'evidence',
    id: evidence,
    field: 'link',
    value: { pages, period: '', note: '' },
    bases,
  })
  const first = entryOf('a', commune, null, [link('1', [])])
  const second = entryOf('b', commune, null, [link('2', [first.id])])
  const deletion = {
    entity: 'evidence',
    id: evidence,
    field: 'deleted',
    value: { link: [second.id] },
    bases: [],
  }
  const deleted = entryOf('a', commune, first, [deletion])
  const all = [first, second, deleted, entryOf('b', commune, null, [link('3', [])])]
  expect(sheetOf(all).standings.get(`evidence\n${evidence}\nlink`)?.heads).toEqual([first.id])
  expect(shown(all)).toBeUndefined()
})

test('a deletion waits for what it names, like a change for its bases', () => {
  const [one, two] = ['1'.repeat(64) as EntryId, '2'.repeat(64) as EntryId]
  const change = { entity: 'evidence', id: evidence, field: 'deleted', bases: [one] }
  expect(awaitedBy({ ...change, value: { link: [two] } })).toEqual([one, two])
  expect(awaitedBy({ ...change, value: null })).toEqual([one])
  expect(awaitedBy({ ...change, value: 'not a deletion' })).toEqual([one])
  expect(awaitedBy({ ...change, field: 'link', value: { link: [two] } })).toEqual([one])
})
