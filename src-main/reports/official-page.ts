import type ExcelJS from 'exceljs'
import type { Day } from '../../shared/domain/ids.ts'
import { documentDay, hasPeoplesCommittee, issuerLines, placeOf } from '../../shared/domain/office-paper.ts'
import { codePicture } from './code-picture.ts'
import { reportWordsIn, type ReportLanguage, type ReportWords } from './report-words.ts'
import { keepLiteral } from './xlsx/literal-text.ts'
import { onA4 } from './xlsx/paper.ts'

/**
 * What every paper of an office has in common, after Decree 30/2020/NĐ-CP, annex I: the office on the left, the nation on the
 * right, place and day, title, signatures. For worksheets in memory and for those that are streamed: rows are only appended.
 */

export type Office = Readonly<{
  language: ReportLanguage
  /** Who issues the paper: "Huyện Yên Thế" by its People's Committee. */
  unitName: string
  day: Day
}>

const fontName = 'Times New Roman'
export const bodySize = 13
const center = { horizontal: 'center', vertical: 'middle', wrapText: true } as const
const styleOf = (
  font: Partial<ExcelJS.Font>,
  alignment: Partial<ExcelJS.Alignment> = center,
): Partial<ExcelJS.Style> => ({
  font: { name: fontName, size: bodySize, ...font },
  alignment,
})
const thin = { style: 'thin' } as const
export const cellBorder: Partial<ExcelJS.Borders> = { top: thin, left: thin, bottom: thin, right: thin }

/** Styles are made once and shared by all cells: exceljs then knows them by identity instead of comparing each. */
export const pageStyles = {
  strong: styleOf({ bold: true }),
  motto: styleOf({ bold: true, underline: true }),
  day: styleOf({ italic: true }),
  title: styleOf({ bold: true, size: 14 }),
  subtitle: styleOf({ bold: true }),
  plain: styleOf({}),
  notice: styleOf({ italic: true, bold: true }),
  line: styleOf({}, { horizontal: 'left', vertical: 'top', wrapText: true }),
  signHere: styleOf({ italic: true }, { horizontal: 'center', vertical: 'top', wrapText: true }),
  code: styleOf({ italic: true }, { horizontal: 'left', vertical: 'bottom', wrapText: true }),
  /** Begins a part of a table. */
  part: { ...styleOf({ bold: true }, { horizontal: 'left', vertical: 'middle' }), border: cellBorder },
  heading: { ...styleOf({ bold: true, size: 12 }), border: cellBorder },
}

/** Margins of the Decree in inches, for a landscape page; the page's number stands above, not on the first page. */
export const officialPage: Partial<ExcelJS.PageSetup> = onA4({
  orientation: 'landscape',
  fitToPage: true,
  fitToWidth: 1,
  fitToHeight: 0,
  horizontalCentered: true,
  margins: { left: 1.18, right: 0.6, top: 0.8, bottom: 0.8, header: 0.4, footer: 0.4 },
})
export const pageNumbers: Partial<ExcelJS.HeaderFooter> = {
  differentFirst: true,
  oddHeader: `&C&"${fontName},Regular"&${bodySize}&P`,
}

type Sheet = Pick<ExcelJS.Worksheet, 'addRow' | 'mergeCells'>

/** Appends a row with texts that each run over several columns. */
export function addSpans(
  sheet: Sheet,
  spans: readonly Readonly<{
    from: number
    to: number
    text: string | ExcelJS.CellRichTextValue
    style: Partial<ExcelJS.Style>
  }>[],
  height = bodySize * 1.45,
): void {
  const row = sheet.addRow([])
  row.height = height
  for (const { from, to, text, style } of spans) {
    const cell = row.getCell(from)
    cell.value = typeof text === 'string' ? keepLiteral(text) : text
    cell.style = style
    if (to > from) sheet.mergeCells(row.number, from, row.number, to)
  }
}

/** Office and nation, place and day. `split` is the last column of the left half. */
export function addLetterhead(sheet: Sheet, office: Office, columns: number, split: number): void {
  const words = reportWordsIn(office.language)
  const pair = (
    left: string,
    right: string,
    leftStyle: Partial<ExcelJS.Style>,
    rightStyle: Partial<ExcelJS.Style>,
  ): void =>
    addSpans(sheet, [
      { from: 1, to: split, text: left, style: leftStyle },
      { from: split + 1, to: columns, text: right, style: rightStyle },
    ])
  const { strong, motto, day, plain } = pageStyles
  const [first = '', second = ''] = issuerLines(office.unitName, words('office.committee'))
  pair(first, words('office.nation'), strong, strong)
  pair(second, words('office.motto'), strong, motto)
  const dated = words('office.placeAndDay', {
    place: placeOf(office.unitName),
    day: documentDay(office.language, office.day),
  })
  pair('___________', dated, plain, day)
  sheet.addRow([])
}

/** Room for titles, a signature and a seal, and for the picture of the code. */
const signingHeight = 150
const codePixels = 96

/**
 * Prepared by, and the head of the office, with room to sign; between them the code, as text and as a picture for a phone. All of it is
 * one row, which no page break divides: titles, signatures and code stay together whatever prints them.
 * @param paper `workbook` null: it streams to the disk and can hold no picture; the text stands alone
 */
export function addSignatures(
  sheet: Sheet & Pick<ExcelJS.Worksheet, 'addImage' | 'rowCount'>,
  office: Office,
  columns: number,
  split: number,
  paper: Readonly<{
    workbook: ExcelJS.Workbook | null
    code: Readonly<{ code: string; text: string }> | null
  }>,
): void {
  const words = reportWordsIn(office.language)
  const { workbook, code } = paper
  const middle =
    code === null ? split : Math.min(columns - 1, split + Math.max(1, Math.floor((columns - split) / 2)))
  sheet.addRow([])
  const spans = [
    {
      ...{ from: 1, to: split, style: pageStyles.signHere },
      text: signer([words('office.preparedBy')], words('office.signHere')),
    },
    ...(code === null ? [] : [{ from: split + 1, to: middle, style: pageStyles.code, text: code.text }]),
    {
      ...{ from: middle + 1, to: columns, style: pageStyles.signHere },
      text: signer(headOf(office, words), words('office.signAndSeal')),
    },
  ]
  addSpans(sheet, spans, signingHeight)
  if (workbook === null || code === null) return
  const image = { base64: codePicture(code.code).toString('base64'), extension: 'png' as const }
  sheet.addImage(workbook.addImage(image), {
    tl: { col: split + 0.2, row: sheet.rowCount - 1 + 0.03 },
    ext: { width: codePixels, height: codePixels },
  })
}

/** Who signs for the office: the committee's chair, or the head of another kind of office. */
function headOf({ unitName }: Office, words: ReportWords): readonly string[] {
  return hasPeoplesCommittee(unitName)
    ? [words('office.onBehalf'), words('office.chair')]
    : [words('office.head')]
}

function signer(titles: readonly string[], hint: string): ExcelJS.CellRichTextValue {
  const font = { name: fontName, size: bodySize }
  return {
    richText: [
      { font: { ...font, bold: true }, text: `${titles.join('\n')}\n` },
      { font: { ...font, italic: true }, text: hint },
    ],
  }
}
