import type { EntryId } from '../../../shared/domain/ids.ts'
import { bindsEntry, mayBeAside } from '../../../shared/domain/journal/set-aside.ts'
import { Envelope } from '../../bundles/manifest.ts'
import { decodeStoredEntry } from '../../journal/entry.ts'
import { arrivalByNumber, bundleThatBrought } from '../../storage/arrivals.ts'
import { manifestOfBundle } from '../../storage/bundles-applied.ts'
import { deliveriesOfBundle, deliveriesOfStream, type Delivery } from '../../storage/deliveries.ts'
import { entriesOfStream, placeById, placesOfStream, type EntryPlace } from '../../storage/entries.ts'
import { ownDevices } from '../../storage/own-devices.ts'
import { streamByNumber, type StreamRow } from '../../storage/streams.ts'
import type { Installation } from '../office/installation.ts'

/** What of a stream came by one bundle and no other (JOURNAL 13). */
export type OnlyByBundle = {
  readonly stream: StreamRow
  readonly ids: readonly EntryId[]
  /** Entries that other applied bundles delivered too, not only carried back. */
  readonly elsewhere: number
}

/** Goes through what an applied bundle delivered, a stream at a time; never offices, certificates, or what was written here. */
export function* deliveredOnlyBy(installation: Installation, bundle: string): Generator<OnlyByBundle> {
  const { database } = installation
  const own = new Set(ownDevices(database).map(({ device }) => device))
  const ranges = Map.groupBy(deliveriesOfBundle(database, bundle), ({ stream }) => stream)
  const authorOf = authorsOfBundles(installation)
  for (const [num, mine] of ranges) {
    const stream = streamByNumber(database, num)
    if (stream === undefined || stream.channel === 'office') continue
    const others = deliveriesOfStream(database, num).filter((each) => each.bundle !== bundle)
    const from = Math.min(...mine.map((range) => range.from))
    const to = Math.max(...mine.map((range) => range.to))
    const ids: EntryId[] = []
    let elsewhere = 0
    for (const place of placesOf(installation, stream, from, to, own.has(stream.device))) {
      if (!isIn(installation, stream, place, mine)) continue
      let broughtBy: string | null | undefined
      const isBound = others.some(
        (each) =>
          isIn(installation, stream, place, [each]) &&
          bindsEntry(
            { bundle: each.bundle, author: authorOf(each.bundle) },
            { device: stream.device, broughtBy: (broughtBy ??= bundleThatBrought(database, place.num)) },
          ),
      )
      if (isBound) elsewhere++
      else ids.push(place.id as EntryId)
    }
    if (ids.length + elsewhere > 0) yield { stream, ids, elsewhere }
  }
}

/** Who made an applied bundle, by its kept manifest; each is read once. */
function authorsOfBundles({ database }: Installation): (bundle: string) => string {
  const known = new Map<string, string>()
  return (bundle) => {
    let author = known.get(bundle)
    if (author === undefined) {
      const signed = manifestOfBundle(database, bundle)
      const text = signed === undefined ? '{}' : Buffer.from(signed.manifest).toString('utf8')
      author = Envelope.safeParse(JSON.parse(text)).data?.author.device ?? ''
      known.set(bundle, author)
    }
    return author
  }
}

/** The entries of a stream that may be set aside at all. */
function placesOf(
  { database }: Installation,
  stream: StreamRow,
  from: number,
  to: number,
  own: boolean,
): readonly EntryPlace[] {
  if (stream.channel === 'sheet' && !own) return placesOfStream(database, stream.num, from, to)
  return entriesOfStream(database, stream.num, from, to).filter(
    ({ id, bytes, arrival }) =>
      mayBeAside(stream.key, decodeStoredEntry(bytes, id).changes) &&
      (!own || arrivalByNumber(database, arrival)?.kind === 'bundle'),
  )
}

function isIn(
  { journal }: Installation,
  { key }: StreamRow,
  { seq, id }: EntryPlace,
  ranges: readonly Delivery[],
): boolean {
  return ranges.some(
    ({ from, to, head }) =>
      from <= seq &&
      seq <= to &&
      journal.health.liesBefore({ stream: key, seq, id: id as EntryId }, { seq: to, id: head as EntryId }),
  )
}

/** How many of the entries that an applied bundle delivered are aside. */
export function countAsideIn(installation: Installation, bundle: string): number {
  const { database, journal } = installation
  const aside = journal.asides.entries()
  if (aside.size === 0) return 0
  const ranges = Map.groupBy(deliveriesOfBundle(database, bundle), ({ stream }) => stream)
  let count = 0
  for (const id of aside) {
    const place = placeById(database, id)
    const mine = place === undefined ? undefined : ranges.get(place.stream)
    if (place === undefined || mine === undefined) continue
    const stream = streamByNumber(database, place.stream)
    if (stream !== undefined && isIn(installation, stream, place, mine)) count++
  }
  return count
}
