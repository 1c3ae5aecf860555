import { foldKey } from '../../../shared/domain/text/fold-key.ts'
import type { FigureField } from './answer-draft.ts'
import { isFigure, type HeadingWords } from '../tables/headings.ts'
import { roleOfHeading } from '../tables/headings.ts'
import type { PastedTable } from '../tables/table.ts'

/** What the figures of a survey and a ratio are called in offices' own tables, by the name of the figure. */
const usualNames: HeadingWords<string> = [
  ['issued', /phat ra|issued/],
  ['returned', /thu ve|returned/],
  ['valid', /hop le|valid/],
  ['satisfied', /hai long|satisf/],
  ['numerator', /tu so|so dat|numerator/],
  ['denominator', /mau so|^tong so|denominator/],
]

/** The figures by the words over or beside them: the rule's own labels first. */
export function figureHeadings(fields: readonly FigureField[]): HeadingWords<string> {
  const own = fields.map(({ name, label }): readonly [string, RegExp] => [
    name,
    new RegExp(`^${foldKey(label).replace(/[^\p{L}\p{N} ]/gu, '')}$`),
  ])
  const names = new Set(fields.map(({ name }) => name))
  return [...own, ...usualNames.filter(([name]) => names.has(name))]
}

/**
 * The figures of one answer from a pasted table: side by side or one below the other, with their names or exactly as many as are
 * asked for. Null when it cannot be told which is which.
 */
export function figuresOfTable(
  fields: readonly FigureField[],
  { rows }: PastedTable,
): Readonly<Record<string, string>> | null {
  const lines = rows.map(({ cells }) => cells).filter((cells) => cells.some((cell) => cell !== ''))
  const height = lines.length
  const width = Math.max(0, ...lines.map(({ length }) => length))
  const upright = Array.from({ length: width }, (_, column) => lines.map((cells) => cells[column] ?? ''))
  const [first = [], second = []] = lines
  const [left = [], right = []] = upright
  if (height === 1) return inOrder(fields, first)
  if (width === 1) return inOrder(fields, left)
  if (height === 2) return named(fields, first, second)
  return width === 2 ? named(fields, left, right) : null
}

function inOrder(fields: readonly FigureField[], cells: readonly string[]): Record<string, string> | null {
  const filled = cells.filter((cell) => cell !== '')
  if (filled.length !== fields.length || !filled.every(isFigure)) return null
  return Object.fromEntries(fields.map(({ name }, index) => [name, filled[index] ?? '']))
}

function named(
  fields: readonly FigureField[],
  names: readonly string[],
  values: readonly string[],
): Record<string, string> | null {
  const words = figureHeadings(fields)
  const found: Record<string, string> = {}
  for (const [index, text] of names.entries()) {
    const name = roleOfHeading(words, text)
    const value = values[index] ?? ''
    if (name === null) continue
    if (name in found) return null
    found[name] = value
  }
  return fields.every(({ name }) => (found[name] ?? '') !== '') ? found : null
}
