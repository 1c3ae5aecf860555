import type { AssessmentId, CriterionId } from '../ids.ts'
import type { Stage } from '../workflow.ts'
import { fieldKey } from './changes.ts'
import { decisionIn } from './decisions-standing.ts'
import type { DecisionBasis, DecisionField } from './decisions.ts'
import type { CycleFacts, SheetEntry } from './facts.ts'
import type { SheetProjection } from './sheet-projection.ts'
import type { Cell } from './sheet-rows.ts'
import type { Appraised } from './sheet-values.ts'

/**
 * Judgements that are to be made again: what was taken over unchanged and has changed since was never looked at, and what a return
 * asked for was asked because somebody wants to look once more. Clocks decide nothing: a judgement is older than a decision when it
 * lies in what the decision saw.
 */

type Row = Readonly<Record<Stage, Cell>>
type Rows = ReadonlyMap<CriterionId, Row>
type Judging = Exclude<Stage, 'self'>

/** Why a judgement is to be made again. */
export type Reopened = 'changed' | 'asked'

/** The rows, those with a judgement that is to be made again marked so; the others are the same objects. */
export function markReopened(
  rows: Rows,
  projection: SheetProjection,
  assessment: AssessmentId,
  levels: CycleFacts['levels'],
): Rows {
  const open = openStages(projection)
  if (open.size === 0) return rows
  const questions = questionsOf(projection, assessment, levels.appraise !== null)
  const whyOf = (id: CriterionId, row: Row, stage: Judging): Reopened | null => {
    if (!open.has(stage)) return null
    const below = stage === 'appraisal' || levels.appraise === null ? 'self' : 'appraisal'
    const isNew = (lifted: readonly DecisionBasis[]): boolean =>
      !wasSeen(projection, below, `${assessment}/${id}`, row[below], lifted)
    return reopenedBy(id, row[stage], isNew, questions[stage])
  }
  const marked = new Map(rows)
  for (const [id, row] of rows) {
    const appraisal = whyOf(id, row, 'appraisal')
    const verification = whyOf(id, row, 'verification')
    if (appraisal === null && verification === null) continue
    marked.set(id, {
      ...row,
      appraisal: { ...row.appraisal, reopened: appraisal },
      verification: { ...row.verification, reopened: verification },
    })
  }
  return marked
}

/** Stages that no decision has ended; what was decided stands as it was decided. */
function openStages({ decisions }: SheetProjection): ReadonlySet<Judging> {
  const { appraisalDecision, verificationDecision, recognition } = decisions
  if (recognition.shown !== null) return new Set()
  if (verificationDecision.shown?.decision.kind === 'verify' && !verificationDecision.lifted) return new Set()
  const accepted = appraisalDecision.shown?.decision.kind === 'accept' && !appraisalDecision.lifted
  return new Set(accepted ? ['verification'] : ['appraisal', 'verification'])
}

/** What a return asked for. */
type Question = {
  readonly items: ReadonlySet<CriterionId>
  /** What the decisions saw that the return lifted. */
  readonly lifted: readonly DecisionBasis[]
  /** A judgement that lies in one of these is older than the answer. */
  readonly older: readonly DecisionBasis[]
}

function questionsOf(
  projection: SheetProjection,
  assessment: AssessmentId,
  appraised: boolean,
): Readonly<Record<Judging, readonly Question[]>> {
  const { appraisalDecision, verificationDecision } = projection.decisions
  const asked = (from: typeof appraisalDecision, of: DecisionField) => {
    const decision = from.shown?.decision
    if (decision?.kind !== 'return' || from.lifted) return null
    const lifts = new Set(decision.lifts)
    const heads = new Set(projection.decisions[of].heads.map(({ entry }) => entry.id))
    return {
      items: new Set(decision.items.map(({ criterion }) => criterion)),
      lifted: basesOf(projection, assessment, of, (id) => lifts.has(id)),
      answer: basesOf(projection, assessment, of, (id) => heads.has(id) && !lifts.has(id)),
    }
  }
  const below = asked(appraisalDecision, 'submission')
  const above = asked(verificationDecision, appraised ? 'appraisalDecision' : 'submission')
  return {
    appraisal: [
      ...(below === null ? [] : [{ ...below, older: below.answer }]),
      // The level above sent back what was accepted: its appraisals are what it doubts.
      ...(above === null || !appraised ? [] : [{ items: above.items, lifted: [], older: above.lifted }]),
    ],
    verification: above === null ? [] : [{ ...above, older: above.answer }],
  }
}

/** What decisions of one field saw, chosen by their entries. */
function basesOf(
  { fields }: SheetProjection,
  assessment: AssessmentId,
  field: DecisionField,
  isWanted: (id: SheetEntry['id']) => boolean,
): readonly DecisionBasis[] {
  const changes = fields.get(fieldKey('assessment', assessment, field))?.changes ?? []
  return changes.flatMap(({ entry, change }) => {
    const decision = isWanted(entry.id) ? decisionIn(field, change) : null
    return decision !== null && 'basis' in decision ? [decision.basis] : []
  })
}

function reopenedBy(
  id: CriterionId,
  cell: Cell,
  isNew: (lifted: readonly DecisionBasis[]) => boolean,
  questions: readonly Question[],
): Reopened | null {
  if (cell.answer === null) return null
  if (cell.tookOver && !cell.agrees) return 'changed'
  for (const { items, lifted, older } of questions) {
    if (!older.some((basis) => sees(basis, cell.entry))) continue
    if (items.has(id)) return 'asked'
    if (lifted.length > 0 && isNew(lifted)) return 'changed'
  }
  return null
}

/** Whether the answer that stands below stood there already when the decisions were made; written again, it is the same answer. */
function wasSeen(
  { fields }: SheetProjection,
  below: Exclude<Stage, 'verification'>,
  id: string,
  { answer, entry }: Cell,
  lifted: readonly DecisionBasis[],
): boolean {
  if (lifted.some((basis) => sees(basis, entry))) return true
  const field = fields.get(fieldKey(below === 'self' ? 'selfScore' : 'appraisal', id, 'answer'))
  const [last] = (field?.changes ?? [])
    .filter(({ counted, entry }) => counted === true && lifted.some((basis) => sees(basis, entry)))
    .sort((a, b) => b.entry.time - a.entry.time)
  const then = last?.change.value ?? null
  const answerThen = below === 'self' ? then : ((then as Appraised | null)?.answer ?? null)
  return JSON.stringify(answerThen) === JSON.stringify(answer)
}

/** Whether an entry lies in what a decision saw; what nobody wrote has nothing to see. */
function sees({ cut }: DecisionBasis, entry: SheetEntry | null): boolean {
  return entry === null || (cut[entry.stream]?.seq ?? 0) >= entry.seq
}
