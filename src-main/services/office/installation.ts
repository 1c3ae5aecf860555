import { CallError } from '../../../shared/contract/errors.ts'
import type { DeviceId, EntryId, OfficerId, UnitId } from '../../../shared/domain/ids.ts'
import { valueShape } from '../../../shared/domain/journal/scope-projection.ts'
import type { Role } from '../../../shared/domain/permissions.ts'
import type { Draft, Journal } from '../../journal/journal.ts'
import type { Clock } from '../../platform/clock.ts'
import type { DataFolder } from '../../platform/data-folder.ts'
import type { DeviceKeys } from '../../platform/key-folder.ts'
import type { Log } from '../../platform/log.ts'
import type { Database } from '../../storage/database.ts'
import type { Vault } from '../../storage/vault.ts'
import type { Trust } from '../trust/trust.ts'
import type { LostTail } from './lost-tail.ts'
import type { Unit, Units } from '../catalogue/units.ts'

/** This device at its unit, once somebody has chosen the unit. */
export type OwnDevice = {
  readonly id: DeviceId
  readonly unit: UnitId
  readonly keys: DeviceKeys
}

/** One data folder with everything that works on it: what the services share. */
export type Installation = {
  readonly folder: DataFolder
  readonly keyFolder: string
  readonly database: Database
  readonly vault: Vault
  readonly journal: Journal
  readonly units: Units
  readonly trust: Trust
  readonly clock: Clock
  readonly log: Log
  /** Null until the first start is done. */
  own: OwnDevice | null
  /** Saved work that was found to be gone at this start or a recent one. */
  lostTail: LostTail | null
}

/** Who acts: an officer of this unit. */
export type Actor = {
  readonly officer: { readonly id: OfficerId; readonly name: string }
  readonly roles: readonly Role[]
  /** Name of the call; it becomes the `action` of the entries. */
  readonly action: string
}

/** @throws CallError `notSetUp` */
export function ownDevice(installation: Installation): OwnDevice {
  if (installation.own === null) throw new CallError('notSetUp', {})
  return installation.own
}

/** The unit this installation belongs to. */
export function ownUnit(installation: Installation): Unit {
  return installation.units.get(ownDevice(installation).unit)
}

type Behalf = { readonly unit: UnitId; readonly paper: string } | null

/**
 * Writes one act of an officer; gives the ids of its entries, one a draft.
 * @param details `alongside` stores what must be there together with the entries, or not at all; `afterwards` the same, behind them
 */
export function writeAct(
  installation: Installation,
  actor: Pick<Actor, 'officer' | 'action'>,
  drafts: readonly Draft[],
  details: {
    readonly reason?: string | undefined
    readonly onBehalf?: Behalf | undefined
    readonly alongside?: () => void
    readonly afterwards?: () => void
  } = {},
): readonly EntryId[] {
  const { id: device } = ownDevice(installation)
  drafts.forEach(assertValid)
  assertMayActFor(installation, drafts, details.onBehalf ?? null)
  const act = {
    device,
    officer: { id: actor.officer.id, name: actor.officer.name },
    action: actor.action,
    reason: details.reason === undefined || details.reason === '' ? null : details.reason,
    onBehalf: details.onBehalf ?? null,
    drafts,
  }
  return installation.journal.write(act, details)
}

/**
 * Somebody enters for the unit whose matter it is, or for one between that and the own: never for a stranger, nor for itself or those
 * above.
 */
function assertMayActFor({ units, ...rest }: Installation, drafts: readonly Draft[], behalf: Behalf): void {
  if (behalf === null) return
  const own = ownUnit({ units, ...rest }).id
  const isBetween = ({ audience }: Draft): boolean => {
    const chain = [audience, ...units.above(audience).map(({ unit }) => unit as string)]
    const at = chain.indexOf(behalf.unit)
    return at >= 0 && chain.indexOf(own) > at
  }
  if (!drafts.every(isBetween))
    throw new CallError('invalidInput', { fields: [{ path: 'onBehalf.unit', code: 'invalid_value' }] })
}

/** What would be stored and never count is a mistake of the caller: better refused than acknowledged and lost. */
function assertValid({ channel, changes }: Draft): void {
  for (const { entity, field, value } of changes) {
    const wrong = valueShape(channel, entity, field)?.safeParse(value).error
    if (wrong !== undefined)
      throw new Error(`a value of ${entity} ${field} that would not count`, { cause: wrong })
  }
}
