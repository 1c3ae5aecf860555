import { TextTooLong } from '../../storage/xml.ts'

/**
 * In the text of an Excel file `_x000D_` stands for a carriage return, and likewise for every character that XML forbids. Text
 * that really reads so must have its underscore written as `_x005F_`.
 */
export function keepLiteral(text: string): string {
  // Looking for the sign first is much cheaper than the expression, and a ranking has half a million texts.
  return text.includes('_') ? text.replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_') : text
}

/** Excel's own limit for the text of a cell; longer ones come only from programs that mean harm, or have gone wrong. */
export const longestCellText = 32_767
const longestEscape = '_x000D_'.length

/** Refuses what cannot become a cell's text any more, while it is still being put together. */
export function assertCellText(text: string): void {
  if (text.length > longestCellText * longestEscape) throw new TextTooLong('the text of a cell')
}

/**
 * The text that a cell shows.
 * @throws TextTooLong
 */
export function readLiteral(text: string): string {
  assertCellText(text)
  const shown = withoutEscapes(text)
  if (shown.length > longestCellText) throw new TextTooLong('the text of a cell')
  return shown
}

function withoutEscapes(text: string): string {
  return text.replace(/_x([0-9a-f]{4})_/gi, (_whole, code: string) => String.fromCharCode(parseInt(code, 16)))
}
