import type ExcelJS from 'exceljs'
import { codePicture } from './code-picture.ts'
import { addSpans, pageStyles } from './official-page.ts'

/** Room for a signature and a seal. */
const signingRows = 5
const codePixels = 96

/**
 * The code of a paper below where people sign, as text and as a picture for a phone.
 * @param workbook null: it streams to the disk and can hold no picture; the text stands alone
 */
export function addPaperCode(
  workbook: ExcelJS.Workbook | null,
  sheet: ExcelJS.Worksheet,
  { code, text, columns }: { code: string; text: string; columns: number },
): void {
  for (let i = 0; i < signingRows; i++) sheet.addRow([])
  addSpans(sheet, [{ from: 1, to: columns, text, style: pageStyles.signHere }])
  if (workbook === null) return
  const image = { base64: codePicture(code).toString('base64'), extension: 'png' as const }
  sheet.addImage(workbook.addImage(image), {
    tl: { col: 1, row: sheet.rowCount },
    ext: { width: codePixels, height: codePixels },
  })
}
