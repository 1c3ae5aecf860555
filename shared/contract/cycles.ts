import { z } from 'zod'
import {
  AssessmentId,
  CriteriaSetId,
  CriteriaVersionId,
  CriterionId,
  CycleId,
  EntryId,
  Day,
  UnitId,
} from '../domain/ids.ts'
import { Hundredths } from '../domain/quantities.ts'
import { SheetStatus, Stage } from '../domain/workflow.ts'
import { command, operation, query } from './define.ts'
import { Author, Level, Seen, shortText, UnitView } from './views.ts'

/** Which level does what; null: the stage is missing. */
export const CycleLevels = z.strictObject({
  appraise: Level.nullable(),
  verify: Level.nullable(),
  recognise: Level,
})
export type CycleLevels = z.infer<typeof CycleLevels>

const rank = { commune: 0, district: 1, province: 2 } as const

/**
 * What may be chosen. A commune judges nothing of its own; somebody judges before somebody recognises; only the province verifies what
 * others appraised (a district would look at its own work again); and nobody recognises what a higher level has judged.
 */
const ChosenLevels = CycleLevels.refine(({ verify }) => verify === null || verify === 'province', {
  path: ['verify'],
})
  .refine(({ appraise, verify }) => appraise !== 'commune' && (appraise !== null || verify !== null), {
    path: ['appraise'],
  })
  .refine(
    ({ appraise, verify, recognise }) =>
      recognise !== 'commune' &&
      [appraise, verify].every((judge) => judge === null || rank[judge] <= rank[recognise]),
    { path: ['recognise'] },
  )

export const CycleDates = z.strictObject({
  selfScoreDue: Day.nullable(),
  appraisalDue: Day.nullable(),
  verificationDue: Day.nullable(),
})
export type CycleDates = z.infer<typeof CycleDates>

export const CycleInput = z.strictObject({
  name: shortText,
  year: z.int().min(2000).max(2200),
  version: CriteriaVersionId,
  /** The communes that take part. */
  units: z.array(UnitId).max(15_000),
  levels: ChosenLevels,
  /** Kỳ số liệu: the evidence must belong to it. */
  period: z.strictObject({ from: Day, until: Day }),
  dates: CycleDates,
  /** Communes that should pass, "11/17"; null: none set. */
  target: z.int().min(0).max(15_000).nullable(),
})
export type CycleInput = z.infer<typeof CycleInput>

export const CycleView = CycleInput.extend({
  id: CycleId,
  /** As stored, whoever wrote it. */
  levels: CycleLevels,
  publisher: UnitId,
  publisherName: z.string(),
  versionTitle: z.string(),
  versionLabel: z.string(),
  set: CriteriaSetId,
  notice: z.string(),
  /** How many of the communes take part: those that exist on its day, or have work in it. */
  participants: z.int(),
  closed: z.boolean(),
})
export type CycleView = z.infer<typeof CycleView>

export const ParticipantFields = z.strictObject({
  registered: z.boolean(),
  aim: z.int().min(0).max(10).nullable(),
  lastTotal: Hundredths.nullable(),
  lastStars: z.int().min(0).max(10).nullable(),
  /** Last year's points by criterion, pasted in the first year. */
  lastPoints: z.record(CriterionId, Hundredths),
  stopped: z.strictObject({ reason: z.string().max(2000), day: Day }).nullable(),
})
export type ParticipantFields = z.infer<typeof ParticipantFields>

/** What moving a running cycle to another version does to its sheets. */
export const MovePreview = z.strictObject({
  /** Criteria that differ; how many answers to each count on, or must be given again. */
  criteria: z.array(
    z.strictObject({
      id: CriterionId,
      code: z.string(),
      title: z.string(),
      change: z.enum(['added', 'removed', 'wording', 'method']),
      stays: z.int(),
      again: z.int(),
      removed: z.int(),
    }),
  ),
  /** Sheets with answers. `held`: accepted already, keeps its version until it is returned or decided again. */
  sheets: z.array(
    z.strictObject({
      assessment: AssessmentId,
      unitName: z.string(),
      status: SheetStatus,
      held: z.boolean(),
      stays: z.int(),
      again: z.int(),
      removed: z.int(),
    }),
  ),
  /** Communes that have not answered anything yet. */
  untouched: z.int(),
})
export type MovePreview = z.infer<typeof MovePreview>

export const cycleCalls = {
  'cycles.list': query({ permit: 'signedIn', input: z.strictObject({}), output: z.array(CycleView) }),
  'cycles.create': command({
    permit: 'manageCycles',
    input: CycleInput,
    output: CycleView,
    errors: ['notFound', 'unitNotOfDay', 'daysInWrongOrder'],
    touches: ['cycles', 'sheets'],
  }),
  'cycles.update': command({
    permit: 'manageCycles',
    input: CycleInput.omit({ version: true }).extend({ cycle: CycleId, closed: z.boolean() }),
    output: CycleView,
    errors: ['unitNotOfDay', 'daysInWrongOrder', 'notFound', 'forbidden'],
    touches: ['cycles', 'sheets'],
  }),
  /** Reads every sheet of the cycle; writes nothing. */
  'cycles.previewMove': operation({
    permit: 'manageCycles',
    input: z.strictObject({ cycle: CycleId, version: CriteriaVersionId }),
    output: MovePreview,
    errors: ['notFound', 'forbidden'],
  }),
  /** The cycle goes on under another version of the same set. Answers under another method are kept but do not count. */
  'cycles.move': command({
    permit: 'manageCycles',
    input: z.strictObject({
      cycle: CycleId,
      version: CriteriaVersionId,
      reason: z.string().trim().max(2000).optional(),
    }),
    output: CycleView,
    errors: ['notFound', 'forbidden'],
    touches: ['cycles', 'sheets', 'history'],
  }),
  /** Answers of a sheet that were given by the method of another version: kept and shown, not counted. */
  'cycles.formerAnswers': query({
    permit: 'view',
    input: z.strictObject({ assessment: AssessmentId }),
    output: z.array(
      z.strictObject({
        criterion: CriterionId,
        stage: Stage,
        /** The answer in words with its points of then. */
        text: z.string(),
        versionLabel: z.string(),
        author: Author,
      }),
    ),
    errors: ['notFound', 'notParticipant'],
  }),
  'participants.list': query({
    permit: 'signedIn',
    input: z.strictObject({ cycle: CycleId }),
    output: z.array(
      ParticipantFields.extend({
        assessment: AssessmentId,
        unit: UnitView,
        author: Author.nullable(),
        /** What stands in each field. */
        heads: z.record(z.string(), Seen),
      }),
    ),
    errors: ['notFound'],
  }),
  /** Only the named fields change. */
  'participants.save': command({
    permit: 'score',
    input: ParticipantFields.partial().extend({
      assessment: AssessmentId,
      reason: z.string().max(2000).optional(),
      /** By field; what is left out is not compared. */
      seen: z.record(z.string(), Seen).optional(),
    }),
    /** Null when everything stood so already. */
    output: z.strictObject({ entry: EntryId.nullable() }),
    errors: ['notFound', 'forbidden', 'notParticipant', 'changedMeanwhile'],
    touches: ['cycles', 'sheets'],
  }),
  /** The same for many: one act with an entry for each of which something changes, all or none. */
  'participants.saveMany': command({
    permit: 'score',
    input: z.strictObject({
      participants: z
        .array(ParticipantFields.partial().extend({ assessment: AssessmentId }))
        .min(1)
        .max(2000),
    }),
    output: z.strictObject({ entries: z.array(EntryId) }),
    errors: ['notFound', 'forbidden', 'notParticipant'],
    touches: ['cycles', 'sheets'],
  }),
}
