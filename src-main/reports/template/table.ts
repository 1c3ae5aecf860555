import { columnLetter, type CellRange, type CellValue, type Worksheet } from '../xlsx/cells.ts'
import { foldKey } from '../../../shared/domain/text/fold-key.ts'
import { ownColumnPrefix, type Column, type SheetLayout } from './layout.ts'
import type { Findings, Place } from './mistakes.ts'

export type TableRow = Readonly<{ number: number; cells: ReadonlyMap<string, CellValue> }>

/** The rows of one sheet by the keys of its columns, wherever the headings stand and in whatever order. */
export type Table = Readonly<{
  layout: SheetLayout
  sheet: string
  headingRow: number
  columns: ReadonlyMap<string, number>
  rows: readonly TableRow[]
}>

/** Officers put a title or two above the headings, not more. */
const headingsWithin = 30

/** Finds the headings of a sheet and what stands below them. null, and a mistake, when there are none. */
export function readTable(worksheet: Worksheet, layout: SheetLayout, findings: Findings): Table | null {
  const headingRow = findHeadings(worksheet, layout)
  if (headingRow === null) {
    const expected = layout.columns.filter(({ required }) => required).map(({ heading }) => heading)
    findings.mistake(wholeSheet(worksheet.name), 'noHeadings', { expected: expected.join(', ') })
    return null
  }
  const columns = readHeadings(worksheet, layout, headingRow, findings)
  const merged = readMerges(worksheet, layout, columns, headingRow, findings)
  const rows: TableRow[] = []
  for (const [number, values] of worksheet.rows) {
    if (number <= headingRow) continue
    const cells = new Map<string, CellValue>()
    for (const [key, column] of columns) {
      const value = values.get(column)
      if (value !== undefined) cells.set(key, value)
    }
    if (cells.size === 0) continue
    for (const [key, value] of merged.get(number) ?? []) if (!cells.has(key)) cells.set(key, value)
    rows.push({ number, cells })
    if (worksheet.hiddenRows.has(number)) {
      findings.warn({ sheet: worksheet.name, row: number, column: '' }, 'hiddenRow')
    }
  }
  return { layout, sheet: worksheet.name, headingRow, columns, rows }
}

/** Where a value of a column stands; a column that the sheet lacks is named without its letter. */
export function placeIn(table: Table, row: number, key: string): Place {
  const heading = table.layout.columns.find((column) => column.key === key)?.heading ?? ''
  const column = table.columns.get(key)
  return {
    sheet: table.sheet,
    row,
    column: column === undefined ? heading : `${columnLetter(column)} (${heading})`,
  }
}

export function wholeSheet(sheet: string): Place {
  return { sheet, row: 0, column: '' }
}

function headingKeys(layout: SheetLayout): Map<string, Column> {
  return new Map(layout.columns.map((column) => [foldKey(column.heading), column]))
}

function textOf(value: CellValue | undefined): string {
  if (value === undefined) return ''
  return value.kind === 'text' ? value.text : value.kind === 'number' ? value.shown : ''
}

/** The first row in which at least two headings stand; where only one is required, one alone may do. */
function findHeadings(worksheet: Worksheet, layout: SheetLayout): number | null {
  const known = headingKeys(layout)
  let single: number | null = null
  let looked = 0
  for (const [number, values] of worksheet.rows) {
    const keys = [...values.values()].map((value) => foldKey(textOf(value)))
    const found = new Set(keys.filter((key) => known.has(key))).size
    if (found >= 2) return number
    if (found === 1) single ??= number
    looked += 1
    if (looked >= headingsWithin) break
  }
  return layout.columns.filter(({ required }) => required).length === 1 ? single : null
}

function readHeadings(
  worksheet: Worksheet,
  layout: SheetLayout,
  headingRow: number,
  findings: Findings,
): Map<string, number> {
  const known = headingKeys(layout)
  const columns = new Map<string, number>()
  const headed = new Set<number>()
  const at = (column: number, heading: string): Place => ({
    sheet: worksheet.name,
    row: headingRow,
    column: heading === '' ? columnLetter(column) : `${columnLetter(column)} (${heading})`,
  })
  for (const [column, value] of worksheet.rows.get(headingRow) ?? []) {
    headed.add(column)
    const heading = textOf(value).trim()
    if (foldKey(heading).startsWith(foldKey(ownColumnPrefix))) continue
    const found = known.get(foldKey(heading))
    if (found === undefined) findings.mistake(at(column, heading), 'columnUnknown', { value: heading })
    else if (columns.has(found.key))
      findings.mistake(at(column, heading), 'columnTwice', { value: found.heading })
    else columns.set(found.key, column)
  }
  for (const { key, heading, required } of layout.columns) {
    if (!required || columns.has(key)) continue
    findings.mistake({ sheet: worksheet.name, row: headingRow, column: heading }, 'columnMissing', {
      value: heading,
    })
  }
  // What stands under no heading would be lost without a word.
  const without = new Set<number>()
  for (const [number, values] of worksheet.rows) {
    if (number <= headingRow) continue
    for (const column of values.keys()) if (!headed.has(column)) without.add(column)
  }
  for (const column of without) findings.mistake(at(column, ''), 'columnWithoutHeading')
  return columns
}

/**
 * What merged cells mean: a value merged downwards holds for every row where that makes sense (group, department, deadline);
 * any other merge hides which row or column the value belongs to.
 */
function readMerges(
  worksheet: Worksheet,
  layout: SheetLayout,
  columns: ReadonlyMap<string, number>,
  headingRow: number,
  findings: Findings,
): Map<number, Map<string, CellValue>> {
  const filled = new Map<number, Map<string, CellValue>>()
  const numbers = [...worksheet.rows.keys()]
  /** Down to which row a column is merged already: Excel knows no ranges that overlap, and each is gone through once. */
  const filledTo = new Map<string, number>()
  const keyAt = new Map([...columns].map(([key, column]) => [column, key]))
  for (const range of worksheet.merges.toSorted((one, other) => one.top - other.top)) {
    const value = worksheet.rows.get(range.top)?.get(range.left)
    if (range.bottom <= headingRow || value === undefined) continue
    const key = keyAt.get(range.left)
    const touched = [...keyAt.keys()].some((column) => column >= range.left && column <= range.right)
    if (!touched) continue
    const column = layout.columns.find((each) => each.key === key)
    if (
      key === undefined ||
      range.left !== range.right ||
      !column?.fillMerged ||
      range.top <= headingRow ||
      (filledTo.get(key) ?? 0) >= range.top
    ) {
      const place = { sheet: worksheet.name, row: range.top, column: columnLetter(range.left) }
      findings.mistake(place, 'mergedCells', { range: rangeText(range) })
      continue
    }
    // Only rows that have something of their own are read; a range may name a million rows.
    filledTo.set(key, range.bottom)
    for (let at = firstAbove(numbers, range.top); at < numbers.length; at += 1) {
      const row = numbers[at] ?? Infinity
      if (row > range.bottom) break
      filled.set(row, (filled.get(row) ?? new Map<string, CellValue>()).set(key, value))
    }
  }
  return filled
}

/** Where in ascending numbers the first one above a limit stands. */
function firstAbove(numbers: readonly number[], limit: number): number {
  let from = 0
  let to = numbers.length
  while (from < to) {
    const middle = (from + to) >> 1
    if ((numbers[middle] ?? 0) > limit) to = middle
    else from = middle + 1
  }
  return from
}

function rangeText({ top, left, bottom, right }: CellRange): string {
  return `${columnLetter(left)}${top}:${columnLetter(right)}${bottom}`
}
