import { z } from 'zod'
import { operation } from './define.ts'
import { Ticket } from './frames.ts'
import { mostFilesAtOnce } from './exchange.ts'

/**
 * One letter-box for every file that an office may be handed: what each is, by its content alone, so that the window opens the step
 * where it belongs. Nothing is written, and nobody is trusted by looking: names of units are what the file says of itself.
 */

export const GivenFileKind = z.discriminatedUnion('kind', [
  /** A bundle, one of its parts, or an encrypted one; what only the addressee can read is null. */
  z.strictObject({
    kind: z.literal('bundle'),
    content: z.enum(['start', 'results', 'return']).nullable(),
    senderName: z.string().nullable(),
    addresseeName: z.string().nullable(),
    isPart: z.boolean(),
    isEncrypted: z.boolean(),
  }),
  /** A machine asks to be certified. */
  z.strictObject({
    kind: z.literal('request'),
    unitName: z.string(),
    deviceName: z.string(),
    ofThisMachine: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('certificate'),
    unitName: z.string(),
    deviceName: z.string(),
    forThisMachine: z.boolean(),
    ofOwnUnit: z.boolean(),
  }),
  /** The key of a root, locked with a passphrase. */
  z.strictObject({ kind: z.literal('rootKey') }),
  /** The Excel template of a criteria set. */
  z.strictObject({ kind: z.literal('criteria') }),
  /** None of the program's own, but of a kind that is kept as evidence; or what lies beside others in an archive. */
  z.strictObject({ kind: z.literal('document') }),
  /** A ZIP in which nothing of the program's own lies. */
  z.strictObject({ kind: z.literal('archive'), files: z.int() }),
  /** Of no use here, with the reason as an error of the contract. */
  z.strictObject({
    kind: z.literal('unknown'),
    code: z.string(),
    details: z.record(z.string(), z.unknown()),
  }),
])
export type GivenFileKind = z.infer<typeof GivenFileKind>

export const GivenFile = z.strictObject({
  /** Opens the file in the call that takes its kind; null for what lies unopened in an archive. */
  ticket: Ticket.nullable(),
  name: z.string(),
  /** Name of the ZIP in which it lay. */
  archive: z.string().nullable(),
  size: z.int(),
  what: GivenFileKind,
})
export type GivenFile = z.infer<typeof GivenFile>

export const givenFileCalls = {
  /** What the files are, and what lies in ZIPs among them, one step deep. */
  'files.identify': operation({
    permit: 'anyone',
    input: z.strictObject({ files: z.array(Ticket).max(mostFilesAtOnce) }),
    output: z.array(GivenFile),
    errors: ['diskFull', 'folderReadOnly'],
  }),
}
