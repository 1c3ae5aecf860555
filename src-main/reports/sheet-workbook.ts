import ExcelJS from 'exceljs'
import type { SheetRow, StageCell } from '../../shared/contract/sheets.ts'
import type { Criterion, Group } from '../../shared/domain/criteria.ts'
import { formatDate } from '../../shared/domain/text/vietnamese.ts'
import { extentAt, type Extent } from '../../shared/domain/sheet-progress.ts'
import type { Stage } from '../../shared/domain/workflow.ts'
import {
  addLetterhead,
  addSignatures,
  addSpans,
  bodySize,
  cellBorder,
  officialPage,
  pageNumbers,
  pageStyles,
} from './official-page.ts'
import { reportWordsIn, type ReportWords } from './report-words.ts'
import { piecesOf, rowHeight } from './row-height.ts'
import type { SheetReport } from './sheet-report.ts'
import { keepLiteral } from './xlsx/literal-text.ts'

type Column = Readonly<{ heading: string; width: number; points: boolean }>
type Value = string | number | null

/** Points; Excel shows no more than 409, and the repeated heading has to stand above it on the page. */
const highestRow = 380
const thin = { style: 'thin' } as const
const shaded = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFEDEDED' } } as const

/**
 * Writes the score sheet of one commune: criteria by group with every stage's points, figures, papers and notes, subtotals,
 * total, conditions, signatures. A4 landscape.
 */
export async function writeSheetWorkbook(target: string, report: SheetReport): Promise<void> {
  const words = reportWordsIn(report.office.language)
  const stages = stagesOf(report)
  const columns = columnsOf(stages, report.judgedFigures !== null, words)
  const workbook = new ExcelJS.Workbook()
  workbook.creator = 'CQTT'
  const headingRow = report.view.notice === '' ? 10 : 11
  const sheet = workbook.addWorksheet(words('sheet.sheet'), {
    pageSetup: { ...officialPage, printTitlesRow: `${headingRow}:${headingRow}` },
    headerFooter: pageNumbers,
    views: [{ state: 'frozen', xSplit: 2, ySplit: headingRow, showGridLines: false }],
  })
  sheet.columns = columns.map(({ width }) => ({ width }))
  const split = 2
  addLetterhead(sheet, report.office, columns.length, split)
  addTitle(sheet, report, columns.length, words)
  const headings = sheet.addRow(columns.map(({ heading }) => heading))
  headings.height = 54
  headings.eachCell((cell) => (cell.style = pageStyles.heading))

  const rows = new Map(report.view.rows.map((row) => [row.criterion, row]))
  for (const group of report.content.groups) {
    addGroup(sheet, report, columns, stages, group)
    for (const criterion of report.content.criteria.filter((each) => each.group === group.id)) {
      addCriterion(sheet, report, columns, stages, criterion, rows.get(criterion.id), words)
    }
  }
  addTotals(sheet, report, columns, stages, words)
  addConditions(sheet, report, columns, words)
  const { code } = report
  addSignatures(sheet, report.office, columns.length, split, {
    workbook,
    code: typeof code === 'string' ? { code, text: words('office.code', { code }) } : null,
  })
  await workbook.xlsx.writeFile(target)
}

/** The province's column appears once the province has begun to verify. */
function stagesOf({ view }: SheetReport): readonly Stage[] {
  const verified = view.rows.some(({ verification }) => verification.answer !== null || verification.agrees)
  return verified || view.standing === 'verification'
    ? ['self', 'appraisal', 'verification']
    : ['self', 'appraisal']
}

function columnsOf(stages: readonly Stage[], judged: boolean, words: ReportWords): readonly Column[] {
  const text = (heading: string, width: number): Column => ({ heading, width, points: false })
  const points = (heading: string): Column => ({ heading, width: 11, points: true })
  return [
    text(words('sheet.code'), 8),
    text(words('sheet.criterion'), 50),
    points(words('sheet.max')),
    ...stages.map((stage) => points(words(`sheet.${stage}`))),
    text(words('sheet.figures'), judged ? 24 : 28),
    ...(judged ? [text(words('sheet.judgedFigures'), 24)] : []),
    text(words('sheet.evidence'), 30),
    text(words('sheet.note'), 26),
  ]
}

function addTitle(
  sheet: ExcelJS.Worksheet,
  { view, content }: SheetReport,
  columns: number,
  words: ReportWords,
): void {
  const whole = (text: string, style: Partial<ExcelJS.Style>): void =>
    addSpans(sheet, [{ from: 1, to: columns, text, style }])
  whole(words('sheet.title'), pageStyles.title)
  whole(view.cycleName, pageStyles.subtitle)
  const unit = [view.unitName, ...view.unitPath].join(', ')
  whole(
    `${words('sheet.unit', { unit })} – ${words('sheet.status', { status: words(`status.${view.status}`) })}`,
    pageStyles.subtitle,
  )
  const { from, until } = view.period
  whole(
    words('sheet.basis', { criteria: content.title, from: formatDate(from), until: formatDate(until) }),
    pageStyles.plain,
  )
  if (view.notice !== '') whole(view.notice, pageStyles.notice)
  sheet.addRow([])
}

type Look = Readonly<{ bold?: boolean; shaded?: boolean }>

/** A row of the table; what is higher than a page goes on in rows below. */
function addRow(
  sheet: ExcelJS.Worksheet,
  columns: readonly Column[],
  values: readonly Value[],
  look: Look = {},
): ExcelJS.Row {
  const pieces = columns.map(({ width, points }, index) => {
    const value = values[index] ?? null
    return typeof value === 'string' && !points ? piecesOf(value, width, bodySize, highestRow) : [value]
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
  const texts = columns.map(({ width }, index) => ({ text: String(values[index] ?? ''), width }))
  row.height = rowHeight(texts, bodySize)
  for (const [index, { points }] of columns.entries()) {
    const cell = row.getCell(index + 1)
    cell.font = { name: 'Times New Roman', size: bodySize, bold: look.bold === true }
    cell.alignment = {
      vertical: 'middle',
      wrapText: true,
      horizontal: points || index === 0 ? 'center' : 'left',
    }
    cell.border = cellBorder
    if (points) cell.numFmt = '0.00'
    if (look.shaded === true) cell.fill = shaded
  }
  return row
}

function addGroup(
  sheet: ExcelJS.Worksheet,
  report: SheetReport,
  columns: readonly Column[],
  stages: readonly Stage[],
  group: Group,
): void {
  const totals = stages.map((stage) => report.view.totals[stage].groups.find(({ id }) => id === group.id))
  const max = totals[0]?.max ?? null
  const values = [
    group.code,
    group.title,
    hundredths(max),
    ...totals.map((total, index) =>
      extentOf(report, stages[index] ?? 'self').whole ? hundredths(total?.points ?? null) : null,
    ),
  ]
  addRow(sheet, columns, values, { bold: true, shaded: true })
}

function addCriterion(
  sheet: ExcelJS.Worksheet,
  { figures, judgedFigures, evidence }: SheetReport,
  columns: readonly Column[],
  stages: readonly Stage[],
  criterion: Criterion,
  row: SheetRow | undefined,
  words: ReportWords,
): void {
  const papers = evidence[criterion.id] ?? []
  const count = row?.evidence.count ?? 0
  addRow(sheet, columns, [
    criterion.code,
    criterion.title,
    criterion.max / 100,
    ...stages.map((stage) => (row === undefined ? null : pointsOf(row[stage], words))),
    figures[criterion.id] ?? '',
    ...(judgedFigures === null ? [] : [judgedFigures[criterion.id] ?? '']),
    papers.length > 0 ? papers.join('\n') : count > 0 ? words('sheet.documents', { count }) : '',
    row === undefined ? '' : notesOf(row, words),
  ])
}

function hundredths(points: number | null): number | null {
  return points === null ? null : points / 100
}

/** Points as a number, or the word that stands in their place. Missing is empty, not 0. */
function pointsOf({ outcome, differing }: StageCell, words: ReportWords): Value {
  if (differing) return words('sheet.differing')
  switch (outcome.status) {
    case 'points':
      return outcome.points / 100
    case 'excluded':
      return words('sheet.excluded')
    case 'invalid':
      return words('sheet.invalid')
    case 'missing':
      return null
  }
}

function notesOf(
  { self, explanation, appraisal, verification, asked }: SheetRow,
  words: ReportWords,
): string {
  const reasonOf = ({ author, agrees }: StageCell): string => (agrees ? '' : (author?.reason ?? ''))
  const given = (key: Parameters<ReportWords>[0], text: string): string[] =>
    text === '' ? [] : [words(key, { text })]
  return [
    ...(self.answer === null || self.answer.note === '' ? [] : [self.answer.note]),
    ...given('sheet.explanation', explanation.text),
    ...given('sheet.appraisalReason', reasonOf(appraisal)),
    ...given('sheet.verificationReason', reasonOf(verification)),
    ...given('sheet.asked', asked ?? ''),
  ].join('\n')
}

/** How far a stage is; only from all of it is a total stated. What the commune declared is stated as it stands. */
function extentOf({ view, content }: SheetReport, stage: Stage): Extent {
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

function addTotals(
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
}

/** The conditions besides the total, and the dossier. */
function addConditions(
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
  if (view.dossier.length === 0) return
  const papers = view.dossier.filter(({ documents }) => documents > 0).length
  const text = words('sheet.dossier', { papers, all: view.dossier.length })
  sheet.addRow([])
  addSpans(sheet, [{ from: 1, to: last, text, style: pageStyles.line }])
}
