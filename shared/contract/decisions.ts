import { z } from 'zod'
import { AssessmentId, CriterionId, Day, EntryId } from '../domain/ids.ts'
import { command } from './define.ts'
import { behalf, reason, written } from './views.ts'

const base = z.strictObject({ assessment: AssessmentId, reason, onBehalf: behalf })
const errors = ['wrongStage', 'forbidden', 'openDifferences', 'notParticipant', 'notComplete'] as const
const touches = ['sheets', 'history'] as const
const common = { output: written, errors, touches }

const result = { recognised: z.boolean(), stars: z.int().min(0).max(10) }
/** Number and day of the decision on paper; a refusal may have none. */
const decisionPaper = { number: z.string().trim().max(100), day: Day.nullable() }

/** Decisions about a whole sheet; each names by a cut exactly what it saw (JOURNAL 17–19). */
export const decisionCalls = {
  /** Gửi huyện (or the level that appraises). Incomplete sheets may be sent when `incomplete` says that it is meant. */
  'decisions.submit': command({
    permit: 'approve',
    input: base.extend({ incomplete: z.boolean() }),
    ...common,
  }),
  'decisions.withdraw': command({
    permit: 'approve',
    input: base,
    ...common,
  }),
  /** Yêu cầu bổ sung: lifts the submission (or, from the province, the acceptance) and lists what is missing. */
  'decisions.return': command({
    permit: 'appraise',
    input: base.extend({
      stage: z.enum(['appraisal', 'verification']),
      text: z.string().trim().max(4000),
      items: z.array(z.strictObject({ criterion: CriterionId, text: z.string().trim().max(2000) })).max(400),
      /** Until when an answer is wanted. */
      due: Day.optional(),
    }),
    ...common,
    errors: [...errors, 'reasonNeeded'],
  }),
  /** Đã thẩm định, chờ duyệt. */
  'decisions.propose': command({
    permit: 'appraise',
    input: base,
    ...common,
  }),
  /** Chốt, gửi tỉnh. */
  'decisions.accept': command({
    permit: 'approve',
    input: base,
    ...common,
  }),
  'decisions.verify': command({
    permit: 'approve',
    input: base,
    ...common,
  }),
  /** What is not what the criteria give needs a reason. */
  'decisions.recognise': command({
    permit: 'approve',
    input: base.extend({ ...result, ...decisionPaper }),
    ...common,
    errors: [...errors, 'reasonNeeded', 'paperNeeded'],
  }),
  /** Several communes by one decision on paper: one act, an entry a commune, all or none. */
  'decisions.recogniseMany': command({
    permit: 'approve',
    input: z.strictObject({
      ...decisionPaper,
      results: z
        .array(z.strictObject({ assessment: AssessmentId, ...result, reason }))
        .min(1)
        .max(400),
      onBehalf: behalf,
    }),
    output: z.strictObject({ entries: z.array(EntryId) }),
    errors: ['forbidden', 'notParticipant', 'recogniseRefused', 'paperNeeded'],
    touches,
  }),
}
