import { randomBytes } from 'node:crypto'
import { CallError } from '../../../shared/contract/errors.ts'
import type { OfficerView } from '../../../shared/contract/officers.ts'
import type { DepartmentId, EntryId, OfficerId } from '../../../shared/domain/ids.ts'
import { fieldKey } from '../../../shared/domain/journal/changes.ts'
import type { Role } from '../../../shared/domain/permissions.ts'
import { compareVietnamese } from '../../../shared/domain/text/vietnamese.ts'
import { valueIn } from '../../journal/catalogue.ts'
import type { NewChange } from '../../journal/journal.ts'
import { ownDevice, writeAct, type Actor, type Installation } from './installation.ts'
import { hasPassword } from './passwords.ts'

/** The officers of the own unit; they live in its `office` stream, so all devices of the unit share them. */

export type Officer = {
  readonly id: OfficerId
  readonly name: string
  readonly roles: readonly Role[]
  readonly department: DepartmentId | null
  readonly active: boolean
}

/** In Vietnamese order. */
export function listOfficers(installation: Installation): readonly Officer[] {
  if (installation.own === null) return []
  const { projection } = installation.journal.plain('office', installation.own.unit)
  const ids = new Set<OfficerId>()
  for (const field of projection.fields.values())
    if (field.entity === 'officer') ids.add(field.id as OfficerId)
  return [...ids]
    .flatMap((id) => {
      const read = <V>(field: string): V | undefined => valueIn<V>(projection, 'officer', id, field)
      const name = read<string>('name')
      const roles = read<Role[]>('roles')
      if (name === undefined || roles === undefined) return []
      const officer: Officer = {
        id,
        name,
        roles,
        department: read<DepartmentId | null>('department') ?? null,
        active: read<boolean>('active') ?? true,
      }
      return [officer]
    })
    .sort((a, b) => compareVietnamese(a.name, b.name))
}

/** @throws CallError `notFound` */
export function getOfficer(installation: Installation, id: OfficerId): Officer {
  const officer = listOfficers(installation).find((each) => each.id === id)
  if (officer === undefined) throw new CallError('notFound', { what: 'officer' })
  return officer
}

export function viewOfficer(installation: Installation, officer: Officer): OfficerView {
  return { ...officer, roles: [...officer.roles], hasPassword: hasPassword(installation, officer.id) }
}

/**
 * Adds an officer or changes one; only fields that differ are written.
 * @throws CallError `lastAdmin` when nobody could manage officers any more
 */
export function saveOfficer(
  installation: Installation,
  actor: Actor,
  wanted: Omit<Officer, 'id'> & { readonly officer: OfficerId | null },
): Officer {
  const { unit } = ownDevice(installation)
  const known = wanted.officer === null ? null : getOfficer(installation, wanted.officer)
  const id = known?.id ?? newOfficerId(unit)
  const officer: Officer = {
    id,
    name: wanted.name,
    roles: wanted.roles,
    department: wanted.department,
    active: wanted.active,
  }
  const others = listOfficers(installation).filter((each) => each.id !== id)
  const admins = [...others, officer].filter((each) => each.active && each.roles.includes('admin'))
  if (admins.length === 0) throw new CallError('lastAdmin', {})
  const changes = officerChanges(installation, officer, known)
  if (changes.length > 0) writeAct(installation, actor, [{ channel: 'office', audience: unit, changes }])
  return officer
}

export function newOfficerId(unit: string): OfficerId {
  return `${unit}:${randomBytes(8).toString('hex')}` as OfficerId
}

/** The changes that make an officer so. */
export function officerChanges(
  installation: Installation,
  officer: Officer,
  known: Officer | null,
): readonly NewChange[] {
  const fields = ['name', 'roles', 'department', 'active'] as const
  return fields
    .filter((field) => known === null || JSON.stringify(known[field]) !== JSON.stringify(officer[field]))
    .map((field) => ({
      entity: 'officer',
      id: officer.id,
      field,
      value: officer[field],
      bases: known === null ? [] : officeHeads(installation, 'officer', officer.id, field),
    }))
}

/** Heads of a field of the own office. */
export function officeHeads(
  installation: Installation,
  entity: string,
  id: string,
  field: string,
): readonly EntryId[] {
  const { projection } = installation.journal.plain('office', ownDevice(installation).unit)
  return projection.standings.get(fieldKey(entity, id, field))?.heads ?? []
}
