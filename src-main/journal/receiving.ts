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
  readonly known: number
  /** Entries that could not be stored because earlier ones of their stream are missing. */
  readonly gaps: readonly { readonly stream: string; readonly from: number; readonly entries: number }[]
  /** Stored entries that wait for others on which they build. */
  readonly waiting: number
  /** Streams of which two branches are stored now and were not before. */
  readonly forked: readonly string[]
  readonly scopes: readonly ScopeKey[]
}

/** What has to be projected: scopes, each with its new entries, which are stored from this number on. */
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
    const fresh = new Map<ScopeKey, DecodedEntry[]>()
    const news: DecodedEntry[] = []
    let arrival: number | null = null
    let known = 0
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
      stream.highest = Math.max(stream.highest, entry.seq)
      if (isOverstep(stream, entry, one.overstep)) noteOverstep(database, stream.num, entry.seq)
      for (const key of scopesOf(entry, stream.parsed)) {
        addToScope(database, parts.scopeNumber(key), num)
        const entries = fresh.get(key)
        if (entries === undefined) fresh.set(key, [entry])
        else entries.push(entry)
      }
      news.push(entry)
    }
    const stored = news.length
    const scopes = new Set(fresh.keys())
    const forked = stored === 0 ? [] : settle(news, streams, scopes)
    parts.project({ scopes, fresh, firstNew })
    return {
      stored,
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
    news: readonly DecodedEntry[],
    streams: ReadonlyMap<string, OpenStream>,
    scopes: Set<ScopeKey>,
  ): string[] {
    const changed = new Map<string, number>()
    for (const [key, { num, highest }] of streams) {
      if (highest === 0 || num === null) continue
      changed.set(key, num)
      parts.onGrowth(key)
    }
    noteWaiting(news, streams, changed)
    const wasForked = new Set([...changed.keys()].filter(health.isForked))
    const troubled = health.refresh([...changed].map(([key, num]) => ({ key, num })))
    if (troubled.length > 0) addScopesOfStreams(troubled, scopes)
    // a decision may wait for exactly these entries although they do not speak of its sheet
    for (const key of unsettledScopes(database)) scopes.add(key)
    return [...changed.keys()].filter((key) => health.isForked(key) && !wasForked.has(key))
  }

  function noteWaiting(
    news: readonly DecodedEntry[],
    streams: ReadonlyMap<string, OpenStream>,
    changed: Map<string, number>,
  ): void {
    const here = new Set<string>()
    for (const { id } of news) here.add(id)
    for (const { stream, seq, changes } of news) {
      const num = streams.get(stream)?.num ?? null
      if (num === null) continue
      for (const change of changes) {
        for (const each of awaitedBy(change)) {
          if (!here.has(each) && entryNumber(database, each) === undefined)
            addWaiting(database, each, num, seq)
        }
      }
    }
    if (!anyoneWaits(database)) return
    for (const id of here) {
      for (const num of releaseWaiting(database, id)) {
        const row = streamByNumber(database, num)
        if (row !== undefined) changed.set(row.key, num)
      }
    }
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
