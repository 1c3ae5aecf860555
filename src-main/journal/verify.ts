import type { Progress } from '../../shared/contract/frames.ts'
import type { DeviceId } from '../../shared/domain/ids.ts'
import { allCertificates } from '../storage/certificates.ts'
import type { Database } from '../storage/database.ts'
import {
  countEntries,
  entriesOfStream,
  lastOfStream,
  misplacedEntries,
  placeById,
  placeByNumber,
  type StoredEntry,
} from '../storage/entries.ts'
import { sealsOfStream } from '../storage/seals.ts'
import { allStreams, type StreamRow } from '../storage/streams.ts'
import { NotCanonical } from './canonical.ts'
import { verifyChain, type ChainTrust } from './certificate-chain.ts'
import { certificateHash, decodeCertificate } from './certificates.ts'
import { decodeEntry, NotAnEntry, type DecodedEntry } from './entry.ts'
import { decodeSeal, isGenuineSeal } from './seals.ts'
import { forksOf, sealedPoints } from './stream-limits.ts'

/** What is wrong at a place of a stream (seq 0: with the device or a certificate as such); keys of sentences. */
export type FaultCode =
  /** The bytes are no entry any more. */
  | 'notAnEntry'
  /** The bytes have another hash than the id under which they lie. */
  | 'wrongHash'
  /** What is stored beside the bytes does not say what they say. */
  | 'wrongRow'
  | 'gap'
  /** It names another entry before it than the one that stands there. */
  | 'brokenChain'
  | 'forked'
  | 'badSeal'
  /** A seal over an entry that is not stored. */
  | 'sealedEntryMissing'
  /** It stands under another arrival or number than the one with which it came. */
  | 'wrongArrival'
  /** Saved or sent by this device and not stored any more. */
  | 'tailMissing'
  | 'badCertificate'
  /** Nothing here proves whose device it is. */
  | 'unknownDevice'

export type Fault = { readonly stream: string; readonly seq: number; readonly code: FaultCode }
export type Verified = {
  readonly entries: number
  readonly streams: number
  readonly seals: number
  readonly faults: readonly Fault[]
}

/** What the journal is verified against besides its own bytes. */
export type VerifyTrust = {
  readonly chain: ChainTrust
  /** This device may write before anybody has certified it. */
  readonly own: { readonly device: DeviceId; readonly key: string } | null
  /** Whether this folder was that device before: what it never sealed was said to nobody and forks nothing. */
  readonly isFormer: (device: string) => boolean
  /** Heads of own streams, as noted outside the journal, that are not stored. */
  readonly missingHeads: readonly { readonly stream: string; readonly seq: number }[]
}

const entriesAtOnce = 200
const faultsAtMost = 1000

/** Verifies every entry's bytes and hash, every chain, seal and certificate. Reads only. */
export async function* verifyJournal(
  database: Database,
  trust: VerifyTrust,
): AsyncGenerator<Progress, Verified> {
  const faults: Fault[] = []
  const fault = (stream: string, seq: number, code: FaultCode): void => {
    if (faults.length < faultsAtMost) faults.push({ stream, seq, code })
  }
  for (const { device, bytes, hash } of allCertificates(database)) {
    const certificate = decodeCertificate(bytes)
    const isSound = certificate?.device === device && certificateHash(certificate) === hash
    if (!isSound || verifyChain(certificate, trust.chain).status !== 'ok') fault(device, 0, 'badCertificate')
  }
  for (const { stream, seq } of trust.missingHeads) fault(stream, seq, 'tailMissing')
  for (const num of misplacedEntries(database, faultsAtMost)) {
    const place = placeByNumber(database, num)
    if (place !== undefined) fault(place.key, place.seq, 'wrongArrival')
  }
  const streams = allStreams(database)
  const total = countEntries(database)
  let entries = 0
  let seals = 0
  for (const stream of streams) {
    const sealed = trust.isFormer(stream.device) ? sealedPoints(database, stream.num) : null
    for (const seq of forksOf(database, stream.num, sealed)) fault(stream.key, seq, 'forked')
    for (const count of verifyEntries(database, stream, fault)) {
      entries += count
      yield { step: 'verify', done: entries, total: Math.max(total, entries) }
    }
    seals += verifySeals(database, stream, trust, fault)
  }
  return { entries, streams: streams.length, seals, faults }
}

type Report = (stream: string, seq: number, code: FaultCode) => void

/** Yields how many entries each portion had. */
function* verifyEntries(database: Database, stream: StreamRow, fault: Report): Generator<number> {
  const last = lastOfStream(database, stream.num)[0]?.seq ?? 0
  let expected = 1
  for (let from = 1; from <= last; from += entriesAtOnce) {
    const rows = entriesOfStream(database, stream.num, from, from + entriesAtOnce - 1)
    for (const row of rows) {
      if (row.seq > expected) fault(stream.key, expected, 'gap')
      expected = row.seq + 1
      verifyEntry(database, stream, row, fault)
    }
    yield rows.length
  }
}

function verifyEntry(database: Database, stream: StreamRow, row: StoredEntry, fault: Report): void {
  const entry = readEntry(row)
  if (entry === null) {
    fault(stream.key, row.seq, 'notAnEntry')
    return
  }
  if (entry.id !== row.id) fault(stream.key, row.seq, 'wrongHash')
  const isSame =
    entry.stream === stream.key &&
    entry.seq === row.seq &&
    entry.prev === row.prev &&
    entry.time === row.time &&
    entry.officer.name === row.officer &&
    entry.action === row.action
  if (!isSame) fault(stream.key, row.seq, 'wrongRow')
  if (entry.prev === null) return
  const before = placeById(database, entry.prev)
  // What an entry follows was always here before it.
  if (before !== undefined && before.num >= row.num) fault(stream.key, row.seq, 'wrongArrival')
  if (before?.stream !== row.stream || before.seq !== entry.seq - 1) fault(stream.key, row.seq, 'brokenChain')
}

function readEntry(row: StoredEntry): DecodedEntry | null {
  try {
    return decodeEntry(row.bytes)
  } catch (error) {
    if (error instanceof NotCanonical || error instanceof NotAnEntry) return null
    throw error
  }
}

/** Returns how many seals the stream has. */
function verifySeals(database: Database, stream: StreamRow, trust: VerifyTrust, fault: Report): number {
  const key = keyOf(stream.device as DeviceId, trust)
  if (key === null) fault(stream.key, 0, 'unknownDevice')
  const stored = sealsOfStream(database, stream.num)
  for (const { seq, entry, bytes } of stored) {
    const seal = decodeSeal(bytes)
    const isSame = seal?.stream === stream.key && seal.seq === seq && seal.entry === entry
    if (seal === undefined || !isSame || key === null || !isGenuineSeal(seal, key))
      fault(stream.key, seq, 'badSeal')
    const place = placeById(database, entry)
    if (place?.stream !== stream.num || place.seq !== seq) fault(stream.key, seq, 'sealedEntryMissing')
  }
  return stored.length
}

function keyOf(device: DeviceId, { chain, own }: VerifyTrust): string | null {
  if (own?.device === device) return own.key
  return chain.certificatesOf(device)[0]?.key ?? null
}
