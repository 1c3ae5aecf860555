import { z } from 'zod'
import { AssessmentId, CycleId, DepartmentId, GroupId, UnitId } from '../domain/ids.ts'
import { Hundredths } from '../domain/quantities.ts'
import { FirstStep } from '../domain/first-steps.ts'
import { WorkKind } from '../domain/next-work.ts'
import { SentKind } from '../domain/sending.ts'
import { SheetStatus, Stage } from '../domain/workflow.ts'
import { DecidedRecognition } from './sheets.ts'
import { operation, query } from './define.ts'
import { FileTicket } from './frames.ts'

export const RankingRow = z.strictObject({
  /** Equal totals share a rank; null: it cannot be compared yet, and `unranked` says why. */
  rank: z.int().nullable(),
  unranked: z.enum(['notFinished', 'undecided', 'alone']).nullable(),
  assessment: AssessmentId,
  unit: UnitId,
  unitName: z.string(),
  districtName: z.string(),
  status: SheetStatus,
  standing: Stage,
  /** null: nothing is answered yet, the stage has judged only a part, or several decisions stand. */
  total: Hundredths.nullable(),
  /** How many criteria the stage has judged (the self-score: answered), of how many. */
  judged: z.int(),
  of: z.int(),
  /** Several decisions stand and none is chosen: no total, no place in the order until somebody does. */
  undecided: z.boolean(),
  /** Through the stage that is compared. */
  finished: z.boolean(),
  complete: z.boolean(),
  /** By the criteria alone; what was decided in the end is `recognition`. */
  stars: z.int(),
  passes: z.boolean(),
  bandLabel: z.string(),
  failingGates: z.array(z.string()),
  groups: z.record(GroupId, Hundredths),
  gap: z
    .strictObject({ label: z.string(), stars: z.int(), points: Hundredths, gates: z.array(z.string()) })
    .nullable(),
  recognition: DecidedRecognition.nullable(),
  /** The recognition says something else than the criteria. */
  againstRule: z.boolean(),
  aim: z.int().nullable(),
  lastTotal: Hundredths.nullable(),
  lastStars: z.int().nullable(),
  /** Since last year, where both years are finished and on the same scale. */
  change: z.int().nullable(),
  differences: z.int(),
})
export type RankingRow = z.infer<typeof RankingRow>

/** How many communes stand where. */
const Counts = {
  participants: z.int(),
  stopped: z.int(),
  /** Through the stage that is compared. */
  finished: z.int(),
  /** Finished, and pass by the criteria. */
  passing: z.int(),
  recognised: z.int(),
  /** Recognised, or passing while nothing is decided: what counts towards the target. */
  reached: z.int(),
  /** Of the unit that set it, over all of its communes; null elsewhere. */
  target: z.int().nullable(),
}

export const resultCalls = {
  'ranking.get': query({
    permit: 'view',
    input: z.strictObject({ cycle: CycleId, stage: Stage.optional(), within: UnitId.optional() }),
    output: z.strictObject({
      rows: z.array(RankingRow),
      ...Counts,
      ranked: z.int(),
      /** Whose recognition says something else than the criteria. */
      againstRule: z.int(),
    }),
    errors: ['notFound'],
  }),
  /** The ranking as an .xlsx: A4 landscape, signature block. */
  'reports.ranking': operation({
    permit: 'view',
    input: z.strictObject({ cycle: CycleId, stage: Stage.optional(), within: UnitId.optional() }),
    output: FileTicket,
    errors: ['notFound'],
  }),
  /** The sheet of one commune as an .xlsx. */
  'reports.sheet': operation({
    permit: 'view',
    input: z.strictObject({ assessment: AssessmentId }),
    output: FileTicket,
    errors: ['notFound', 'notParticipant'],
  }),
  'overview.get': query({
    permit: 'view',
    input: z.strictObject({ cycle: CycleId.nullable() }),
    output: z.strictObject({
      /** What this unit does next, in its order; at most six. */
      due: z.array(
        z.strictObject({
          kind: WorkKind,
          assessment: AssessmentId.nullable(),
          unitName: z.string(),
          day: z.string().nullable(),
          daysLeft: z.int().nullable(),
          count: z.int(),
          /** What was decided, where it waits for its bundle. */
          decision: SentKind.nullable(),
        }),
      ),
      /** How far the first time through has come. */
      steps: z.array(z.strictObject({ step: FirstStep, done: z.boolean() })),
      arrived: z.array(
        z.strictObject({
          ...{ time: z.int(), senderName: z.string(), new: z.int(), differing: z.int() },
          /** Short codes of own bundles whose receipt it was. */
          answers: z.array(z.string()),
        }),
      ),
      counts: z.record(SheetStatus, z.int()),
      ...Counts,
      /** A commune's own result. */
      own: RankingRow.nullable(),
      departments: z.array(
        z.strictObject({
          department: DepartmentId.nullable(),
          name: z.string(),
          open: z.int(),
          total: z.int(),
        }),
      ),
    }),
    errors: ['notFound'],
  }),
}
