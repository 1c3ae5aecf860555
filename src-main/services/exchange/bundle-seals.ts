import type { EntryId, Time } from '../../../shared/domain/ids.ts'
import { limits } from '../../bundles/format.ts'
import { decodeSeal, encodeSeal, makeSeal, type Seal } from '../../journal/seals.ts'
import { rememberHeads, type Remembered } from '../../platform/key-folder.ts'
import { placeById } from '../../storage/entries.ts'
import { deleteSeal, insertSeal, sealsOfStream } from '../../storage/seals.ts'
import type { StreamRow } from '../../storage/streams.ts'
import { transaction } from '../../storage/transaction.ts'
import { ownDevice, type Installation } from '../office/installation.ts'

/** Seals: made over own heads before they leave, kept for the streams of others (JOURNAL 4, 35). */

/**
 * Seals the heads of own streams that are not sealed yet. The heads are written down beside the key, durably, before anything
 * that speaks of them can leave.
 * @throws CallError `folderReadOnly`, `diskFull`
 */
export function sealOwnHeads(installation: Installation, streams: readonly StreamRow[]): void {
  const { database, journal, clock, keyFolder } = installation
  const { keys, id: device } = ownDevice(installation)
  const leaving: Remembered['heads'] = {}
  const open: { readonly stream: StreamRow; readonly seq: number; readonly id: EntryId }[] = []
  for (const stream of streams) {
    if (stream.device !== device || journal.health.forkedFrom(stream.key) !== null) continue
    const head = journal.headOf(stream.key)
    if (head?.id == null) continue
    if (sealsOfStream(database, stream.num).some(({ entry }) => entry === head.id)) continue
    leaving[stream.key] = { seq: head.seq, id: head.id }
    open.push({ stream, seq: head.seq, id: head.id })
  }
  if (open.length === 0) return
  rememberHeads(keyFolder, device, { heads: leaving })
  const time = clock.now() as Time
  const seals = open.map(({ stream, seq, id }) => ({
    num: stream.num,
    seal: makeSeal(keys, { stream: stream.key as Seal['stream'], seq, entry: id, time }),
  }))
  transaction(database, () => {
    for (const { num, seal } of seals) keepSeal(installation, num, seal)
  })
}

/**
 * Keeps a seal whose head is stored. Of each branch only the newest stays: it proves everything before it. Inside a transaction.
 */
export function keepSeal(installation: Installation, stream: number, seal: Seal): void {
  const { database, journal } = installation
  for (const older of sealsOfStream(database, stream)) {
    if (older.entry === seal.entry) return
    const point = { seq: seal.seq, id: seal.entry }
    const other = { seq: older.seq, id: older.entry as EntryId }
    const covers = journal.projector.facts.liesBefore
    if (covers({ stream: seal.stream, ...point }, other)) return
    if (covers({ stream: seal.stream, ...other }, point)) deleteSeal(database, stream, older.entry)
  }
  insertSeal(database, { stream, seq: seal.seq, entry: seal.entry, bytes: encodeSeal(seal) })
}

/** A branch of a stream as far as it is sealed. */
export type SealedBranch = {
  readonly seal: Seal
  /** The first seq that no other branch carries, and the entry before it. */
  readonly from: number
  readonly prev: EntryId | null
  /** Ids of its entries where the stream is forked; null: every stored entry up to the seal. */
  readonly ids: readonly EntryId[] | null
}

/** What of a stream can be sent: each branch up to its newest seal, the longest first. */
export function sealedBranches(installation: Installation, stream: StreamRow): readonly SealedBranch[] {
  const { database, journal } = installation
  const seals = sealsOfStream(database, stream.num)
    .flatMap(({ bytes }) => decodeSeal(bytes) ?? [])
    .sort((a, b) => b.seq - a.seq || (a.entry < b.entry ? -1 : 1))
    .slice(0, limits.branchesOfStream)
  if (!journal.health.isBranched(stream.key)) {
    return seals.slice(0, 1).map((seal) => ({ seal, from: 1, prev: null, ids: null }))
  }
  const sent = new Set<string>()
  return seals.flatMap((seal) => {
    const ids: EntryId[] = []
    let prev: string | null = seal.entry
    while (prev !== null && !sent.has(prev)) {
      const place = placeById(database, prev)
      if (place === undefined) break
      ids.unshift(place.id as EntryId)
      sent.add(place.id)
      prev = place.prev
    }
    if (ids.length === 0) return []
    return [{ seal, from: seal.seq - ids.length + 1, prev: prev as EntryId | null, ids }]
  })
}
