import { setImmediate as letOthersRun } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { Progress } from '../../shared/contract/frames.ts'
import type { Database } from '../storage/database.ts'
import { countEntries, entriesAfter, numberOfNextEntry } from '../storage/entries.ts'
import { fieldTextsOfScope } from '../storage/fields.ts'
import { addToScope, allScopes, ensureScope, entryNumbersOfScope, type ScopeRow } from '../storage/scopes.ts'
import { detailsOfSheet, sheetOfScope } from '../storage/sheet-states.ts'
import { transaction } from '../storage/transaction.ts'
import { uncountedOfScope } from '../storage/uncounted.ts'
import { decodeEntry } from './entry.ts'
import { createJournal, type Journal } from './journal.ts'
import type { JournalBase } from './parts.ts'
import { rowOf, rowText, uncountedRows } from './projected-rows.ts'
import type { ProjectedScope } from './projector.ts'
import { scopesOf } from './scopes.ts'
import { summarizeSheet } from './sheet-summary.ts'

export type Rebuilt = { readonly entries: number; readonly fields: number; readonly differed: boolean }

const entriesAtOnce = 200
const sliceMilliseconds = 20

/**
 * Makes the projection again from the stored entries alone, beside the live one, and compares (JOURNAL 16). What differs is put
 * right in one transaction at the end, judged again there: others may have written meanwhile. Yields after every slice of time;
 * of the scopes only the catalogues, by which the others are judged, stay in memory.
 */
export async function* rebuildProjection(base: JournalBase): AsyncGenerator<Progress, Rebuilt> {
  const { database } = base
  const entries = countEntries(database)
  const fresh = createJournal(base)
  const scopes = allScopes(database)
  const differing: ScopeRow[] = []
  const placed = createPlaced(numberOfNextEntry(database))
  let fields = 0
  let began = performance.now()
  for (const [done, scope] of scopes.entries()) {
    const compared = compareScope(base, fresh.projector.readOnce(scope.key), scope.num)
    fields += compared.fields
    if (!compared.same) differing.push(scope)
    for (const num of entryNumbersOfScope(database, scope.num)) placed.add(num)
    if (performance.now() - began < sliceMilliseconds) continue
    yield { step: 'rebuild', done: done + 1, total: scopes.length }
    await letOthersRun()
    began = performance.now()
  }
  const astray = placed.count() >= entries ? [] : entriesWithoutScope(base, placed)
  if (differing.length === 0 && astray.length === 0) return { entries, fields, differed: false }
  return { entries, fields, differed: repair(base, fresh, differing, astray) }
}

/** Whether something was indeed wrong. */
function repair(
  base: JournalBase,
  fresh: Journal,
  differing: readonly ScopeRow[],
  astray: readonly number[],
): boolean {
  const { database } = base
  return transaction(database, () => {
    fresh.forget()
    const touched = new Set(differing.map(({ key }) => key))
    for (const num of astray) {
      const [row] = entriesAfter(database, num - 1, 1)
      if (row === undefined) continue
      for (const key of scopesOf(decodeEntry(row.bytes))) {
        addToScope(database, ensureScope(database, key), num)
        touched.add(key)
      }
    }
    const wrong =
      astray.length > 0 ||
      differing.some(({ key, num }) => !compareScope(base, fresh.projector.readOnce(key), num).same)
    // catalogues first: sheets are judged by them
    if (wrong) for (const key of [...touched].sort()) fresh.projector.write(key)
    return wrong
  })
}

/** Entries that no scope holds: only damage can have taken their rows away. */
function entriesWithoutScope({ database }: JournalBase, placed: Placed): number[] {
  const found: number[] = []
  for (let last = 0; ;) {
    const portion = entriesAfter(database, last, entriesAtOnce)
    for (const { num } of portion) if (!placed.has(num)) found.push(num)
    last = portion.at(-1)?.num ?? last
    if (portion.length < entriesAtOnce) return found
  }
}

/** Which entry numbers came up: a byte each, for hundreds of thousands of them. */
type Placed = {
  readonly add: (num: number) => void
  readonly has: (num: number) => boolean
  readonly count: () => number
}

function createPlaced(next: number): Placed {
  const marks = new Uint8Array(next)
  // what comes while the rebuild runs
  const later = new Set<number>()
  let marked = 0
  return {
    add: (num) => {
      if (num >= next) later.add(num)
      else if (marks[num] === 0) {
        marks[num] = 1
        marked++
      }
    },
    has: (num) => marks[num] === 1 || later.has(num),
    count: () => marked + later.size,
  }
}

/** Whether the rows that stand in the database are exactly those of the projection, and how many fields it has. */
function compareScope(
  { database }: JournalBase,
  scope: ProjectedScope,
  num: number,
): { readonly same: boolean; readonly fields: number } {
  const { fields, standings } = scope.projection
  const live = fieldTextsOfScope(database, num)
  let standing = 0
  for (const { shown } of standings.values()) if (shown !== null) standing++
  const same =
    standing === live.length &&
    live.every(({ field: key, text }) => {
      const field = fields.get(key)
      const found = standings.get(key)
      if (field === undefined || found === undefined || found.shown === null) return false
      return rowText(rowOf(field, found)) === text
    }) &&
    isDeepStrictEqual(uncountedRows(fields), uncountedOfScope(database, num)) &&
    isSameSheet(database, scope, num)
  return { same, fields: standing }
}

function isSameSheet(database: Database, scope: ProjectedScope, num: number): boolean {
  const live = sheetOfScope(database, num)
  if (scope.kind !== 'sheet' || scope.reading === null) return live === undefined
  const { state, details } = summarizeSheet(num, scope.context, scope.reading)
  return isDeepStrictEqual(state, live) && details === detailsOfSheet(database, num)
}
