import type { Input, Output } from '../../shared/contract/contract.ts'
import { CallError } from '../../shared/contract/errors.ts'
import {
  partsOfAssessment,
  type AssessmentId,
  type CycleId,
  type EntryId,
  type UnitId,
} from '../../shared/domain/ids.ts'
import { fieldKey, type FieldChanges } from '../../shared/domain/journal/changes.ts'
import type { FieldStanding } from '../../shared/domain/journal/merge.ts'
import { changeOf } from '../../shared/domain/journal/sheet-projection.ts'
import { differingFields } from '../storage/fields.ts'
import { keyOfScope } from '../storage/scopes.ts'
import { criterionOfChange, labelOfChange, type Place } from './describe-change.ts'
import { describeValue } from './describe-value.ts'
import { ownDevice, ownUnit, writeAct, type Actor, type Installation } from './installation.ts'
import { readUnitChanges } from './open-installation.ts'
import { authorOf, levelRank } from './sheet-scope.ts'
import { assertStageOpen } from './stage-open.ts'
import { wordsOf } from './words.ts'

/** "Số liệu khác nhau, cần chọn": fields in which several people wrote different values without having seen each other's. */

type Difference = Output<'differences.list'>[number]
type Choice = Input<'differences.choose'>

/** Every open difference of the own subtree, or of one cycle. */
export function listDifferences(
  installation: Installation,
  cycle: CycleId | undefined,
): readonly Difference[] {
  const { database } = installation
  return differingFields(database).flatMap(({ scope: num, entity, key: id, field }) => {
    const scope = keyOfScope(database, num)
    if (scope === undefined || !isListed(installation, scope, cycle)) return []
    return viewDifference(installation, scope, { entity, id, field }) ?? []
  })
}

function isListed(installation: Installation, scope: string, cycle: CycleId | undefined): boolean {
  const { kind, unit, assessment } = partsOfScope(scope)
  if (!installation.units.isWithin(unit, ownDevice(installation).unit))
    return kind === 'catalogue' && cycle === undefined
  if (cycle === undefined || kind === 'documents') return true
  return assessment !== null && partsOfAssessment(assessment).cycle === cycle
}

/** `sheet <cycle>/<commune>`, or another kind and its unit. */
function partsOfScope(scope: string): {
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

function viewDifference(installation: Installation, scope: string, place: Place): Difference | null {
  const found = fieldIn(installation, scope, place)
  const shown = found?.standing.shown ?? null
  if (found === null || shown === null || !found.standing.differing) return null
  const words = wordsOf(installation)
  const { unit, assessment } = partsOfScope(scope)
  const criterion = criterionOfChange(installation, place)
  const values = found.standing.heads.flatMap((head) => {
    const judged = changeOf(found.field, head)
    if (judged === undefined) return []
    const { value } = judged.change
    const reading = describeValue(installation, words, { ...place, value, criterion }) ?? words('empty')
    return [{ value, reading, author: authorOf(installation, judged.entry) }]
  })
  return {
    scope,
    ...place,
    unitName: installation.units.nameOf(unit),
    assessment,
    criterion: criterion?.id ?? null,
    label: labelOfChange(installation, words, place),
    values,
    shown,
  }
}

/**
 * Makes one of the differing values the value: a new entry that names them all.
 * @throws CallError `notFound`, `changedMeanwhile` when others stand than were seen, `forbidden`, `wrongStage`
 */
export function chooseValue(installation: Installation, actor: Actor, choice: Choice): EntryId {
  const { scope, entity, id, field, choose, seen, reason } = choice
  const found = fieldIn(installation, scope, { entity, id, field })
  if (found?.standing.differing !== true) throw new CallError('notFound', { what: 'difference' })
  assertMayChoose(installation, scope, { entity, id, field })
  assertStageOpen(installation, scope, entity)
  const { heads } = found.standing
  const chosen = changeOf(found.field, choose as EntryId)
  const isSeen =
    heads.length === seen.length && heads.every((head) => (seen as readonly string[]).includes(head))
  if (!isSeen) throw changedMeanwhile(installation, found, seen)
  if (chosen === undefined || !heads.includes(chosen.entry.id))
    throw new CallError('notFound', { what: 'entry' })
  const { unit, kind } = partsOfScope(scope)
  const channel = kind === 'catalogue' ? 'catalogue' : kind === 'office' ? 'office' : 'sheet'
  const changes = [{ entity, id, field, value: chosen.change.value, bases: heads }]
  const [entry] = writeAct(installation, actor, [{ channel, audience: unit, changes }], { reason })
  if (entry === undefined) throw new Error('nothing was written')
  if (kind === 'catalogue') readUnitChanges(installation)
  return entry
}

/** Catalogue and office belong to one unit; of a sheet, each level decides what it may write. */
function assertMayChoose(installation: Installation, scope: string, { entity, field }: Place): void {
  const own = ownUnit(installation)
  const { kind, unit, assessment } = partsOfScope(scope)
  const isOurs =
    kind === 'sheet' || kind === 'documents' ? installation.units.isWithin(unit, own.id) : unit === own.id
  const needed = assessment === null ? 'commune' : neededLevel(installation, assessment, entity, field)
  if (!isOurs || needed === null || levelRank[own.level] < levelRank[needed])
    throw new CallError('forbidden', { permission: 'approve' })
}

/** The lowest level that may write the field; null: nobody in this cycle. */
function neededLevel(
  installation: Installation,
  assessment: AssessmentId,
  entity: string,
  field: string,
): keyof typeof levelRank | null {
  const levels = installation.journal.sheet(assessment).context.cycle?.levels
  if (levels === undefined) return null
  if (entity === 'appraisal' || field === 'appraisalDecision') return levels.appraise
  if (entity === 'verification' || field === 'verificationDecision') return levels.verify
  if (field === 'recognition') return levels.recognise
  return entity === 'participant' && field === 'stopped' ? 'district' : 'commune'
}

type FoundField = { readonly field: FieldChanges; readonly standing: FieldStanding }

function fieldIn({ journal }: Installation, scope: string, { entity, id, field }: Place): FoundField | null {
  if (!/^(?:sheet|documents|catalogue|office) \S+$/.test(scope)) return null
  const { projection } = journal.projector.read(scope)
  const key = fieldKey(entity, id, field)
  const found = projection.fields.get(key)
  const standing = projection.standings.get(key)
  return found === undefined || standing === undefined ? null : { field: found, standing }
}

/** Names who wrote what the chooser has not seen. */
function changedMeanwhile(
  installation: Installation,
  { field, standing }: FoundField,
  seen: readonly string[],
): CallError<'changedMeanwhile'> {
  const unseen = standing.heads.find((head) => !seen.includes(head)) ?? standing.shown
  const entry = unseen === null ? undefined : changeOf(field, unseen)?.entry
  return new CallError('changedMeanwhile', {
    officer: entry?.officer ?? '',
    unit: entry?.unit === undefined || entry.unit === null ? '' : installation.units.nameOf(entry.unit),
    time: entry?.time ?? 0,
  })
}
