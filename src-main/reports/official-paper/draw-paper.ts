import { drawHeading } from './draw-heading.ts'
import { drawSignatures, heightOfSignatures } from './draw-signatures.ts'
import { drawTable } from './draw-table.ts'
import type { Block, DrawnPaper, Paper } from './paper.ts'
import { area, openSheetOfPaper, type SheetOfPaper, type TextStyle } from './sheet-of-paper.ts'

const plain: TextStyle = { face: 'regular', size: 13.5, align: 'justify', indent: 32 }
const ground: TextStyle = { ...plain, face: 'italic' }

/** Draws an official paper as PDF. The same paper gives the same bytes. */
export async function drawPaper(paper: Paper): Promise<DrawnPaper> {
  const sheet = openSheetOfPaper(paper.title, new Date(`${paper.day}T08:00:00+07:00`))
  const finished = collect(sheet.document)
  const marks: Record<string, number> = {}
  drawHeading(sheet, paper)
  drawAddressees(sheet, paper.to)
  for (const [index, text] of paper.grounds.entries()) {
    drawText(sheet, `${text}${index === paper.grounds.length - 1 ? '.' : ';'}`, ground)
  }
  for (const [index, block] of paper.body.entries()) {
    if (index === paper.body.length - 1) keepWithEnd(sheet, block, paper)
    drawBlock(sheet, block, marks)
  }
  drawSignatures(sheet, paper)
  for (const block of paper.appendix) drawBlock(sheet, block, marks)
  drawEdges(sheet, paper.footnote)
  const pages = sheet.page()
  sheet.document.end()
  return { bytes: await finished, pages, marks }
}

function drawAddressees(sheet: SheetOfPaper, to: readonly string[]): void {
  const { document } = sheet
  const [first] = to
  if (first === undefined) return
  const x = area.left + 96
  const style: TextStyle = { face: 'regular', size: 13.5 }
  if (to.length === 1) {
    sheet.write(`Kính gửi: ${first}`, area.left, document.y, area.width, { ...style, align: 'center' })
  } else {
    let y = sheet.write('Kính gửi:', x - 24, document.y, area.width - 72, style)
    for (const [index, each] of to.entries()) {
      y = sheet.write(`- ${each}${index === to.length - 1 ? '.' : ';'}`, x + 34, y, area.width - 130, style)
    }
  }
  document.y += 10
}

function drawBlock(sheet: SheetOfPaper, block: Block, marks: Record<string, number>): void {
  switch (block.kind) {
    case 'text':
      drawText(sheet, block.text, plain)
      break
    case 'heading': {
      const style: TextStyle = block.centred
        ? { face: 'bold', size: 13.5, align: 'center' }
        : { face: 'bold', size: 13.5, indent: 32 }
      // A heading never stands alone at the foot of a page.
      if (sheet.room() < 70) sheet.turnPage()
      sheet.document.y += 3
      drawText(sheet, block.text, style)
      break
    }
    case 'table':
      drawTable(sheet, block)
      break
    case 'page':
      sheet.turnPage()
      marks[block.mark] = sheet.page()
      break
  }
}

/** The last paragraph goes over the page with the signatures rather than leave them alone there. */
function keepWithEnd(sheet: SheetOfPaper, block: Block, paper: Paper): void {
  if (block.kind !== 'text') return
  const height = sheet.heightOf(block.text, area.width, plain) + 5
  const room = sheet.room()
  if (height <= room && height + heightOfSignatures(paper) > room) sheet.turnPage()
}

/** A paragraph; where it does not fit, it is broken between two lines and goes on over the page. */
function drawText(sheet: SheetOfPaper, text: string, style: TextStyle): void {
  const { document } = sheet
  const height = sheet.heightOf(text, area.width, style)
  if (height <= sheet.room()) {
    sheet.write(text, area.left, document.y, area.width, style)
    document.y += 5
    return
  }
  const words = text.split(' ')
  const fits = longestStart(words, (count) => {
    const start = words.slice(0, count).join(' ')
    return sheet.heightOf(start, area.width, style) <= sheet.room()
  })
  if (fits > 0) {
    sheet.write(words.slice(0, fits).join(' '), area.left, document.y, area.width, style)
  }
  sheet.turnPage()
  const { indent, ...flush } = style
  drawText(sheet, words.slice(fits).join(' '), fits > 0 || indent === undefined ? flush : style)
}

/** How many words from the start satisfy `fit`, which holds for every shorter start too. */
function longestStart(words: readonly string[], fit: (count: number) => boolean): number {
  let low = 0
  let high = words.length
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (fit(middle)) low = middle
    else high = middle - 1
  }
  return low
}

/** Page numbers at the top from the second page on, the footnote at the foot of all. */
function drawEdges(sheet: SheetOfPaper, footnote: string): void {
  const { document } = sheet
  for (let index = 0; index < sheet.page(); index++) {
    document.switchToPage(index)
    if (index > 0) {
      sheet.write(String(index + 1), area.left, 32, area.width, {
        face: 'regular',
        size: 13,
        align: 'center',
      })
    }
    document.fillColor('#8a8a8a')
    sheet.write(footnote, area.left, 806, area.width, { face: 'italic', size: 8.5, align: 'center' })
    document.fillColor('black')
  }
}

async function collect(document: PDFKit.PDFDocument): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  for await (const chunk of document as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}
