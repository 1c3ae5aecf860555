import { z } from 'zod'

/**
 * What can be read of a paper that no browser shows, as plain values that the window draws by itself: never HTML, nothing that
 * runs, nothing that leads outside.
 */

/** As much as a person reads on a screen; the whole is in the file. */
export const documentContentLimits = {
  blocks: 3000,
  letters: 400_000,
  rows: 300,
  columns: 60,
  sheets: 20,
  cellLetters: 2000,
} as const

/** A cell of a table; positions that a wider or higher cell covers are left out. */
const TextCell = z.strictObject({ text: z.string(), columns: z.int().min(1) })
const SheetCell = z.strictObject({
  text: z.string(),
  /** Digits with a point: shown as numbers are. */
  number: z.boolean(),
  columns: z.int().min(1),
  rows: z.int().min(1),
})
export type SheetCell = z.infer<typeof SheetCell>

export const TextBlock = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('paragraph'), text: z.string() }),
  z.strictObject({ kind: z.literal('heading'), level: z.int().min(1).max(6), text: z.string() }),
  z.strictObject({
    kind: z.literal('item'),
    level: z.int().min(0).max(8),
    /** "1.", "a)", "•" */
    marker: z.string(),
    text: z.string(),
  }),
  z.strictObject({ kind: z.literal('table'), rows: z.array(z.array(TextCell)) }),
])
export type TextBlock = z.infer<typeof TextBlock>

export const TextContent = z.strictObject({
  kind: z.literal('text'),
  blocks: z.array(TextBlock),
  /** How many pictures and drawings were left out. */
  pictures: z.int().min(0),
  /** There is more in the file than is given here. */
  cut: z.boolean(),
})
export type TextContent = z.infer<typeof TextContent>

export const SheetsContent = z.strictObject({
  kind: z.literal('sheets'),
  sheets: z.array(
    z.strictObject({
      name: z.string(),
      rows: z.array(z.strictObject({ number: z.int().min(1), cells: z.array(SheetCell) })),
      /** Columns of the widest row. */
      columns: z.int().min(0),
      cut: z.boolean(),
    }),
  ),
  /** How many more sheets the file has. */
  more: z.int().min(0),
})
export type SheetsContent = z.infer<typeof SheetsContent>

export const DocumentContent = z.discriminatedUnion('kind', [TextContent, SheetsContent])
export type DocumentContent = z.infer<typeof DocumentContent>
