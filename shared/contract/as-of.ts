import { z } from 'zod'
import { Answer } from '../domain/answers.ts'
import { AssessmentId, CriterionId, CycleId, UnitId } from '../domain/ids.ts'
import { Hundredths } from '../domain/quantities.ts'
import type { Outcome } from '../domain/rules.ts'
import { SheetStatus, Stage } from '../domain/workflow.ts'
import { operation, query } from './define.ts'
import { Author } from './views.ts'

/** Results and sheets as they stood here at an earlier point, by the order of arrival (JOURNAL 15); read only. */

const outcome = z.custom<Outcome>((value) => typeof value === 'object' && value !== null && 'status' in value)

export const AsOfPoint = z.strictObject({
  /** Everything up to this arrival had come. */
  arrival: z.int(),
  kind: z.enum(['import', 'decision', 'aside', 'dayEnd']),
  /** Local clock. */
  time: z.int(),
  /** Of an import: who sent it, its code. */
  senderName: z.string().nullable(),
  shortCode: z.string().nullable(),
  /** Of a decision or a setting aside: what was done, by whom, about which unit. */
  action: z.string().nullable(),
  officer: z.string().nullable(),
  unitName: z.string().nullable(),
  /** Of a decision: over how many units one act went. */
  units: z.int(),
})
export type AsOfPoint = z.infer<typeof AsOfPoint>

const RankThen = z.strictObject({
  /** null: not comparable, or no total to state. */
  rank: z.int().nullable(),
  total: Hundredths.nullable(),
  /** Those that were decided, or those of the criteria. */
  stars: z.int(),
  passes: z.boolean(),
  status: SheetStatus,
})

const Counts = z.strictObject({
  passing: z.int(),
  participants: z.int(),
  stopped: z.int(),
  recognised: z.int(),
})

const CellThen = z.strictObject({ answer: Answer.nullable(), outcome, differing: z.boolean() })

const SheetThen = z.strictObject({
  status: SheetStatus,
  standing: Stage,
  total: Hundredths,
  complete: z.boolean(),
  stars: z.int(),
  differences: z.int(),
  late: z.int(),
})

export const asOfCalls = {
  /** Points to look back to, in the order of arrival here, the last on top: imports, decisions, setting aside, ends of days. */
  'asOf.points': query({
    permit: 'view',
    input: z.strictObject({ before: z.int().optional(), limit: z.int().min(1).max(200) }),
    output: z.strictObject({ points: z.array(AsOfPoint), next: z.int().nullable() }),
  }),
  /** The ranking as it stood, beside the present one. */
  'asOf.ranking': operation({
    permit: 'view',
    input: z.strictObject({
      arrival: z.int().min(0),
      cycle: CycleId,
      stage: Stage.optional(),
      within: UnitId.optional(),
    }),
    output: z.strictObject({
      /** Null: the cycle was not known here yet. */
      then: Counts.nullable(),
      now: Counts,
      rows: z.array(
        z.strictObject({
          assessment: AssessmentId,
          unitName: z.string(),
          districtName: z.string(),
          then: RankThen.nullable(),
          now: RankThen.nullable(),
          changed: z.boolean(),
          /** Entries about this sheet that arrived since. */
          since: z.int(),
        }),
      ),
    }),
    errors: ['notFound'],
  }),
  /** One sheet as it stood, beside the present one, and by which acts it changed. */
  'asOf.sheet': operation({
    permit: 'view',
    input: z.strictObject({ arrival: z.int().min(0), assessment: AssessmentId }),
    output: z.strictObject({
      unitName: z.string(),
      cycleName: z.string(),
      /** Null: nothing was known of its cycle yet. */
      then: SheetThen.nullable(),
      now: SheetThen,
      rows: z.array(
        z.strictObject({
          criterion: CriterionId,
          stage: Stage,
          then: CellThen.nullable(),
          now: CellThen,
          changed: z.boolean(),
          /** Who wrote what stands now. */
          author: Author.nullable(),
        }),
      ),
      /** What arrived about the sheet since, newest first. */
      acts: z.array(
        z.strictObject({
          author: Author,
          action: z.string(),
          arrived: z.int(),
        }),
      ),
      since: z.int(),
    }),
    errors: ['notFound', 'notParticipant'],
  }),
}
