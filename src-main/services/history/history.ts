import type { Input, Output } from '../../../shared/contract/contract.ts'
import type { HistoryEntry } from '../../../shared/contract/history.ts'
import type { EntryId } from '../../../shared/domain/ids.ts'
import { searchKey } from '../../../shared/domain/text/vietnamese.ts'
import { decodeEntry, type Change, type DecodedEntry } from '../../journal/entry.ts'
import { scopeOf, scopesOf } from '../../journal/scopes.ts'
import { parseStreamKey } from '../../journal/streams.ts'
import { arrivalByNumber } from '../../storage/arrivals.ts'
import { entriesAfter, entryById, type StoredEntry } from '../../storage/entries.ts'
import { historyPage, type HistoryFilter, type HistoryPlace } from '../../storage/history.ts'
import { scopeByKey } from '../../storage/scopes.ts'
import { uncountedOfScope } from '../../storage/uncounted.ts'
import { criterionOfChange, labelOfChange, sheetPlaceOf } from './describe-change.ts'
import { describeValue } from './describe-value.ts'
import type { Installation } from '../office/installation.ts'
import { authorOf } from '../sheets/sheet-scope.ts'
import { slices } from '../slices.ts'
import { createUndoJudge } from './undo.ts'
import { wordsOf } from '../words.ts'

/** Who did what, when and why: the journal in words. */

type Query = Input<'history.list'>
type HistoryChange = HistoryEntry['changes'][number]

const readAtOnce = 200

/** Newest first by the authors' clocks. What storage cannot filter by is filtered here, in slices. */
export async function listHistory(installation: Installation, query: Query): Promise<Output<'history.list'>> {
  const { database } = installation
  const filter = filterOf(installation, query)
  if (filter === null) return { entries: [], next: null }
  const { rest } = slices()
  const isWanted = matcherOf(query)
  const view = createHistoryViewer(installation)
  const entries: HistoryEntry[] = []
  let behind = placeOf(installation, query.before)
  for (;;) {
    const page = historyPage(database, filter, readAtOnce, behind)
    for (const row of page) {
      const entry = decodeEntry(row.bytes)
      if (!isWanted(entry)) continue
      if (entries.length === query.limit) return { entries, next: behind?.num ?? null }
      entries.push(view(row, entry))
      behind = row
      await rest()
    }
    if (page.length < readAtOnce) return { entries, next: null }
    behind = page.at(-1) ?? behind
    await rest()
  }
}

/** Null when nothing was ever written about the sheet asked for. */
function filterOf({ database }: Installation, query: Query): HistoryFilter | null {
  const { unit, assessment, action, from, until } = query
  const scope = assessment === undefined ? undefined : scopeByKey(database, `sheet ${assessment}`)
  if (assessment !== undefined && scope === undefined) return null
  return {
    ...(scope === undefined ? {} : { scope }),
    ...(unit === undefined ? {} : { audience: unit }),
    ...(action === undefined ? {} : { actions: [action] }),
    ...(from === undefined ? {} : { from }),
    // "until" holds the last moment asked for
    ...(until === undefined ? {} : { before: until + 1 }),
  }
}

function placeOf({ database }: Installation, num: number | undefined): HistoryPlace | undefined {
  if (num === undefined) return undefined
  return entriesAfter(database, num - 1, 1).find((entry) => entry.num === num)
}

function matcherOf({ officer, criterion }: Query): (entry: DecodedEntry) => boolean {
  const name = searchKey(officer ?? '')
  return (entry) =>
    (name === '' || searchKey(entry.officer.name).includes(name)) &&
    (criterion === undefined || entry.changes.some((change) => sheetPlaceOf(change)?.part === criterion))
}

/** Shows entries of one page: what they share is read once. */
function createHistoryViewer(
  installation: Installation,
): (row: StoredEntry, entry: DecodedEntry) => HistoryEntry {
  const { database, units, journal } = installation
  const words = wordsOf(installation)
  const mayUndo = createUndoJudge(installation)
  const read = createEntryReader(installation)
  const uncounted = createUncountedReader(installation)

  function viewChange(entry: DecodedEntry, change: Change, index: number): HistoryChange {
    const { entity, id, field } = change
    const criterion = criterionOfChange(installation, change)
    const describe = (value: unknown): string | null =>
      describeValue(installation, words, { entity, field, value, criterion })
    const before = new Set(
      change.bases.flatMap((base) => {
        const found = read(base)?.changes.find(
          (each) => each.entity === entity && each.id === id && each.field === field,
        )
        return found === undefined ? [] : (describe(found.value) ?? [])
      }),
    )
    const reason = uncounted(entry, change, index)
    return {
      entity,
      id,
      field,
      label: labelOfChange(installation, words, change),
      before: before.size === 0 ? null : [...before].join(' / '),
      after: describe(change.value),
      counted: reason === null,
      reason,
    }
  }

  return (row, entry) => {
    const stream = parseStreamKey(entry.stream)
    const arrival = arrivalByNumber(database, row.arrival)
    const sheet = scopesOf(entry).find((scope) => scope.startsWith('sheet '))
    return {
      author: authorOf(installation, journal.projector.toSheetEntry(entry, entry.stream)),
      action: entry.action,
      act: entry.act,
      unitName: stream === undefined ? '' : units.nameOf(stream.audience),
      assessment: (sheet?.slice('sheet '.length) ?? null) as HistoryEntry['assessment'],
      arrived: arrival?.kind === 'bundle' ? arrival.time : null,
      changes: entry.changes.map((change, index) => viewChange(entry, change, index)),
      undoable: mayUndo(entry),
    }
  }
}

function createEntryReader({ database }: Installation): (id: EntryId) => DecodedEntry | null {
  const known = new Map<EntryId, DecodedEntry | null>()
  return (id) => {
    let entry = known.get(id)
    if (entry === undefined) {
      const row = entryById(database, id)
      entry = row === undefined ? null : decodeEntry(row.bytes)
      known.set(id, entry)
    }
    return entry
  }
}

/** Why a change does not count, or null; what belongs to no scope goes beyond what its device may write. */
export function createUncountedReader({
  database,
}: Installation): (entry: DecodedEntry, change: Change, index: number) => string | null {
  const known = new Map<string, ReadonlyMap<string, string>>()
  return (entry, change, index) => {
    const stream = parseStreamKey(entry.stream)
    const key = stream === undefined ? undefined : scopeOf(change, stream)
    if (key === undefined) return 'overstep'
    let reasons = known.get(key)
    if (reasons === undefined) {
      const scope = scopeByKey(database, key)
      const rows = scope === undefined ? [] : uncountedOfScope(database, scope)
      reasons = new Map(rows.map((row) => [`${row.entry} ${row.change}`, row.reason]))
      known.set(key, reasons)
    }
    return reasons.get(`${entry.id} ${index}`) ?? null
  }
}
