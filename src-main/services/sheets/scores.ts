import { CallError, isCallError } from '../../../shared/contract/errors.ts'
import type { Answer } from '../../../shared/domain/answers.ts'
import type { CriterionId, EntryId, GateId, UnitId } from '../../../shared/domain/ids.ts'
import type { GateAnswer } from '../../../shared/domain/journal/sheet-values.ts'
import { methodOf } from '../../../shared/domain/journal/sheet-judges.ts'
import { codedName } from '../../../shared/domain/place-names.ts'
import { scoreCriterion, tidyInput } from '../../../shared/domain/rules.ts'
import type { NewChange } from '../../journal/journal.ts'
import { ownUnit, writeAct, type Actor, type Installation } from '../office/installation.ts'
import { basesFrom, criterionOf, levelRank, type OpenSheet } from './sheet-scope.ts'

/** Entering answers: gather the sheet, decide whether it may be written, write one act. */

export type Behalf = { readonly unit: UnitId; readonly paper: string } | undefined

export type NewAnswer = {
  readonly criterion: CriterionId
  readonly answer: Answer | null
  readonly seen: readonly EntryId[]
}

/**
 * Writes self-scores, all or nothing.
 * @throws CallError `changedMeanwhile`, `invalidAnswer`, `wrongStage`, `notEnteredHere`
 */
export function setScores(
  installation: Installation,
  actor: Actor,
  sheet: OpenSheet,
  answers: readonly NewAnswer[],
  details: { readonly reason?: string | undefined; readonly onBehalf?: Behalf },
): EntryId {
  assertSelfStageOpen(sheet)
  const changes = answers.map(({ criterion, answer, seen }) => {
    const rule = criterionOf(sheet, criterion)
    if (!rule.enteredBy.includes('commune')) throw new CallError('notEnteredHere', { criterion: rule.code })
    assertValidAnswer(sheet, criterion, answer)
    const id = `${sheet.assessment}/${criterion}`
    return {
      entity: 'selfScore',
      id,
      field: 'answer',
      value: answer === null ? null : tidyAnswer(sheet, criterion, answer),
      bases: basesFrom(installation, sheet.scope, 'selfScore', id, 'answer', seen),
    }
  })
  return writeToSheet(installation, actor, sheet, changes, details)
}

/** Writes the explanation (giải trình) of a criterion. */
export function explain(
  installation: Installation,
  actor: Actor,
  sheet: OpenSheet,
  criterion: CriterionId,
  text: string,
  seen: readonly EntryId[],
  onBehalf: Behalf,
): EntryId {
  assertSelfStageOpen(sheet)
  criterionOf(sheet, criterion)
  const id = `${sheet.assessment}/${criterion}`
  const bases = basesFrom(installation, sheet.scope, 'explanation', id, 'text', seen)
  return writeToSheet(
    installation,
    actor,
    sheet,
    [{ entity: 'explanation', id, field: 'text', value: text, bases }],
    {
      onBehalf,
    },
  )
}

/** Answers the condition behind a veto gate. */
export function answerGate(
  installation: Installation,
  actor: Actor,
  sheet: OpenSheet,
  gate: GateId,
  value: GateAnswer,
  seen: readonly EntryId[],
  onBehalf: Behalf,
): EntryId {
  if (!sheet.reading.gates.has(gate)) throw new CallError('notFound', { what: 'gate' })
  const id = `${sheet.assessment}/${gate}`
  const bases = basesFrom(installation, sheet.scope, 'gateAnswer', id, 'answer', seen)
  return writeToSheet(
    installation,
    actor,
    sheet,
    [{ entity: 'gateAnswer', id, field: 'answer', value, bases }],
    {
      onBehalf,
    },
  )
}

export type Verdict =
  | {
      readonly kind: 'agree'
      /** The entries whose answer is taken over, as they were seen; not asked where a program did not look. */
      readonly before?: readonly EntryId[] | undefined
    }
  | { readonly kind: 'change'; readonly answer: Answer }
  | { readonly kind: 'clear' }

/**
 * Appraises or verifies one criterion.
 * @throws CallError `reasonNeeded` when another answer than that of the stage before comes without a reason
 */
export function appraise(
  installation: Installation,
  actor: Actor,
  sheet: OpenSheet,
  criterion: CriterionId,
  stage: 'appraisal' | 'verification',
  verdict: Verdict,
  seen: readonly EntryId[],
  details: { readonly reason?: string | undefined; readonly onBehalf?: Behalf },
): EntryId {
  const judged = { sheet, criterion, verdict, seen }
  const change = appraisalChange(installation, judged, stage, details.reason)
  return writeToSheet(installation, actor, sheet, [change], details)
}

/** What is judged of one sheet. */
export type Judged = {
  readonly sheet: OpenSheet
  readonly criterion: CriterionId
  readonly verdict: Verdict
  readonly seen: readonly EntryId[]
}

/**
 * Appraises or verifies criteria of many sheets: one act, an entry a sheet, all or none.
 * @throws CallError `oneOfManyRefused` naming the commune
 */
export function appraiseMany(
  installation: Installation,
  actor: Actor,
  judged: readonly Judged[],
  stage: 'appraisal' | 'verification',
  details: { readonly reason?: string | undefined; readonly onBehalf?: Behalf },
): readonly EntryId[] {
  const drafts = [...Map.groupBy(judged, ({ sheet }) => sheet.assessment).values()].flatMap((ofSheet) => {
    const [first] = ofSheet
    if (first === undefined) return []
    const { sheet } = first
    const changes = ofSheet.map((each) => {
      try {
        return appraisalChange(installation, each, stage, details.reason)
      } catch (error) {
        if (!isCallError(error)) throw error
        const unit = installation.units.nameOf(sheet.scope.context.commune)
        throw new CallError('oneOfManyRefused', { unit }, { cause: error })
      }
    })
    const isChanged = ofSheet.some(({ verdict }) => verdict.kind === 'change')
    const reason = isChanged ? details.reason : undefined
    return [
      {
        ...{ channel: 'sheet' as const, audience: sheet.scope.context.commune, changes },
        ...(reason === undefined || reason === '' ? {} : { reason }),
      },
    ]
  })
  return writeAct(installation, actor, drafts, { onBehalf: details.onBehalf ?? null })
}

function appraisalChange(
  installation: Installation,
  { sheet, criterion, verdict, seen }: Judged,
  stage: 'appraisal' | 'verification',
  reason: string | undefined,
): NewChange {
  assertMayAppraise(installation, sheet, stage)
  criterionOf(sheet, criterion)
  const row = sheet.reading.cells.get(criterion)
  const before = stage === 'appraisal' || sheet.cycle.levels.appraise === null ? row?.self : row?.appraisal
  if (before?.differing === true && verdict.kind === 'agree')
    throw new CallError('openDifferences', { count: 1 })
  if (verdict.kind === 'agree' && verdict.before !== undefined) {
    const below = stage === 'appraisal' || sheet.cycle.levels.appraise === null ? 'selfScore' : 'appraisal'
    const id = `${sheet.assessment}/${criterion}`
    basesFrom(installation, sheet.scope, below, id, 'answer', verdict.before)
  }
  const answer =
    verdict.kind === 'change'
      ? tidyAnswer(sheet, criterion, verdict.answer)
      : verdict.kind === 'agree'
        ? (before?.answer ?? null)
        : null
  if (verdict.kind === 'agree' && answer === null)
    throw new CallError('notComplete', { missing: [codedName(criterionOf(sheet, criterion))] })
  const agrees = answer !== null && before?.answer != null && sameAnswer(answer, before.answer)
  const hasReason = reason !== undefined && reason !== ''
  if (verdict.kind === 'change' && !agrees && before?.answer != null && !hasReason)
    throw new CallError('reasonNeeded', {})
  assertValidAnswer(sheet, criterion, answer)
  const id = `${sheet.assessment}/${criterion}`
  const bases = basesFrom(installation, sheet.scope, stage, id, 'answer', seen)
  const value = answer === null ? null : { answer, agrees }
  return { entity: stage, id, field: 'answer', value, bases }
}

/** Whether two answers say the same, whatever the order of their keys. */
export function sameAnswer(a: Answer, b: Answer): boolean {
  return sortedText(a) === sortedText(b)
}

function sortedText(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}

/** The same ticks in another order must not become a difference; the method is that of the criteria on screen. */
export function tidyAnswer(sheet: OpenSheet, criterion: CriterionId, answer: Answer): Answer {
  const input = tidyInput(criterionOf(sheet, criterion).rule, answer.input)
  const method = methodOf(sheet.cycle, criterion)
  return { input, note: answer.note, ...(method === undefined ? {} : { method }) }
}

/** Writes changes of a sheet as one entry of its commune's stream. */
export function writeToSheet(
  installation: Installation,
  actor: Actor,
  sheet: OpenSheet,
  changes: readonly NewChange[],
  details: { readonly reason?: string | undefined; readonly onBehalf?: Behalf } = {},
): EntryId {
  const commune = sheet.scope.context.commune
  const [entry] = writeAct(installation, actor, [{ channel: 'sheet', audience: commune, changes }], {
    reason: details.reason,
    onBehalf: details.onBehalf ?? null,
  })
  if (entry === undefined) throw new Error('nothing was written')
  return entry
}

/** A sent sheet changes only after it was withdrawn or returned; a stopped one not at all. */
export function assertSelfStageOpen(sheet: OpenSheet): void {
  const { status } = sheet.reading
  if (status !== 'selfScoring' && status !== 'returned') throw new CallError('wrongStage', { status })
}

function assertMayAppraise(
  installation: Installation,
  sheet: OpenSheet,
  stage: 'appraisal' | 'verification',
): void {
  const { status } = sheet.reading
  const level = stage === 'appraisal' ? sheet.cycle.levels.appraise : sheet.cycle.levels.verify
  if (level === null || levelRank[ownUnit(installation).level] < levelRank[level])
    throw new CallError('forbidden', { permission: 'appraise' })
  const open: readonly string[] =
    stage === 'appraisal'
      ? ['submitted', 'appraised', 'returnedByProvince', 'returned', 'selfScoring']
      : sheet.cycle.levels.appraise === null
        ? ['submitted']
        : ['accepted']
  if (!open.includes(status)) throw new CallError('wrongStage', { status })
}

export function assertValidAnswer(sheet: OpenSheet, criterion: CriterionId, answer: Answer | null): void {
  if (answer === null) return
  const outcome = scoreCriterion(criterionOf(sheet, criterion), answer)
  if (outcome.status === 'invalid')
    throw new CallError('invalidAnswer', {
      criterion: criterionOf(sheet, criterion).code,
      problem: outcome.problem,
    })
}
