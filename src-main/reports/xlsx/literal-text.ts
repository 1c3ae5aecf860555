/**
 * In the text of an Excel file `_x000D_` stands for a carriage return, and likewise for every character that XML forbids. Text
 * that really reads so must have its underscore written as `_x005F_`.
 */
export function keepLiteral(text: string): string {
  // Looking for the sign first is much cheaper than the expression, and a ranking has half a million texts.
  return text.includes('_') ? text.replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_') : text
}

/** The text that a cell shows. */
export function readLiteral(text: string): string {
  return text.replace(/_x([0-9a-f]{4})_/gi, (_whole, code: string) => String.fromCharCode(parseInt(code, 16)))
}
