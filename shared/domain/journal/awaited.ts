import type { EntryId } from '../ids.ts'
import type { EntryChange } from './facts.ts'
import { Deletion } from './sheet-values.ts'

/**
 * The entries that must be stored before a change can be judged: those on which it builds, and those that a deletion says it
 * hides (JOURNAL 7, 11).
 */
export function awaitedBy(change: Pick<EntryChange, 'field' | 'value' | 'bases'>): readonly EntryId[] {
  if (change.field !== 'deleted' || change.value === null) return change.bases
  const { data: deletion } = Deletion.safeParse(change.value)
  return deletion == null ? change.bases : [...change.bases, ...Object.values(deletion).flat()]
}
