import { z } from 'zod'
import { CriteriaVersionId, CriterionId, Day, EntryId, Sha256 } from '../ids.ts'
import { Hundredths } from '../quantities.ts'

/**
 * The values of the four decision fields of an assessment (JOURNAL 17, 18). Each level writes its own field; the status of the
 * sheet is derived from them.
 */

const point = z.strictObject({ seq: z.int().min(1), id: EntryId })
const cut = z.record(z.string().max(200), point)

/** What a decision saw; its sheet can be computed from this for ever. */
export const DecisionBasis = z.strictObject({
  cut,
  /** Entries inside the cut that the decider had set aside. */
  except: z.array(EntryId).max(5000),
  /** Points of the catalogue's streams. */
  catalogue: cut,
  version: CriteriaVersionId,
  total: Hundredths,
  complete: z.boolean(),
  /** Files of evidence that were not on the decider's disk. */
  missingFiles: z.array(Sha256).max(5000),
})
export type DecisionBasis = z.infer<typeof DecisionBasis>

const asked = z.array(z.strictObject({ criterion: CriterionId, text: z.string().max(2000) })).max(400)

export const Return = z.strictObject({
  kind: z.literal('return'),
  /** The decisions that this return lifts. */
  lifts: z.array(EntryId).max(64),
  text: z.string().max(4000),
  items: asked,
  /** Until when an answer is wanted; not every return says a day. */
  due: Day.optional(),
})
export type Return = z.infer<typeof Return>

export const Submission = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('submit'), basis: DecisionBasis }),
  z.strictObject({ kind: z.literal('withdraw') }),
])
export type Submission = z.infer<typeof Submission>

export const AppraisalDecision = z.discriminatedUnion('kind', [
  /** Đã thẩm định, chờ duyệt: freezes nothing yet. */
  z.strictObject({ kind: z.literal('propose'), basis: DecisionBasis }),
  z.strictObject({ kind: z.literal('accept'), basis: DecisionBasis }),
  Return,
])
export type AppraisalDecision = z.infer<typeof AppraisalDecision>

export const VerificationDecision = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('verify'), basis: DecisionBasis }),
  Return,
])
export type VerificationDecision = z.infer<typeof VerificationDecision>

export const Recognition = z.strictObject({
  kind: z.literal('recognise'),
  recognised: z.boolean(),
  stars: z.int().min(0).max(10),
  /** The decision's paper in one text, as earlier programs wrote it; empty where number and day stand by themselves. */
  paper: z.string().max(300),
  /** Number of the decision, "710/QĐ-UBND"; not every refusal has one. */
  number: z.string().min(1).max(100).optional(),
  day: Day.optional(),
  basis: DecisionBasis,
})
export type Recognition = z.infer<typeof Recognition>

/** Number and day of the decision; what earlier programs wrote in one text stands as the number. */
export function decisionPaper({ paper, number, day }: Omit<Recognition, 'basis'>): {
  readonly number: string
  readonly day: Day | null
} {
  return { number: number ?? paper, day: day ?? null }
}

export const decisionFields = {
  submission: Submission,
  appraisalDecision: AppraisalDecision,
  verificationDecision: VerificationDecision,
  recognition: Recognition,
} as const
export type DecisionField = keyof typeof decisionFields
export type Decision = Submission | AppraisalDecision | VerificationDecision | Recognition

/** Lowest level first: a later field overrides an earlier one. */
export const decisionOrder: readonly DecisionField[] = [
  'submission',
  'appraisalDecision',
  'verificationDecision',
  'recognition',
]

/** The basis of a decision that freezes what it saw; null for returns, withdrawals and proposals. */
export function freezingBasis(decision: Decision): DecisionBasis | null {
  switch (decision.kind) {
    case 'submit':
    case 'accept':
    case 'verify':
    case 'recognise':
      return decision.basis
    case 'withdraw':
    case 'propose':
    case 'return':
      return null
  }
}
