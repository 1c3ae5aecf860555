import { z } from 'zod'
import { Answer } from '../answers.ts'
import { CriterionId, Day, EntryId, Sha256 } from '../ids.ts'
import { Hundredths } from '../quantities.ts'
import { decisionFields } from './decisions.ts'

/**
 * The values that the `sheet` channel may hold, by entity and field. A change with another value, or for a field that is not
 * here, is stored but does not count.
 */

/** What the appraiser gives: the answer that stands after appraisal, and whether it takes over the answer before. */
export const Appraised = z.strictObject({ answer: Answer, agrees: z.boolean() })
export type Appraised = z.infer<typeof Appraised>

export const GateAnswer = z.strictObject({ met: z.boolean().nullable(), note: z.string().max(2000) })
export type GateAnswer = z.infer<typeof GateAnswer>

/** Deletion names what it deletes: the heads of each field as the deleter saw them (JOURNAL 11); null restores. */
export const Deletion = z.record(z.string().max(40), z.array(EntryId).max(64)).nullable()
export type Deletion = z.infer<typeof Deletion>

export const StoredFile = z.strictObject({
  sha256: Sha256,
  size: z.int().min(0),
  type: z.string().max(200),
  name: z.string().max(300),
})
export type StoredFile = z.infer<typeof StoredFile>

/** Photos of one paper, at most. */
export const filesOfDocument = 200

/** What a document is: files (photos of one paper together), a link, or a paper kept at the office. */
export const DocumentBody = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('files'), files: z.array(StoredFile).min(1).max(filesOfDocument) }),
  z.strictObject({
    kind: z.literal('link'),
    address: z
      .string()
      .regex(/^https?:\/\/\S+$/)
      .max(2000),
    seen: Day,
  }),
  z.strictObject({ kind: z.literal('paper'), place: z.string().trim().min(1).max(500) }),
])
export type DocumentBody = z.infer<typeof DocumentBody>

export const EvidenceLink = z.strictObject({
  pages: z.string().trim().max(60),
  /** "2024-03", "2024-Q2" or "". */
  period: z.string().regex(/^(?:\d{4}-(?:0[1-9]|1[0-2]|Q[1-4]))?$/),
  note: z.string().trim().max(1000),
})
export type EvidenceLink = z.infer<typeof EvidenceLink>

/** A link that says nothing but that it is one. */
export const emptyLink: EvidenceLink = { pages: '', period: '', note: '' }

export const Stopped = z.strictObject({ reason: z.string().max(2000), day: Day }).nullable()

/** Shapes of values by entity and field. */
export type ValueShapes = Readonly<Record<string, Readonly<Record<string, z.ZodType>>>>

/**
 * The shape of a field's values; undefined: there is no such field. Entries may carry any name, also `constructor` and whatever
 * else an object inherits.
 */
export function shapeIn(shapes: ValueShapes, entity: string, field: string): z.ZodType | undefined {
  const fields = Object.hasOwn(shapes, entity) ? shapes[entity] : undefined
  return fields !== undefined && Object.hasOwn(fields, field) ? fields[field] : undefined
}

export const sheetValues: ValueShapes = {
  selfScore: { answer: Answer.nullable() },
  appraisal: { answer: Appraised.nullable() },
  verification: { answer: Appraised.nullable() },
  explanation: { text: z.string().max(20_000) },
  gateAnswer: { answer: GateAnswer },
  evidence: { link: EvidenceLink, deleted: Deletion },
  participant: {
    registered: z.boolean(),
    aim: z.int().min(0).max(10).nullable(),
    lastTotal: Hundredths.nullable(),
    lastStars: z.int().min(0).max(10).nullable(),
    lastPoints: z.record(CriterionId, Hundredths),
    stopped: Stopped,
  },
  assessment: decisionFields,
}

export const documentValues: ValueShapes = {
  document: {
    body: DocumentBody,
    number: z.string().max(100),
    date: Day.nullable(),
    issuer: z.string().max(300),
    title: z.string().max(1000),
    deleted: Deletion,
  },
}
