import { CallError } from '../../../shared/contract/errors.ts'
import type { UnitId } from '../../../shared/domain/ids.ts'
import { compareVietnamese } from '../../../shared/domain/text/vietnamese.ts'
import type { UnitTree } from '../../journal/parts.ts'
import { today } from '../today.ts'
import { getCycle, listCycles, participantsOf } from '../catalogue/cycles.ts'
import { ownDevice, type Installation } from '../office/installation.ts'
import { levelRank } from '../sheets/sheet-scope.ts'
import type { Unit } from '../catalogue/units.ts'

/** What goes to whom (JOURNAL 3): streams by their audience, and the units with which this one exchanges bundles. */

/** Where the addressee stands as seen from the own unit. */
export type Direction = 'up' | 'down' | 'same'

/** @throws CallError `forbidden` for a unit that is neither above nor below nor the own one */
export function directionTo(units: UnitTree, own: UnitId, addressee: UnitId): Direction {
  if (own === addressee) return 'same'
  if (units.isWithin(own, addressee)) return 'up'
  if (units.isWithin(addressee, own)) return 'down'
  throw new CallError('forbidden', { permission: 'exchange' })
}

/** Whether the addressee may see a stream; `office` streams never leave their unit. */
export function maySee(
  units: UnitTree,
  own: UnitId,
  addressee: UnitId,
  stream: { readonly audience: string; readonly channel: string },
): boolean {
  const { audience, channel } = stream
  switch (channel) {
    case 'office':
      return audience === addressee && addressee === own
    case 'sheet':
      return units.isWithin(audience, addressee)
    case 'catalogue':
      return units.isWithin(audience, addressee) || units.isWithin(addressee, audience)
    default:
      return false
  }
}

/** Units above (nearest first), this unit for another device of it, and the units of today below that take part in a cycle. */
export function recipients(installation: Installation): readonly Unit[] {
  const { units } = installation
  const own = ownDevice(installation).unit
  const below = new Set<UnitId>()
  for (const cycle of listCycles(installation)) {
    for (const participant of participantsOf(installation, getCycle(installation, cycle.id))) {
      if (participant === own) continue
      below.add(participant)
      for (const { unit } of units.above(participant)) {
        if (unit === own) break
        if (units.existsOn(unit, today(installation))) below.add(unit)
      }
    }
  }
  const known = [...below].flatMap((id) => units.find(id) ?? [])
  known.sort((a, b) => levelRank[b.level] - levelRank[a.level] || compareVietnamese(a.name, b.name))
  return [...units.above(own).map(({ unit }) => units.get(unit)), units.get(own), ...known]
}
