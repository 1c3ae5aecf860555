import type { Day } from '../../../shared/domain/ids.ts'
import type { Paper } from './paper.ts'
import { area, type SheetOfPaper, type TextStyle } from './sheet-of-paper.ts'

/** The top of the first page: issuer and number on the left, the country's name and the date on the right, then the title. */

const leftWidth = 184
const rightWidth = area.width - leftWidth

/** What every paper of an office begins with, whatever kind of paper it is. */
export type Letterhead = {
  readonly issuer: Paper['issuer']
  readonly nation: string
  readonly motto: string
  /** "Yên Thế, ngày 05 tháng 02 năm 2024". */
  readonly placeAndDay: string
  /** Lines below the issuer: the paper's number, and what a letter is about. */
  readonly below: readonly { readonly text: string; readonly size: number; readonly space: number }[]
}

export function drawHeading(sheet: SheetOfPaper, paper: Paper): void {
  const { issuer, number, place, day, kind, title } = paper
  drawLetterhead(sheet, {
    ...{ issuer, nation: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', motto: 'Độc lập - Tự do - Hạnh phúc' },
    placeAndDay: `${place}, ${dayInWords(day)}`,
    below: [
      ...(number === '' ? [] : [{ text: `Số: ${number}`, size: 13, space: 5 }]),
      ...(kind === null ? [{ text: `V/v ${title}`, size: 12, space: 4 }] : []),
    ],
  })
  if (kind !== null) drawTitle(sheet, kind, title)
}

/** The issuer on the left, the nation on the right; the pen then stands below both. */
export function drawLetterhead(sheet: SheetOfPaper, head: Letterhead): void {
  const left = drawIssuer(sheet, head)
  const right = drawCountry(sheet, head)
  sheet.document.y = Math.max(left, right) + 14
}

function drawIssuer(sheet: SheetOfPaper, { issuer, below }: Letterhead): number {
  const bold: TextStyle = { face: 'bold', size: 12.5, align: 'center' }
  let y: number = area.top
  if (issuer.above !== null) {
    y = sheet.write(issuer.above, area.left, y, leftWidth, { face: 'regular', size: 12.5, align: 'center' })
  }
  for (const line of issuer.name) y = sheet.write(line, area.left, y, leftWidth, bold)
  const last = issuer.name.at(-1) ?? ''
  y = drawCentredRule(sheet, area.left, leftWidth, y + 1, sheet.widthOf(last, bold) * 0.42)
  for (const { text, size, space } of below) {
    const inset = size < 13 ? 6 : 0
    y = sheet.write(text, area.left + inset, y + space, leftWidth - 2 * inset, {
      ...{ face: 'regular', size, align: 'center' },
    })
  }
  return y
}

function drawCountry(sheet: SheetOfPaper, { nation, motto, placeAndDay }: Letterhead): number {
  const x = area.left + leftWidth
  const wide: TextStyle = { face: 'bold', size: 12, align: 'center' }
  const mottoStyle: TextStyle = { face: 'bold', size: 13, align: 'center' }
  let y = sheet.write(nation, x, area.top, rightWidth, wide)
  y = sheet.write(motto, x, y, rightWidth, mottoStyle)
  y = drawCentredRule(sheet, x, rightWidth, y + 1, sheet.widthOf(motto, mottoStyle))
  return sheet.write(placeAndDay, x, y + 5, rightWidth, { face: 'italic', size: 13, align: 'center' })
}

function drawTitle(sheet: SheetOfPaper, kind: string, title: string): void {
  const { document } = sheet
  const bold: TextStyle = { face: 'bold', size: 14, align: 'center' }
  let y = sheet.write(kind, area.left, document.y, area.width, bold)
  // Lines of about one length, rather than a last one with a single word.
  const widest = area.width - 40
  const whole = sheet.widthOf(title, bold)
  const lines = Math.ceil(whole / widest)
  const width = lines === 1 ? widest : Math.min(widest, (whole / lines) * 1.12)
  y = sheet.write(title, area.left + (area.width - width) / 2, y, width, bold)
  const shortest = Math.min(whole, width)
  document.y = drawCentredRule(sheet, area.left, area.width, y + 2, shortest * 0.36) + 12
}

function drawCentredRule(sheet: SheetOfPaper, x: number, width: number, y: number, length: number): number {
  sheet.rule(x + (width - length) / 2, y, length)
  return y + 1
}

/** "ngày 05 tháng 02 năm 2024": days below 10 and the first two months get a zero. */
export function dayInWords(day: Day): string {
  const [year = '', month = '', date = ''] = day.split('-')
  const monthInWords = Number(month) > 2 ? String(Number(month)) : month
  return `ngày ${date} tháng ${monthInWords} năm ${year}`
}
