import { z } from 'zod'
import { Answer } from '../domain/answers.ts'
import { AssessmentId, CriterionId, CycleId, DepartmentId, EntryId, UnitId } from '../domain/ids.ts'
import { SheetStatus } from '../domain/workflow.ts'
import { command, query } from './define.ts'
import { StageCell } from './sheets.ts'
import { behalf, reason, Seen, written } from './views.ts'

const Verdict = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('agree'),
    /** The entries whose answer is taken over, as they were shown: others that stand there now are refused as `changedMeanwhile`. */
    before: Seen.optional(),
  }),
  z.strictObject({ kind: z.literal('change'), answer: Answer }),
  z.strictObject({ kind: z.literal('clear') }),
])

export const appraisalCalls = {
  /**
   * Appraisal, or verification at the level above. `agree` takes over the answer of the stage before; any other answer needs a
   * reason.
   */
  'appraisal.set': command({
    permit: 'appraise',
    input: z.strictObject({
      assessment: AssessmentId,
      criterion: CriterionId,
      stage: z.enum(['appraisal', 'verification']),
      verdict: Verdict,
      seen: Seen,
      reason,
      onBehalf: behalf,
    }),
    output: written,
    errors: [
      'changedMeanwhile',
      'invalidAnswer',
      'reasonNeeded',
      'wrongStage',
      'forbidden',
      'notParticipant',
      'openDifferences',
    ],
    touches: ['sheets', 'history'],
  }),
  /** One criterion or several of many communes at once: one act with an entry for each commune, all or none. */
  'appraisal.setMany': command({
    permit: 'appraise',
    input: z.strictObject({
      stage: z.enum(['appraisal', 'verification']),
      items: z
        .array(
          z.strictObject({ assessment: AssessmentId, criterion: CriterionId, verdict: Verdict, seen: Seen }),
        )
        .min(1)
        .max(2000),
      /** Of what is changed; what agrees has none. */
      reason,
      onBehalf: behalf,
    }),
    output: z.strictObject({ entries: z.array(EntryId) }),
    errors: ['oneOfManyRefused', 'notFound', 'notParticipant'],
    touches: ['sheets', 'history'],
  }),
  /** What waits for an appraiser: by department, by commune, or one criterion through all communes. */
  'appraisal.queue': query({
    permit: 'view',
    input: z.strictObject({
      cycle: CycleId,
      stage: z.enum(['appraisal', 'verification']),
      department: DepartmentId.optional(),
      unit: UnitId.optional(),
      criterion: CriterionId.optional(),
      onlyOpen: z.boolean(),
    }),
    output: z.strictObject({
      items: z.array(
        z.strictObject({
          assessment: AssessmentId,
          unit: UnitId,
          unitName: z.string(),
          criterion: CriterionId,
          status: SheetStatus,
          before: StageCell,
          cell: StageCell,
          evidence: z.int(),
          open: z.boolean(),
        }),
      ),
      departments: z.array(
        z.strictObject({
          department: DepartmentId.nullable(),
          name: z.string(),
          open: z.int(),
          total: z.int(),
        }),
      ),
      units: z.array(z.strictObject({ unit: UnitId, name: z.string(), open: z.int(), total: z.int() })),
    }),
    errors: ['notFound'],
  }),
}
