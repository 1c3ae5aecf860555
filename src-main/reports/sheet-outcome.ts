import type ExcelJS from 'exceljs'
import { extentAt, type Extent } from '../../shared/domain/sheet-progress.ts'
import type { Stage } from '../../shared/domain/workflow.ts'
import { bodySize } from './official-page.ts'
import { decisionPaper, type ReportWords } from './report-words.ts'
import { boldWider, rowHeight } from './row-height.ts'
import { addRow, indentWidth, type Column, type Value } from './sheet-rows.ts'
import type { SheetReport } from './sheet-report.ts'

/** The end of the score sheet's table: totals, what they give, what was decided, and the conditions. */

export function hundredths(points: number | null): number | null {
  return points === null ? null : points / 100
}

/** How far a stage is; only from all of it is a total stated. What the commune declared is stated as it stands. */
export function extentOf({ view, content }: SheetReport, stage: Stage): Extent {
  const rows = new Map(view.rows.map((row) => [row.criterion, row]))
  const extent = extentAt(stage, content, (id) => rows.get(id), view)
  return stage === 'self' ? { ...extent, whole: true } : extent
}

function totalText(report: SheetReport, stage: Stage, total: number, words: ReportWords): Value {
  const { judged, of, whole } = extentOf(report, stage)
  if (whole) return total / 100
  return judged === 0
    ? null
    : words(stage === 'verification' ? 'sheet.looked' : 'sheet.appraised', { judged, of })
}

export function addTotals(
  sheet: ExcelJS.Worksheet,
  report: SheetReport,
  columns: readonly Column[],
  stages: readonly Stage[],
  words: ReportWords,
): void {
  const totals = stages.map((stage) => report.view.totals[stage])
  const strong = { bold: true, shaded: true }
  addRow(
    sheet,
    columns,
    [
      '',
      words('sheet.total'),
      hundredths(totals[0]?.max ?? null),
      ...totals.map(({ total }, index) => totalText(report, stages[index] ?? 'self', total, words)),
    ],
    strong,
  )
  addRow(
    sheet,
    columns,
    [
      '',
      words('sheet.band'),
      null,
      ...totals.map(({ band }, index) =>
        extentOf(report, stages[index] ?? 'self').whole ? (band?.label ?? '') : '',
      ),
    ],
    strong,
  )
  addRecognition(sheet, report, columns, words)
}

/** What was decided in the end and by which paper, and why where the criteria give something else. */
function addRecognition(
  sheet: ExcelJS.Worksheet,
  report: SheetReport,
  columns: readonly Column[],
  words: ReportWords,
): void {
  const text = recognitionOf(report, words)
  if (text === null) return
  const row = addRow(sheet, columns, ['', words('sheet.recognition'), text], { bold: true, shaded: true })
  const last = columns.length
  const width = columns.slice(2).reduce((sum, column) => sum + column.width, 0) - indentWidth
  row.height = rowHeight([{ text, width }], bodySize * boldWider)
  const cell = row.getCell(3)
  cell.alignment = { vertical: 'middle', horizontal: 'left', wrapText: true, indent: 1 }
  sheet.mergeCells(row.number, 3, row.number, last)
}

function recognitionOf(
  { view: { recognition }, content, againstRule }: SheetReport,
  words: ReportWords,
): string | null {
  if (recognition === null) return null
  const { recognised, stars, number, day, reason } = recognition
  const band = content.bands.find((each) => each.passes && each.stars === stars)
  const result = recognised
    ? (band?.label ?? words('ranking.recognisedWith', { stars }))
    : words('ranking.notRecognised')
  const paper = decisionPaper(number, day, words)
  return [
    paper === '' ? result : `${result} (${paper})`,
    ...(againstRule ? [words('ranking.againstRule', { reason })] : []),
  ].join('; ')
}

/** The conditions besides the total. */
export function addConditions(
  sheet: ExcelJS.Worksheet,
  { view }: SheetReport,
  columns: readonly Column[],
  words: ReportWords,
): void {
  const { gates } = view.totals[view.standing]
  const last = columns.length
  if (gates.length > 0) {
    addRow(sheet, columns, ['', words('sheet.gates')], { bold: true, shaded: true })
    for (const { title, passed } of gates) {
      const answer = passed === null ? 'sheet.gateOpen' : passed ? 'sheet.gateMet' : 'sheet.gateNotMet'
      const row = addRow(sheet, columns, ['', title, words(answer)])
      sheet.mergeCells(row.number, 3, row.number, last)
    }
  }
}
