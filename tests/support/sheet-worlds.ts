import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { CriteriaContent } from '../../shared/domain/criteria.ts'
import type { AssessmentId, CriteriaVersionId, CycleId, EntryId, UnitId } from '../../shared/domain/ids.ts'
import type {
  Cut,
  EntryChange,
  Point,
  SheetContext,
  SheetEntry,
  StoredFacts,
} from '../../shared/domain/journal/facts.ts'
import { projectSheet, type SheetProjection } from '../../shared/domain/journal/sheet-projection.ts'

/**
 * Entries about one sheet without a database: devices write, also behind their own back, and the facts that the projection asks
 * for are found in the plainest way there is.
 */

export const cycle = 'huyen:2024' as CycleId
export const commune = 'xa' as UnitId
export const assessment = `${cycle}/${commune}` as AssessmentId
export const sample = CriteriaContent.parse(
  JSON.parse(readFileSync(new URL('../../assets/criteria/sample-2024.json', import.meta.url), 'utf8')),
)
export const yesNo = sample.criteria.filter(({ rule }) => rule.kind === 'yesNo').slice(0, 3)

export const context: SheetContext = {
  assessment,
  commune,
  above: [
    { unit: 'huyen' as UnitId, level: 'district' },
    { unit: 'tinh' as UnitId, level: 'province' },
  ],
  cycle: {
    id: cycle,
    publisher: 'huyen' as UnitId,
    name: '2024',
    year: 2024,
    version: 'huyen:v1' as CriteriaVersionId,
    units: new Set([commune]),
    levels: { appraise: 'district', verify: 'province', recognise: 'province' },
    period: { from: '2024-01-01', until: '2024-12-31' },
    content: sample,
  },
}

/** Every decision names this point of the catalogue unless it says otherwise. */
export const catalogue: Cut = { 'huyen/catalogue': { seq: 1, id: 'c'.repeat(64) as EntryId } }

export type Written = Omit<SheetEntry, 'counted'>

/** An entry of a device, right behind another one of it; ids are hashes, so nothing can name what comes later. */
export function entryOf(
  device: string,
  unit: string,
  before: Written | null,
  changes: readonly EntryChange[],
  time = 1000,
): Written {
  const stream = `${device}/${commune}/sheet`
  const seq = (before?.seq ?? 0) + 1
  const body = { stream, seq, prev: before?.id ?? null, time, changes }
  return {
    ...body,
    id: hash('sha256', JSON.stringify(body)) as EntryId,
    device,
    unit: unit as UnitId,
    reason: null,
    onBehalf: null,
    paper: null,
    officer: unit,
    action: 'test.write',
  }
}

/** Everything that the last entries build on in their own streams, themselves included. */
export function chainOf(entry: Written, all: readonly Written[]): readonly Written[] {
  const byId = new Map(all.map((each) => [each.id, each]))
  const chain: Written[] = []
  let at: Written | undefined = entry
  while (at !== undefined) {
    chain.push(at)
    at = at.prev === null ? undefined : byId.get(at.prev)
  }
  return chain
}

/** What JOURNAL 7 and 25 say about each stored entry, by walking. */
export function judged(stored: readonly Written[]): readonly SheetEntry[] {
  const ids = new Set<string>(stored.map(({ id }) => id))
  const forkedFrom = new Map<string, number>()
  const seen = new Set<string>()
  for (const { stream, seq } of stored) {
    const place = `${stream} ${seq}`
    if (seen.has(place)) forkedFrom.set(stream, Math.min(seq, forkedFrom.get(stream) ?? Infinity))
    seen.add(place)
  }
  const lacks = (entry: Written) => entry.changes.some(({ bases }) => bases.some((base) => !ids.has(base)))
  return stored
    .map((entry) => {
      const isForked = entry.seq >= (forkedFrom.get(entry.stream) ?? Infinity)
      const waits = chainOf(entry, stored).some(lacks)
      return {
        ...entry,
        counted: isForked ? ('forked' as const) : waits ? ('waiting' as const) : (true as const),
      }
    })
    .sort((a, b) => {
      if (a.stream !== b.stream) return a.stream < b.stream ? -1 : 1
      return a.seq - b.seq || (a.id < b.id ? -1 : 1)
    })
}

export function factsOf(stored: readonly Written[], at: SheetContext = context): StoredFacts {
  const byId = new Map(stored.map((entry) => [entry.id, entry]))
  const ids = new Set<string>(byId.keys())
  return {
    holdsCut: (cut) =>
      Object.entries(cut).every(([stream, point]) => {
        const end = byId.get(point.id)
        if (end?.stream !== stream || end.seq !== point.seq) return false
        return chainOf(end, stored).every(({ changes }) =>
          changes.every(({ bases }) => bases.every((base) => ids.has(base))),
        )
      }),
    liesBefore: (entry, point) => {
      const end = byId.get(point.id)
      return end !== undefined && chainOf(end, stored).some(({ id }) => id === entry.id)
    },
    contextAt: (seen) => (JSON.stringify(seen.catalogue) === JSON.stringify(catalogue) ? at : null),
  }
}

/** The sheet of these entries. */
export function sheetOf(stored: readonly Written[]): SheetProjection {
  return projectSheet(judged(stored), context, factsOf(stored))
}

export function pointOf({ seq, id }: Written): Point {
  return { seq, id }
}

export function basis(cut: Cut, except: readonly EntryId[] = []) {
  return { cut, except, catalogue, version: 'huyen:v1', total: 0, complete: false, missingFiles: [] }
}

export function answer(yes: boolean): unknown {
  return { input: { kind: 'yesNo', yes }, note: '' }
}

/** What a sheet says, as text: values and heads of every field, and what does not count. */
export function textOf(sheet: SheetProjection): string {
  const fields = [...sheet.fields]
    .map(([key, { changes }]) => ({
      key,
      standing: sheet.standings.get(key),
      counted: changes.map(({ entry, counted }) => `${entry.id} ${String(counted)}`).sort(),
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
  return JSON.stringify(fields, null, 1)
}
