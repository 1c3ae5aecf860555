import type { Day } from '../../../shared/domain/ids.ts'
import type { Paper } from './paper.ts'
import { area, type SheetOfPaper, type TextStyle } from './sheet-of-paper.ts'

/** The top of the first page: issuer and number on the left, the country's name and the date on the right, then the title. */

const leftWidth = 184
const rightWidth = area.width - leftWidth

const country = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'
const motto = 'Độc lập - Tự do - Hạnh phúc'

export function drawHeading(sheet: SheetOfPaper, paper: Paper): void {
  const left = drawIssuer(sheet, paper)
  const right = drawCountry(sheet, paper)
  sheet.document.y = Math.max(left, right) + 14
  if (paper.kind !== null) drawTitle(sheet, paper.kind, paper.title)
}

function drawIssuer(sheet: SheetOfPaper, { issuer, number, kind, title }: Paper): number {
  const bold: TextStyle = { face: 'bold', size: 12.5, align: 'center' }
  let y: number = area.top
  if (issuer.above !== null) {
    y = sheet.write(issuer.above, area.left, y, leftWidth, { face: 'regular', size: 12.5, align: 'center' })
  }
  for (const line of issuer.name) y = sheet.write(line, area.left, y, leftWidth, bold)
  const last = issuer.name.at(-1) ?? ''
  y = drawCentredRule(sheet, area.left, leftWidth, y + 1, sheet.widthOf(last, bold) * 0.42)
  if (number !== '') {
    y = sheet.write(`Số: ${number}`, area.left, y + 5, leftWidth, {
      face: 'regular',
      size: 13,
      align: 'center',
    })
  }
  if (kind !== null) return y
  return sheet.write(`V/v ${title}`, area.left + 6, y + 4, leftWidth - 12, {
    face: 'regular',
    size: 12,
    align: 'center',
  })
}

function drawCountry(sheet: SheetOfPaper, { place, day }: Paper): number {
  const x = area.left + leftWidth
  const wide: TextStyle = { face: 'bold', size: 12, align: 'center' }
  const mottoStyle: TextStyle = { face: 'bold', size: 13, align: 'center' }
  let y = sheet.write(country, x, area.top, rightWidth, wide)
  y = sheet.write(motto, x, y, rightWidth, mottoStyle)
  y = drawCentredRule(sheet, x, rightWidth, y + 1, sheet.widthOf(motto, mottoStyle))
  return sheet.write(`${place}, ${dayInWords(day)}`, x, y + 5, rightWidth, {
    face: 'italic',
    size: 13,
    align: 'center',
  })
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
