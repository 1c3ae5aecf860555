import ExcelJS from 'exceljs'
import type { SheetRow, StageCell } from '../../shared/contract/sheets.ts'
import type { Criterion, Group } from '../../shared/domain/criteria.ts'
import { formatDate } from '../../shared/domain/text/vietnamese.ts'
import type { Stage } from '../../shared/domain/workflow.ts'
import {
  addLetterhead,
  addSignatures,
  addSpans,
  officialPage,
  pageNumbers,
  pageStyles,
} from './official-page.ts'
import { reportWordsIn, type ReportWords } from './report-words.ts'
import { keepEndTogether } from './page-breaks.ts'
import { addConditions, addTotals, extentOf, hundredths } from './sheet-outcome.ts'
import type { SheetReport } from './sheet-report.ts'
import { addRow, type Column, type Value } from './sheet-rows.ts'

/** The first column of points that a stage gives. */
const stageColumn = 4

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
  // the totals stand on the page that is signed
  const end = sheet.rowCount + 1
  addTotals(sheet, report, columns, stages, words)
  addConditions(sheet, report, columns, words)
  addRemarks(sheet, report, columns.length, words)
  const { code = null } = report
  addSignatures(sheet, report.office, columns.length, split, {
    workbook,
    code: code === null ? null : { code: code.code, text: codeText(code, words) },
  })
  keepEndTogether(sheet, end)
  await workbook.xlsx.writeFile(target)
}

/** The appraisal's column stands where a level appraises; the province's once the province has begun to verify. */
function stagesOf({ view, appraised }: SheetReport): readonly Stage[] {
  const verified = view.rows.some(({ verification }) => verification.answer !== null || verification.agrees)
  return [
    'self',
    ...(appraised ? (['appraisal'] as const) : []),
    ...(verified || view.standing === 'verification' ? (['verification'] as const) : []),
  ]
}

/** What a submission closed is no decision yet, and is not called one. */
function codeText({ kind, code }: NonNullable<SheetReport['code']>, words: ReportWords): string {
  return words(kind === 'submission' ? 'sheet.submissionCode' : 'sheet.decisionCode', { code })
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

/** "Được công nhận 2★": a recognition is said with its stars. */
function statusOf({ status, recognition }: SheetReport['view'], words: ReportWords): string {
  const said = words(`status.${status}`)
  return status === 'recognised' && recognition !== null ? `${said} ${recognition.stars}★` : said
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
    `${words('sheet.unit', { unit })} – ${words('sheet.status', { status: statusOf(view, words) })}`,
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
  report: SheetReport,
  columns: readonly Column[],
  stages: readonly Stage[],
  criterion: Criterion,
  row: SheetRow | undefined,
  words: ReportWords,
): void {
  const { figures, judgedFigures, evidence } = report
  const papers = evidence[criterion.id] ?? []
  const count = row?.evidence.count ?? 0
  const added = addRow(sheet, columns, [
    criterion.code,
    criterion.title,
    criterion.max / 100,
    ...stages.map((stage) => (row === undefined ? null : pointsOf(cellAt(stage, row, report), words))),
    figures[criterion.id] ?? '',
    ...(judgedFigures === null ? [] : [judgedFigures[criterion.id] ?? '']),
    papers.length > 0 ? papers.join('\n') : count > 0 ? words('sheet.documents', { count }) : '',
    row === undefined ? '' : notesOf(row, words),
  ])
  if (row === undefined || !isKept(row, report)) return
  const cell = added.getCell(stageColumn + stages.indexOf('verification'))
  cell.font = { ...cell.font, italic: true }
}

/** Whether the province, which verifies by exception, is done with the sheet and left this criterion as it came. */
function isKept({ verification }: SheetRow, { view }: SheetReport): boolean {
  return view.standing === 'verification' && verification.answer === null && !verification.differing
}

/** What counts at a stage. */
function cellAt(stage: Stage, row: SheetRow, report: SheetReport): StageCell {
  if (stage === 'verification' && isKept(row, report)) return report.appraised ? row.appraisal : row.self
  return row[stage]
}

/** What has to be said about the table below it. */
function addRemarks(
  sheet: ExcelJS.Worksheet,
  report: SheetReport,
  columns: number,
  words: ReportWords,
): void {
  const { rows, dossier } = report.view
  const papers = dossier.filter(({ documents }) => documents > 0).length
  const lines = [
    ...(rows.some((row) => isKept(row, report)) ? [words('sheet.kept')] : []),
    ...(dossier.length === 0 ? [] : [words('sheet.dossier', { papers, all: dossier.length })]),
  ]
  if (lines.length > 0) sheet.addRow([])
  for (const text of lines) addSpans(sheet, [{ from: 1, to: columns, text, style: pageStyles.line }])
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
