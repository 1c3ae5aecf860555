import { searchKey, spellingKey } from '../../../shared/domain/text/vietnamese.ts'
import { findHeadings, isFigure, type HeadingWords } from './headings.ts'
import { widthOf, type PastedTable, type TableRow } from './table.ts'

/** A pasted table with one line for each unit: whose line it is, and what its columns hold. */

export type NamedUnit = Readonly<{
  key: string
  name: string
  /** The unit above it, which tells two of one name apart. */
  within: string
}>

export type UnitLine = Readonly<{
  /** Line of the table, from 1. */
  line: number
  cells: readonly string[]
  unit: NamedUnit | null
  state: 'matched' | 'skipped' | 'noUnit' | 'unclear' | 'twice'
}>

export type UnitPlan<Role extends string> = Readonly<{
  roles: readonly (Role | 'unit' | null)[]
  texts: readonly string[]
  headingLines: number
  /** No column, or too many, may hold what is asked for: a person chooses. */
  doubt: boolean
  lines: readonly UnitLine[]
}>

const unitHeading = /^(ten )?(xa|don vi|dia phuong|phuong|commune|unit)/

type Wanted<Role extends string> = Readonly<{
  units: readonly NamedUnit[]
  headings: HeadingWords<Role>
  /** Where figures without headings go, in order, when just as many stand behind the unit. */
  inOrder: readonly Role[]
  /** What a person said of columns. */
  chosen: Readonly<Record<number, Role | 'unit' | null>>
}>

export function planUnits<Role extends string>(
  table: PastedTable,
  { units, headings, inOrder, chosen }: Wanted<Role>,
): UnitPlan<Role> {
  const words: HeadingWords<Role | 'unit'> = [...headings, ['unit', unitHeading]]
  const found = findHeadings(table.rows, words, (row) =>
    row.cells.some((cell) => unitsNamed(units, cell).length > 0),
  )
  const headingLines = found?.lines ?? 0
  const columns = Array.from({ length: widthOf(table) }, (_, column) => column)
  const said = (role: Role | 'unit'): number | undefined => columns.find((column) => chosen[column] === role)
  const unitColumn = said('unit') ?? unitColumnOf(table.rows.slice(headingLines), units)
  const given = columns.map((column): Role | 'unit' | null => {
    if (column === unitColumn) return 'unit'
    const role = found?.roles[column] ?? null
    return role === 'unit' ? null : role
  })
  const roles = (
    found === null
      ? withoutHeadings(table, columns, unitColumn, wordsAbove(table, units) ? [] : inOrder, given)
      : withoutRepeats(given)
  ).map((role, column) => (column in chosen ? (chosen[column] ?? null) : role))
  return {
    roles,
    texts: columns.map((column) => found?.texts[column] ?? ''),
    headingLines,
    doubt: !roles.some((role) => role !== null && role !== 'unit'),
    lines: linesOf(table, units, unitColumn, headingLines),
  }
}

/** A role that two columns claim belongs to neither. */
function withoutRepeats<Role>(roles: readonly (Role | null)[]): (Role | null)[] {
  return roles.map((role) => (roles.filter((other) => other === role).length > 1 ? null : role))
}

function withoutHeadings<Role extends string>(
  table: PastedTable,
  columns: readonly number[],
  unitColumn: number | undefined,
  inOrder: readonly Role[],
  given: readonly (Role | 'unit' | null)[],
): (Role | 'unit' | null)[] {
  const filled = columns.filter(
    (column) => column > (unitColumn ?? -1) && table.rows.some(({ cells }) => isFigure(cells[column] ?? '')),
  )
  if (filled.length !== inOrder.length) return [...given]
  return given.map((role, column) => {
    const place = filled.indexOf(column)
    return place < 0 ? role : (inOrder[place] ?? null)
  })
}

/** Whether words stand above the first unit behind its name: headings that name nothing known. */
function wordsAbove({ rows }: PastedTable, units: readonly NamedUnit[]): boolean {
  const first = rows.findIndex(({ cells }) => cells.some((cell) => unitsNamed(units, cell).length > 0))
  const named = rows[first]?.cells.findIndex((cell) => unitsNamed(units, cell).length > 0) ?? 0
  return rows
    .slice(0, Math.max(0, first))
    .some(({ cells }) => cells.slice(named + 1).some((cell) => /\p{L}/u.test(cell)))
}

function unitColumnOf(rows: readonly TableRow[], units: readonly NamedUnit[]): number | undefined {
  const columns = Array.from({ length: widthOf({ rows }) }, (_, column) => column)
  const counts = columns.map(
    (column) => rows.filter(({ cells }) => unitsNamed(units, cells[column] ?? '').length > 0).length,
  )
  const most = Math.max(0, ...counts)
  return most === 0 ? undefined : counts.indexOf(most)
}

function linesOf(
  table: PastedTable,
  units: readonly NamedUnit[],
  unitColumn: number | undefined,
  headingLines: number,
): readonly UnitLine[] {
  const lines = table.rows.map(({ cells }, index): UnitLine => {
    const line = index + 1
    const name = unitColumn === undefined ? '' : (cells[unitColumn] ?? '')
    if (
      index < headingLines ||
      cells.every((cell) => cell === '') ||
      /^(tổng|cộng|bình quân|total|average)/i.test(name)
    )
      return { line, cells, unit: null, state: 'skipped' }
    const named = unitsNamed(units, name)
    const within = named.filter((unit) =>
      cells.some((cell) => spellingKey(cell) === spellingKey(unit.within)),
    )
    const fitting = named.length > 1 && within.length > 0 ? within : named
    const [unit] = fitting
    if (unit === undefined) return { line, cells, unit: null, state: 'noUnit' }
    return fitting.length > 1
      ? { line, cells, unit: null, state: 'unclear' }
      : { line, cells, unit, state: 'matched' }
  })
  const times = (unit: NamedUnit): number => lines.filter((line) => line.unit?.key === unit.key).length
  // Which of two lines is meant, nobody can know.
  return lines.map((line) =>
    line.unit !== null && times(line.unit) > 1 ? { ...line, state: 'twice' } : line,
  )
}

const kind = /^(?:xa|phuong|thi tran|huyen|thi xa|thanh pho|quan|tinh)\s+/

/** The units of this name, with or without the word for their kind. */
function unitsNamed(units: readonly NamedUnit[], text: string): readonly NamedUnit[] {
  if (text === '' || text.length > 100 || !/\p{L}/u.test(text)) return []
  const exact = units.filter(({ name }) => spellingKey(name) === spellingKey(text))
  if (exact.length > 0) return exact
  const bare = searchKey(text).replace(kind, '')
  return units.filter(({ name }) => searchKey(name).replace(kind, '') === bare && marksFit(name, text))
}

/** Typed without any marks, or with the same ones: "Dong Tien" is "Đồng Tiến", "Đông Tiến" is not. */
function marksFit(name: string, text: string): boolean {
  const spelling = spellingKey(text)
  return (
    spelling === searchKey(text) ||
    spellingKey(name).endsWith(
      spelling.replace(/^(?:xã|phường|thị trấn|huyện|thị xã|thành phố|quận|tỉnh)\s+/u, ''),
    )
  )
}
