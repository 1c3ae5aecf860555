/** A worksheet as it was read: plain values only, empty cells left out. Rows and columns count from 1. */
export type CellValue =
  | Readonly<{ kind: 'text'; text: string }>
  /** `text` is plain decimal with a point; `shown` as the cell's format shows it, which keeps the zero of 1.10. */
  | Readonly<{ kind: 'number'; text: string; shown: string; percent: boolean }>
  | Readonly<{ kind: 'date'; year: number; month: number; day: number }>
  | Readonly<{ kind: 'truth'; value: boolean }>
  /** #REF!, #N/A … */
  | Readonly<{ kind: 'error'; text: string }>
  | Readonly<{ kind: 'formulaWithoutResult' }>

export type CellRange = Readonly<{ top: number; left: number; bottom: number; right: number }>

export type Worksheet = Readonly<{
  name: string
  rows: ReadonlyMap<number, ReadonlyMap<number, CellValue>>
  merges: readonly CellRange[]
  hiddenRows: ReadonlySet<number>
  /** There are cells beyond those that were asked for. */
  cut: boolean
}>

/** 1 → "A", 28 → "AB". */
export function columnLetter(column: number): string {
  let rest = column
  let letters = ''
  while (rest > 0) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
    rest = Math.floor((rest - 1) / 26)
  }
  return letters
}

/** "AB12" → row 12, column 28; undefined for anything else. */
export function readAddress(address: string): { row: number; column: number } | undefined {
  const found = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(address)
  if (!found) return undefined
  const [, letters = '', digits = ''] = found
  let column = 0
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
  return { row: Number(digits), column }
}
