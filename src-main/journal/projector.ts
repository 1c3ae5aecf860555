import {
  type AssessmentId,
  type CriteriaVersionId,
  partsOfAssessment,
  type UnitId,
} from '../../shared/domain/ids.ts'
import type { FieldChanges, FieldKey } from '../../shared/domain/journal/changes.ts'
import type {
  SeenCatalogue,
  SheetContext,
  SheetEntry,
  StoredFacts,
} from '../../shared/domain/journal/facts.ts'
import {
  extendProjection,
  projectSheet,
  type SheetProjection,
} from '../../shared/domain/journal/sheet-projection.ts'
import { contextHeldBy } from '../../shared/domain/journal/held-criteria.ts'
import { readSheet, type SheetReading } from '../../shared/domain/journal/sheet-reading.ts'
import type { RowsRead } from '../../shared/domain/journal/sheet-rows.ts'
import {
  projectPlainScope,
  type PlainProjection,
  type PlainScopeKind,
} from '../../shared/domain/journal/scope-projection.ts'
import { entriesOfScope, type EntryText } from '../storage/entries.ts'
import { deleteField, fieldTextsOfScope, putField } from '../storage/fields.ts'
import { ensureScope, scopeByKey } from '../storage/scopes.ts'
import { deleteSheet, putSheet } from '../storage/sheet-states.ts'
import { streamByNumber } from '../storage/streams.ts'
import { replaceUncountedOfScope, uncountedOfScope } from '../storage/uncounted.ts'
import type { IsAside } from './asides.ts'
import { readStoredEntry, type DecodedEntry, type Entry } from './entry.ts'
import type { JournalBase } from './parts.ts'
import { rowOf, rowText, uncountedRows } from './projected-rows.ts'
import { summarizeSheet } from './sheet-summary.ts'
import type { StreamHealth } from './stream-health.ts'

export type ScopeKey = string

export type SheetScope = {
  readonly kind: 'sheet'
  readonly context: SheetContext
  readonly projection: SheetProjection
  /** Null while the cycle is not known here. */
  readonly reading: SheetReading | null
  /** Rows of the last reading: one more answer changes one of them. */
  readonly rows: RowsRead
}
export type PlainScope = {
  readonly kind: PlainScopeKind
  readonly unit: UnitId
  readonly projection: PlainProjection
}
export type ProjectedScope = SheetScope | PlainScope

type Loaded = {
  readonly num: number
  entries: SheetEntry[]
  projected: ProjectedScope | null
  /** Fields whose rows may be out of date; null: all. */
  dirty: Set<FieldKey> | null
  /** The rows as they stand in the database; null: not read yet. */
  written: Map<FieldKey, string> | null
  /** Rows of `uncounted` as one text; null: not read yet. */
  uncounted: string | null
}

const loadedAtMost = 600

/** Sheets and documents are many and quickly projected; by the others they are judged. */
function isForMany(key: ScopeKey): boolean {
  return key.startsWith('catalogue ') || key.startsWith('office ')
}

/** Turns stored entries into the current state, a scope at a time, and keeps that state's rows up to date. */
export type Projector = {
  /** The state of a scope, computed from its entries when it is not at hand. */
  readonly read: (key: ScopeKey) => ProjectedScope
  /** The same without keeping it at hand: for walks over all scopes. */
  readonly readOnce: (key: ScopeKey) => ProjectedScope
  /** Takes a new entry into the loaded scopes; call `write` for them inside the same transaction. */
  readonly add: (key: ScopeKey, entry: SheetEntry) => void
  /**
   * Takes received entries into a scope that is not loaded; `write` follows inside the same transaction.
   * @param firstNew entries with lower numbers were stored before
   */
  readonly take: (key: ScopeKey, entries: readonly DecodedEntry[], firstNew: number) => void
  /** Writes the rows of a scope as far as they changed. What was not at hand before is not kept. */
  readonly write: (key: ScopeKey) => void
  /** Forgets what was loaded: after a rollback, or because health, certificates or units changed. */
  readonly forget: (key?: ScopeKey) => void
  readonly toSheetEntry: (entry: Entry & { readonly id: string }, streamKey: string) => SheetEntry
  readonly entriesOf: (key: ScopeKey) => readonly SheetEntry[]
  readonly facts: StoredFacts
}

/** `contextOf` answers from the catalogue; it is a parameter because the catalogue is itself read through the projector. */
export function createProjector(
  base: JournalBase,
  health: StreamHealth,
  contextOf: (
    assessment: AssessmentId,
    seen: SeenCatalogue | null,
    version?: CriteriaVersionId,
  ) => SheetContext | null,
  isAside: IsAside,
): Projector {
  const { database, units } = base
  const loaded = new Map<ScopeKey, Loaded>()

  /** The scope that received entries were taken into, until it is written. */
  let taken: { readonly key: ScopeKey; readonly scope: Loaded } | null = null

  function load(key: ScopeKey): Loaded {
    const known = loaded.get(key)
    if (known !== undefined) {
      // the most recently used stand last
      loaded.delete(key)
      loaded.set(key, known)
      return known
    }
    const scope = open(key)
    if (scope.num >= 0) loaded.set(key, scope)
    if (loaded.size > loadedAtMost) {
      const oldest = loaded.keys().next().value
      if (oldest !== undefined) loaded.delete(oldest)
    }
    return scope
  }

  /** @param before only entries that were stored before this one */
  function open(key: ScopeKey, before?: number): Loaded {
    const num = scopeByKey(database, key)
    const entries = num === undefined ? [] : entriesOfScope(database, num, before).map(toSheetEntryOfRow)
    return {
      num: num ?? -1,
      entries: sorted(entries),
      projected: null,
      dirty: null,
      written: null,
      uncounted: null,
    }
  }

  const streamKeys = new Map<number, string>()
  function toSheetEntryOfRow(row: EntryText): SheetEntry {
    let key = streamKeys.get(row.stream)
    if (key === undefined) {
      key = streamByNumber(database, row.stream)?.key ?? ''
      streamKeys.set(row.stream, key)
    }
    return toSheetEntry(readStoredEntry(row.text, row.id), key)
  }

  function toSheetEntry(entry: Entry & { readonly id: string }, stream: string): SheetEntry {
    const device = stream.slice(0, 64)
    const facts = base.deviceFacts(device)
    return {
      id: entry.id as SheetEntry['id'],
      stream,
      device,
      unit: facts?.unit ?? null,
      seq: entry.seq,
      prev: entry.prev,
      time: entry.time,
      reason: entry.reason,
      onBehalf: entry.onBehalf?.unit ?? null,
      paper: entry.onBehalf?.paper ?? null,
      officer: entry.officer.name,
      action: entry.action,
      changes: entry.changes,
      counted: facts === null ? 'unknownDevice' : judge(entry, stream),
    }
  }

  /** Forks and waiting come before setting aside (JOURNAL 9). */
  function judge(entry: Entry & { readonly id: string }, stream: string): SheetEntry['counted'] {
    const counted = health.judge(stream, entry.seq, entry.id)
    return counted === true && isAside(entry, stream) ? 'setAside' : counted
  }

  const facts: StoredFacts = {
    holdsCut: health.holdsCut,
    liesBefore: health.liesBefore,
    contextAt: () => null,
  }

  function project(key: ScopeKey, entries: readonly SheetEntry[]): ProjectedScope {
    const space = key.indexOf(' ')
    const kind = key.slice(0, space) as PlainScopeKind | 'sheet'
    const id = key.slice(space + 1)
    if (kind === 'sheet') {
      const assessment = id as AssessmentId
      const context = contextOf(assessment, null) ?? withoutCycle(assessment)
      const facts = factsFor(assessment)
      const projection = projectSheet(entries, context, facts)
      const held = contextHeldBy(projection, context, facts)
      return held === context
        ? sheetScope(context, projection)
        : sheetScope(held, projectSheet(entries, held, facts))
    }
    const unit = id as UnitId
    const above = new Set(units.above(unit).map((each) => each.unit))
    const former = units.former(unit)
    const context = { kind, unit, above, former, mayDescribe: (other: string) => units.isWithin(other, unit) }
    return { kind, unit, projection: projectPlainScope(entries, context, facts) }
  }

  function factsFor(assessment: AssessmentId): StoredFacts {
    return {
      ...facts,
      contextAt: (seen, version) =>
        health.holdsCut(seen.catalogue) ? contextOf(assessment, seen, version) : null,
    }
  }

  /** Takes an own new entry into a loaded scope: a sheet need not be projected again for one more answer. */
  function extend(scope: Loaded, entry: SheetEntry): void {
    scope.entries.push(entry)
    const { projected } = scope
    if (projected?.kind !== 'sheet' || projected.context.cycle === null || entry.counted !== true) {
      scope.entries = sorted(scope.entries)
      scope.projected = null
      scope.dirty = null
      return
    }
    const { context, projection, rows } = projected
    const touched = extendProjection(projection, entry, context, factsFor(context.assessment))
    if (touched === null) {
      scope.entries = sorted(scope.entries)
      scope.projected = null
      scope.dirty = null
      return
    }
    scope.projected = sheetScope(context, projection, rows)
    if (scope.dirty !== null) for (const key of touched) scope.dirty.add(key)
  }

  function withoutCycle(assessment: AssessmentId): SheetContext {
    const { unit } = partsOfAssessment(assessment)
    return { assessment, commune: unit, above: units.above(unit), former: units.former(unit), cycle: null }
  }

  function read(key: ScopeKey): ProjectedScope {
    const scope = load(key)
    scope.projected ??= project(key, scope.entries)
    return scope.projected
  }

  function readOnce(key: ScopeKey): ProjectedScope {
    if (loaded.has(key) || isForMany(key)) return read(key)
    // not even for a moment in the map: a table of many comings and goings keeps all that ever was in it from the quick collector
    return project(key, open(key).entries)
  }

  /** The scope as it is to be written; its row is made when there is none. */
  function scopeToWrite(key: ScopeKey): Loaded {
    if (taken?.key === key) {
      const { scope } = taken
      taken = null
      return scope
    }
    const find = (): Loaded => (loaded.has(key) || isForMany(key) ? load(key) : open(key))
    const scope = find()
    if (scope.num >= 0) return scope
    ensureScope(database, key)
    return find()
  }

  function write(key: ScopeKey): void {
    const scope = scopeToWrite(key)
    scope.projected ??= project(key, scope.entries)
    const { projected, num } = scope
    const { fields, standings } = projected.projection
    if (scope.dirty !== null && scope.written !== null) {
      writeDirty(scope, scope.written, scope.dirty, projected)
      return
    }
    scope.written ??= new Map(fieldTextsOfScope(database, num).map(({ field, text }) => [field, text]))
    const stale = new Set(scope.written.keys())
    for (const [fieldKey, standing] of standings) {
      const field = fields.get(fieldKey)
      if (field === undefined || standing.shown === null) continue
      const row = rowOf(field, standing)
      const text = rowText(row)
      stale.delete(fieldKey)
      if (scope.written.get(fieldKey) === text) continue
      putField(database, num, row)
      scope.written.set(fieldKey, text)
    }
    for (const fieldKey of stale) {
      const [entity = '', id = '', field = ''] = fieldKey.split('\n')
      deleteField(database, num, entity, id, field)
      scope.written.delete(fieldKey)
    }
    writeUncounted(scope, fields)
    if (projected.kind === 'sheet') writeSheet(num, projected)
    scope.dirty = new Set()
  }

  function writeDirty(
    scope: Loaded,
    written: Map<FieldKey, string>,
    dirty: Set<FieldKey>,
    { kind, projection }: ProjectedScope,
  ): void {
    let uncounted = false
    for (const key of dirty) {
      const field = projection.fields.get(key)
      const standing = projection.standings.get(key)
      if (field === undefined || standing === undefined) continue
      uncounted ||= field.changes.at(-1)?.counted !== true
      if (standing.shown === null) continue
      const row = rowOf(field, standing)
      const text = rowText(row)
      if (written.get(key) === text) continue
      putField(database, scope.num, row)
      written.set(key, text)
    }
    dirty.clear()
    if (uncounted) writeUncounted(scope, projection.fields)
    if (kind === 'sheet' && scope.projected?.kind === 'sheet') writeSheet(scope.num, scope.projected)
  }

  function writeUncounted(scope: Loaded, fields: ReadonlyMap<FieldKey, FieldChanges>): void {
    const rows = uncountedRows(fields)
    const text = rows.length === 0 ? '[]' : JSON.stringify(rows)
    scope.uncounted ??= JSON.stringify(uncountedOfScope(database, scope.num))
    if (text === scope.uncounted) return
    replaceUncountedOfScope(database, scope.num, rows)
    scope.uncounted = text
  }

  function writeSheet(num: number, sheet: SheetScope): void {
    if (sheet.reading === null) {
      deleteSheet(database, num)
      return
    }
    const { state, details } = summarizeSheet(num, sheet.context, sheet.reading)
    putSheet(database, state, details)
  }

  return {
    read,
    readOnce,
    write,
    add: (key, entry) => {
      const scope = loaded.get(key)
      if (scope !== undefined) extend(scope, entry)
    },
    take: (key, entries, firstNew) => {
      const scope = open(key, firstNew)
      scope.entries = sorted([...scope.entries, ...entries.map((entry) => toSheetEntry(entry, entry.stream))])
      if (isForMany(key)) loaded.set(key, scope)
      else taken = { key, scope }
    },
    forget: (key) => {
      if (key !== undefined) {
        loaded.delete(key)
        return
      }
      loaded.clear()
      taken = null
      // a number that was rolled back may become another stream's
      streamKeys.clear()
    },
    toSheetEntry,
    entriesOf: (key) => load(key).entries,
    facts,
  }
}

/** Read when somebody asks: an import projects many entries of a sheet before anybody does. */
function sheetScope(
  context: SheetContext,
  projection: SheetProjection,
  rows: RowsRead = new Map(),
): SheetScope {
  let reading: SheetReading | null | undefined
  return {
    kind: 'sheet',
    context,
    projection,
    rows,
    get reading() {
      if (reading === undefined) reading = readSheet(projection, context, rows)
      return reading
    },
  }
}

/** By (stream, seq, id): no trace of the order of arrival. */
function sorted(entries: SheetEntry[]): SheetEntry[] {
  return entries.sort((a, b) => {
    if (a.stream !== b.stream) return a.stream < b.stream ? -1 : 1
    if (a.seq !== b.seq) return a.seq - b.seq
    return a.id < b.id ? -1 : 1
  })
}
