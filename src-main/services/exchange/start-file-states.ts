import type { Output } from '../../../shared/contract/contract.ts'
import type { CycleId, UnitId } from '../../../shared/domain/ids.ts'
import { outboxItems } from '../../storage/outbox.ts'
import { allReceipts } from '../../storage/receipts.ts'
import { kindOfSent } from './bundle-outbox.ts'
import { getCycle } from '../catalogue/cycles.ts'
import { ownDevice, type Installation } from '../office/installation.ts'

/** Which units below have a start file, and which have begun. @throws CallError `notFound` */
export function startFileStates(
  installation: Installation,
  cycle: CycleId | null,
): Output<'bundles.startFileStates'> {
  const { units } = installation
  const own = ownDevice(installation).unit
  const inCycle = cycle === null ? [] : [...getCycle(installation, cycle).units]
  const made = madeFor(installation)
  const opened = firstSigns(installation)
  return units.childrenOf(own).map((unit) => ({
    unit: units.view(unit),
    participants: inCycle.filter((participant) => units.isWithin(participant, unit.id)).length,
    made: made.get(unit.id) ?? null,
    opened: opened.get(unit.id) ?? null,
  }))
}

function madeFor({ database }: Installation): ReadonlyMap<UnitId, number> {
  const found = new Map<UnitId, number>()
  // newest first
  for (const item of outboxItems(database)) {
    const unit = item.addressee as UnitId
    if (kindOfSent(item) === 'start' && !found.has(unit)) found.set(unit, item.time)
  }
  return found
}

function firstSigns({ database, trust }: Installation): ReadonlyMap<UnitId, number> {
  const found = new Map<UnitId, number>()
  const note = (unit: UnitId | undefined, time: number): void => {
    if (unit !== undefined) found.set(unit, Math.min(time, found.get(unit) ?? Infinity))
  }
  for (const { device, time } of allReceipts(database)) note(trust.deviceFacts(device)?.unit, time)
  for (const device of trust.devices())
    for (const { unit, notBefore } of trust.certificatesOf(device)) note(unit, notBefore)
  return found
}
