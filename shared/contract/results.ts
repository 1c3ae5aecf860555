import { z } from 'zod'
import { AssessmentId, CycleId, DepartmentId, GroupId, UnitId } from '../domain/ids.ts'
import { Hundredths } from '../domain/quantities.ts'
import { FirstStep } from '../domain/first-steps.ts'
import { WorkKind } from '../domain/next-work.ts'
import { SheetStatus, Stage } from '../domain/workflow.ts'
import { operation, query } from './define.ts'
import { FileTicket } from './frames.ts'

export const RankingRow = z.strictObject({
  /** Equal totals share a rank. */
  rank: z.int(),
  assessment: AssessmentId,
  unit: UnitId,
  unitName: z.string(),
  districtName: z.string(),
  status: SheetStatus,
  standing: Stage,
  total: Hundredths,
  /** Several decisions stand and none is chosen: no total, no place in the order (`rank` 0) until somebody does. */
  undecided: z.boolean(),
  complete: z.boolean(),
  stars: z.int(),
  passes: z.boolean(),
  bandLabel: z.string(),
  failingGates: z.array(z.string()),
  groups: z.record(GroupId, Hundredths),
  gap: z
    .strictObject({ label: z.string(), stars: z.int(), points: Hundredths, gates: z.array(z.string()) })
    .nullable(),
  aim: z.int().nullable(),
  lastTotal: Hundredths.nullable(),
  lastStars: z.int().nullable(),
  differences: z.int(),
})
export type RankingRow = z.infer<typeof RankingRow>

export const resultCalls = {
  'ranking.get': query({
    permit: 'view',
    input: z.strictObject({ cycle: CycleId, stage: Stage.optional(), within: UnitId.optional() }),
    output: z.strictObject({
      rows: z.array(RankingRow),
      passing: z.int(),
      participants: z.int(),
      stopped: z.int(),
      target: z.int().nullable(),
      recognised: z.int(),
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
        }),
      ),
      /** How far the first time through has come. */
      steps: z.array(z.strictObject({ step: FirstStep, done: z.boolean() })),
      arrived: z.array(
        z.strictObject({ time: z.int(), senderName: z.string(), new: z.int(), differing: z.int() }),
      ),
      counts: z.record(SheetStatus, z.int()),
      participants: z.int(),
      passing: z.int(),
      target: z.int().nullable(),
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
