import { CallError } from '../../../shared/contract/errors.ts'
import type { CriterionId, Day, EntryId } from '../../../shared/domain/ids.ts'
import type { Decision, DecisionBasis, DecisionField } from '../../../shared/domain/journal/decisions.ts'
import type { Cut, Point } from '../../../shared/domain/journal/facts.ts'
import { ownerOf } from '../../../shared/domain/ids.ts'
import { barringDifferences } from '../../../shared/domain/journal/sheet-projection.ts'
import { codedNames } from '../../../shared/domain/place-names.ts'
import { missingAt } from '../../../shared/domain/sheet-progress.ts'
import type { SheetStatus, Stage } from '../../../shared/domain/workflow.ts'
import { streamsOfAudience } from '../../storage/streams.ts'
import { exceptedIn } from './decision-asides.ts'
import { fileState } from '../documents/document-reading.ts'
import { ownUnit, type Actor, type Installation } from '../office/installation.ts'
import { filesOfSheet } from './sheet-files.ts'
import { assertNoRepeats } from '../no-repeats.ts'
import { criterionOf, headsIn, levelRank, type OpenSheet } from './sheet-scope.ts'
import { writeToSheet, type Behalf } from './scores.ts'

/** Decisions about a whole sheet. Each writes its level's own field and names by a cut exactly what it saw (JOURNAL 17–19). */

type Details = { readonly reason?: string | undefined; readonly onBehalf?: Behalf }

export type MaySheet = {
  readonly submit: boolean
  readonly withdraw: boolean
  readonly return: boolean
  readonly propose: boolean
  readonly accept: boolean
  readonly verifyWhole: boolean
  readonly recognise: boolean
}

/** What this unit's level may decide on a sheet in its status; roles are judged besides. */
export function mayDecide(installation: Installation, sheet: OpenSheet): MaySheet {
  const { status } = sheet.reading
  const { levels } = sheet.cycle
  const rank = levelRank[ownUnit(installation).level]
  const atLeast = (level: keyof typeof levelRank | null): boolean =>
    level !== null && rank >= levelRank[level]
  const appraises = atLeast(levels.appraise)
  const verifies = atLeast(levels.verify)
  const toVerify: SheetStatus = levels.appraise === null ? 'submitted' : 'accepted'
  const toRecognise: SheetStatus = levels.verify !== null ? 'verified' : toVerify
  return {
    submit:
      status === 'selfScoring' ||
      status === 'returned' ||
      (status === 'returnedByProvince' && levels.appraise === null),
    withdraw: status === 'submitted' && isOwnSubmission(installation, sheet) && !hasBegunAbove(sheet),
    return: stagesToReturn(installation, sheet).length > 0,
    propose: appraises && (status === 'submitted' || status === 'returnedByProvince'),
    accept:
      appraises && (status === 'submitted' || status === 'appraised' || status === 'returnedByProvince'),
    verifyWhole: verifies && status === toVerify,
    recognise:
      atLeast(levels.recognise) &&
      (status === toRecognise || status === 'recognised' || status === 'notRecognised'),
  }
}

/** From which stages this unit may give the sheet back as it stands. */
function stagesToReturn(installation: Installation, sheet: OpenSheet): readonly ReturnStage[] {
  const { status } = sheet.reading
  const { levels } = sheet.cycle
  const rank = levelRank[ownUnit(installation).level]
  const is = (level: keyof typeof levelRank | null, open: readonly SheetStatus[]): boolean =>
    level !== null && rank >= levelRank[level] && open.includes(status)
  return [
    ...(is(levels.appraise, ['submitted', 'appraised', 'returnedByProvince']) ? ['appraisal' as const] : []),
    ...(is(levels.verify, [levels.appraise === null ? 'submitted' : 'accepted'])
      ? ['verification' as const]
      : []),
  ]
}

/** The commune takes back what it sent itself; above, only what this very unit entered for it. */
function isOwnSubmission(installation: Installation, sheet: OpenSheet): boolean {
  const { id } = ownUnit(installation)
  const { shown } = sheet.scope.projection.decisions.submission
  return id === sheet.scope.context.commune || shown?.entry.unit === id
}

/** Taking back is barred once somebody above has begun: with a judgement that the submission did not see. Clocks decide nothing. */
function hasBegunAbove(sheet: OpenSheet): boolean {
  const decision = sheet.scope.projection.decisions.submission.shown?.decision
  const cut = decision?.kind === 'submit' ? decision.basis.cut : {}
  return [...sheet.reading.cells.values()].some(({ appraisal, verification }) =>
    [appraisal.entry, verification.entry].some(
      (entry) => entry !== null && entry.seq > (cut[entry.stream]?.seq ?? 0),
    ),
  )
}

export type ReturnStage = 'appraisal' | 'verification'

/** Gửi lên cấp trên. An incomplete sheet goes only when that is meant. */
export function submit(
  installation: Installation,
  actor: Actor,
  sheet: OpenSheet,
  incomplete: boolean,
  details: Details,
): EntryId {
  assertMay(installation, sheet, 'submit')
  assertNoDifferences(sheet, 'submission')
  const missing = missingAnswers(sheet)
  if (missing.length > 0 && !incomplete) throw notComplete(sheet, missing)
  const basis = basisOf(installation, sheet, 'self')
  return decide(installation, actor, sheet, 'submission', { kind: 'submit', basis }, details)
}

export function withdraw(
  installation: Installation,
  actor: Actor,
  sheet: OpenSheet,
  details: Details,
): EntryId {
  assertMay(installation, sheet, 'withdraw')
  return decide(installation, actor, sheet, 'submission', { kind: 'withdraw' }, details)
}

/** Yêu cầu bổ sung: lifts the standing submission, or from above the standing acceptance, and lists what is missing. */
export function giveBack(
  installation: Installation,
  actor: Actor,
  sheet: OpenSheet,
  stage: ReturnStage,
  asked: {
    readonly text: string
    readonly items: readonly { readonly criterion: CriterionId; readonly text: string }[]
    readonly due?: Day | undefined
  },
  details: Details,
): EntryId {
  if (!stagesToReturn(installation, sheet).includes(stage))
    throw new CallError('wrongStage', { status: sheet.reading.status })
  for (const { criterion } of asked.items) criterionOf(sheet, criterion)
  assertNoRepeats(asked.items, ({ criterion }) => criterion, 'items')
  if (asked.text === '' && asked.items.length === 0) throw new CallError('reasonNeeded', {})
  const { decisions } = sheet.scope.projection
  const lifted =
    stage === 'appraisal' || sheet.cycle.levels.appraise === null
      ? decisions.submission
      : decisions.appraisalDecision
  const field: DecisionField = stage === 'appraisal' ? 'appraisalDecision' : 'verificationDecision'
  const lifts = lifted.heads.map(({ entry }) => entry.id)
  const { text, items, due } = asked
  const value: Decision = {
    ...{ kind: 'return', lifts, text, items: [...items] },
    ...(due === undefined ? {} : { due }),
  }
  return decide(installation, actor, sheet, field, value, details)
}

/** Đã thẩm định, chờ duyệt. */
export function propose(
  installation: Installation,
  actor: Actor,
  sheet: OpenSheet,
  details: Details,
): EntryId {
  assertMay(installation, sheet, 'propose')
  assertAppraised(sheet)
  const basis = basisOf(installation, sheet, 'appraisal')
  return decide(installation, actor, sheet, 'appraisalDecision', { kind: 'propose', basis }, details)
}

/** Chốt kết quả thẩm định. */
export function accept(
  installation: Installation,
  actor: Actor,
  sheet: OpenSheet,
  details: Details,
): EntryId {
  assertMay(installation, sheet, 'accept')
  assertNoDifferences(sheet, 'appraisalDecision')
  assertAppraised(sheet)
  const basis = basisOf(installation, sheet, 'appraisal')
  return decide(installation, actor, sheet, 'appraisalDecision', { kind: 'accept', basis }, details)
}

export function verify(
  installation: Installation,
  actor: Actor,
  sheet: OpenSheet,
  details: Details,
): EntryId {
  assertMay(installation, sheet, 'verifyWhole')
  assertNoDifferences(sheet, 'verificationDecision')
  const again = toVerifyAgain(sheet)
  if (again.length > 0) throw notComplete(sheet, again)
  const basis = basisOf(installation, sheet, 'verification')
  return decide(installation, actor, sheet, 'verificationDecision', { kind: 'verify', basis }, details)
}

/** Criteria that the commune enters and has not answered with points yet. */
export function missingAnswers({ cycle, reading }: OpenSheet): readonly CriterionId[] {
  return missingAt('self', cycle.content, (id) => reading.cells.get(id))
}

/**
 * Verified criteria that are to be looked at again. What was never looked at stands as it came; what was, and has changed or was asked
 * for since, would stand as nobody has seen it.
 */
export function toVerifyAgain({ reading }: OpenSheet): readonly CriterionId[] {
  return [...reading.cells].flatMap(([id, { verification }]) => (verification.reopened === null ? [] : [id]))
}

/** Whether nothing is open on the sheet that an acceptance would have to name: every criterion appraised, nothing to be chosen. */
export function mayAcceptWhole(sheet: OpenSheet): boolean {
  return (
    sheet.reading.unappraised.length === 0 &&
    barringDifferences(sheet.scope.projection, sheet.assessment, 'appraisalDecision').length === 0
  )
}

function assertAppraised(sheet: OpenSheet): void {
  const { unappraised } = sheet.reading
  if (unappraised.length > 0) throw notComplete(sheet, unappraised)
}

function notComplete({ cycle }: OpenSheet, missing: readonly CriterionId[]): CallError {
  const wanted = new Set(missing)
  return new CallError('notComplete', {
    missing: codedNames(cycle.content.criteria.filter(({ id }) => wanted.has(id))),
  })
}

/** @throws CallError `wrongStage` */
export function assertMay(installation: Installation, sheet: OpenSheet, what: keyof MaySheet): void {
  if (!mayDecide(installation, sheet)[what])
    throw new CallError('wrongStage', { status: sheet.reading.status })
}

/** @throws CallError `openDifferences` */
export function assertNoDifferences(sheet: OpenSheet, decision: DecisionField): void {
  const count = barringDifferences(sheet.scope.projection, sheet.assessment, decision).length
  if (count > 0) throw new CallError('openDifferences', { count })
}

function decide(
  installation: Installation,
  actor: Actor,
  sheet: OpenSheet,
  field: DecisionField,
  value: Decision,
  details: Details,
): EntryId {
  const id = sheet.assessment
  const bases = headsIn(sheet.scope, 'assessment', id, field)
  return writeToSheet(
    installation,
    actor,
    sheet,
    [{ entity: 'assessment', id, field, value, bases }],
    details,
  )
}

/** What the decider sees now: every stream of the sheet and of the catalogue as far as it counts. */
export function basisOf(installation: Installation, sheet: OpenSheet, stage: Stage): DecisionBasis {
  const { database, journal } = installation
  const totals = sheet.reading.totals[stage]
  const files = filesOfSheet(installation, sheet)
  const publishers = new Set<string>([sheet.cycle.publisher, ownerOf(sheet.cycle.version)])
  const cutOf = (audience: string, channel: string): Cut =>
    Object.fromEntries(
      streamsOfAudience(database, audience, channel).flatMap(({ key }) => {
        const point = seenOf(key, journal.countedHeadOf(key), sheet)
        return point === null ? [] : [[key, point]]
      }),
    )
  const cut = cutOf(sheet.scope.context.commune, 'sheet')
  const catalogue = Object.assign({}, ...[...publishers].map((unit) => cutOf(unit, 'catalogue'))) as Cut
  return {
    cut,
    except: exceptedIn(installation, sheet, cut, catalogue),
    catalogue,
    version: sheet.cycle.version,
    total: totals.total,
    complete: totals.complete,
    missingFiles: files.filter((sha256) => fileState(installation, sha256) !== 'present'),
  }
}

/** Up to where a stream counts on this sheet: what a decision froze stays in sight when the stream is forked before it. */
function seenOf(stream: string, counted: Point | null, { scope }: OpenSheet): Point | null {
  const bases = Object.values(scope.projection.frozen).flatMap((frozen) => frozen?.bases ?? [])
  const points = bases.flatMap(({ cut }) => cut[stream] ?? [])
  return points.reduce((last, point) => (last === null || point.seq > last.seq ? point : last), counted)
}
