import { writeFile } from 'node:fs/promises'
import { encode } from 'uqr'
import { documentDay, issuerLines, placeOf } from '../../shared/domain/office-paper.ts'
import type { Office } from './official-page.ts'
import { reportWordsIn } from './report-words.ts'
import { drawLetterhead, type Letterhead } from './official-paper/draw-heading.ts'
import { area, openSheetOfPaper, type SheetOfPaper } from './official-paper/sheet-of-paper.ts'

/** A sheet of paper (A4) that proves or keeps something: the root's key, or a device that asks for a certificate. */
export type TrustSheet = {
  /** Who issues it: its heading. */
  readonly office: Office
  readonly title: string
  /** To whom it goes, with its heading; null: it stays at the office. */
  readonly to: string | null
  readonly lead: string
  readonly facts: readonly { readonly name: string; readonly value: string }[]
  /** Eight groups of five digits, large, with its heading; and what the square code beside it says. */
  readonly fingerprint: { readonly heading: string; readonly value: string; readonly code: string }
  /** Letters to be typed in again, with their heading and a square code of the same; null: none. */
  readonly letters: { readonly heading: string; readonly text: string } | null
  readonly steps: { readonly heading: string; readonly lines: readonly string[] }
  readonly footnote: string
  /** Milliseconds since 1970; stands in the file only. */
  readonly time: number
}

const plain = { face: 'regular', size: 12 } as const
const bold = { face: 'bold', size: 12 } as const

/** Draws the sheet as a PDF. */
export async function writeTrustSheet(target: string, sheet: TrustSheet): Promise<null> {
  await writeFile(target, await drawTrustSheet(sheet))
  return null
}

function drawTrustSheet(sheet: TrustSheet): Promise<Buffer> {
  const paper = openSheetOfPaper(sheet.title, new Date(sheet.time))
  const { document } = paper
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  const chunks: Buffer[] = []
  document.on('data', (chunk: Buffer) => chunks.push(chunk))
  document.on('end', () => {
    resolve(Buffer.concat(chunks))
  })
  document.on('error', reject)
  drawLetterhead(paper, letterheadOf(sheet.office))
  let y = paper.write(sheet.title, area.left, document.y, area.width, {
    ...{ face: 'bold', size: 14, align: 'center' },
  })
  if (sheet.to !== null)
    y = paper.write(sheet.to, area.left, y + 8, area.width, { ...plain, size: 13, align: 'center' })
  y = paper.write(sheet.lead, area.left, y + 8, area.width, { ...plain, align: 'justify' })
  y = drawFacts(paper, sheet.facts, y + 10)
  y = drawFingerprint(paper, sheet.fingerprint, y + 12)
  if (sheet.letters !== null) y = drawLetters(paper, sheet.letters, y + 12)
  drawSteps(paper, sheet, y + 12)
  paper.write(sheet.footnote, area.left, 841.89 - area.bottom + 24, area.width, { face: 'italic', size: 9 })
  document.end()
  return promise
}

function letterheadOf({ language, unitName, day }: Office): Letterhead {
  const words = reportWordsIn(language)
  return {
    issuer: { above: null, name: issuerLines(unitName, words('office.committee')) },
    ...{ nation: words('office.nation'), motto: words('office.motto') },
    placeAndDay: words('office.placeAndDay', { place: placeOf(unitName), day: documentDay(language, day) }),
    below: [],
  }
}

function drawFacts(paper: SheetOfPaper, facts: TrustSheet['facts'], from: number): number {
  const nameWidth = 130
  let y = from
  for (const { name, value } of facts) {
    paper.write(name, area.left, y, nameWidth, plain)
    y = paper.write(value, area.left + nameWidth, y, area.width - nameWidth, bold) + 3
  }
  return y
}

function drawFingerprint(paper: SheetOfPaper, print: TrustSheet['fingerprint'], from: number): number {
  const side = 96
  const width = area.width - side - 14
  let y = paper.write(print.heading, area.left, from, width, bold)
  const groups = print.value.split(' ')
  for (const line of [groups.slice(0, 4), groups.slice(4)])
    y = paper.write(line.join('   '), area.left, y + 6, width, { face: 'bold', size: 20 })
  drawCode(paper, print.code, area.left + area.width - side, from, side, 'M')
  return Math.max(y, from + side)
}

function drawLetters(paper: SheetOfPaper, letters: NonNullable<TrustSheet['letters']>, from: number): number {
  let y = paper.write(letters.heading, area.left, from, area.width, bold) + 4
  const { document } = paper
  for (const line of letters.text.trim().split('\n')) {
    // serifs tell l, I and 1 apart
    paper.setFace('bold', 9.5)
    const { bottom } = document.page.margins
    document.page.margins.bottom = 0
    document.text(line, area.left, y, { lineBreak: false, characterSpacing: 0.6 })
    document.page.margins.bottom = bottom
    y += 13
  }
  return y
}

/** What to do; the letters' square code stands beside it. */
function drawSteps(paper: SheetOfPaper, { steps, letters }: TrustSheet, from: number): void {
  const side = 140
  const width = letters === null ? area.width : area.width - side - 14
  if (letters !== null) drawCode(paper, letters.text.trim(), area.left + area.width - side, from, side, 'L')
  let y = paper.write(steps.heading, area.left, from, width, bold)
  for (const [i, line] of steps.lines.entries())
    y = paper.write(`${i + 1}. ${line}`, area.left, y + 4, width, { ...plain, size: 11 })
}

/** A square code of black modules on the paper. */
function drawCode(
  { document }: SheetOfPaper,
  text: string,
  x: number,
  y: number,
  side: number,
  ecc: 'L' | 'M',
): void {
  const { data, size } = encode(text, { ecc, border: 2 })
  const unit = side / size
  for (const [row, cells] of data.entries())
    for (const [column, isBlack] of cells.entries())
      if (isBlack) document.rect(x + column * unit, y + row * unit, unit + 0.02, unit + 0.02)
  document.fillColor('black').fill()
}
