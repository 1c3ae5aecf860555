import type { DifferenceKind, DifferencePlace, DifferenceRow } from '../../../shared/contract/differences.ts'
import type { Output } from '../../../shared/contract/contract.ts'
import {
  partsOfAssessment,
  type AssessmentId,
  type CycleId,
  type DocumentId,
  type UnitId,
} from '../../../shared/domain/ids.ts'
import { fieldKey, type FieldChanges } from '../../../shared/domain/journal/changes.ts'
import { decisionOrder, type DecisionField } from '../../../shared/domain/journal/decisions.ts'
import type { FieldStanding } from '../../../shared/domain/journal/merge.ts'
import { compareVietnamese } from '../../../shared/domain/text/vietnamese.ts'
import { differingFields } from '../../storage/fields.ts'
import { keyOfScope } from '../../storage/scopes.ts'
import { criterionOfChange, labelOfChange, sheetPlaceOf, type Place } from '../history/describe-change.ts'
import { ownDevice, type Installation } from '../office/installation.ts'
import { wordsOf, type Words } from '../words.ts'

/** "Số liệu khác nhau, cần chọn": fields in which several people wrote different values without having seen each other's. */

type Filter = { readonly cycle?: CycleId | undefined; readonly unit?: UnitId | undefined }

const listedAtMost = 1000

/** Every open difference of the own subtree, of one cycle or of one unit: decisions first, then commune by commune. */
export function listDifferences(installation: Installation, filter: Filter): Output<'differences.list'> {
  const words = wordsOf(installation)
  const places = placesOf(installation, filter)
  const items = places
    .slice(0, listedAtMost)
    .map((place) => describeDifference(installation, words, place))
    .sort(
      (a, b) =>
        rankOf(a) - rankOf(b) ||
        compareVietnamese(a.unitName, b.unitName) ||
        compareVietnamese(a.label, b.label),
    )
  return { total: places.length, items }
}

/** How many are open in the own subtree. */
export function countDifferences(installation: Installation): number {
  return installation.own === null ? 0 : placesOf(installation, {}).length
}

function placesOf(installation: Installation, filter: Filter): readonly DifferencePlace[] {
  const { database } = installation
  const keys = new Map<number, string | null>()
  return differingFields(database).flatMap(({ scope: num, entity, key: id, field }) => {
    let scope = keys.get(num)
    if (scope === undefined) {
      const key = keyOfScope(database, num)
      scope = key !== undefined && isListed(installation, key, filter) ? key : null
      keys.set(num, scope)
    }
    return scope === null || local.has(entity) ? [] : [{ scope, entity, id, field }]
  })
}

/** What of this office needs nobody to choose: marks add up, and of several cuts each one cuts. */
const local: ReadonlySet<string> = new Set(['seen', 'setAside', 'officeCut'])

function isListed(installation: Installation, scope: string, { cycle, unit: wanted }: Filter): boolean {
  const { kind, unit, assessment } = partsOfScope(scope)
  const { units } = installation
  if (wanted !== undefined && !units.isWithin(unit, wanted)) return false
  if (!units.isWithin(unit, ownDevice(installation).unit)) return kind === 'catalogue' && cycle === undefined
  if (cycle === undefined || kind === 'documents') return true
  return assessment !== null && partsOfAssessment(assessment).cycle === cycle
}

function rankOf({ kind, entity }: DifferenceRow): number {
  return kind === 'decision' ? 0 : entity === 'participant' || kind === 'other' ? 2 : 1
}

/** `sheet <cycle>/<commune>`, or another kind and its unit. */
export function partsOfScope(scope: string): {
  readonly kind: string
  readonly unit: UnitId
  readonly assessment: AssessmentId | null
} {
  const space = scope.indexOf(' ')
  const kind = scope.slice(0, space)
  const id = scope.slice(space + 1)
  if (kind !== 'sheet') return { kind, unit: id as UnitId, assessment: null }
  const assessment = id as AssessmentId
  return { kind, unit: partsOfAssessment(assessment).unit, assessment }
}

/** What differs and where, in words. */
export function describeDifference(
  installation: Installation,
  words: Words,
  place: DifferencePlace,
): DifferenceRow {
  const { unit, assessment } = partsOfScope(place.scope)
  const cycle = assessment === null ? null : partsOfAssessment(assessment).cycle
  const document = place.entity === 'document' ? place.id : (sheetPlaceOf(place)?.document ?? null)
  return {
    ...place,
    kind: kindOf(place),
    unit,
    unitName: installation.units.nameOf(unit),
    cycle,
    cycleName: cycle === null ? '' : (installation.journal.catalogue.cycle(cycle)?.name ?? ''),
    assessment,
    criterion: criterionOfChange(installation, place)?.id ?? null,
    document: document as DocumentId | null,
    label: labelOfChange(installation, words, place),
  }
}

/** The kind of value that stands in a field. */
export function kindOf({ entity, field }: Place): DifferenceKind {
  switch (entity) {
    case 'selfScore':
    case 'appraisal':
    case 'verification':
      return 'answer'
    case 'explanation':
      return 'text'
    case 'gateAnswer':
      return 'gate'
    case 'assessment':
      return decisionOrder.includes(field as DecisionField) ? 'decision' : 'other'
    case 'evidence':
      return field === 'link' ? 'link' : 'other'
    case 'document':
      return field === 'date' ? 'day' : field === 'body' || field === 'deleted' ? 'other' : 'text'
    default:
      return 'other'
  }
}

export type FoundField = { readonly field: FieldChanges; readonly standing: FieldStanding }

/** A field of a scope with what stands in it; null when there is none. */
export function fieldIn(
  { journal }: Installation,
  { scope, entity, id, field }: DifferencePlace,
): FoundField | null {
  if (!/^(?:sheet|documents|catalogue|office) \S+$/.test(scope)) return null
  const { projection } = journal.projector.read(scope)
  const key = fieldKey(entity, id, field)
  const found = projection.fields.get(key)
  const standing = projection.standings.get(key)
  return found === undefined || standing === undefined ? null : { field: found, standing }
}
