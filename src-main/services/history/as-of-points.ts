import type { Output } from '../../../shared/contract/contract.ts'
import type { AsOfPoint } from '../../../shared/contract/as-of.ts'
import type { Sha256 } from '../../../shared/domain/ids.ts'
import { shortCode } from '../../bundles/format.ts'
import { decodeStoredEntry } from '../../journal/entry.ts'
import { parseStreamKey } from '../../journal/streams.ts'
import { arrivalByNumber, arrivalsBefore, type Arrival, type ArrivalOf } from '../../storage/arrivals.ts'
import { appliedBundle } from '../../storage/bundles-applied.ts'
import { entriesOfArrival, entryById } from '../../storage/entries.ts'
import type { Installation } from '../office/installation.ts'
import { slices } from '../slices.ts'
import { dayOf } from '../today.ts'

/** Points in the history of this folder to which one can look back (JOURNAL 15). */

const readAtOnce = 500

/** Newest first; `next` continues behind the last one, null at the beginning of everything. */
export async function listPoints(
  installation: Installation,
  { before, limit }: { readonly before?: number | undefined; readonly limit: number },
): Promise<Output<'asOf.points'>> {
  const { rest } = slices()
  const points: AsOfPoint[] = []
  let newer = before === undefined ? undefined : arrivalByNumber(installation.database, before)
  for (let behind = before ?? Number.MAX_SAFE_INTEGER; ;) {
    const portion = arrivalsBefore(installation.database, behind, readAtOnce)
    for (const arrival of portion) {
      const point = pointOf(installation, arrival, newer)
      newer = arrival
      behind = arrival.num
      if (point === null) continue
      points.push(point)
      if (points.length === limit) return { points, next: arrival.num }
    }
    if (portion.length < readAtOnce) return { points, next: null }
    await rest()
  }
}

function pointOf(
  installation: Installation,
  arrival: ArrivalOf,
  newer: Arrival | undefined,
): AsOfPoint | null {
  const kind = kindOf(arrival)
  // the last of its day; the very last arrival is the present
  const endsDay = newer !== undefined && dayOf(newer.time) !== dayOf(arrival.time)
  if (kind === null && !endsDay) return null
  const point: AsOfPoint = {
    ...{ arrival: arrival.num, kind: kind ?? 'dayEnd', time: arrival.time },
    ...{ senderName: null, shortCode: null, action: null, officer: null, unitName: null },
    units: 1,
  }
  if (kind === 'import') return { ...point, ...senderOf(installation, arrival) }
  return kind === null ? point : { ...point, ...actIn(installation, arrival) }
}

function kindOf({ kind, action }: ArrivalOf): 'import' | 'decision' | 'aside' | null {
  if (kind === 'bundle') return 'import'
  if (action.startsWith('decisions.')) return 'decision'
  return action.startsWith('asides.') ? 'aside' : null
}

function senderOf(
  { database, trust, units }: Installation,
  { bundle, device }: ArrivalOf,
): Pick<AsOfPoint, 'senderName' | 'shortCode'> {
  const applied = bundle === null ? undefined : appliedBundle(database, bundle)
  const unit = device === null ? undefined : trust.deviceFacts(device)?.unit
  const stored = applied === undefined ? null : (JSON.parse(applied.summary) as { senderName?: string })
  return {
    senderName: stored?.senderName ?? (unit === undefined ? '' : units.nameOf(unit)),
    shortCode: bundle === null ? null : shortCode(bundle as Sha256),
  }
}

function actIn(
  { database, units }: Installation,
  { num, action, entry: id }: ArrivalOf,
): Pick<AsOfPoint, 'action' | 'officer' | 'unitName' | 'units'> {
  const row = entryById(database, id)
  const count = entriesOfArrival(database, num).length
  if (row === undefined) return { action, officer: null, unitName: null, units: count }
  const { officer, stream } = decodeStoredEntry(row.bytes, row.id)
  const audience = parseStreamKey(stream)?.audience
  return {
    action,
    officer: officer.name,
    unitName: audience === undefined ? null : units.nameOf(audience),
    units: count,
  }
}
