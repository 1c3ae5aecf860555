import { z } from 'zod'
import { CriteriaVersionId } from './ids.ts'
import { Decimal, Hundredths, WholeCount } from './quantities.ts'

/**
 * What a person enters for one criterion. The whole answer is one value (JOURNAL 8): the numerator of one laptop can never
 * meet the denominator of another. Figures may be null while an officer is still typing: such an answer is incomplete and
 * yields no points.
 */

const figure = Decimal.nullable()
const whole = WholeCount.nullable()

export const AnswerInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('yesNo'), yes: z.boolean() }),
  z.strictObject({ kind: z.literal('choice'), option: z.string().max(32) }),
  z.strictObject({ kind: z.literal('ratio'), numerator: figure, denominator: figure }),
  z.strictObject({ kind: z.literal('count'), count: whole }),
  z.strictObject({ kind: z.literal('checklist'), done: z.array(z.string().max(32)).max(60) }),
  z.strictObject({ kind: z.literal('deduction'), cases: whole }),
  z.strictObject({
    kind: z.literal('survey'),
    issued: whole,
    returned: whole,
    valid: whole,
    satisfied: whole,
  }),
  z.strictObject({ kind: z.literal('external'), value: figure }),
  z.strictObject({ kind: z.literal('manual'), points: Hundredths }),
  z.strictObject({ kind: z.literal('bonus'), count: whole }),
  z.strictObject({ kind: z.literal('penalty'), count: whole }),
  z.strictObject({
    kind: z.literal('formula'),
    values: z.record(z.string().regex(/^[a-z][a-z0-9]{0,15}$/), figure),
  }),
  /** "Không áp dụng", allowed where the criterion says so. */
  z.strictObject({ kind: z.literal('notApplicable') }),
])
export type AnswerInput = z.infer<typeof AnswerInput>

export const Answer = z.strictObject({
  input: AnswerInput,
  note: z.string().max(2000),
  /**
   * The criteria version whose method this answers, where a later version changed how the criterion is scored; without it the
   * method is the criterion's first. Set by the core: an answer to another method is kept but does not count.
   */
  method: CriteriaVersionId.optional(),
})
export type Answer = z.infer<typeof Answer>
