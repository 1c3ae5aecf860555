import { z } from 'zod'
import { Answer } from '../domain/answers.ts'
import { AssessmentId, CriteriaVersionId, CriterionId, CycleId, Day, GateId, UnitId } from '../domain/ids.ts'
import { Hundredths } from '../domain/quantities.ts'
import type { Outcome } from '../domain/rules.ts'
import type { SheetTotals } from '../domain/totals.ts'
import { SentKind } from '../domain/sending.ts'
import { SheetStatus, Stage } from '../domain/workflow.ts'
import { command, query } from './define.ts'
import { ParticipantFields } from './cycles.ts'
import { Author, behalf, longText, reason, Seen, written } from './views.ts'

const outcome = z.custom<Outcome>((value) => typeof value === 'object' && value !== null && 'status' in value)
const totals = z.custom<SheetTotals>(
  (value) => typeof value === 'object' && value !== null && 'total' in value,
)

/** One stage's answer to one criterion as it stands. */
export const StageCell = z.strictObject({
  answer: Answer.nullable(),
  outcome,
  /** Entries whose values stand; more than one with `differing`: "số liệu khác nhau, cần chọn". */
  heads: Seen,
  differing: z.boolean(),
  author: Author.nullable(),
  /** Appraisal and verification: whether it takes over the stage before unchanged, as that stage stands now. */
  agrees: z.boolean(),
  /**
   * A judgement that is to be made again: `changed`, what it took over is not what stands there now, or was sent anew after the
   * judgement; `asked`, a return asked for the criterion after the judgement.
   */
  reopened: z.enum(['changed', 'asked']).nullable(),
  /** Changes that came after the stage was frozen by a decision and wait for a new one. */
  late: z.int(),
})
export type StageCell = z.infer<typeof StageCell>

export const SheetRow = z.strictObject({
  criterion: CriterionId,
  self: StageCell,
  appraisal: StageCell,
  verification: StageCell,
  explanation: z.strictObject({
    text: z.string(),
    heads: Seen,
    differing: z.boolean(),
    author: Author.nullable(),
  }),
  evidence: z.strictObject({
    count: z.int(),
    missingFiles: z.int(),
    damagedFiles: z.int(),
    outsidePeriod: z.int(),
  }),
  lastPoints: Hundredths.nullable(),
  /** Next due day of this commune for this criterion, and whether it has passed without an answer. */
  due: z.strictObject({ day: Day, daysLate: z.int() }).nullable(),
  /** Text of an open return that names this criterion. */
  asked: z.string().nullable(),
})
export type SheetRow = z.infer<typeof SheetRow>

/**
 * How far this machine's own last decision about a sheet has come on its way to whoever is to hear of it: `decided`, in no bundle yet;
 * `bundled`, not confirmed; `confirmed` by a receipt.
 */
export const SheetSending = z.strictObject({
  to: UnitId,
  toName: z.string(),
  decision: SentKind,
  state: z.enum(['decided', 'bundled', 'confirmed']),
  /** When the bundle was made, or the decision while there is none. */
  time: z.int(),
  /** Of the bundle that holds it. */
  shortCode: z.string().nullable(),
})
export type SheetSending = z.infer<typeof SheetSending>

/** The recognition on paper; `reason` says why where it is not what the criteria give. */
export const DecidedRecognition = z.strictObject({
  recognised: z.boolean(),
  stars: z.int(),
  number: z.string(),
  day: Day.nullable(),
  reason: z.string(),
})
export type DecidedRecognition = z.infer<typeof DecidedRecognition>

export const DossierPaper = z.strictObject({ index: z.int(), name: z.string(), documents: z.int() })

export const SheetView = z.strictObject({
  assessment: AssessmentId,
  cycle: CycleId,
  cycleName: z.string(),
  year: z.int(),
  period: z.strictObject({ from: Day, until: Day }),
  unit: UnitId,
  unitName: z.string(),
  unitPath: z.array(z.string()),
  version: CriteriaVersionId,
  notice: z.string(),
  status: SheetStatus,
  /** The decision that made the status. */
  decided: Author.nullable(),
  /** Null where this machine decided nothing that has to go anywhere. */
  sending: SheetSending.nullable(),
  /** A decision that states another total than what it saw adds up to: its program reckoned wrongly, or somebody lied (JOURNAL 18). */
  misstated: z.strictObject({ stage: Stage, total: Hundredths, author: Author }).nullable(),
  /** What was decided in the end, which may differ from what the points alone would give. */
  recognition: DecidedRecognition.nullable(),
  rows: z.array(SheetRow),
  gates: z.array(
    z.strictObject({
      gate: GateId,
      met: z.boolean().nullable(),
      note: z.string(),
      heads: Seen,
      differing: z.boolean(),
      author: Author.nullable(),
    }),
  ),
  dossier: z.array(DossierPaper),
  participant: ParticipantFields,
  totals: z.strictObject({ self: totals, appraisal: totals, verification: totals }),
  /** Whose totals count now. */
  standing: Stage,
  differences: z.int(),
  late: z.int(),
  /** The open return, if any: what is asked for. */
  returned: z
    .strictObject({
      text: z.string(),
      items: z.array(z.strictObject({ criterion: CriterionId, text: z.string() })),
      /** Until when an answer is wanted. */
      due: Day.nullable(),
      author: Author,
    })
    .nullable(),
  /** Criteria that still wait for an appraisal; while there is one, the whole cannot be proposed or accepted. */
  unappraised: z.array(CriterionId),
  /** What the signed-in officer may do on this sheet now. */
  may: z.strictObject({
    score: z.boolean(),
    scoreOnBehalf: z.boolean(),
    appraise: z.boolean(),
    verify: z.boolean(),
    submit: z.boolean(),
    withdraw: z.boolean(),
    return: z.boolean(),
    propose: z.boolean(),
    accept: z.boolean(),
    verifyWhole: z.boolean(),
    recognise: z.boolean(),
  }),
})
export type SheetView = z.infer<typeof SheetView>

export const SheetSummary = z.strictObject({
  assessment: AssessmentId,
  unit: UnitId,
  unitName: z.string(),
  districtName: z.string(),
  status: SheetStatus,
  selfTotal: Hundredths.nullable(),
  appraisedTotal: Hundredths.nullable(),
  verifiedTotal: Hundredths.nullable(),
  answered: z.int(),
  /** Scored at the stage whose points stand, of those that have to be; the sheet's own bar says the same. */
  scored: z.int(),
  needed: z.int(),
  criteria: z.int(),
  /** How many criteria are appraised, of how many; until all are, there is no appraised total. Both 0 before anything is. */
  appraised: z.int(),
  toAppraise: z.int(),
  /** Criteria whose claimed points need a paper, and those of them that have one. */
  needEvidence: z.int(),
  withEvidence: z.int(),
  dossier: z.int(),
  differences: z.int(),
  late: z.int(),
  asked: z.int(),
  lastChange: z.int(),
  /** While an own decision about it is not confirmed. */
  sending: SheetSending.nullable(),
})
export type SheetSummary = z.infer<typeof SheetSummary>

/** One turn of the talk about a criterion: what a level above asked for, or what the commune explained. */
export const RequestTurn = z.strictObject({
  kind: z.enum(['asked', 'answered']),
  /** May be empty: a criterion was named without words, or the explanation was taken back. */
  text: z.string(),
  due: Day.nullable(),
  author: Author,
})
export type RequestTurn = z.infer<typeof RequestTurn>

export const sheetCalls = {
  'sheets.list': query({
    permit: 'view',
    input: z.strictObject({ cycle: CycleId }),
    output: z.array(SheetSummary),
    errors: ['notFound'],
  }),
  'sheets.get': query({
    permit: 'view',
    input: z.strictObject({ assessment: AssessmentId }),
    output: SheetView,
    errors: ['notFound', 'notParticipant'],
  }),
  /** What was asked about a criterion by returns, and what the commune explained, oldest first; empty while nothing was ever asked. */
  'sheets.thread': query({
    permit: 'view',
    input: z.strictObject({ assessment: AssessmentId, criterion: CriterionId }),
    output: z.array(RequestTurn),
    errors: ['notFound', 'notParticipant'],
  }),
  /**
   * One answer of one stage. `seen` names the values the window showed; if others stand meanwhile nothing is written and
   * `changedMeanwhile` says whose. `answer: null` empties.
   */
  'scores.set': command({
    permit: 'score',
    input: z.strictObject({
      assessment: AssessmentId,
      criterion: CriterionId,
      answer: Answer.nullable(),
      seen: Seen,
      reason,
      onBehalf: behalf,
    }),
    output: written,
    errors: [
      'changedMeanwhile',
      'invalidAnswer',
      'wrongStage',
      'notEnteredHere',
      'forbidden',
      'notParticipant',
    ],
    touches: ['sheets', 'history'],
  }),
  /** A pasted, filled or emptied column: all or nothing, one act. */
  'scores.setMany': command({
    permit: 'score',
    input: z.strictObject({
      assessment: AssessmentId,
      answers: z
        .array(z.strictObject({ criterion: CriterionId, answer: Answer.nullable(), seen: Seen }))
        .min(1)
        .max(400),
      reason,
      onBehalf: behalf,
    }),
    output: written,
    errors: [
      'changedMeanwhile',
      'invalidAnswer',
      'wrongStage',
      'notEnteredHere',
      'forbidden',
      'notParticipant',
    ],
    touches: ['sheets', 'history'],
  }),
  'scores.explain': command({
    permit: 'score',
    input: z.strictObject({
      assessment: AssessmentId,
      criterion: CriterionId,
      text: longText,
      seen: Seen,
      onBehalf: behalf,
    }),
    output: written,
    errors: ['changedMeanwhile', 'forbidden', 'notParticipant', 'wrongStage'],
    touches: ['sheets', 'history'],
  }),
  /** The condition behind a veto gate. */
  'gates.answer': command({
    permit: 'score',
    input: z.strictObject({
      assessment: AssessmentId,
      gate: GateId,
      met: z.boolean().nullable(),
      note: z.string().max(2000),
      seen: Seen,
      onBehalf: behalf,
    }),
    output: written,
    errors: ['changedMeanwhile', 'forbidden', 'notParticipant', 'wrongStage'],
    touches: ['sheets', 'history'],
  }),
}
