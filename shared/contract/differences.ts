import { z } from 'zod'
import { AssessmentId, CriterionId, CycleId, EntryId } from '../domain/ids.ts'
import { command, query } from './define.ts'
import { Author, reason, Seen, written } from './views.ts'

/** Fields in which several values stand ("số liệu khác nhau, cần chọn"). */
export const differenceCalls = {
  'differences.list': query({
    permit: 'view',
    input: z.strictObject({ cycle: CycleId.optional() }),
    output: z.array(
      z.strictObject({
        scope: z.string(),
        entity: z.string(),
        id: z.string(),
        field: z.string(),
        unitName: z.string(),
        assessment: AssessmentId.nullable(),
        criterion: CriterionId.nullable(),
        label: z.string(),
        values: z.array(z.strictObject({ value: z.unknown(), reading: z.string(), author: Author })),
        shown: EntryId,
      }),
    ),
  }),
  /** Chooses one of the differing values; the new entry names them all. */
  'differences.choose': command({
    permit: 'approve',
    input: z.strictObject({
      scope: z.string().max(300),
      entity: z.string().max(40),
      id: z.string().max(300),
      field: z.string().max(40),
      choose: EntryId,
      seen: Seen,
      reason,
    }),
    output: written,
    errors: ['changedMeanwhile', 'notFound', 'forbidden'],
    touches: ['sheets', 'documents', 'history'],
  }),
}
