import { awaitedBy } from '../../shared/domain/journal/awaited.ts'
import type { Database } from '../storage/database.ts'
import { insertArrival } from '../storage/arrivals.ts'
import {
  entriesOfStream,
  entryNumber,
  insertEntry,
  numberOfNextEntry,
  placeById,
} from '../storage/entries.ts'
import { clearOverstep, noteOverstep } from '../storage/oversteps.ts'
import { addToScope, allScopes, unsettledScopes } from '../storage/scopes.ts'
import { ensureStream, streamByKey, streamByNumber, streamsOfDevice } from '../storage/streams.ts'
import { addWaiting, anyoneWaits, releaseWaiting } from '../storage/waiting-bases.ts'
import { decodeEntry, decodeStoredEntry, type DecodedEntry } from './entry.ts'
import type { JournalBase } from './parts.ts'
import type { ScopeKey } from './projector.ts'
import { overstepOf, scopesOf, type Holder, type Overstep } from './scopes.ts'
import type { StreamHealth } from './stream-health.ts'
import { parseStreamKey, type Stream } from './streams.ts'

/** Taking in entries of other devices: store what continues its stream, then say which scopes have to be projected again. */

/** An entry on its way in; whoever has decoded and judged it already says so and saves doing it again. */
export type Received = {
  readonly stream: string
  readonly bytes: Uint8Array
  readonly entry?: DecodedEntry
  readonly overstep?: Overstep | null
}

export type ReceiveSummary = {
  readonly stored: number
  /** Stored entries by which, or after which, their device went beyond what it may write. */
  readonly overstepping: number
  readonly known: number
  /** Entries that could not be stored because earlier ones of their stream are missing. */
  readonly gaps: readonly { readonly stream: string; readonly from: number; readonly entries: number }[]
  /** Stored entries that wait for others on which they build. */
  readonly waiting: number
  /** Streams of which two branches are stored now and were not before. */
  readonly forked: readonly string[]
  readonly scopes: readonly ScopeKey[]
}

/**
 * What has to be projected: scopes, and the new entries of as many as memory has room for, which are stored from this number on.
 */
export type ToProject = {
  readonly scopes: ReadonlySet<ScopeKey>
  readonly fresh: ReadonlyMap<ScopeKey, readonly DecodedEntry[]>
  readonly firstNew: number
}

export type ReceiverParts = {
  readonly base: JournalBase
  readonly health: StreamHealth
  readonly scopeNumber: (key: ScopeKey) => number
  /** The stream has more entries than before. */
  readonly onGrowth: (streamKey: string) => void
  readonly project: (what: ToProject) => void
}

export type Receiver = {
  readonly receive: (received: Iterable<Received>, from: { bundle: string; device: string }) => ReceiveSummary
  readonly judgeDevices: (devices: Iterable<string>) => void
}

type OpenStream = {
  /** Null until an entry of it is stored. */
  num: number | null
  readonly parsed: Stream
  readonly holder: Holder | null
  /** The entry looked at last, when it is stored. */
  last: { readonly id: string; readonly seq: number } | null
  highest: number
  gap: { from: number; entries: number } | null
}

/** The receiving part of a journal. Everything runs inside the caller's transaction. */
export function createReceiver(parts: ReceiverParts): Receiver {
  const { base, health } = parts
  const { database } = base

  function receive(received: Iterable<Received>, from: { bundle: string; device: string }): ReceiveSummary {
    const firstNew = numberOfNextEntry(database)
    const streams = new Map<string, OpenStream>()
    const scopes = new Set<ScopeKey>()
    const fresh = createFresh()
    const waiting = createWaiting(database)
    let arrival: number | null = null
    let known = 0
    let stored = 0
    let overstepping = 0
    for (const one of received) {
      const stream = openStream(streams, one.stream)
      const entry = one.entry ?? decodeEntry(one.bytes)
      // until something is new nothing is written: receiving the same again leaves no trace
      if (arrival === null && entryNumber(database, entry.id) !== undefined) {
        known++
        stream.last = entry
        continue
      }
      if (!continues(stream, one.stream, entry)) {
        if (entryNumber(database, entry.id) === undefined) {
          stream.gap ??= { from: entry.seq, entries: 0 }
          stream.gap.entries++
        } else known++
        continue
      }
      arrival ??= insertArrival(database, { kind: 'bundle', time: base.now(), ...from })
      stream.num ??= ensureStream(database, one.stream)
      const num = insertEntry(database, {
        id: entry.id,
        stream: stream.num,
        seq: entry.seq,
        prev: entry.prev,
        bytes: one.bytes,
        arrival,
        time: entry.time,
        officer: entry.officer.name,
        action: entry.action,
      })
      stream.last = entry
      if (num === undefined) {
        known++
        continue
      }
      stored++
      stream.highest = Math.max(stream.highest, entry.seq)
      if (isOverstep(stream, entry, one.overstep)) {
        overstepping++
        noteOverstep(database, stream.num, entry.seq)
      }
      for (const key of scopesOf(entry, stream.parsed)) {
        addToScope(database, parts.scopeNumber(key), num)
        scopes.add(key)
        fresh.add(key, entry, one.bytes.length)
      }
      waiting.add(entry, stream.num)
    }
    const forked = stored === 0 ? [] : settle(waiting, streams, scopes)
    parts.project({ scopes, fresh: fresh.whole(), firstNew })
    return {
      stored,
      overstepping,
      known,
      gaps: [...streams].flatMap(([stream, { gap }]) => (gap === null ? [] : [{ stream, ...gap }])),
      waiting: [...streams].reduce((sum, [key, { highest }]) => sum + waitingOf(key, highest), 0),
      forked,
      scopes: [...scopes],
    }
  }

  function openStream(streams: Map<string, OpenStream>, key: string): OpenStream {
    const known = streams.get(key)
    if (known !== undefined) return known
    const parsed = parseStreamKey(key)
    if (parsed === undefined) throw new Error(`not a stream: ${key}`)
    const holder = holderOf(parsed.device)
    const stream: OpenStream = { num: null, parsed, holder, last: null, highest: 0, gap: null }
    streams.set(key, stream)
    return stream
  }

  function holderOf(device: string): Holder | null {
    const facts = base.deviceFacts(device)
    return facts === null ? null : { device, ...facts }
  }

  /** An entry is stored only right behind the one it names, in its own stream; a gap parks the rest (JOURNAL 3, 26). */
  function continues(stream: OpenStream, key: string, { prev, seq }: DecodedEntry): boolean {
    if (prev === null) return true
    if (stream.last?.id === prev) return stream.last.seq === seq - 1
    const before = placeById(database, prev)
    return (
      before?.seq === seq - 1 && before.stream === (stream.num ?? streamByKey(database, key)?.num ?? null)
    )
  }

  function isOverstep(stream: OpenStream, entry: DecodedEntry, given: Overstep | null | undefined): boolean {
    if (stream.holder === null) return false
    const overstep = given === undefined ? overstepOf(entry, stream.holder) : given
    return overstep !== null && overstep !== undefined
  }

  /** Finds out what the new entries change for those that were here before. Gives the streams that are forked now. */
  function settle(
    waiting: Waiting,
    streams: ReadonlyMap<string, OpenStream>,
    scopes: Set<ScopeKey>,
  ): string[] {
    const changed = new Map<string, number>()
    for (const [key, { num, highest }] of streams) {
      if (highest === 0 || num === null) continue
      changed.set(key, num)
      parts.onGrowth(key)
    }
    for (const num of waiting.settle()) {
      const row = streamByNumber(database, num)
      if (row !== undefined) changed.set(row.key, num)
    }
    const isForked = (key: string): boolean => health.forkedFrom(key) !== null
    const wasForked = new Set([...changed.keys()].filter(isForked))
    const troubled = health.refresh([...changed].map(([key, num]) => ({ key, num })))
    if (troubled.length > 0) addScopesOfStreams(troubled, scopes)
    // a decision may wait for exactly these entries although they do not speak of its sheet
    for (const key of unsettledScopes(database)) scopes.add(key)
    return [...changed.keys()].filter((key) => isForked(key) && !wasForked.has(key))
  }

  /** Whatever the entries of these streams may have had a part in. */
  function addScopesOfStreams(keys: readonly string[], scopes: Set<ScopeKey>): void {
    const streams = keys.flatMap((key) => parseStreamKey(key) ?? [])
    const anyCatalogue = streams.some(({ channel }) => channel === 'catalogue')
    const touched = new Set<ScopeKey>()
    for (const { audience, channel } of streams) {
      touched.add(`${channel} ${audience}`)
      if (channel === 'sheet') touched.add(`documents ${audience}`)
    }
    for (const { key } of allScopes(database)) {
      const isSheet = key.startsWith('sheet ')
      const ofUnit = isSheet ? `sheet ${key.slice(key.indexOf('/') + 1)}` : key
      if (touched.has(ofUnit) || (isSheet && anyCatalogue)) scopes.add(key)
    }
  }

  function waitingOf(key: string, highest: number): number {
    const from = health.waitsFrom(key)
    return from === null || highest < from ? 0 : highest - from + 1
  }

  function judgeDevices(devices: Iterable<string>): void {
    const streams = [...devices].flatMap((device) => streamsOfDevice(database, device))
    if (streams.length === 0) return
    for (const { num, device } of streams) {
      clearOverstep(database, num)
      const holder = holderOf(device)
      if (holder !== null) noteFirstOverstep(database, num, holder)
    }
    health.refresh(streams)
    const scopes = new Set<ScopeKey>()
    addScopesOfStreams(
      streams.map(({ key }) => key),
      scopes,
    )
    parts.project({ scopes, fresh: new Map(), firstNew: numberOfNextEntry(database) })
  }

  return { receive, judgeDevices }
}

/** Room for new entries that are projected without reading them again. */
const freshBytes = 16 * 1024 * 1024

type Fresh = {
  readonly add: (key: ScopeKey, entry: DecodedEntry, bytes: number) => void
  /** Scopes of which every new entry is here. */
  readonly whole: () => ReadonlyMap<ScopeKey, readonly DecodedEntry[]>
}

function createFresh(): Fresh {
  const scopes = new Map<ScopeKey, DecodedEntry[]>()
  let held = 0
  return {
    add: (key, entry, bytes) => {
      held += bytes
      const entries = scopes.get(key)
      if (held > freshBytes) scopes.delete(key)
      else if (entries === undefined) scopes.set(key, [entry])
      else entries.push(entry)
    },
    whole: () => scopes,
  }
}

type Waiting = {
  /** An entry that was just stored. */
  readonly add: (entry: DecodedEntry, stream: number) => void
  /** Writes down who waits for what; gives the streams of those who need not wait any more. */
  readonly settle: () => ReadonlySet<number>
}

/** So many ids of a stream are remembered: most bases lie in the writer's own stream. */
const idsAtMost = 50_000

function createWaiting(database: Database): Waiting {
  const released = new Set<number>()
  const missing: { readonly base: string; readonly stream: number; readonly seq: number }[] = []
  const someWaited = anyoneWaits(database)
  const here = new Set<string>()
  let last = 0
  return {
    add: ({ id, seq, changes }, stream) => {
      if (stream !== last || here.size >= idsAtMost) here.clear()
      last = stream
      here.add(id)
      for (const change of changes) {
        for (const base of awaitedBy(change)) {
          // what is not here yet may still come with this very bundle
          if (!here.has(base) && entryNumber(database, base) === undefined)
            missing.push({ base, stream, seq })
        }
      }
      if (someWaited) for (const num of releaseWaiting(database, id)) released.add(num)
    },
    settle: () => {
      for (const { base, stream, seq } of missing)
        if (entryNumber(database, base) === undefined) addWaiting(database, base, stream, seq)
      return released
    },
  }
}

const entriesAtOnce = 1000

function noteFirstOverstep(database: Database, stream: number, holder: Holder): void {
  for (let from = 1; ; from += entriesAtOnce) {
    const portion = entriesOfStream(database, stream, from, from + entriesAtOnce - 1)
    const first = portion.find(
      ({ bytes, id }) => overstepOf(decodeStoredEntry(bytes, id), holder) !== undefined,
    )
    if (first !== undefined) noteOverstep(database, stream, first.seq)
    if (first !== undefined || portion.length === 0) return
  }
}
