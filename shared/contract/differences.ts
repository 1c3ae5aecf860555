import { z } from 'zod'
import { Answer } from '../domain/answers.ts'
import {
  AssessmentId,
  CriteriaVersionId,
  CriterionId,
  CycleId,
  Day,
  DocumentId,
  EntryId,
  UnitId,
} from '../domain/ids.ts'
import { EvidenceLink } from '../domain/journal/sheet-values.ts'
import { Hundredths } from '../domain/quantities.ts'
import { Stage } from '../domain/workflow.ts'
import { command, query } from './define.ts'
import { Author, behalf, Level, longText, reason, Seen, written } from './views.ts'

/** Fields in which several values stand ("số liệu khác nhau, cần chọn"), each decided by itself. */

const place = {
  scope: z.string().max(300),
  entity: z.string().max(40),
  id: z.string().max(300),
  field: z.string().max(40),
}
export const DifferencePlace = z.strictObject(place)
export type DifferencePlace = z.infer<typeof DifferencePlace>

/** What kind of thing differs: it decides how a third value is written, if at all. */
export const DifferenceKind = z.enum([
  'answer',
  'text',
  'gate',
  'link',
  'day',
  'decision',
  /** Nothing but choosing: files, deletions, settings. */
  'other',
])
export type DifferenceKind = z.infer<typeof DifferenceKind>

const row = {
  ...place,
  kind: DifferenceKind,
  unit: UnitId,
  unitName: z.string(),
  cycle: CycleId.nullable(),
  cycleName: z.string(),
  assessment: AssessmentId.nullable(),
  criterion: CriterionId.nullable(),
  document: DocumentId.nullable(),
  /** "2.1 Niêm yết thủ tục – tự chấm". */
  label: z.string(),
}
export const DifferenceRow = z.strictObject(row)
export type DifferenceRow = z.infer<typeof DifferenceRow>

const DocumentName = z.strictObject({ document: DocumentId, title: z.string() })

export const DifferenceValue = z.strictObject({
  value: z.unknown(),
  reading: z.string(),
  /** What an answer would be worth. */
  points: Hundredths.nullable(),
  author: Author,
  level: Level.nullable(),
  /** Documents that the author's device linked to the criterion. */
  evidence: z.array(DocumentName),
  /** Of a decision: what it says of the sheet that it saw. */
  decided: z.strictObject({ total: Hundredths, complete: z.boolean(), missingFiles: z.int() }).nullable(),
})

export const DifferenceView = z.strictObject({
  ...row,
  /** The criteria that an answer is written by. */
  version: CriteriaVersionId.nullable(),
  stage: Stage.nullable(),
  values: z.array(DifferenceValue),
  shown: EntryId,
  /** Documents of the criterion that others linked. */
  evidence: z.array(DocumentName),
  /** Between decisions: where the sheets that they saw differ; a reading for each value, in their order. */
  compared: z.array(
    z.strictObject({ criterion: CriterionId, label: z.string(), readings: z.array(z.string()) }),
  ),
  /** Why this officer, here, cannot decide; null: may. */
  barred: z.enum(['role', 'level', 'stage', 'decisionFirst']).nullable(),
  /** The lowest level that may decide. */
  level: Level.nullable(),
  /** Decided for the commune: the entry names whose words and which paper. */
  forCommune: z.boolean(),
})
export type DifferenceView = z.infer<typeof DifferenceView>

/** A value that nobody has written yet. */
export const ThirdValue = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('answer'), answer: Answer.nullable() }),
  z.strictObject({ kind: z.literal('text'), text: longText }),
  z.strictObject({ kind: z.literal('day'), day: Day.nullable() }),
  z.strictObject({ kind: z.literal('gate'), met: z.boolean().nullable(), note: z.string().max(2000) }),
  z.strictObject({ kind: z.literal('link'), link: EvidenceLink }),
])
export type ThirdValue = z.infer<typeof ThirdValue>

export const differenceCalls = {
  /** Decisions first, then sheet by sheet. */
  'differences.list': query({
    permit: 'view',
    input: z.strictObject({ cycle: CycleId.optional(), unit: UnitId.optional() }),
    /** At most 1,000 of them. */
    output: z.strictObject({ total: z.int(), items: z.array(DifferenceRow) }),
  }),
  'differences.count': query({
    permit: 'view',
    input: z.strictObject({}),
    output: z.strictObject({ count: z.int() }),
  }),
  /** One of them, its values side by side. */
  'differences.get': query({
    permit: 'view',
    input: DifferencePlace,
    output: DifferenceView,
    errors: ['notFound'],
  }),
  /** Chooses one of the differing values, or writes a third; the new entry names them all. */
  'differences.choose': command({
    permit: 'approve',
    input: z.strictObject({
      ...place,
      /** The entry whose value is taken, or a third value. */
      choose: EntryId.or(ThirdValue),
      seen: Seen,
      reason,
      onBehalf: behalf,
    }),
    output: written,
    errors: ['changedMeanwhile', 'notFound', 'forbidden', 'wrongStage', 'invalidAnswer', 'reasonNeeded'],
    touches: ['sheets', 'documents', 'history', 'cycles'],
  }),
}
