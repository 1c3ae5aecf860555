import { z } from 'zod'
import type { DeviceId, EntryId, Sha256, UnitId } from '../../../shared/domain/ids.ts'
import { shortCode } from '../../bundles/format.ts'
import type { JudgedHead } from '../../bundles/bundle-head.ts'
import type { Account, Receipt } from '../../bundles/manifest.ts'
import { parseStreamKey } from '../../journal/streams.ts'
import { rememberHeads } from '../../platform/key-folder.ts'
import { entryNumber, placeById } from '../../storage/entries.ts'
import { answerOutboxItem, confirmOutboxItem, outboxItems, type OutboxItem } from '../../storage/outbox.ts'
import { allReceipts, putReceipt, putWantedFiles, type StoredReceipt } from '../../storage/receipts.ts'
import { allStreams, type StreamRow } from '../../storage/streams.ts'
import { maySee } from './bundle-visibility.ts'
import { ownDevice, type Installation } from '../office/installation.ts'

/** Receipts (JOURNAL 27): what this device has stored, what others have, and what of ours they have not confirmed. */

export type Point = { readonly seq: number; readonly id: EntryId }
const Points = z.record(z.string(), z.object({ seq: z.int(), id: z.string() }))

/** Up to where a unit's devices have stored streams. */
export type Confirmed = {
  /** Whether any device of the unit ever said what it has. */
  readonly isKnown: boolean
  /** Numbers up to which every device that gave a receipt has the stream, 0 when one has nothing of it. */
  readonly byAll: (stream: StreamRow) => Point | null
  /** Up to which number some device of the unit has the stream, 0 for nothing of it. */
  readonly furthest: (stream: StreamRow) => number
  /** Whether some device of the unit has this entry. */
  readonly has: (stream: string, point: Point) => boolean
}

/**
 * The receipt of this device and those that it passes on, for one addressee. The number is written down beside the key first, so
 * that a restored folder never gives a lower one.
 * @throws CallError `folderReadOnly`, `diskFull`
 */
export function receiptsFor(installation: Installation, addressee: UnitId): Receipt[] {
  const { database, keyFolder, trust, units } = installation
  const own = ownDevice(installation)
  const received: Record<string, Point> = {}
  for (const stream of allStreams(database)) {
    if (!maySee(units, own.unit, addressee, stream)) continue
    const point = installation.journal.health.commonHead(stream.key)
    if (point !== null) received[stream.key] = point
  }
  const { receipt } = rememberHeads(keyFolder, own.id, {})
  const { receipt: number } = rememberHeads(keyFolder, own.id, { receipt: receipt + 1 })
  const passedOn = allReceipts(database).flatMap((stored): Receipt[] => {
    const unit = trust.deviceFacts(stored.device)?.unit
    if (unit === undefined || unit === addressee || stored.device === own.id) return []
    // what stands on the addressee's own line, upwards or downwards; neighbours are nobody's business
    if (!units.isWithin(unit, addressee) && !units.isWithin(addressee, unit)) return []
    const visible = Object.entries(pointsOf(stored)).filter(([key]) => {
      const stream = parseStreamKey(key)
      return stream !== undefined && maySee(units, own.unit, addressee, stream)
    })
    if (visible.length === 0) return []
    return [
      { device: stored.device as DeviceId, number: stored.number, received: Object.fromEntries(visible) },
    ]
  })
  return [{ device: own.id, number, received }, ...passedOn]
}

function pointsOf({ received }: Pick<StoredReceipt, 'received'>): Readonly<Record<string, Point>> {
  return Points.parse(JSON.parse(received)) as Record<string, Point>
}

/** What a unit has confirmed, by the newest receipts of its devices; those of replaced and revoked devices lapse. */
export function confirmedBy(installation: Installation, unit: UnitId): Confirmed {
  const { database, trust } = installation
  const replaced = new Set<string>()
  for (const device of trust.devices())
    for (const certificate of trust.certificatesOf(device))
      if (certificate.kind === 'device' && certificate.unit === unit)
        for (const former of certificate.replaces) replaced.add(former)
  const receipts = allReceipts(database)
    .filter(
      ({ device }) =>
        trust.deviceFacts(device)?.unit === unit &&
        !replaced.has(device) &&
        !trust.isRevoked(device as DeviceId),
    )
    .map(pointsOf)
  const covers = installation.journal.projector.facts.liesBefore
  return {
    isKnown: receipts.length > 0,
    byAll: (stream) => {
      const points = receipts.map((each) => each[stream.key])
      let lowest: Point | null = null
      for (const point of points) {
        // a point that is not in this chain says nothing about what the other side has
        if (point === undefined || !isStoredAt(installation, stream, point)) return null
        if (lowest === null || point.seq < lowest.seq) lowest = point
      }
      return lowest
    },
    furthest: (stream) =>
      receipts.reduce((most, each) => {
        const point = each[stream.key]
        return point !== undefined && isStoredAt(installation, stream, point)
          ? Math.max(most, point.seq)
          : most
      }, 0),
    has: (stream, point) =>
      receipts.some((each) => {
        const until = each[stream]
        return until !== undefined && (until.id === point.id || covers({ stream, ...point }, until))
      }),
  }
}

function isStoredAt({ database }: Installation, stream: StreamRow, point: Point): boolean {
  const place = placeById(database, point.id)
  return place?.stream === stream.num && place.seq === point.seq
}

/**
 * Keeps the receipts of a bundle, and what its author asks for. Inside a transaction, after the bundle's entries are stored. Points of
 * streams that are not here say nothing yet, and a stranger could fill every later manifest with them.
 */
export function keepReceipts(installation: Installation, { author, manifest }: JudgedHead): void {
  const { database, trust, clock, own } = installation
  const time = clock.now()
  const streams = new Set(allStreams(database).map(({ key }) => key))
  const isOurs = (key: string): boolean => streams.has(key) || (own !== null && key.startsWith(`${own.id}/`))
  for (const [i, { device, number, received }] of manifest.receipts.entries()) {
    const isAuthor = i === 0 && device === author.device
    const unit = trust.deviceFacts(device)?.unit
    const mayTell = isAuthor || (unit !== undefined && maySpeakFor(installation, author.unit, unit))
    if (device === own?.id || !mayTell) continue
    const points = Object.entries(received).filter(([key]) => isOurs(key))
    const kept = putReceipt(database, {
      ...{ device, number, time, via: author.device },
      received: JSON.stringify(Object.fromEntries(points)),
    })
    if (!kept) continue
    if (isAuthor) putWantedFiles(database, device, manifest.wanted)
  }
  if (manifest.account !== undefined) keepAnswers(installation, author.unit, manifest.account)
  judgeOutbox(installation)
}

/**
 * Whose receipts an author may pass on: they are not signed by their device, so nobody is believed about those above or beside
 * himself, or a commune could tell its district that the province has everything. A superior is believed about those above it too.
 */
function maySpeakFor({ units, own }: Installation, author: UnitId, unit: UnitId): boolean {
  if (units.isWithin(unit, author) || own?.unit === author) return true
  return own !== null && units.isWithin(own.unit, author) && units.isWithin(author, unit)
}

/**
 * The device whose bundle says that somebody has entries of an own stream which this device never wrote: it was copied, or its folder
 * and key were restored together, and it must write no more in that stream (JOURNAL 25). It may be a lie: it is told who says so, and
 * a revoked device is not believed (decision 0014).
 */
export function whoKnowsMore({ database, own, trust }: Installation): DeviceId | null {
  if (own === null) return null
  const isForeign = (stream: string, id: string): boolean =>
    stream.startsWith(`${own.id}/`) && entryNumber(database, id) === undefined
  const witnesses = allReceipts(database)
    .filter((each) => Object.entries(pointsOf(each)).some(([stream, { id }]) => isForeign(stream, id)))
    .map(({ via }) => via as DeviceId)
  return witnesses.find((device) => !trust.isRevoked(device)) ?? null
}

/** The short codes of this device's own bundles that a manifest is the first to say were received. */
export function firstAnswersIn({ database }: Installation, { author, manifest }: JudgedHead): string[] {
  const told = new Set<string>(manifest.account?.bundles.map(({ bundle }) => bundle))
  return outboxItems(database)
    .filter(
      ({ bundle, addressee, answer }) => addressee === author.unit && answer === null && told.has(bundle),
    )
    .map(({ bundle }) => shortCode(bundle as Sha256))
}

/** What the addressee says about our bundles is kept beside them. */
function keepAnswers({ database }: Installation, unit: UnitId, account: Account): void {
  const sent = new Map(outboxItems(database).map((item) => [item.bundle, item]))
  for (const each of account.bundles) {
    const item = sent.get(each.bundle)
    if (item?.addressee === unit) answerOutboxItem(database, item.num, JSON.stringify(each))
  }
}

/** Says of every export whether all of it is confirmed; a lower receipt takes that back. Inside a transaction. */
export function judgeOutbox(installation: Installation): void {
  const { database, clock } = installation
  const confirmed = new Map<string, Confirmed>()
  for (const item of outboxItems(database)) {
    let by = confirmed.get(item.addressee)
    if (by === undefined) {
      by = confirmedBy(installation, item.addressee as UnitId)
      confirmed.set(item.addressee, by)
    }
    const isConfirmed = carriesNews(item) ? isAllConfirmed(by, item.streams) : item.answer !== null
    if (isConfirmed !== (item.confirmed !== null))
      confirmOutboxItem(database, item.num, isConfirmed ? clock.now() : null)
  }
}

/** Whether a unit has confirmed all that a bundle holds; never where it holds nothing. */
export function isAllConfirmed(by: Confirmed, streams: OutboxItem['streams']): boolean {
  if (!by.isKnown) return false
  const heads = Object.entries(Points.parse(JSON.parse(streams)) as Record<string, Point>)
  return heads.length > 0 && heads.every(([stream, point]) => by.has(stream, point))
}

const News = z.object({ isNews: z.boolean().default(true) })

/**
 * Whether a bundle held anything that its addressee had not confirmed when it was made. Of one that did not (a receipt, files that were
 * asked for, everything once more) the confirmed entries say nothing: it is confirmed by what its addressee says of it.
 */
export function carriesNews({ entries, selection }: Pick<OutboxItem, 'entries' | 'selection'>): boolean {
  return entries > 0 && News.parse(JSON.parse(selection)).isNews
}
