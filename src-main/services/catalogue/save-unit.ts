import { randomBytes } from 'node:crypto'
import { CallError } from '../../../shared/contract/errors.ts'
import type { Input } from '../../../shared/contract/contract.ts'
import type { UnitId } from '../../../shared/domain/ids.ts'
import { fieldKey } from '../../../shared/domain/journal/changes.ts'
import { ownDevice, writeAct, type Actor, type Installation } from '../office/installation.ts'
import { readUnitChanges } from '../office/open-installation.ts'
import { formerParents } from './former-parents.ts'
import type { Unit } from './units.ts'

/**
 * Adds a unit below the own one, or changes what a unit below is called and where it belongs. Its id stays for life, so every
 * score stays with it, and its history goes whole to the new parent.
 */
export function saveUnit(installation: Installation, actor: Actor, wanted: Input<'units.save'>): Unit {
  const { unit: own } = ownDevice(installation)
  const { units, journal } = installation
  const parent = units.get(wanted.parent as UnitId)
  if (!units.isWithin(parent.id, own)) throw new CallError('notFound', { what: 'unit' })
  const known = wanted.unit === null ? null : units.get(wanted.unit as UnitId)
  // what an office says of itself counts nowhere, and nothing can hang below itself
  const isBelow = known === null || (known.id !== own && units.isWithin(known.id, own))
  if (!isBelow || (known !== null && units.isWithin(parent.id, known.id)))
    throw new CallError('notFound', { what: 'unit' })
  if (wanted.from !== null && wanted.until !== null && wanted.from > wanted.until)
    throw new CallError('daysInWrongOrder', {})
  const id = known?.id ?? (`u.${randomBytes(8).toString('hex')}` as UnitId)
  const { projection } = journal.plain('catalogue', own)
  const moves = known !== null && known.parent !== null && known.parent !== parent.id
  const values = {
    name: wanted.name,
    code: wanted.code,
    level: wanted.level,
    parent: parent.id,
    from: wanted.from,
    until: wanted.until,
    ...(moves ? { former: formerParents(installation, known, parent.id) } : {}),
  }
  const changes = Object.entries(values).map(([field, value]) => ({
    entity: 'unit',
    id,
    field,
    value,
    bases: projection.standings.get(fieldKey('unit', id, field))?.heads ?? [],
  }))
  writeAct(installation, actor, [{ channel: 'catalogue', audience: own, changes }])
  readUnitChanges(installation)
  // who stands above decides who may write: every sheet below is judged anew
  if (moves) journal.projectAll()
  else journal.forget()
  return units.get(id)
}
