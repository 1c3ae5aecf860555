import { beforeEach, expect, test } from 'vitest'
import { insertArrival } from '../../../src-main/storage/arrivals.ts'
import type { Database } from '../../../src-main/storage/database.ts'
import { insertEntry } from '../../../src-main/storage/entries.ts'
import { historyPage, type HistoryFilter, type HistoryPlace } from '../../../src-main/storage/history.ts'
import { addToScope, ensureScope } from '../../../src-main/storage/scopes.ts'
import { ensureStream } from '../../../src-main/storage/streams.ts'
import { anEntryRow, emptyDatabase } from '../../support/storage.ts'

let database: Database
let scope: number

/** Ten entries at times 1 … 10; the odd ones by `an` from device d1, the even ones by `binh` from d2; 1–4 about one sheet. */
beforeEach(() => {
  database = emptyDatabase()
  scope = ensureScope(database, 'sheet')
  const streams = [ensureStream(database, 'd2/u2/sheet'), ensureStream(database, 'd1/u1/sheet')]
  const arrival = insertArrival(database, { kind: 'own', time: 1, device: 'd1', bundle: null })
  for (const time of [5, 1, 10, 2, 7, 3, 9, 4, 8, 6]) {
    const num = insertEntry(
      database,
      anEntryRow({
        stream: streams[time % 2] ?? 0,
        arrival,
        seq: time,
        time,
        officer: time % 2 === 1 ? 'an' : 'binh',
        action: time <= 6 ? 'scores.set' : 'sheets.submit',
      }),
    )
    if (time <= 4) addToScope(database, scope, num ?? 0)
  }
})

function times(filter: HistoryFilter, limit = 50, behind?: HistoryPlace): number[] {
  return historyPage(database, filter, limit, behind).map((entry) => entry.time)
}

test('newest first by the author’s clock, page after page without a gap', () => {
  expect(times({})).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1])
  const seen: number[] = []
  let behind: HistoryPlace | undefined
  for (;;) {
    const page = historyPage(database, {}, 3, behind)
    if (page.length === 0) break
    seen.push(...page.map((entry) => entry.time))
    behind = page.at(-1)
  }
  expect(seen).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1])
})

test.each<[string, HistoryFilter, number[]]>([
  ['officer', { officer: 'an' }, [9, 7, 5, 3, 1]],
  ['actions', { actions: ['sheets.submit', 'other'] }, [10, 9, 8, 7]],
  ['no action at all', { actions: [] }, []],
  ['audience', { audience: 'u2' }, [10, 8, 6, 4, 2]],
  ['device', { device: 'd1' }, [9, 7, 5, 3, 1]],
  ['time', { from: 3, before: 6 }, [5, 4, 3]],
  ['all together', { officer: 'an', actions: ['scores.set'], audience: 'u1', device: 'd1', from: 2 }, [5, 3]],
])('filtered by %s', (_, filter, expected) => {
  expect(times(filter)).toEqual(expected)
})

test('of one sheet, with the same filters and pages', () => {
  expect(times({ scope })).toEqual([4, 3, 2, 1])
  expect(times({ scope, officer: 'an' })).toEqual([3, 1])
  expect(times({ scope, device: 'd2', actions: ['scores.set'], before: 4 })).toEqual([2])
  const [first] = historyPage(database, { scope }, 1)
  expect(times({ scope }, 2, first)).toEqual([3, 2])
})

test('entries of one moment are not lost between two pages', () => {
  const stream = ensureStream(database, 'd3/u3/sheet')
  for (let seq = 1; seq <= 5; seq++) insertEntry(database, anEntryRow({ stream, arrival: 1, seq, time: 99 }))
  const first = historyPage(database, { device: 'd3' }, 2)
  const second = historyPage(database, { device: 'd3' }, 9, first.at(-1))
  expect([...first, ...second].map((entry) => entry.seq)).toEqual([5, 4, 3, 2, 1])
})
