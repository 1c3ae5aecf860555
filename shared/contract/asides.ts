import { z } from 'zod'
import { AssessmentId, CycleId, Sha256, UnitId } from '../domain/ids.ts'
import { Hundredths } from '../domain/quantities.ts'
import { SheetStatus } from '../domain/workflow.ts'
import { command, query } from './define.ts'
import { Author } from './views.ts'

/** Setting the entries of an applied bundle aside and putting them back (JOURNAL 13). */

/** Names an act: `<unit>:<hex>`. */
const AsideActId = z.string().max(80)

export const AsideAct = z.strictObject({
  act: AsideActId,
  /** The applied bundle that it was about; null when this folder does not know it. */
  bundle: Sha256.nullable(),
  shortCode: z.string(),
  senderName: z.string(),
  /** Entries that it names. */
  entries: z.int(),
  author: Author,
  /** Who put everything back; null: it is still aside. */
  putBack: Author.nullable(),
})
export type AsideAct = z.infer<typeof AsideAct>

const Standing = z.strictObject({
  status: SheetStatus,
  total: Hundredths,
  stars: z.int(),
  answered: z.int(),
  differences: z.int(),
})

/** What setting aside, or putting back, would change. Nothing is written by looking. */
export const AsidePreview = z.strictObject({
  /** Entries that would stop counting, or count again. */
  entries: z.int(),
  communes: z.array(z.strictObject({ unit: UnitId, unitName: z.string(), entries: z.int() })),
  /** Entries of catalogues among them: cycles, criteria, units. */
  catalogue: z.int(),
  /** Entries of the bundle that another applied bundle delivered too; they stay as they are. */
  elsewhere: z.int(),
  /** Sheets that would show something else, the most changed first. `null`: the sheet would not be readable, or was not. */
  sheets: z.array(
    z.strictObject({
      assessment: AssessmentId,
      unitName: z.string(),
      before: Standing.nullable(),
      after: Standing.nullable(),
    }),
  ),
  /** How many more sheets would change than are listed. */
  moreSheets: z.int(),
})
export type AsidePreview = z.infer<typeof AsidePreview>

const why = z.string().trim().min(1).max(2000)
const touches = ['exchange', 'sheets', 'documents', 'cycles', 'criteria', 'history', 'units'] as const

export const asideCalls = {
  /** What setting a bundle aside would change. */
  'asides.previewBundle': query({
    permit: 'exchange',
    input: z.strictObject({ bundle: Sha256 }),
    output: AsidePreview,
    errors: ['notFound'],
  }),
  /** What putting back would change. */
  'asides.previewPutBack': query({
    permit: 'exchange',
    input: z.strictObject({ act: AsideActId }),
    output: AsidePreview,
    errors: ['notFound'],
  }),
  /** Sets aside what this applied bundle alone delivered. */
  'asides.setAside': command({
    permit: 'exchange',
    input: z.strictObject({ bundle: Sha256, reason: why }),
    output: z.strictObject({ act: AsideActId, entries: z.int() }),
    errors: ['notFound', 'alreadySetAside', 'nothingToSetAside'],
    touches: [...touches],
  }),
  /** Puts back what an act set aside; final: setting aside again is a new act. */
  'asides.putBack': command({
    permit: 'exchange',
    input: z.strictObject({ act: AsideActId, reason: why }),
    output: z.strictObject({ entries: z.int() }),
    errors: ['notFound'],
    touches: [...touches],
  }),
  /** Every act, newest first. */
  'asides.list': query({ permit: 'view', input: z.strictObject({}), output: z.array(AsideAct) }),
  /** What does not count on a sheet, or in a cycle, because it is set aside. */
  'asides.of': query({
    permit: 'view',
    input: z.strictObject({ assessment: AssessmentId.optional(), cycle: CycleId.optional() }),
    output: z.strictObject({
      /** Entries about these sheets and the documents of their communes. */
      entries: z.int(),
      sheets: z.array(AssessmentId),
      /** Entries of the catalogues: cycles, criteria, units. */
      catalogue: z.int(),
    }),
  }),
}
