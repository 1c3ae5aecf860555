import ExcelJS from 'exceljs'
import type { CriteriaContent } from '../../shared/domain/criteria.ts'
import { exampleContent } from './template/examples.ts'
import { guideLines } from './template/guide.ts'
import {
  bandSheet,
  columnsOfKind,
  criterionSheet,
  departmentSheet,
  detailSheet,
  dossierSheet,
  facts,
  factSheet,
  gateSheet,
  groupSheet,
  guideSheetName,
  type Column,
  type Fact,
  type SheetLayout,
} from './template/layout.ts'
import { templateRows, type TemplateRow } from './template/rows.ts'
import { kindWords, wordFor } from './template/words.ts'
import { rowHeight } from './row-height.ts'
import { columnLetter } from './xlsx/cells.ts'
import { onA4 } from './xlsx/paper.ts'
import { keepLiteral } from './xlsx/literal-text.ts'

const font = { name: 'Times New Roman', size: 12 }
const thin = { style: 'thin', color: { argb: 'FFB4B4B4' } } as const
const border = { top: thin, left: thin, bottom: thin, right: thin }
/** Empty rows below the filled ones that are ready to be filled in: lists, formats and borders. */
const spareRows = 60
const longest = 600
const guideWidth = 110
/** Columns up to this width hold codes, numbers and single words, which are read down the middle. */
const narrow = 12

/**
 * Writes the Excel template of a criteria set. Filled from a set, its import gives back the same set, ids included; without
 * one it shows the examples.
 *
 * @param label the year or name of the version, for the sheet "Thông tin"
 */
export async function writeCriteriaTemplate(
  target: string,
  content: CriteriaContent | null,
  label: string,
): Promise<void> {
  const shown = content ?? exampleContent
  const rows = templateRows(shown)
  const workbook = new ExcelJS.Workbook()
  workbook.creator = 'CQTT'
  addGuide(workbook)
  addFacts(workbook, shown, label)
  addSheet(workbook, groupSheet, rows.groups)
  const criteria = addSheet(workbook, criterionSheet, rows.criteria, 3)
  addSheet(workbook, detailSheet, rows.details)
  addSheet(workbook, bandSheet, rows.bands)
  addSheet(workbook, gateSheet, rows.gates)
  addSheet(workbook, dossierSheet, rows.dossier)
  addSheet(workbook, departmentSheet, rows.departments)
  offerNames(criteria, 'group', groupSheet.name)
  offerNames(criteria, 'department', departmentSheet.name)
  greyUnused(criteria)
  await workbook.xlsx.writeFile(target)
}

function addGuide(workbook: ExcelJS.Workbook): void {
  const sheet = workbook.addWorksheet(guideSheetName, {
    pageSetup: onA4({ fitToPage: true, fitToHeight: 0 }),
  })
  sheet.getColumn(1).width = guideWidth
  sheet.views = [{ showGridLines: false }]
  for (const { text, bold } of guideLines) {
    const row = sheet.addRow([text])
    row.height = rowHeight([{ text, width: guideWidth }], font.size)
    const cell = row.getCell(1)
    cell.font = { ...font, size: bold ? 13 : 12, bold: bold === true }
    cell.alignment = { wrapText: true, vertical: 'top', indent: bold ? 0 : 1 }
  }
}

function addFacts(workbook: ExcelJS.Workbook, content: CriteriaContent, label: string): void {
  const values: Record<Fact, string> = { ...content, label }
  const rows = Object.entries(facts).map(([fact, name]) => ({ fact: name, content: values[fact as Fact] }))
  const sheet = addSheet(workbook, factSheet, rows, 1, 0)
  for (let row = 2; row <= rows.length + 1; row++) sheet.getCell(row, 1).font = { ...font, bold: true }
}

function addSheet(
  workbook: ExcelJS.Workbook,
  layout: SheetLayout,
  rows: readonly TemplateRow[],
  frozenColumns = 1,
  spare = spareRows,
): ExcelJS.Worksheet {
  const { columns } = layout
  const sheet = workbook.addWorksheet(layout.name, {
    views: [{ state: 'frozen', xSplit: frozenColumns, ySplit: 1 }],
    pageSetup: onA4({
      orientation: 'landscape',
      fitToPage: true,
      // A row of the widest sheet takes two pages side by side; the first columns stand on both.
      fitToWidth: columns.length > 12 ? 2 : 1,
      fitToHeight: 0,
      printTitlesRow: '1:1',
      printTitlesColumn: `A:${columnLetter(frozenColumns)}`,
      // exceljs writes only the first dollar sign of each corner.
      printArea: `A$1:${columnLetter(columns.length)}$${rows.length + 1}`,
      margins: { left: 0.4, right: 0.4, top: 0.6, bottom: 0.6, header: 0.3, footer: 0.3 },
    }),
    headerFooter: { oddFooter: '&C&"Times New Roman,Regular"&11&A – trang &P/&N' },
  })
  sheet.columns = columns.map(({ width }) => ({ width }))
  writeHeadings(sheet, columns)
  for (let index = 0; index < rows.length + spare; index++)
    writeRow(sheet, index + 2, columns, rows[index] ?? {})
  for (const [index, { choices, heading }] of columns.entries()) {
    if (choices) offer(sheet, index + 1, `"${choices.join(',')}"`, heading)
  }
  return sheet
}

function writeHeadings(sheet: ExcelJS.Worksheet, columns: readonly Column[]): void {
  const headings = sheet.getRow(1)
  headings.height = 48
  for (const [index, { heading, required, hint }] of columns.entries()) {
    const cell = headings.getCell(index + 1)
    cell.value = heading
    cell.font = { ...font, bold: true, color: { argb: required ? 'FFFFFFFF' : 'FF1F2A44' } }
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: required ? 'FF2F5597' : 'FFDCE6F1' } }
    cell.alignment = { wrapText: true, vertical: 'middle', horizontal: 'center' }
    cell.border = border
    if (hint !== '') cell.note = hint
  }
}

function writeRow(
  sheet: ExcelJS.Worksheet,
  number: number,
  columns: readonly Column[],
  values: TemplateRow,
): void {
  const row = sheet.getRow(number)
  const texts = columns.map(({ key, width }) => ({ text: String(values[key] ?? ''), width }))
  row.height = rowHeight(texts, font.size)
  for (const [index, { key, asText, width }] of columns.entries()) {
    const cell = row.getCell(index + 1)
    const value = values[key]
    if (value !== undefined) cell.value = typeof value === 'string' ? keepLiteral(value) : value
    cell.font = font
    cell.border = border
    cell.alignment = { wrapText: true, vertical: 'top', ...(width <= narrow && { horizontal: 'center' }) }
    if (asText) cell.numFmt = '@'
  }
}

/** A drop-down list for one column. Other values warn, and the import says the same with its place. */
function offer(sheet: ExcelJS.Worksheet, column: number, list: string, title: string): void {
  const letter = sheet.getColumn(column).letter
  validationsOf(sheet).add(`${letter}2:${letter}${longest}`, {
    type: 'list',
    allowBlank: true,
    formulae: [list],
    showErrorMessage: true,
    errorStyle: 'stop',
    errorTitle: title,
    error: 'Chọn một giá trị trong danh sách.',
  })
}

/** Missing in the types of exceljs, present in the library since 4.0. */
function validationsOf(sheet: ExcelJS.Worksheet): {
  add(range: string, validation: ExcelJS.DataValidation): void
} {
  return (sheet as unknown as { dataValidations: ReturnType<typeof validationsOf> }).dataValidations
}

/** Offers the first column of another sheet: the codes of the groups, the names of the departments. */
function offerNames(sheet: ExcelJS.Worksheet, key: string, from: string): void {
  const index = criterionSheet.columns.findIndex((column) => column.key === key)
  offer(sheet, index + 1, `'${from}'!$A$2:$A$200`, criterionSheet.columns[index]?.heading ?? '')
}

/** Turns grey what the chosen kind of rule does not use. */
function greyUnused(sheet: ExcelJS.Worksheet): void {
  const kindColumn = sheet.getColumn(criterionSheet.columns.findIndex(({ key }) => key === 'kind') + 1).letter
  for (const [index, { key }] of criterionSheet.columns.entries()) {
    const kinds = [...kindWords.keys()].filter((kind) =>
      (columnsOfKind[kind] as readonly string[]).includes(key),
    )
    if (kinds.length === 0) continue
    const { letter } = sheet.getColumn(index + 1)
    const others = kinds.map((kind) => `$${kindColumn}2<>"${wordFor(kindWords, kind)}"`)
    sheet.addConditionalFormatting({
      ref: `${letter}2:${letter}${longest}`,
      rules: [
        {
          type: 'expression',
          priority: 1,
          formulae: [`AND($${kindColumn}2<>"",${others.join(',')})`],
          style: { fill: { type: 'pattern', pattern: 'solid', bgColor: { argb: 'FFD9D9D9' } } },
        },
      ],
    })
  }
}
