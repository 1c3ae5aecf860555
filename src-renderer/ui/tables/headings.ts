import { foldKey } from '../../../shared/domain/text/fold-key.ts'
import type { TableRow } from './table.ts'

/** What headings mean, the first that fits: with and without marks, in either case. Expressions see folded text: "ty" is "ti". */
export type HeadingWords<Role extends string> = readonly (readonly [Role, RegExp])[]

export type FoundHeadings<Role extends string> = Readonly<{
  /** How many lines stand above the data, headings included. */
  lines: number
  /** Meaning of each column; null for a heading that means nothing known. */
  roles: readonly (Role | null)[]
  /** Each column's heading as it stands. */
  texts: readonly string[]
}>

const longestHeading = 80
/** A letterhead may stand above the headings. */
const deepest = 20

/** The meaning of one heading; null for none. */
export function roleOfHeading<Role extends string>(words: HeadingWords<Role>, text: string): Role | null {
  if (text === '' || text.length > longestHeading) return null
  const key = foldKey(text)
  return words.find(([, expression]) => expression.test(key))?.[0] ?? null
}

/**
 * The headings of a table, in one line or in two where merged cells stand above others; null when it has none.
 *
 * @param isData whether a line is one of the data, such as one with a code
 */
export function findHeadings<Role extends string>(
  rows: readonly TableRow[],
  words: HeadingWords<Role>,
  isData: (row: TableRow) => boolean,
): FoundHeadings<Role> | null {
  for (let at = 0; at < Math.min(rows.length, deepest); at += 1) {
    const row = rows[at]
    if (row === undefined || isData(row)) return null
    const below = rows[at + 1]
    if (!isHeadingLine(row, words, below !== undefined && isData(below))) continue
    const second = below !== undefined && !isData(below) && isSecondLine(row, below, words) ? below : null
    const roles = row.spread.map((text, column): Role | null => {
      const under = second?.spread[column] ?? ''
      return roleOfHeading(words, under) ?? roleOfHeading(words, text === '' ? leftOf(row, column) : text)
    })
    const texts = row.spread.map((text, column) => {
      const under = second?.cells[column] ?? ''
      return under === '' ? text : under
    })
    let lines = at + (second === null ? 1 : 2)
    const numbers = rows[lines]
    if (numbers !== undefined && isNumberLine(numbers)) lines += 1
    return { lines, roles, texts }
  }
  return null
}

/** @param aboveData whether the next line is one of the data */
function isHeadingLine<Role extends string>(
  row: TableRow,
  words: HeadingWords<Role>,
  aboveData: boolean,
): boolean {
  const filled = row.cells.filter((cell) => cell !== '')
  const known = filled.filter((cell) => roleOfHeading(words, cell) !== null)
  if (filled.length === 0 || filled.some(isFigure)) return false
  if (filled.length === 1) return known.length === 1 && row.cells.length === 1
  return known.length > 1 || (known.length === 1 && aboveData)
}

/** Words only, and only below what is merged or empty: the parts of a heading. */
function isSecondLine<Role extends string>(
  above: TableRow,
  row: TableRow,
  words: HeadingWords<Role>,
): boolean {
  const filled = row.cells.flatMap((cell, column) => (cell === '' ? [] : [{ cell, column }]))
  return (
    filled.length > 1 &&
    filled.every(({ cell }) => !isFigure(cell) && cell.length <= longestHeading) &&
    filled.some(({ cell }) => roleOfHeading(words, cell) !== null) &&
    filled.length < row.cells.length &&
    filled.every(
      ({ column }) =>
        above.cells[column] === '' ||
        above.cells[column + 1] === '' ||
        above.spread[column + 1] === above.spread[column],
    )
  )
}

/** In plain text a merged heading stands in its first column alone. */
function leftOf(row: TableRow, column: number): string {
  for (let at = column; at >= 0; at -= 1) if (row.cells[at] !== '') return row.cells[at] ?? ''
  return ''
}

/** "(1) (2) (3)" or "A B 1 2": the numbers of the columns, as official forms have them. */
function isNumberLine(row: TableRow): boolean {
  const filled = row.cells.filter((cell) => cell !== '')
  const figures = filled
    .map((cell) => /^\(?(\d{1,2})\)?$/.exec(cell)?.[1])
    .filter((cell) => cell !== undefined)
  const letters = filled.filter((cell) => /^\(?[A-Da-d]\)?$/.test(cell))
  return (
    filled.length >= 3 &&
    figures.length + letters.length === filled.length &&
    figures.every((figure, index) => index === 0 || Number(figure) === Number(figures[index - 1]) + 1)
  )
}

export function isFigure(text: string): boolean {
  return /^[-+]?[\d.,\s/%]*\d[\d.,\s/%]*$/.test(text)
}
