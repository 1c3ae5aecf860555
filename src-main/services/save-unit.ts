import { randomBytes } from 'node:crypto'
import { CallError } from '../../shared/contract/errors.ts'
import type { Input } from '../../shared/contract/contract.ts'
import type { UnitId } from '../../shared/domain/ids.ts'
import { fieldKey } from '../../shared/domain/journal/changes.ts'
import { ownDevice, writeAct, type Actor, type Installation } from './installation.ts'
import { readUnitChanges } from './open-installation.ts'
import type { Unit } from './units.ts'

/**
 * Adds a unit below the own one, or changes what a unit below is called and where it belongs. Its id stays for life, so every
 * score stays with it.
 */
export function saveUnit(installation: Installation, actor: Actor, wanted: Input<'units.save'>): Unit {
  const { unit: own } = ownDevice(installation)
  const { units, journal } = installation
  const parent = units.get(wanted.parent as UnitId)
  if (!units.isWithin(parent.id, own)) throw new CallError('notFound', { what: 'unit' })
  const known = wanted.unit === null ? null : units.get(wanted.unit as UnitId)
  if (known !== null && !units.isWithin(known.id, own)) throw new CallError('notFound', { what: 'unit' })
  const id = known?.id ?? (`u.${randomBytes(8).toString('hex')}` as UnitId)
  const { projection } = journal.plain('catalogue', own)
  const values = {
    name: wanted.name,
    code: wanted.code,
    level: wanted.level,
    parent: parent.id,
    from: wanted.from,
    until: wanted.until,
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
  if (known !== null && known.parent !== parent.id) journal.projectAll()
  else journal.forget()
  return units.get(id)
}
