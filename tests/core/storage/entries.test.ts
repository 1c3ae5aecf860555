import { beforeEach, describe, expect, test } from 'vitest'
import {
  insertArrival,
  lastArrivalBefore,
  arrivalByNumber,
  bundleArrivals,
} from '../../../src-main/storage/arrivals.ts'
import type { Database } from '../../../src-main/storage/database.ts'
import {
  countEntries,
  entriesAfter,
  entriesOfArrival,
  entriesOfScope,
  entriesOfStream,
  entryById,
  entryNumber,
  forkedSeqs,
  insertEntry,
  lastOfStream,
  placeById,
  placesOfStream,
} from '../../../src-main/storage/entries.ts'
import {
  addToScope,
  allScopes,
  ensureScope,
  keyOfScope,
  scopeByKey,
  scopesStartingWith,
} from '../../../src-main/storage/scopes.ts'
import { allStreams, ensureStream, streamByKey, streamByNumber } from '../../../src-main/storage/streams.ts'
import { anEntryRow, emptyDatabase, idOf } from '../../support/storage.ts'

let database: Database
let stream: number
let arrival: number

beforeEach(() => {
  database = emptyDatabase()
  stream = ensureStream(database, 'd1/vn2024.c.07243/sheet')
  arrival = insertArrival(database, { kind: 'own', time: 1000, device: 'd1', bundle: null })
})

describe('entries', () => {
  test('come back byte for byte', () => {
    const entry = anEntryRow({ stream, arrival, seq: 3, prev: idOf('before'), bytes: Buffer.from('{"a":1}') })
    const num = insertEntry(database, entry)
    expect(entryById(database, entry.id)).toEqual({ num, ...entry })
    expect(entryNumber(database, entry.id)).toBe(num)
    expect(placeById(database, entry.id)).toEqual({ num, id: entry.id, stream, seq: 3, prev: entry.prev })
    expect(entryById(database, idOf('other'))).toBeUndefined()
  })

  test('stored twice are stored once', () => {
    const entry = anEntryRow({ stream, arrival })
    expect(insertEntry(database, entry)).toBe(1)
    expect(insertEntry(database, { ...entry, time: 5 })).toBeUndefined()
    expect(entryById(database, entry.id)?.time).toBe(entry.time)
    expect(countEntries(database)).toBe(1)
  })

  test('of one stream by seq, both branches of a fork kept', () => {
    for (const seq of [2, 1, 4, 3]) insertEntry(database, anEntryRow({ stream, arrival, seq }))
    insertEntry(database, anEntryRow({ stream, arrival, seq: 4, bytes: Buffer.from('fork') }))
    expect(entriesOfStream(database, stream).map((entry) => entry.seq)).toEqual([1, 2, 3, 4, 4])
    expect(entriesOfStream(database, stream, 2, 3).map((entry) => entry.seq)).toEqual([2, 3])
    expect(placesOfStream(database, stream, 4).map((place) => place.id)).toEqual(
      [idOf(Buffer.from('fork').toString('hex')), idOf(Buffer.from(`${stream}/4`).toString('hex'))].sort(),
    )
    expect(lastOfStream(database, stream)).toHaveLength(2)
    expect(forkedSeqs(database, stream)).toEqual([4])
    expect(lastOfStream(database, 99)).toEqual([])
  })

  test('of a scope, each once, as they came', () => {
    const other = ensureStream(database, 'd2/vn2024.c.07243/sheet')
    const scope = ensureScope(database, 'sheet')
    const rows = [
      anEntryRow({ stream: other, arrival, seq: 1 }),
      anEntryRow({ stream, arrival, seq: 2 }),
      anEntryRow({ stream, arrival, seq: 1 }),
    ]
    for (const row of rows) addToScope(database, scope, insertEntry(database, row) ?? 0)
    insertEntry(database, anEntryRow({ stream, arrival, seq: 9 }))
    addToScope(database, scope, 1)
    expect(entriesOfScope(database, scope)).toEqual(
      rows.map((row) => ({ id: row.id, stream: row.stream, text: Buffer.from(row.bytes).toString('utf8') })),
    )
    expect(entriesOfScope(database, scope, 3).map(({ id }) => id)).toEqual(
      rows.slice(0, 2).map(({ id }) => id),
    )
  })

  test('in portions, in the order of arrival', () => {
    for (let seq = 1; seq <= 5; seq++) insertEntry(database, anEntryRow({ stream, arrival, seq }))
    expect(entriesAfter(database, 0, 2).map((entry) => entry.seq)).toEqual([1, 2])
    expect(entriesAfter(database, 2, 9).map((entry) => entry.seq)).toEqual([3, 4, 5])
  })
})

describe('arrivals', () => {
  test('keep together what came together, one without entries too', () => {
    insertEntry(database, anEntryRow({ stream, arrival, seq: 1 }))
    insertArrival(database, { kind: 'own', time: 1500, device: 'd1', bundle: null })
    const bundle = insertArrival(database, { kind: 'bundle', time: 2000, device: 'd2', bundle: idOf('m') })
    insertEntry(database, anEntryRow({ stream, arrival: bundle, seq: 2 }))
    insertEntry(database, anEntryRow({ stream, arrival: bundle, seq: 3 }))
    expect([1, 2, 3].map((num) => entriesOfArrival(database, num).map((entry) => entry.seq))).toEqual([
      [1],
      [],
      [2, 3],
    ])
    expect(arrivalByNumber(database, bundle)).toEqual({
      num: 3,
      kind: 'bundle',
      time: 2000,
      device: 'd2',
      bundle: idOf('m'),
    })
    expect(bundleArrivals(database).map(({ num }) => num)).toEqual([bundle])
  })

  test('are found by local time', () => {
    insertArrival(database, { kind: 'own', time: 2000, device: 'd1', bundle: null })
    expect([999, 1000, 1999, 5000].map((time) => lastArrivalBefore(database, time))).toEqual([
      undefined,
      1,
      1,
      2,
    ])
  })
})

describe('streams and scopes', () => {
  test('have one row a key', () => {
    expect(ensureStream(database, 'd1/vn2024.c.07243/sheet')).toBe(stream)
    expect(streamByNumber(database, stream)).toEqual({
      num: stream,
      key: 'd1/vn2024.c.07243/sheet',
      device: 'd1',
      audience: 'vn2024.c.07243',
      channel: 'sheet',
    })
    expect(allStreams(database)).toHaveLength(1)
    expect(streamByKey(database, 'd1/vn2024.c.07243/office')).toBeUndefined()
    expect(() => ensureStream(database, 'd1/sheet')).toThrow('not a stream key')

    const scope = ensureScope(database, 'sheet/a')
    expect(ensureScope(database, 'sheet/a')).toBe(scope)
    expect(scopeByKey(database, 'sheet/a')).toBe(scope)
    expect(keyOfScope(database, scope)).toBe('sheet/a')
  })

  test('scopes are found by how their key begins', () => {
    for (const key of ['sheet/2024/b', 'sheet/2025/a', 'sheet/2024/a', 'sheet/2024'])
      ensureScope(database, key)
    expect(scopesStartingWith(database, 'sheet/2024/').map(({ key }) => key)).toEqual([
      'sheet/2024/a',
      'sheet/2024/b',
    ])
    expect(allScopes(database)).toHaveLength(4)
  })
})
