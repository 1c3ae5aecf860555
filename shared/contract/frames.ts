import { z } from 'zod'
import { errorCodes, type ErrorValue } from './errors.ts'

/** Progress of an operation: what is being done, how much of how much; `total` 0 while unknown. */
export const Progress = z.strictObject({
  step: z.string().max(64),
  done: z.number().min(0),
  total: z.number().min(0),
  /** Name of the thing at hand, for the eye. */
  item: z.string().max(300).optional(),
})
export type Progress = z.infer<typeof Progress>

/** Every call answers progress* and then exactly one result or error; it always settles. */
export const Frame = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('progress'), progress: Progress }),
  z.strictObject({ kind: z.literal('result'), value: z.unknown() }),
  z.strictObject({
    kind: z.literal('error'),
    error: z.custom<ErrorValue>(
      (v) => typeof v === 'object' && v !== null && errorCodes.includes((v as { code: never }).code),
    ),
  }),
])
export type Frame = z.infer<typeof Frame>

/** Something changed, here or elsewhere: windows ask again for what they show of these topics. */
export const Announcement = z.strictObject({ topics: z.array(z.string()), time: z.number() })
export type Announcement = z.infer<typeof Announcement>

/** A file on its way in or out: an unguessable name for it, valid once and for a short time. */
export const Ticket = z
  .string()
  .regex(/^[0-9a-f]{32}$/)
  .brand<'Ticket'>()
export type Ticket = z.infer<typeof Ticket>

/** A finished upload, or a download that waits. */
export const FileTicket = z.strictObject({
  ticket: Ticket,
  name: z.string().max(300),
  size: z.int().min(0),
  type: z.string().max(200),
})
export type FileTicket = z.infer<typeof FileTicket>
