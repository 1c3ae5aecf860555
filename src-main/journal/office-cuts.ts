import type { EntryId } from '../../shared/domain/ids.ts'
import type { OfficeCut } from '../../shared/domain/journal/scope-projection.ts'
import type { DecodedEntry } from './entry.ts'

/**
 * Up to where a unit lets the `office` stream of a revoked device of its own count (JOURNAL 33): nobody above sees that stream, so no
 * trust list names it. Judged before the office itself, from the entries as they are: what a revoked device says about such cuts is
 * left out by the caller, and of several that do not know of one another each one cuts.
 *
 * @param entries of the unit's office, of devices that may cut, by stream and seq
 */
export function standingOfficeCuts(
  entries: readonly Pick<DecodedEntry, 'id' | 'stream' | 'changes'>[],
  device: string,
): ReadonlyMap<EntryId, OfficeCut> {
  const standing = new Map<EntryId, OfficeCut>()
  const replaced = new Set<string>()
  const lastOfStream = new Map<string, EntryId>()
  for (const { id, stream, changes } of entries) {
    const cut = changes.find((change) => change.entity === 'officeCut' && change.id === device)
    if (cut === undefined) continue
    for (const base of [...cut.bases, lastOfStream.get(stream) ?? id]) if (base !== id) replaced.add(base)
    lastOfStream.set(stream, id)
    standing.set(id, cut.value as OfficeCut)
  }
  for (const id of replaced) standing.delete(id as EntryId)
  return standing
}
