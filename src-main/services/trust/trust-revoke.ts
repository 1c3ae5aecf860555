import type { Output } from '../../../shared/contract/contract.ts'
import { CallError } from '../../../shared/contract/errors.ts'
import type { StreamPoint } from '../../../shared/contract/trust.ts'
import type { Day, DeviceId, EntryId, UnitId } from '../../../shared/domain/ids.ts'
import type { OpenRoot } from '../../journal/root-keys.ts'
import { parseStreamKey, type StreamKey } from '../../journal/streams.ts'
import type { ListedPoint, TrustList } from '../../journal/trust-lists.ts'
import { arrivalsOfStream, placeById } from '../../storage/entries.ts'
import { streamByKey, streamsOfDevice, type StreamRow } from '../../storage/streams.ts'
import { ownDevice, type Installation } from '../office/installation.ts'
import { issueList, signerOf } from './trust-issue.ts'
import { endOfDay } from '../today.ts'

/** Revoking a device: up to where each of its streams counts from now on. */

/**
 * What of a device came here by the end of a day (by this machine's clock; the device's own may lie). Without a day: all that is stored.
 * @throws CallError `notFound`
 */
export function devicePoints(
  installation: Installation,
  device: DeviceId,
  until: Day | undefined,
): Output<'trust.devicePoints'> {
  const { database, trust, units } = installation
  const facts = trust.deviceFacts(device)
  const unit = facts?.unit ?? trust.certificatesOf(device)[0]?.unit
  if (unit === undefined) throw new CallError('notFound', { what: 'device' })
  const end = until === undefined ? Infinity : endOfDay(until)
  return {
    ...{ device, deviceName: facts?.name ?? '', unit, unitName: units.nameOf(unit) },
    revoked: trust.isRevoked(device),
    streams: streamsOfDevice(database, device)
      .filter(({ channel }) => channel !== 'office')
      .map((stream) => pointOf(installation, stream, end)),
  }
}

function pointOf({ database, journal, units }: Installation, stream: StreamRow, end: number): StreamPoint {
  const entries = arrivalsOfStream(database, stream.num)
  // of a forked stream only the branch that counts; a revocation may be raised, so what it cut is offered too
  const candidates = entries.filter(({ seq, id }) => {
    const counted = journal.health.judge(stream.key, seq, id)
    return counted !== 'forked' && counted !== 'overstep'
  })
  const last = candidates.findLast(({ arrived }) => arrived <= end)
  return {
    stream: stream.key,
    channel: stream.channel === 'catalogue' ? 'catalogue' : 'sheet',
    unitName: units.nameOf(stream.audience),
    entries: entries.length,
    point:
      last === undefined
        ? null
        : {
            stream: stream.key,
            seq: last.seq,
            id: last.id as EntryId,
            time: last.time,
            arrived: last.arrived,
          },
    behind: entries.length - (last === undefined ? 0 : candidates.indexOf(last) + 1),
  }
}

export type NamedPoint = { readonly stream: string; readonly seq: number; readonly id: EntryId }

/**
 * Revokes a device by a new list, or changes up to where a revoked one counts.
 * @throws CallError `notFound` for a device or a point that is not stored, `forbidden` for this device itself; as `issueList`
 */
export function revokeDevice(
  installation: Installation,
  wanted: { readonly device: DeviceId; readonly why: string; readonly until: readonly NamedPoint[] },
  opened: readonly OpenRoot[],
): TrustList {
  const { trust, units } = installation
  const { device, why } = wanted
  const unit: UnitId | undefined = trust.certificatesOf(device)[0]?.unit
  const signed = signerOf(installation, opened)
  if (unit === undefined) throw new CallError('notFound', { what: 'device' })
  const isOwn = device === ownDevice(installation).id
  if (isOwn || !units.isWithin(unit, signed.domain.first.mayIssueFor))
    throw new CallError('forbidden', { permission: 'manageDevices' })
  const until = wanted.until.map((point) => storedPoint(installation, point, device))
  return issueList(installation, signed, (content) => ({
    ...content,
    revocations: [
      ...content.revocations.filter((each) => each.device !== device),
      { device, until, why },
    ].sort((a, b) => (a.device < b.device ? -1 : 1)),
  }))
}

/** @throws CallError `notFound` */
export function storedPoint({ database }: Installation, point: NamedPoint, device: string): ListedPoint {
  const stream = streamByKey(database, point.stream)
  const place = placeById(database, point.id)
  const isThere =
    stream?.device === device &&
    place?.stream === stream.num &&
    place.seq === point.seq &&
    parseStreamKey(point.stream)?.channel !== 'office'
  if (!isThere) throw new CallError('notFound', { what: 'entry' })
  return { stream: point.stream as StreamKey, seq: point.seq, id: point.id }
}
