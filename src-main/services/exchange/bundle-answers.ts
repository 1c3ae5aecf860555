import type { Output } from '../../../shared/contract/contract.ts'
import type { UnitId } from '../../../shared/domain/ids.ts'
import { Manifest, type Account } from '../../bundles/manifest.ts'
import { appliedBundles, manifestOfBundle } from '../../storage/bundles-applied.ts'
import { lastOfStream } from '../../storage/entries.ts'
import { allStreams } from '../../storage/streams.ts'
import type { StoredSummary } from './bundle-history.ts'
import { confirmedBy } from './bundle-receipts.ts'
import { directionTo, maySee } from './bundle-visibility.ts'
import { ownDevice, type Installation } from '../office/installation.ts'

/** What another unit said of our data, commune by commune: the other side of `accountFor`. */

type Answer = Output<'bundles.answerByCommune'>

/** @throws CallError `notFound`, `forbidden` for a unit that is neither above nor below */
export function answerByCommune(installation: Installation, unit: UnitId): Answer {
  const { units } = installation
  const { name } = units.get(unit)
  directionTo(units, ownDevice(installation).unit, unit)
  const newest = newestAccountOf(installation, unit)
  const communes = confirmedCommunes(installation, unit)
  for (const { unit: commune, differing, notCounted } of newest?.account?.communes ?? []) {
    const known = communes.get(commune)
    // what the other unit says of communes of which nothing lies here concerns nobody here
    if (known !== undefined) communes.set(commune, { ...known, differing, notCounted })
  }
  return {
    ...{ unitName: name, time: newest?.time ?? null },
    communes: [...communes.values()].sort((a, b) => (a.unitName < b.unitName ? -1 : 1)),
  }
}

/** Deliveries get mixed up within a few bundles, not within many; manifests may be large. */
const mostLookedAt = 12

type Said = { readonly time: number; readonly created: number; readonly account: Account | undefined }

/** What the bundle says that the unit made last; it carries no account while there is nothing to say. */
function newestAccountOf({ database }: Installation, unit: UnitId): Said | null {
  const theirs = appliedBundles(database).filter(
    ({ summary }) => (JSON.parse(summary) as Partial<StoredSummary>).sender === unit,
  )
  let newest: Said | null = null
  for (const { hash, time } of theirs.slice(0, mostLookedAt)) {
    const signed = manifestOfBundle(database, hash)
    if (signed === undefined) continue
    const value: unknown = JSON.parse(Buffer.from(signed.manifest).toString('utf8'))
    const manifest = Manifest.safeParse(value).data
    if (manifest === undefined || (newest !== null && manifest.created <= newest.created)) continue
    newest = { time, created: manifest.created, account: manifest.account }
  }
  return newest
}

function confirmedCommunes(
  installation: Installation,
  unit: UnitId,
): Map<UnitId, Answer['communes'][number]> {
  const { database, units } = installation
  const own = ownDevice(installation).unit
  const by = confirmedBy(installation, unit)
  const found = new Map<UnitId, Answer['communes'][number]>()
  for (const stream of allStreams(database)) {
    if (stream.channel !== 'sheet' || !maySee(units, own, unit, stream)) continue
    const commune = stream.audience as UnitId
    const known = found.get(commune) ?? {
      ...{ unit: commune, unitName: units.nameOf(commune), entries: 0, confirmed: 0 },
      ...{ differing: 0, notCounted: [] },
    }
    found.set(commune, {
      ...known,
      entries: known.entries + (lastOfStream(database, stream.num)[0]?.seq ?? 0),
      confirmed: known.confirmed + by.furthest(stream),
    })
  }
  return found
}
