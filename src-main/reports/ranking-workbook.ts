import ExcelJS from 'exceljs'
import { setImmediate } from 'node:timers/promises'
import type { Decimal, Hundredths } from '../../shared/domain/quantities.ts'
import { shownShare } from '../../shared/domain/shown-share.ts'
import { formatDate, formatPoints } from '../../shared/domain/text/vietnamese.ts'
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
import { keepEndTogether } from './page-breaks.ts'
import { rankingColumns, type RankingColumn } from './ranking-columns.ts'
import type { RankingReport } from './ranking-report.ts'
import { reportWordsIn, type ReportWords } from './report-words.ts'
import { boldWider, rowHeight } from './row-height.ts'
import { keepLiteral } from './xlsx/literal-text.ts'

/** Up to so many rows the workbook is made in memory, so that the picture of the code can stand in it. */
const rowsWithPicture = 2000
/** So many rows of the table go over the page together with the end of the paper. */
const rowsWithEnd = 2
/** Between so many rows what was written may flow to the disk; otherwise all of it would wait in memory. */
const rowsAtOnce = 200

/**
 * Writes the ranking: A4 landscape, one row a unit, headings on every page, averages, signatures, code. A long one streams, so that a whole
 * country fits; points are numbers, texts stay texts whatever sign they begin with.
 */
export async function writeRankingWorkbook(target: string, report: RankingReport): Promise<void> {
  const words = reportWordsIn(report.office.language)
  const columns = rankingColumns(report, words)
  const groupCount = report.groups.length
  const firstGroup = columns.findIndex(({ group }) => group) + 1
  const headingRow = 9 + (report.notice === '' ? 0 : 1)
  const streamed =
    report.rows.length <= rowsWithPicture
      ? null
      : new ExcelJS.stream.xlsx.WorkbookWriter({ filename: target, useStyles: true, useSharedStrings: false })
  const inMemory = new ExcelJS.Workbook()
  const workbook = streamed ?? inMemory
  workbook.creator = 'CQTT'
  const sheet = workbook.addWorksheet(words('ranking.sheet'), {
    pageSetup: { ...officialPage, printTitlesRow: `${headingRow}:${headingRow + 1}` },
    headerFooter: pageNumbers,
    views: [{ state: 'frozen', xSplit: 2, ySplit: headingRow + 1, showGridLines: false }],
  })
  sheet.columns = columns.map(({ width }) => ({ width }))

  const split = Math.max(2, Math.floor(columns.length * 0.4))
  addLetterhead(sheet, report.office, columns.length, split)
  addTitle(sheet, report, columns.length, words)
  addHeadings(sheet, columns, firstGroup, groupCount, words)

  const styles = columns.map(columnStyle)
  const measured = columns.flatMap((column, index) => (column.wraps ? [{ index, width: column.width }] : []))
  const firstUnranked = report.rows.findIndex(({ unranked }) => unranked !== null)
  const unranked = report.rows.length - firstUnranked
  for (const [index, row] of report.rows.entries()) {
    if (index === firstUnranked) {
      if (index > 0) addAverages(sheet, report, columns, words)
      if (row.unranked !== 'alone') addUnrankedHeading(sheet, columns.length, unranked, words)
    }
    const values = columns.map(({ value }) => asWritten(value(row)))
    const added = sheet.addRow(values)
    added.height = rowHeight(
      measured.map(({ index: at, width }) => ({ text: String(values[at] ?? ''), width })),
      bodySize,
    )
    for (const [at, style] of styles.entries()) added.getCell(at + 1).style = style
    added.commit()
    if (index % rowsAtOnce === rowsAtOnce - 1) await setImmediate()
  }
  if (firstUnranked < 0) addAverages(sheet, report, columns, words)
  const whole = streamed === null ? inMemory.worksheets[0] : undefined
  const rowCount = whole?.rowCount ?? 0
  addSummary(sheet, report, columns, words)
  const { code } = report
  addSignatures(sheet, report.office, columns.length, split, {
    workbook: streamed === null ? inMemory : null,
    code: code === undefined ? null : { code, text: words('ranking.code', { code }) },
  })
  // under the repeated heading stand the last rows of the table, never nothing
  if (whole !== undefined) keepEndTogether(whole, rowCount - rowsWithEnd + 1)
  await (streamed === null ? inMemory.xlsx.writeFile(target) : streamed.commit())
}

function asWritten(value: string | number | null): string | number | null {
  return typeof value === 'string' ? keepLiteral(value) : value
}

type Sheet = Pick<ExcelJS.Worksheet, 'addRow' | 'mergeCells'>

function addTitle(sheet: Sheet, report: RankingReport, columns: number, words: ReportWords): void {
  const whole = (text: string, style: Partial<ExcelJS.Style>): void =>
    addSpans(sheet, [{ from: 1, to: columns, text, style }])
  whole(words('ranking.title'), pageStyles.title)
  const within = report.within === null ? '' : ` – ${words('ranking.within', { unit: report.within })}`
  whole(`${report.cycleName}${within}`, pageStyles.subtitle)
  whole(
    words('ranking.basis', {
      criteria: report.criteriaTitle,
      from: formatDate(report.period.from),
      until: formatDate(report.period.until),
      stage: words(`ranking.stage.${report.stage ?? 'standing'}`),
    }),
    pageStyles.plain,
  )
  if (report.notice !== '') whole(report.notice, pageStyles.notice)
  sheet.addRow([])
}

/** Two rows: the groups stand under one heading, every other heading runs over both. */
function addHeadings(
  sheet: Sheet,
  columns: readonly RankingColumn[],
  firstGroup: number,
  groupCount: number,
  words: ReportWords,
): void {
  const top = sheet.addRow(columns.map(({ heading, group }) => (group ? words('ranking.groups') : heading)))
  const bottom = sheet.addRow(columns.map(({ heading }) => heading))
  top.height = 24
  bottom.height = 42
  for (const [index, { group }] of columns.entries()) {
    top.getCell(index + 1).style = pageStyles.heading
    bottom.getCell(index + 1).style = pageStyles.heading
    if (!group) sheet.mergeCells(top.number, index + 1, bottom.number, index + 1)
  }
  if (groupCount > 1) sheet.mergeCells(top.number, firstGroup, top.number, firstGroup + groupCount - 1)
}

function columnStyle({ kind }: RankingColumn): Partial<ExcelJS.Style> {
  return {
    font: { name: 'Times New Roman', size: bodySize, bold: kind === 'total' },
    alignment: { vertical: 'middle', wrapText: true, horizontal: kind === 'text' ? 'left' : 'center' },
    border: cellBorder,
    ...(kind === 'points' || kind === 'total' ? { numFmt: '0.00' } : {}),
    ...(kind === 'change' ? { numFmt: '+0.00;-0.00;0.00' } : {}),
  }
}

function addUnrankedHeading(sheet: Sheet, columns: number, count: number, words: ReportWords): void {
  const text = words('ranking.unranked', { count })
  addSpans(sheet, [{ from: 1, to: columns, text, style: pageStyles.part }], bodySize * 1.7)
}

/** The mean of every column of points, over the ranked units alone. */
function addAverages(
  sheet: Sheet,
  { rows }: RankingReport,
  columns: readonly RankingColumn[],
  words: ReportWords,
): void {
  const counted = rows.filter(({ unranked }) => unranked === null)
  const values = columns.map(({ kind, value }, index) => {
    if (index === 1) return words('ranking.averageRanked')
    if (kind !== 'points' && kind !== 'total') return null
    const found = counted.map(value).filter((each) => typeof each === 'number')
    return found.length === 0
      ? null
      : Math.round((found.reduce((sum, each) => sum + each, 0) / found.length) * 100) / 100
  })
  const row = sheet.addRow(values)
  row.height = rowHeight(
    [{ text: words('ranking.averageRanked'), width: columns[1]?.width ?? 1 }],
    bodySize * boldWider,
  )
  for (const [index, column] of columns.entries()) {
    const style = columnStyle(column)
    row.getCell(index + 1).style = { ...style, font: { ...style.font, bold: true } }
  }
}

function addSummary(
  sheet: Sheet,
  report: RankingReport,
  columns: readonly RankingColumn[],
  words: ReportWords,
): void {
  const width = columns.reduce((sum, column) => sum + column.width, 0)
  const line = (text: string): void =>
    addSpans(
      sheet,
      [{ from: 1, to: columns.length, text, style: pageStyles.line }],
      rowHeight([{ text, width }], bodySize),
    )
  const { passing, participants, finished, target, recognised, againstRule, stopped } = report
  const share = shownShare(String(passing) as Decimal, String(participants) as Decimal, null)
  const percent = formatPoints(share?.percent ?? (0 as Hundredths))
  sheet.addRow([])
  line(
    [
      words('ranking.passing', { passing, participants, percent }),
      ...(finished === participants ? [] : [words('ranking.finished', { finished, participants })]),
      ...(target === null ? [] : [words('ranking.target', { target })]),
      words('ranking.recognised', { recognised }),
      ...(againstRule === 0 ? [] : [words('ranking.recognisedAgainst', { count: againstRule })]),
      ...(stopped === 0 ? [] : [words('ranking.stopped', { stopped })]),
    ].join(' '),
  )
  for (const { code, title, max } of report.groups) {
    line(words('ranking.groupName', { code, title, max: formatPoints(max) }))
  }
}
