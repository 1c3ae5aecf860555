import { randomBytes } from 'node:crypto'
import {
  ownerOf,
  partsOfAssessment,
  type AssessmentId,
  type CycleId,
  type DeviceId,
  type EntryId,
  type OfficerId,
  type UnitId,
} from '../../shared/domain/ids.ts'
import type { Point } from '../../shared/domain/journal/facts.ts'
import { readSetAsides } from '../../shared/domain/journal/set-aside.ts'
import { insertArrival } from '../storage/arrivals.ts'
import { entryById, insertEntry, lastOfStream, type NewEntry } from '../storage/entries.ts'
import { addToScope, allScopes, ensureScope, scopesStartingWith } from '../storage/scopes.ts'
import { allStreams, ensureStream, streamByKey } from '../storage/streams.ts'
import { transaction } from '../storage/transaction.ts'
import { createAsides, type Asides } from './asides.ts'
import { createCatalogue, type Catalogue } from './catalogue.ts'
import { decodeEntry, decodeStoredEntry, encodeEntry, type DecodedEntry, type Entry } from './entry.ts'
import { scopesOf } from './scopes.ts'
import { streamKey, type Channel } from './streams.ts'
import type { JournalBase } from './parts.ts'
import {
  createProjector,
  type PlainScope,
  type Projector,
  type ScopeKey,
  type SheetScope,
} from './projector.ts'
import { createReceiver, type Receiver, type ToProject } from './receiving.ts'
import { createStreamHealth, type StreamHealth } from './stream-health.ts'

/** A change on its way into an entry. */
export type NewChange = {
  readonly entity: string
  readonly id: string
  readonly field: string
  readonly value: unknown
  readonly bases: readonly EntryId[]
}

/** One entry of an act: what goes to one audience over one channel. */
export type Draft = {
  readonly channel: Channel
  readonly audience: UnitId
  readonly changes: readonly NewChange[]
  /** Why, of this entry alone; left out: that of the act. */
  readonly reason?: string
}

/** One act of one officer; ten communes are ten drafts, written in one transaction under one act id. */
export type Act = {
  readonly device: DeviceId
  readonly officer: { readonly id: OfficerId; readonly name: string }
  readonly action: string
  readonly reason: string | null
  readonly onBehalf: { readonly unit: UnitId; readonly paper: string } | null
  readonly drafts: readonly Draft[]
}

/** Where a stream stands. */
export type StreamHead = {
  readonly num: number
  readonly key: string
  readonly seq: number
  readonly id: EntryId | null
}

export type Journal = {
  readonly base: JournalBase
  readonly catalogue: Catalogue
  readonly sheet: (assessment: AssessmentId) => SheetScope
  readonly plain: (kind: PlainScope['kind'], unit: UnitId) => PlainScope
  /**
   * Writes an act durably and brings the projection up to date, in one transaction; gives the ids of its entries.
   * @param around what has to be stored with it, or not at all: before its entries, or after them
   */
  readonly write: (act: Act, around?: Around) => readonly EntryId[]
  /** Stores entries of others. Must run inside a transaction; `received` holds each stream's entries in order. */
  readonly receive: Receiver['receive']
  /** Judges the streams of devices again after their certificates came. Inside a transaction. */
  readonly judgeDevices: Receiver['judgeDevices']
  readonly headOf: (streamKey: string) => StreamHead | null
  /** The last entry of a stream that counts: what a decision about it can have seen; null: none does. */
  readonly countedHeadOf: (streamKey: string) => Point | null
  readonly projector: Projector
  readonly health: StreamHealth
  /** What the own unit has set aside. */
  readonly asides: Asides
  /** Forgets everything held in memory, e.g. when certificates or units changed. */
  readonly forget: () => void
  /** Projects every scope again and writes what differs; for changes that touch everything (units, trust). */
  readonly projectAll: () => void
}

/** Parts of an act's transaction. */
type Around = { readonly alongside?: () => void; readonly afterwards?: () => void }

/** Opens the journal on an open database. */
export function createJournal(base: JournalBase): Journal {
  const { database } = base
  const health = createStreamHealth(base, allStreams(database))
  const catalogue: Catalogue = createCatalogue(() => projector, base.units)
  const asides: Asides = createAsides(() => {
    const unit = base.ownUnit()
    return unit === null ? [] : readSetAsides(projector.read(`office ${unit}`).projection.fields)
  })
  const projector: Projector = createProjector(
    base,
    health,
    (assessment, seen, version) => catalogue.contextOf(assessment, seen, version),
    asides.isAside,
  )
  const heads = new Map<string, StreamHead>()
  const scopeNumbers = new Map<ScopeKey, number>()
  const receiver = createReceiver({
    base,
    health,
    scopeNumber,
    onGrowth: (key) => heads.delete(key),
    project: projectReceived,
  })

  function forget(): void {
    heads.clear()
    scopeNumbers.clear()
    catalogue.forget()
    projector.forget()
    asides.forget()
  }

  function headOf(key: string): StreamHead | null {
    const known = heads.get(key)
    if (known !== undefined) return known
    const row = streamByKey(database, key)
    if (row === undefined) return null
    const last = lastOfStream(database, row.num)[0]
    const head: StreamHead = {
      num: row.num,
      key,
      seq: last?.seq ?? 0,
      id: (last?.id ?? null) as EntryId | null,
    }
    heads.set(key, head)
    return head
  }

  function countedHeadOf(key: string): Point | null {
    const head = headOf(key)
    if (head?.id == null) return null
    return health.isSound(key) ? { seq: head.seq, id: head.id } : health.countedHead(key)
  }

  function write(act: Act, { alongside, afterwards }: Around = {}): readonly EntryId[] {
    try {
      return transaction(database, () => {
        alongside?.()
        const written = writeInside(act)
        afterwards?.()
        return written
      })
    } catch (error) {
      forget()
      base.readUnits()
      throw error
    }
  }

  function writeInside(act: Act): readonly EntryId[] {
    // known before the act, so that what it changes shows
    asides.entries()
    const arrival = insertArrival(database, {
      kind: 'own',
      time: base.now(),
      device: act.device,
      bundle: null,
    })
    const actId = randomBytes(16).toString('hex')
    const touched = new Set<ScopeKey>()
    const written: EntryId[] = []
    for (const draft of act.drafts) {
      const key = streamKey(act.device, draft.audience, draft.channel)
      const stream = headOf(key) ?? { num: ensureStream(database, key), key, seq: 0, id: null }
      const entry: Entry = {
        v: 1,
        stream: key,
        seq: stream.seq + 1,
        prev: stream.id,
        time: base.now(),
        officer: { id: act.officer.id, name: act.officer.name },
        act: actId,
        action: act.action,
        reason: draft.reason ?? act.reason,
        onBehalf: act.onBehalf,
        changes: draft.changes as Entry['changes'],
      }
      const { id, bytes } = encodeEntry(entry)
      // read back from its bytes: keys in canonical order, exactly what every other device will see
      store(decodeEntry(bytes), bytes, stream.num, arrival, touched)
      heads.set(key, { num: stream.num, key, seq: entry.seq, id })
      written.push(id)
    }
    projectTouched(touched)
    return written
  }

  function store(
    entry: DecodedEntry,
    bytes: Uint8Array,
    stream: number,
    arrival: number,
    touched: Set<ScopeKey>,
  ): boolean {
    const row: NewEntry = {
      id: entry.id,
      stream,
      seq: entry.seq,
      prev: entry.prev,
      bytes,
      arrival,
      time: entry.time,
      officer: entry.officer.name,
      action: entry.action,
    }
    const num = insertEntry(database, row)
    if (num === undefined) return false
    const sheetEntry = projector.toSheetEntry(entry, entry.stream)
    for (const key of scopesOf(entry)) {
      addToScope(database, scopeNumber(key), num)
      projector.add(key, sheetEntry)
      touched.add(key)
    }
    return true
  }

  function scopeNumber(key: ScopeKey): number {
    let num = scopeNumbers.get(key)
    if (num === undefined) {
      num = ensureScope(database, key)
      scopeNumbers.set(key, num)
    }
    return num
  }

  /** What came from elsewhere may change how everything about the same things is judged: those scopes are read anew. */
  function projectReceived({ scopes, fresh, firstNew }: ToProject): void {
    for (const key of scopes) projector.forget(key)
    projectTouched(scopes, (key) => {
      const entries = fresh.get(key)
      if (entries !== undefined) projector.take(key, entries, firstNew)
    })
  }

  /** The own office first, as it sets aside; then catalogues: sheets are judged by them. */
  function projectTouched(changed: ReadonlySet<ScopeKey>, prepare?: (key: ScopeKey) => void): void {
    const project = (key: ScopeKey): void => {
      prepare?.(key)
      projector.write(key)
    }
    const touched = new Set(changed)
    const office = `office ${base.ownUnit() ?? ''}`
    if (touched.delete(office)) {
      project(office)
      const { scopes, movesUnits } = scopesSetAside(asides.refresh())
      for (const key of scopes) {
        projector.forget(key)
        touched.add(key)
      }
      if (movesUnits) {
        projectUnder(touched, project)
        base.readUnits()
        projectAll()
        return
      }
    }
    projectUnder(touched, project)
  }

  function projectUnder(touched: ReadonlySet<ScopeKey>, project: (key: ScopeKey) => void): void {
    const catalogues = [...touched].filter((key) => key.startsWith('catalogue ')).sort()
    const rest = new Set([...touched].filter((key) => !key.startsWith('catalogue ')))
    if (catalogues.length > 0) {
      catalogue.forget()
      catalogues.forEach(project)
      for (const sheet of sheetsUnder(new Set(catalogues.map((key) => key.slice('catalogue '.length))))) {
        projector.forget(sheet)
        rest.add(sheet)
      }
    }
    for (const key of [...rest].sort()) project(key)
  }

  /** What entries that were set aside or put back speak about; whether any of them tells who stands above whom. */
  function scopesSetAside(ids: readonly EntryId[]): {
    readonly scopes: ReadonlySet<ScopeKey>
    readonly movesUnits: boolean
  } {
    const scopes = new Set<ScopeKey>()
    let movesUnits = false
    for (const id of ids) {
      const row = entryById(database, id)
      if (row === undefined) continue
      const entry = decodeStoredEntry(row.bytes, row.id)
      for (const key of scopesOf(entry)) scopes.add(key)
      movesUnits ||= entry.changes.some(({ entity }) => entity === 'unit')
    }
    return { scopes, movesUnits }
  }

  function projectAll(): void {
    forget()
    for (const { key } of allScopes(database)
      .slice()
      .sort((a, b) => (a.key < b.key ? -1 : 1)))
      projector.write(key)
  }

  /** Sheets that stand under one of these catalogues: by their cycle, or by the criteria version that it uses. */
  function sheetsUnder(publishers: ReadonlySet<string>): readonly ScopeKey[] {
    const affected = new Map<CycleId, boolean>()
    return scopesStartingWith(database, 'sheet ').flatMap(({ key }) => {
      const { cycle: id } = partsOfAssessment(key.slice('sheet '.length) as AssessmentId)
      let isUnder = affected.get(id)
      if (isUnder === undefined) {
        const version = publishers.has(ownerOf(id)) ? null : (catalogue.cycle(id)?.version ?? null)
        isUnder = version === null || publishers.has(ownerOf(version))
        affected.set(id, isUnder)
      }
      return isUnder ? [key] : []
    })
  }

  return {
    base,
    catalogue,
    sheet: (assessment) => projector.read(`sheet ${assessment}`) as SheetScope,
    plain: (kind, unit) => projector.read(`${kind} ${unit}`) as PlainScope,
    write,
    receive: receiver.receive,
    judgeDevices: receiver.judgeDevices,
    headOf,
    countedHeadOf,
    projector,
    health,
    asides,
    forget,
    projectAll,
  }
}
