import {
  documentContentLimits as most,
  type SheetCell,
  type SheetsContent,
} from '../../../shared/contract/document-content.ts'
import type { CellRange, CellValue, Worksheet } from '../xlsx/cells.ts'
import { readExcelSheets } from '../xlsx/read-workbook.ts'

type Sheet = SheetsContent['sheets'][number]

/**
 * The first rows of each sheet of an Excel file as tables of text: values as they are shown, no formulas, no pictures. Hidden
 * rows are left out as Excel leaves them out.
 *
 * @throws CallError `notExcel`, `fileDangerous`
 */
export async function readSheets(file: string, name: string): Promise<SheetsContent> {
  const { sheets, more } = await readExcelSheets(file, name, most)
  return { kind: 'sheets', sheets: sheets.map(tableOf), more }
}

function tableOf(sheet: Worksheet): Sheet {
  const numbers = [...sheet.rows.keys()].filter((row) => !sheet.hiddenRows.has(row)).sort((a, b) => a - b)
  const last = Math.min(most.rows, numbers.at(-1) ?? 0)
  const columns = Math.max(0, ...numbers.flatMap((row) => [...(sheet.rows.get(row)?.keys() ?? [])]))
  const width = Math.min(most.columns, columns)
  const covered = new Set<string>()
  const spans = new Map<string, CellRange>()
  for (const merge of sheet.merges) noteMerge(merge, { last, width }, covered, spans)
  const rows: Sheet['rows'] = []
  for (let row = 1; row <= last; row++) {
    if (sheet.hiddenRows.has(row)) continue
    const cells: SheetCell[] = []
    for (let column = 1; column <= width; column++) {
      const key = `${row} ${column}`
      if (covered.has(key)) continue
      const span = spans.get(key)
      cells.push({
        ...shown(sheet.rows.get(row)?.get(column)),
        columns: span === undefined ? 1 : span.right - span.left + 1,
        rows: span === undefined ? 1 : visibleRows(span, sheet.hiddenRows),
      })
    }
    rows.push({ number: row, cells })
  }
  return { name: sheet.name, rows, columns: width, cut: sheet.cut }
}

function noteMerge(
  merge: CellRange,
  { last, width }: { last: number; width: number },
  covered: Set<string>,
  spans: Map<string, CellRange>,
): void {
  const { top, left } = merge
  if (top > last || left > width) return
  const within = { top, left, bottom: Math.min(last, merge.bottom), right: Math.min(width, merge.right) }
  // Merges that overlap, as damaged files have them: the first one stands.
  for (let row = top; row <= within.bottom; row++)
    for (let column = left; column <= within.right; column++)
      if (covered.has(`${row} ${column}`) || spans.has(`${row} ${column}`)) return
  for (let row = top; row <= within.bottom; row++)
    for (let column = left; column <= within.right; column++)
      if (row !== top || column !== left) covered.add(`${row} ${column}`)
  spans.set(`${top} ${left}`, within)
}

function visibleRows({ top, bottom }: CellRange, hidden: ReadonlySet<number>): number {
  let count = 0
  for (let row = top; row <= bottom; row++) if (!hidden.has(row)) count += 1
  return Math.max(1, count)
}

function shown(value: CellValue | undefined): { text: string; number: boolean } {
  switch (value?.kind) {
    case undefined:
    case 'formulaWithoutResult':
      return { text: '', number: false }
    case 'text':
    case 'error':
      return { text: value.text.slice(0, most.cellLetters), number: false }
    case 'truth':
      return { text: value.value ? 'TRUE' : 'FALSE', number: false }
    case 'date': {
      const two = (part: number): string => String(part).padStart(2, '0')
      return { text: `${two(value.day)}/${two(value.month)}/${value.year}`, number: false }
    }
    case 'number':
      return { text: value.percent ? `${value.shown}%` : value.shown, number: true }
  }
}
