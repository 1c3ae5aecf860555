import { z } from 'zod'
import { ChangeMark, CriteriaVersion, DraftContent } from '../domain/criteria.ts'
import { CriteriaSetId, CriteriaVersionId, CriterionId } from '../domain/ids.ts'
import { command, operation, query } from './define.ts'
import { TemplateMistake } from './errors.ts'
import { FileTicket, Ticket } from './frames.ts'
import { Seen, shortText } from './views.ts'

/** A draft belongs to this office until it is published. */
export const DraftView = z.strictObject({
  id: z.string().max(80),
  set: CriteriaSetId,
  label: z.string(),
  content: DraftContent,
  /** What the publisher says of criteria that differ from the version before. */
  marks: z.record(CriterionId, ChangeMark),
  /** The newest published version of the same set, which the draft is compared with; null: there is none. */
  previous: CriteriaVersionId.nullable(),
  changed: z.int(),
  changedBy: z.string(),
  /** Entries that hold this state: for `seen`. */
  heads: Seen,
})
export type DraftView = z.infer<typeof DraftView>

/** A thing to mend before publishing: where (`criteria.3.max`) and what. */
export const CriteriaProblem = z.strictObject({
  path: z.string(),
  code: z.string(),
  /** A warning does not bar publishing. */
  severity: z.enum(['error', 'warning']),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
})

export const criteriaCalls = {
  'criteria.versions': query({
    permit: 'signedIn',
    input: z.strictObject({}),
    output: z.array(
      z.strictObject({
        id: CriteriaVersionId,
        set: CriteriaSetId,
        label: z.string(),
        title: z.string(),
        notice: z.string(),
        publisherName: z.string(),
        published: z.int(),
        criteria: z.int(),
        max: z.int(),
      }),
    ),
  }),
  /** Immutable: a window may keep it for ever. */
  'criteria.version': query({
    permit: 'signedIn',
    input: z.strictObject({ version: CriteriaVersionId }),
    output: CriteriaVersion,
    errors: ['notFound'],
  }),
  'criteria.drafts': query({
    permit: 'manageCriteria',
    input: z.strictObject({}),
    output: z.array(DraftView),
  }),
  'criteria.checkDraft': query({
    permit: 'manageCriteria',
    input: z.strictObject({ draft: z.string().max(80) }),
    output: z.array(CriteriaProblem),
    errors: ['notFound'],
  }),
  /** A new draft from nothing, from the shipped sample, or from a published version of the same set. */
  'criteria.draftFrom': command({
    permit: 'manageCriteria',
    input: z.strictObject({
      from: z.union([z.enum(['blank', 'sample']), CriteriaVersionId]),
      label: shortText,
    }),
    output: DraftView,
    errors: ['notFound'],
    touches: ['criteria'],
  }),
  /**
   * The whole draft as it stands in a window. With `seen`, nothing is written when another window saved meanwhile; `marks` that are
   * not named stay.
   */
  'criteria.saveDraft': command({
    permit: 'manageCriteria',
    input: z.strictObject({
      draft: z.string().max(80),
      label: shortText,
      content: DraftContent,
      marks: z.record(CriterionId, ChangeMark).optional(),
      seen: Seen.optional(),
    }),
    output: DraftView,
    errors: ['notFound', 'changedMeanwhile'],
    touches: ['criteria'],
  }),
  'criteria.discardDraft': command({
    permit: 'manageCriteria',
    input: z.strictObject({ draft: z.string().max(80) }),
    output: z.strictObject({}),
    errors: ['notFound'],
    touches: ['criteria'],
  }),
  /** From here on immutable and visible to every unit below. Every changed criterion must have its mark. */
  'criteria.publish': command({
    permit: 'manageCriteria',
    input: z.strictObject({ draft: z.string().max(80) }),
    output: z.strictObject({ version: CriteriaVersionId }),
    errors: ['notFound', 'notComplete'],
    touches: ['criteria'],
  }),
  /** The Excel template: empty with examples, or filled with a version, for editing in Excel. */
  'criteria.template': operation({
    permit: 'signedIn',
    input: z.strictObject({ version: CriteriaVersionId.optional() }),
    output: FileTicket,
  }),
  /**
   * A filled template becomes a draft under the label that it names itself, else `label`, else the file's name; or every mistake is
   * listed and nothing is kept.
   */
  'criteria.import': operation({
    permit: 'manageCriteria',
    input: z.strictObject({ file: Ticket, label: shortText.optional(), set: CriteriaSetId.optional() }),
    output: z.strictObject({
      draft: DraftView,
      problems: z.array(CriteriaProblem),
      /** What was read all the same but deserves a second look. */
      warnings: z.array(TemplateMistake),
    }),
    errors: ['templateMistakes', 'notExcel', 'fileDangerous', 'fileTooLarge', 'fileEmpty'],
    touches: ['criteria'],
  }),
}
