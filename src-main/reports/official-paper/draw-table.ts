import type { Block, Column } from './paper.ts'
import { area, type SheetOfPaper, type TextStyle } from './sheet-of-paper.ts'

type Table = Block & { readonly kind: 'table' }

const padding = { x: 4, y: 3 } as const
const headStyle: TextStyle = { face: 'bold', size: 11.5, align: 'center' }

/** A ruled table; its head is repeated where it goes on over the page. */
export function drawTable(sheet: SheetOfPaper, { columns, rows }: Table): void {
  const { document } = sheet
  const shares = columns.reduce((sum, { share }) => sum + share, 0)
  const widths = columns.map(({ share }) => (share / shares) * area.width)
  const head = columns.map(({ title }) => title)
  const headHeight = rowHeight(sheet, head, widths, () => headStyle)
  const styleOf = (index: number): TextStyle => cellStyle(columns[index])
  document.y += 4
  if (sheet.room() < headHeight + 30) sheet.turnPage()
  drawRow(sheet, head, widths, headHeight, () => headStyle)
  for (const row of rows) {
    const height = rowHeight(sheet, row, widths, styleOf)
    if (sheet.room() < height) {
      sheet.turnPage()
      drawRow(sheet, head, widths, headHeight, () => headStyle)
    }
    drawRow(sheet, row, widths, height, styleOf)
  }
  document.y += 8
}

function cellStyle(column: Column | undefined): TextStyle {
  return { face: 'regular', size: 11.5, align: column?.align ?? 'left' }
}

function rowHeight(
  sheet: SheetOfPaper,
  cells: readonly string[],
  widths: readonly number[],
  styleOf: (index: number) => TextStyle,
): number {
  const heights = cells.map((cell, index) =>
    sheet.heightOf(cell, (widths[index] ?? 0) - 2 * padding.x, styleOf(index)),
  )
  return Math.max(...heights, headStyle.size) + 2 * padding.y
}

function drawRow(
  sheet: SheetOfPaper,
  cells: readonly string[],
  widths: readonly number[],
  height: number,
  styleOf: (index: number) => TextStyle,
): void {
  const { document } = sheet
  const top = document.y
  let x: number = area.left
  for (const [index, width] of widths.entries()) {
    document.rect(x, top, width, height).lineWidth(0.5).strokeColor('black').stroke()
    const style = styleOf(index)
    const cell = cells[index] ?? ''
    const inside = width - 2 * padding.x
    const free = height - 2 * padding.y - sheet.heightOf(cell, inside, style)
    const lowered = style.align === 'center' ? Math.max(0, free / 2) : 0
    sheet.write(cell, x + padding.x, top + padding.y + lowered, inside, style)
    x += width
  }
  document.y = top + height
}
