import type { Progress } from '../../shared/contract/frames.ts'
import { countEntries, entriesAfter } from '../storage/entries.ts'
import { fieldsOfScope } from '../storage/fields.ts'
import { addToScope, allScopes, ensureScope, entryNumbersOfScope, type ScopeRow } from '../storage/scopes.ts'
import { detailsOfSheet, sheetOfScope } from '../storage/sheet-states.ts'
import { transaction } from '../storage/transaction.ts'
import { uncountedOfScope } from '../storage/uncounted.ts'
import { decodeEntry } from './entry.ts'
import { createJournal, type Journal } from './journal.ts'
import type { JournalBase } from './parts.ts'
import { rowKey, rowOf, rowText, uncountedRows } from './projected-rows.ts'
import { scopesOf } from './scopes.ts'
import { summarizeSheet } from './sheet-summary.ts'

export type Rebuilt = { readonly entries: number; readonly fields: number; readonly differed: boolean }

const entriesAtOnce = 200

/**
 * Makes the projection again from the stored entries alone, beside the live one, and compares (JOURNAL 16). What differs is put
 * right in one transaction at the end, judged again there: others may have written meanwhile. Yields at least after every scope.
 */
export async function* rebuildProjection(base: JournalBase): AsyncGenerator<Progress, Rebuilt> {
  const { database } = base
  const entries = countEntries(database)
  const fresh = createJournal(base)
  const scopes = allScopes(database)
  const differing: ScopeRow[] = []
  const placed = new Set<number>()
  let fields = 0
  for (const [done, scope] of scopes.entries()) {
    const rows = freshRows(fresh, scope)
    fields += rows.fields
    if (rows.text !== liveRows(base, scope.num)) differing.push(scope)
    for (const num of entryNumbersOfScope(database, scope.num)) placed.add(num)
    yield { step: 'rebuild', done: done + 1, total: scopes.length }
    await Promise.resolve()
  }
  const astray = placed.size >= entries ? [] : entriesWithoutScope(base, placed)
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
      differing.some((scope) => freshRows(fresh, scope).text !== liveRows(base, scope.num))
    // catalogues first: sheets are judged by them
    if (wrong) for (const key of [...touched].sort()) fresh.projector.write(key)
    return wrong
  })
}

/** Entries that no scope holds: only damage can have taken their rows away. */
function entriesWithoutScope({ database }: JournalBase, placed: ReadonlySet<number>): number[] {
  const found: number[] = []
  for (let last = 0; ;) {
    const portion = entriesAfter(database, last, entriesAtOnce)
    for (const { num } of portion) if (!placed.has(num)) found.push(num)
    last = portion.at(-1)?.num ?? last
    if (portion.length < entriesAtOnce) return found
  }
}

/** Everything that the projection says about a scope, as one text. */
function freshRows(
  journal: Journal,
  { key, num }: ScopeRow,
): { readonly text: string; readonly fields: number } {
  const scope = journal.projector.read(key)
  const { fields, standings } = scope.projection
  const rows: string[] = []
  for (const [fieldKey, standing] of standings) {
    const field = fields.get(fieldKey)
    if (field === undefined || standing.shown === null) continue
    rows.push(`${fieldKey}\n${rowText(rowOf(field, standing))}`)
  }
  const sheet =
    scope.kind !== 'sheet' || scope.reading === null
      ? null
      : summarizeSheet(num, scope.context, scope.reading)
  const text = textOf(rows, uncountedRows(fields), sheet === null ? null : [sheet.state, sheet.details])
  return { text, fields: rows.length }
}

function liveRows({ database }: JournalBase, num: number): string {
  const rows = fieldsOfScope(database, num).map((row) => `${rowKey(row)}\n${rowText(row)}`)
  const state = sheetOfScope(database, num)
  const sheet = state === undefined ? null : [state, detailsOfSheet(database, num)]
  return textOf(rows, uncountedOfScope(database, num), sheet)
}

function textOf(rows: string[], uncounted: readonly unknown[], sheet: unknown): string {
  return JSON.stringify([rows.sort(), uncounted, sheet])
}
