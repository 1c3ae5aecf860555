import { foldKey } from '../../../shared/domain/text/fold-key.ts'
import { answerShape } from '../../../shared/domain/answering/answer-shape.ts'
import type { Rule } from '../../../shared/domain/criteria.ts'
import type { FigureField } from './answer-draft.ts'
import { isFigure, type HeadingWords } from '../tables/headings.ts'
import { roleOfHeading } from '../tables/headings.ts'
import type { PastedTable } from '../tables/table.ts'

/** What the figures of a survey and a ratio are called in offices' own tables, by the name of the figure. */
const usualNames: HeadingWords<string> = [
  ['issued', /phat ra|issued/],
  ['returned', /thu ve|returned/],
  ['valid', /^(?!.*(khong|chua|invalid)).*(hop le|valid)/],
  ['satisfied', /^(?!.*(khong|chua|unsatisf|dissatisf)).*(hai long|satisf)/],
  ['numerator', /tu so|so dat|^dat$|numerator/],
  ['denominator', /mau so|^tong( so)?$|^tong so (?!dat)|denominator/],
]

/** Figures that a person may name a column by. */
export const namedFigures = ['numerator', 'denominator', 'issued', 'returned', 'valid', 'satisfied'] as const
export type NamedFigure = (typeof namedFigures)[number]

/** A cell of one line with what stands over its column; `figure`: what a person said it is. */
export type HeadedCell = Readonly<{ text: string; heading: string; figure: NamedFigure | null }>

/**
 * The cells of one line in the order of the rule's figures, by the words over their columns. Without any words, or below one
 * heading for all, their order counts. Null where the words fit no figure, or twice the same.
 */
export function inRuleOrder(rule: Rule, cells: readonly HeadedCell[]): readonly string[] | null {
  const texts = cells.map(({ text }) => text)
  const fields = partsOf(rule)
  const filled = cells.filter(({ text }) => text !== '')
  if (fields.length < 2 || filled.length < 2 || filled.length > fields.length) return texts
  const words = figureHeadings(fields)
  const names = filled.map(({ heading, figure }) => figure ?? roleOfHeading(words, heading))
  const headings = new Set(filled.map(({ heading }) => heading))
  if (names.every((name) => name === null) && (headings.size === 1 || answerShape(rule).kind === 'ticks'))
    return texts
  const placed = fields.map(({ name }) => filled[names.indexOf(name)]?.text ?? '')
  const known = names.every((name) => fields.some((field) => field.name === name))
  return known && new Set(names).size === names.length ? placed : null
}

function partsOf(rule: Rule): readonly FigureField[] {
  const shape = answerShape(rule)
  switch (shape.kind) {
    case 'figures':
      return shape.fields.map(({ name, label, kind }) => ({ name, label: label ?? name, kind }))
    case 'ticks':
      return shape.items.map(({ id, label }) => ({ name: id, label, kind: 'decimal' as const }))
    case 'options':
      return []
  }
}

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
