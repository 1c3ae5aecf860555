import type ExcelJS from 'exceljs'

/**
 * Where a printed sheet turns the page. Nobody can ask the printer here, so it is reckoned as Excel does: the columns are shrunk to the
 * width of the paper, and what then fits into its height is a page.
 */

const pointsPerInch = 72
/** A4 lying, in points. */
const paper = { width: 841.89, height: 595.28 } as const
/** Of a row that says no height. */
const usualHeight = 15
/** What Excel and others print a little differently. */
const spare = 8

/** Points of rows that fit on one page, before it is shrunk. */
function pageHeight(sheet: ExcelJS.Worksheet): number {
  const { left = 0, right = 0, top = 0, bottom = 0 } = sheet.pageSetup.margins ?? {}
  const wide = paper.width - (left + right) * pointsPerInch
  const high = paper.height - (top + bottom) * pointsPerInch
  // a column of n letters is 7n + 5 pixels wide, and a pixel 3/4 of a point
  const columns = sheet.columns.reduce((sum, { width = 9 }) => sum + (width * 7 + 5) * 0.75, 0)
  const scale = Math.floor(Math.min(1, wide / columns) * 100) / 100
  return high / scale - spare
}

/**
 * Begins a new page before a row where it and all after it would not fit on the page that they come to stand on: the end of a paper
 * stays together with its signatures.
 */
export function keepEndTogether(sheet: ExcelJS.Worksheet, first: number): void {
  const heightOf = (row: number): number => sheet.getRow(row).height || usualHeight
  const between = (from: number, until: number): number =>
    Array.from({ length: until - from + 1 }, (_, i) => heightOf(from + i)).reduce(
      (sum, each) => sum + each,
      0,
    )
  const [from = 0, until = -1] = (sheet.pageSetup.printTitlesRow ?? '').split(':').map(Number)
  const repeated = from > 0 ? between(from, until) : 0
  const page = pageHeight(sheet)
  let used = 0
  for (let row = 1; row < first; row++) {
    if (used + heightOf(row) > page) used = repeated
    used += heightOf(row)
  }
  const end = between(first, sheet.rowCount)
  if (used + end > page && repeated + end <= page) sheet.getRow(first - 1).addPageBreak()
}
