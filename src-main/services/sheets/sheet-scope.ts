import { CallError } from '../../../shared/contract/errors.ts'
import type { Author } from '../../../shared/contract/views.ts'
import type { Criterion } from '../../../shared/domain/criteria.ts'
import {
  partsOfAssessment,
  type AssessmentId,
  type CriterionId,
  type DeviceId,
  type EntryId,
} from '../../../shared/domain/ids.ts'
import { fieldKey } from '../../../shared/domain/journal/changes.ts'
import type { CycleFacts, Level, SheetEntry } from '../../../shared/domain/journal/facts.ts'
import type { SheetReading } from '../../../shared/domain/journal/sheet-reading.ts'
import { changeOf } from '../../../shared/domain/journal/sheet-projection.ts'
import type { SheetScope } from '../../journal/projector.ts'
import type { Installation } from '../office/installation.ts'

/** Reading one sheet for the services that show or change it. */

export type OpenSheet = {
  readonly assessment: AssessmentId
  readonly scope: SheetScope
  readonly cycle: CycleFacts
  readonly reading: SheetReading
}

/** @throws CallError `notFound`, `notParticipant` */
export function openSheet(installation: Installation, assessment: AssessmentId): OpenSheet {
  const scope = installation.journal.sheet(assessment)
  const { cycle } = scope.context
  if (cycle === null || scope.reading === null) throw new CallError('notFound', { what: 'cycle' })
  const { unit } = partsOfAssessment(assessment)
  const own = installation.own?.unit
  if (!cycle.units.has(unit) || own === undefined) throw new CallError('notParticipant', {})
  if (!installation.units.isWithin(unit, own)) throw new CallError('notParticipant', {})
  return { assessment, scope, cycle, reading: scope.reading }
}

/** @throws CallError `notFound` */
export function criterionOf(sheet: OpenSheet, id: CriterionId): Criterion {
  const criterion = sheet.cycle.content.criteria.find((each) => each.id === id)
  if (criterion === undefined) throw new CallError('notFound', { what: 'criterion' })
  return criterion
}

/** What is known of fields, of a sheet or of documents. */
type FieldsScope = { readonly projection: Pick<SheetScope['projection'], 'standings' | 'fields'> }

/** Heads of a field as they stand. */
export function headsIn(scope: FieldsScope, entity: string, id: string, field: string): readonly EntryId[] {
  return scope.projection.standings.get(fieldKey(entity, id, field))?.heads ?? []
}

/**
 * The bases of a new change: what the writer saw, if that is still what stands.
 * @throws CallError `changedMeanwhile` naming who wrote what stands now
 */
export function basesFrom(
  installation: Installation,
  scope: FieldsScope,
  entity: string,
  id: string,
  field: string,
  seen: readonly EntryId[],
): readonly EntryId[] {
  const heads = headsIn(scope, entity, id, field)
  const same = heads.length === seen.length && heads.every((head) => seen.includes(head))
  if (same) return heads
  const shown = scope.projection.standings.get(fieldKey(entity, id, field))?.shown ?? null
  const changes = scope.projection.fields.get(fieldKey(entity, id, field))
  const entry = shown === null || changes === undefined ? undefined : changeOf(changes, shown)?.entry
  throw new CallError('changedMeanwhile', {
    officer: entry?.officer ?? '',
    unit: entry?.unit == null ? '' : installation.units.nameOf(entry.unit),
    time: entry?.time ?? 0,
    seen: [...heads],
  })
}

/** Who wrote an entry, with the unit and device of its certificate. */
export function authorOf(installation: Installation, entry: SheetEntry): Author {
  const { units, journal } = installation
  const device = journal.base.deviceFacts(entry.device)
  return {
    entry: entry.id,
    officer: entry.officer,
    unit: (entry.unit ?? '') as Author['unit'],
    unitName: entry.unit === null ? '' : units.nameOf(entry.unit),
    device: entry.device as DeviceId,
    deviceName: device?.name ?? '',
    time: entry.time,
    reason: entry.reason,
    onBehalf:
      entry.onBehalf === null
        ? null
        : { unit: entry.onBehalf, unitName: units.nameOf(entry.onBehalf), paper: entry.paper ?? '' },
  }
}

export const levelRank: Readonly<Record<Level, number>> = { commune: 0, district: 1, province: 2 }
