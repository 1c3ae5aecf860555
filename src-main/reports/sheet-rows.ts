import type ExcelJS from 'exceljs'
import { bodySize, cellBorder } from './official-page.ts'
import { boldWider, piecesOf, rowHeight } from './row-height.ts'
import { keepLiteral } from './xlsx/literal-text.ts'

/** The rows of the score sheet's table: wrapped texts and points, each as high as it needs. */

export type Column = Readonly<{ heading: string; width: number; points: boolean }>
export type Value = string | number | null

/** Points; Excel shows no more than 409, and the repeated heading has to stand above it on the page. */
const highestRow = 380
/** Letters of room that the indent of a text takes from its column. */
export const indentWidth = 2
const thin = { style: 'thin' } as const
const shaded = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFEDEDED' } } as const

export type Look = Readonly<{ bold?: boolean; shaded?: boolean }>

/** A row of the table; what is higher than a page goes on in rows below. */
export function addRow(
  sheet: ExcelJS.Worksheet,
  columns: readonly Column[],
  values: readonly Value[],
  look: Look = {},
): ExcelJS.Row {
  const pieces = columns.map(({ width, points }, index) => {
    const value = values[index] ?? null
    return typeof value === 'string' && !points
      ? piecesOf(value, width - indentWidth, bodySize, highestRow)
      : [value]
  })
  const first = addPieces(
    sheet,
    columns,
    pieces.map(([piece]) => piece ?? null),
    look,
  )
  const more = Math.max(...pieces.map(({ length }) => length))
  if (more > 1) alignAtTop(first)
  for (let next = 1; next < more; next++) {
    const row = addPieces(
      sheet,
      columns,
      pieces.map((each) => each[next] ?? null),
      look,
    )
    alignAtTop(row)
    // No line between: it is one row that goes on.
    row.eachCell({ includeEmpty: true }, (cell) => {
      cell.border = { left: thin, right: thin, bottom: thin }
    })
    sheet.getRow(row.number - 1).eachCell({ includeEmpty: true }, (cell) => {
      cell.border = { ...cell.border, bottom: {} }
    })
  }
  return first
}

function alignAtTop(row: ExcelJS.Row): void {
  row.eachCell({ includeEmpty: true }, (cell) => {
    cell.alignment = { ...cell.alignment, vertical: 'top' }
  })
}

function addPieces(
  sheet: ExcelJS.Worksheet,
  columns: readonly Column[],
  values: readonly Value[],
  look: Look,
): ExcelJS.Row {
  const row = sheet.addRow(values.map((value) => (typeof value === 'string' ? keepLiteral(value) : value)))
  const texts = columns.map(({ width }, index) => ({
    text: String(values[index] ?? ''),
    width: width - indentWidth,
  }))
  row.height = rowHeight(texts, bodySize * (look.bold === true ? boldWider : 1))
  for (const [index, { points }] of columns.entries()) {
    const cell = row.getCell(index + 1)
    cell.font = { name: 'Times New Roman', size: bodySize, bold: look.bold === true }
    cell.alignment = {
      ...{ vertical: 'middle', wrapText: true },
      ...(points || index === 0 ? { horizontal: 'center' } : { horizontal: 'left', indent: 1 }),
    }
    cell.border = cellBorder
    if (points) cell.numFmt = '0.00'
    if (look.shaded === true) cell.fill = shaded
  }
  return row
}
