import { z } from 'zod'
import { AssessmentId, CriterionId, EntryId, UnitId } from '../domain/ids.ts'
import { command, operation, query } from './define.ts'
import { Author } from './views.ts'

export const HistoryChange = z.strictObject({
  entity: z.string(),
  id: z.string(),
  field: z.string(),
  /** Readable name of what changed: a criterion's code and title, a document's title. */
  label: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  counted: z.boolean(),
  /** Why it does not count; key of a sentence. */
  reason: z.string().nullable(),
})

export const HistoryEntry = z.strictObject({
  author: Author,
  action: z.string(),
  act: z.string(),
  unitName: z.string(),
  assessment: AssessmentId.nullable(),
  /** When it became known here, if it came by a bundle. */
  arrived: z.int().nullable(),
  changes: z.array(HistoryChange),
  undoable: z.boolean(),
})
export type HistoryEntry = z.infer<typeof HistoryEntry>

export const historyCalls = {
  /** Newest first. */
  'history.list': query({
    permit: 'view',
    input: z.strictObject({
      unit: UnitId.optional(),
      assessment: AssessmentId.optional(),
      criterion: CriterionId.optional(),
      officer: z.string().max(300).optional(),
      action: z.string().max(64).optional(),
      from: z.int().optional(),
      until: z.int().optional(),
      before: z.int().optional(),
      limit: z.int().min(1).max(200),
    }),
    output: z.strictObject({ entries: z.array(HistoryEntry), next: z.int().nullable() }),
  }),
  /**
   * Writes a new entry that takes this one back, while it is the latest. A first value becomes empty. `others` of the same act go back
   * with it in one act, all or none.
   */
  'history.undo': command({
    permit: 'score',
    input: z.strictObject({ entry: EntryId, others: z.array(EntryId).max(2000).optional() }),
    output: z.strictObject({ entry: EntryId, entries: z.array(EntryId) }),
    errors: ['cannotUndo', 'notFound', 'forbidden'],
    touches: ['sheets', 'documents', 'history', 'cycles'],
  }),
  /** Makes the projection again from the journal and compares; repairs it if it differs. */
  'journal.rebuild': operation({
    permit: 'settings',
    input: z.strictObject({}),
    output: z.strictObject({ entries: z.int(), fields: z.int(), differed: z.boolean() }),
    touches: ['sheets', 'documents', 'history', 'cycles', 'criteria'],
  }),
  /** Verifies every hash, chain, seal and certificate of the journal. */
  'journal.verify': operation({
    permit: 'settings',
    input: z.strictObject({}),
    output: z.strictObject({
      entries: z.int(),
      streams: z.int(),
      seals: z.int(),
      faults: z.array(z.strictObject({ stream: z.string(), seq: z.int(), code: z.string() })),
    }),
  }),
}
