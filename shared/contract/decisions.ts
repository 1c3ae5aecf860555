import { z } from 'zod'
import { AssessmentId, CriterionId } from '../domain/ids.ts'
import { command } from './define.ts'
import { behalf, reason, written } from './views.ts'

const base = z.strictObject({ assessment: AssessmentId, reason, onBehalf: behalf })
const errors = ['wrongStage', 'forbidden', 'openDifferences', 'notParticipant', 'notComplete'] as const
const touches = ['sheets', 'history'] as const
const common = { output: written, errors, touches }

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
  'decisions.recognise': command({
    permit: 'approve',
    input: base.extend({
      recognised: z.boolean(),
      stars: z.int().min(0).max(10),
      paper: z.string().trim().max(300),
    }),
    ...common,
  }),
}
