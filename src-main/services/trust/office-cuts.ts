import type { Output } from '../../../shared/contract/contract.ts'
import { CallError } from '../../../shared/contract/errors.ts'
import type { Day, DeviceId, EntryId } from '../../../shared/domain/ids.ts'
import type { OfficeCut } from '../../../shared/domain/journal/scope-projection.ts'
import { streamKey } from '../../journal/streams.ts'
import { arrivalsOfStream } from '../../storage/entries.ts'
import { streamByKey } from '../../storage/streams.ts'
import { ownDevice, writeAct, type Actor, type Installation } from '../office/installation.ts'
import { endOfDay } from '../today.ts'
import { judgeAgain } from './trust-lists.ts'

/** Up to where the inner work of a revoked machine of this unit counts: officers, drafts, marks, what it set aside (JOURNAL 33). */

type View = Output<'trust.officeCuts'>[number]

/** Every revoked machine of this unit that wrote into the office. */
export function listOfficeCuts(installation: Installation): readonly View[] {
  const { trust } = installation
  const { unit } = ownDevice(installation)
  return [...trust.devices()]
    .filter((device) => trust.deviceFacts(device)?.unit === unit && trust.isRevoked(device))
    .flatMap((device) => viewOf(installation, device) ?? [])
}

function viewOf(installation: Installation, device: DeviceId): View | null {
  const { database, journal, trust } = installation
  const key = streamKey(device, ownDevice(installation).unit, 'office')
  const stream = streamByKey(database, key)
  const entries = stream === undefined ? [] : arrivalsOfStream(database, stream.num)
  if (entries.length === 0) return null
  const counting = entries.filter(({ seq, id }) => journal.health.judge(key, seq, id) === true)
  return {
    device,
    deviceName: trust.deviceFacts(device)?.name ?? '',
    entries: entries.length,
    counting: counting.length,
    lastCounting: counting.at(-1)?.arrived ?? null,
    cut: trust.officeCutsOf(device).size > 0,
  }
}

/**
 * Lets the inner work of a revoked machine count as far as it had come here by the end of a day (by this machine's clock); without a
 * day none of it counts. Said again it replaces what was said before, also to let more count.
 * @throws CallError `notFound` for a machine that is none of the revoked ones of this unit
 */
export function cutOffice(
  installation: Installation,
  actor: Actor,
  { device, until, why }: { readonly device: DeviceId; readonly until: Day | null; readonly why: string },
): View {
  const { database, trust } = installation
  const { unit } = ownDevice(installation)
  if (!listOfficeCuts(installation).some((each) => each.device === device))
    throw new CallError('notFound', { what: 'device' })
  const stream = streamByKey(database, streamKey(device, unit, 'office'))
  const end = until === null ? -Infinity : endOfDay(until)
  const entries = stream === undefined ? [] : arrivalsOfStream(database, stream.num)
  const last = entries.findLast(({ arrived }) => arrived <= end)
  const value: OfficeCut = last === undefined ? null : { seq: last.seq, id: last.id as EntryId }
  const bases = [...trust.officeCutsOf(device).keys()]
  const before = trust.judgedDevices()
  writeAct(
    installation,
    actor,
    [
      {
        channel: 'office',
        audience: unit,
        changes: [{ entity: 'officeCut', id: device, field: 'until', value, bases }],
      },
    ],
    { reason: why, afterwards: () => judgeAgain(installation, before) },
  )
  const view = viewOf(installation, device)
  if (view === null) throw new Error('the machine was revoked a moment ago')
  return view
}
