import { randomBytes } from 'node:crypto'
import { CallError } from '../../../shared/contract/errors.ts'
import type { EntryId, Sha256 } from '../../../shared/domain/ids.ts'
import { idsInOnePart, partOfAct, type SetAsideAct } from '../../../shared/domain/journal/set-aside.ts'
import type { Draft, NewChange } from '../../journal/journal.ts'
import { appliedBundle } from '../../storage/bundles-applied.ts'
import { deliveredOnlyBy } from '../exchange/bundle-only.ts'
import { ownDevice, writeAct, type Actor, type Installation } from '../office/installation.ts'

/** Setting aside what an applied bundle brought, and putting it back: acts in the stream of the own office (JOURNAL 13). */

/**
 * Sets aside what this bundle alone delivered; several entries of one act when it is much.
 * @throws CallError `notFound`, `alreadySetAside`, `nothingToSetAside`
 */
export function setBundleAside(
  installation: Installation,
  actor: Actor,
  bundle: Sha256,
  reason: string,
): { readonly act: string; readonly entries: number } {
  const { unit } = ownDevice(installation)
  if (appliedBundle(installation.database, bundle) === undefined)
    throw new CallError('notFound', { what: 'bundle' })
  if (openActOf(installation, bundle) !== undefined) throw new CallError('alreadySetAside', {})
  const ids = [...deliveredOnlyBy(installation, bundle)].flatMap(({ ids: found }) => found)
  if (ids.length === 0) throw new CallError('nothingToSetAside', {})
  const act = `${unit}:${randomBytes(10).toString('hex')}`
  const drafts: Draft[] = []
  for (let part = 0; part * idsInOnePart < ids.length; part++) {
    const named = ids.slice(part * idsInOnePart, (part + 1) * idsInOnePart)
    const changes = [changeOf(partOfAct(act, part), 'entries', named)]
    if (part === 0) changes.push(changeOf(act, 'bundle', bundle))
    drafts.push({ channel: 'office', audience: unit, changes })
  }
  writeAct(installation, actor, drafts, { reason })
  return { act, entries: ids.length }
}

/** @throws CallError `notFound` for an act that is unknown or put back already */
export function putBack(installation: Installation, actor: Actor, act: string, reason: string): number {
  const { unit } = ownDevice(installation)
  const { entries } = standingAct(installation, act)
  const draft: Draft = { channel: 'office', audience: unit, changes: [changeOf(act, 'putBack', true)] }
  writeAct(installation, actor, [draft], { reason })
  return entries.length
}

/** @throws CallError `notFound` */
export function standingAct({ journal }: Installation, act: string): SetAsideAct {
  const found = journal.asides.acts().find(({ id, putBack: back }) => id === act && back === null)
  if (found === undefined) throw new CallError('notFound', { what: 'setAside' })
  return found
}

/** The act by which a bundle is aside now. */
export function openActOf({ journal }: Installation, bundle: string): SetAsideAct | undefined {
  return journal.asides.acts().find((act) => act.bundle === bundle && act.putBack === null)
}

function changeOf(id: string, field: string, value: readonly EntryId[] | string | boolean): NewChange {
  return { entity: 'setAside', id, field, value, bases: [] }
}
