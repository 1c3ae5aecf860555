/** Controls that turn the direction of text, and letters that run from right to left. */
const turning = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/
const [firstStrongIsolate, popIsolate] = ['\u2068', '\u2069']

/**
 * A name or a text that somebody else wrote, so that it turns nothing around it: "Lan\u202e" would otherwise show the rest of a
 * sentence backwards. Text without such characters is given back as it is.
 */
export function isolated(text: string): string {
  if (!turning.test(text)) return text
  let open = 0
  const balanced = [...text].filter((character) => {
    if (/[\u2066-\u2068]/.test(character)) open++
    else if (character === popIsolate && --open < 0) {
      open = 0
      return false
    }
    return true
  })
  return `${firstStrongIsolate}${balanced.join('')}${popIsolate.repeat(open + 1)}`
}
