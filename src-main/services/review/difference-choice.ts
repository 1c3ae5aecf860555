import type { Input } from '../../../shared/contract/contract.ts'
import type { DifferencePlace, ThirdValue } from '../../../shared/contract/differences.ts'
import { CallError } from '../../../shared/contract/errors.ts'
import { assertNever } from '../../../shared/domain/assert-never.ts'
import type { Answer } from '../../../shared/domain/answers.ts'
import type { CriterionId, EntryId } from '../../../shared/domain/ids.ts'
import { documentValues, shapeIn, sheetValues } from '../../../shared/domain/journal/sheet-values.ts'
import { changeOf } from '../../../shared/domain/journal/sheet-projection.ts'
import { sheetPlaceOf } from '../history/describe-change.ts'
import { mayDecideDifference } from './difference-rights.ts'
import { fieldIn, kindOf, partsOfScope, type FoundField } from './differences.ts'
import { writeAct, type Actor, type Installation } from '../office/installation.ts'
import { readUnitChanges } from '../office/open-installation.ts'
import { assertValidAnswer, sameAnswer, tidyAnswer, type Behalf } from '../sheets/scores.ts'
import { openSheet } from '../sheets/sheet-scope.ts'
import { assertStageOpen } from '../sheets/stage-open.ts'

/** Deciding a difference: one of its values, or a third one, in an entry that names them all. */

type Choice = Omit<Input<'differences.choose'>, 'choose' | 'onBehalf'> & {
  readonly choose: EntryId | ThirdValue
  readonly onBehalf?: Behalf
}

/**
 * @throws CallError `notFound`, `changedMeanwhile` when others stand than were seen, `forbidden`, `wrongStage`, `invalidAnswer`,
 *   `reasonNeeded`
 */
export function chooseValue(installation: Installation, actor: Actor, choice: Choice): EntryId {
  const { scope, entity, id, field, choose, seen, reason } = choice
  const place = { scope, entity, id, field }
  const found = fieldIn(installation, place)
  if (found?.standing.differing !== true) throw new CallError('notFound', { what: 'difference' })
  assertMayChoose(installation, actor, place)
  const { heads } = found.standing
  const isSeen =
    heads.length === seen.length && heads.every((head) => (seen as readonly string[]).includes(head))
  if (!isSeen) throw changedMeanwhile(installation, found, seen)
  const value =
    typeof choose === 'string'
      ? valueOfHead(found, choose)
      : thirdValue(installation, place, choose, (reason ?? '') !== '')
  const { unit, kind } = partsOfScope(scope)
  const channel = kind === 'catalogue' ? 'catalogue' : kind === 'office' ? 'office' : 'sheet'
  const changes = [{ entity, id, field, value, bases: heads }]
  const [entry] = writeAct(installation, actor, [{ channel, audience: unit, changes }], {
    reason,
    onBehalf: choice.onBehalf ?? null,
  })
  if (entry === undefined) throw new Error('nothing was written')
  if (kind === 'catalogue') readUnitChanges(installation)
  return entry
}

/** Catalogue and office belong to one unit; of a sheet, each level decides what it may write. */
function assertMayChoose(installation: Installation, actor: Actor, place: DifferencePlace): void {
  const { barred } = mayDecideDifference(installation, actor.roles, place)
  if (barred === 'stage' || barred === 'decisionFirst')
    assertStageOpen(installation, place.scope, place.entity)
  if (barred !== null) throw new CallError('forbidden', { permission: 'approve' })
}

function valueOfHead({ field, standing }: FoundField, id: EntryId): unknown {
  const chosen = changeOf(field, id)
  if (chosen === undefined || !standing.heads.includes(id)) throw new CallError('notFound', { what: 'entry' })
  return chosen.change.value
}

/** A value that nobody has written yet, as its field holds it. */
function thirdValue(
  installation: Installation,
  place: DifferencePlace,
  third: ThirdValue,
  hasReason: boolean,
): unknown {
  if (third.kind !== kindOf(place)) throw unfit()
  const value = valueOf(installation, place, third, hasReason)
  const shape =
    shapeIn(sheetValues, place.entity, place.field) ?? shapeIn(documentValues, place.entity, place.field)
  if (shape?.safeParse(value).success !== true) throw unfit()
  return value
}

function valueOf(
  installation: Installation,
  place: DifferencePlace,
  third: ThirdValue,
  hasReason: boolean,
): unknown {
  switch (third.kind) {
    case 'answer':
      return answerValue(installation, place, third.answer, hasReason)
    case 'text':
      return third.text.trim()
    case 'day':
      return third.day
    case 'gate':
      return { met: third.met, note: third.note.trim() }
    case 'link':
      return third.link
    default:
      return assertNever(third)
  }
}

/** A third answer, judged by its rule; an appraiser's says whether it takes over the stage before. */
function answerValue(
  installation: Installation,
  place: DifferencePlace,
  answer: Answer | null,
  hasReason: boolean,
): unknown {
  const where = sheetPlaceOf(place)
  if (where?.part == null) throw unfit()
  if (answer === null) return null
  const sheet = openSheet(installation, where.assessment)
  const criterion = where.part as CriterionId
  const tidied = tidyAnswer(sheet, criterion, answer)
  assertValidAnswer(sheet, criterion, tidied)
  if (place.entity === 'selfScore') return tidied
  const row = sheet.reading.cells.get(criterion)
  const isAppraisal = place.entity === 'appraisal' || sheet.cycle.levels.appraise === null
  const before = (isAppraisal ? row?.self : row?.appraisal)?.answer ?? null
  const agrees = before !== null && sameAnswer(tidied, before)
  if (before !== null && !agrees && !hasReason) throw new CallError('reasonNeeded', {})
  return { answer: tidied, agrees }
}

function unfit(): CallError<'invalidInput'> {
  return new CallError('invalidInput', { fields: [{ path: 'choose', code: 'invalid_value' }] })
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
    unit: entry?.unit == null ? '' : installation.units.nameOf(entry.unit),
    time: entry?.time ?? 0,
  })
}
