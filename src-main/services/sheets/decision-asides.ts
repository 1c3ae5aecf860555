import { CallError } from '../../../shared/contract/errors.ts'
import type { EntryId } from '../../../shared/domain/ids.ts'
import type { Cut, SheetEntry } from '../../../shared/domain/journal/facts.ts'
import { parseStreamKey } from '../../journal/streams.ts'
import type { Installation } from '../office/installation.ts'
import type { OpenSheet } from './sheet-scope.ts'

/** What a decider has set aside of what the decision's cut holds (JOURNAL 18). */

/** As many as a decision can name. */
const mostExcepted = 5000

/**
 * Entries inside the cut, and before the points of the catalogue, that are aside and do not count on the sheet as the decider sees it;
 * what an earlier decision holds counts there although it is aside.
 * @throws CallError `asideTooMany`
 */
export function exceptedIn(
  { journal }: Installation,
  { assessment, scope }: OpenSheet,
  cut: Cut,
  catalogue: Cut,
): EntryId[] {
  if (journal.asides.entries().size === 0) return []
  const counting = new Set<EntryId>()
  for (const { changes } of scope.projection.fields.values())
    for (const { entry, counted } of changes) if (counted === true) counting.add(entry.id)
  const excepted = new Set<EntryId>()
  const note = (entry: SheetEntry): void => {
    const point = cut[entry.stream] ?? catalogue[entry.stream]
    const isInside = point !== undefined && journal.health.liesBefore(entry, point)
    if (isInside && journal.asides.isAside(entry, entry.stream) && !counting.has(entry.id))
      excepted.add(entry.id)
  }
  journal.projector.entriesOf(`sheet ${assessment}`).forEach(note)
  journal.projector.entriesOf(`documents ${scope.context.commune}`).forEach(note)
  for (const publisher of new Set(
    Object.keys(catalogue).flatMap((key) => parseStreamKey(key)?.audience ?? []),
  ))
    journal.projector.entriesOf(`catalogue ${publisher}`).forEach(note)
  if (excepted.size > mostExcepted) throw new CallError('asideTooMany', { limit: mostExcepted })
  return [...excepted].sort()
}
