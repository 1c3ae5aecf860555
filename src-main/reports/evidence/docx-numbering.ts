/** The numbers and signs that Word puts before paragraphs by itself: "1.", "a)", "II.", "•". */

export type NumberingLevel = Readonly<{ format: string; text: string; start: number }>
/** By the id of a list: its levels. */
export type Numbering = ReadonlyMap<string, readonly NumberingLevel[]>

const bullet = '•'
const longestMarker = 20

/** Counts on through a text, list by list. */
export function countMarkers(numbering: Numbering): (list: string, level: number) => string {
  const counts = new Map<string, number[]>()
  return (list, level) => {
    const levels = numbering.get(list)
    const own = levels?.[level]
    if (levels === undefined || own === undefined || own.format === 'bullet') return bullet
    if (own.format === 'none') return ''
    const count = counts.get(list) ?? []
    counts.set(list, count)
    count[level] = (count[level] ?? own.start - 1) + 1
    count.length = level + 1
    const text = own.text.replace(/%([1-9])/g, (_, digit: string) => {
      const at = Number(digit) - 1
      const format = levels[at]?.format ?? 'decimal'
      return numberIn(format, count[at] ?? levels[at]?.start ?? 1)
    })
    return text.trim().slice(0, longestMarker)
  }
}

function numberIn(format: string, value: number): string {
  switch (format) {
    case 'lowerLetter':
      return letters(value).toLowerCase()
    case 'upperLetter':
      return letters(value)
    case 'lowerRoman':
      return roman(value).toLowerCase()
    case 'upperRoman':
      return roman(value)
    case 'decimalZero':
      return String(value).padStart(2, '0')
    default:
      return String(value)
  }
}

/** a … z, aa, bb …, as Word counts. */
function letters(value: number): string {
  if (value < 1) return String(value)
  const times = Math.min(longestMarker, Math.floor((value - 1) / 26) + 1)
  return String.fromCharCode(65 + ((value - 1) % 26)).repeat(times)
}

const romans = [
  ['M', 1000],
  ['CM', 900],
  ['D', 500],
  ['CD', 400],
  ['C', 100],
  ['XC', 90],
  ['L', 50],
  ['XL', 40],
  ['X', 10],
  ['IX', 9],
  ['V', 5],
  ['IV', 4],
  ['I', 1],
] as const

function roman(value: number): string {
  if (value < 1 || value > 3999) return String(value)
  let rest = value
  let text = ''
  for (const [sign, worth] of romans) {
    while (rest >= worth) {
      text += sign
      rest -= worth
    }
  }
  return text
}
