import PDFDocument from 'pdfkit'
import { openFace, type Face } from './fonts.ts'

/** A4 upright with the margins of Decree 30/2020/NĐ-CP, in points (1/72 inch). */
export const area = { left: 85, right: 51, top: 62, bottom: 65, width: 595.28 - 85 - 51 } as const
const pageHeight = 841.89

/** Where the pen may write on a page. */
const lowest = pageHeight - area.bottom

export type TextStyle = {
  readonly face: Face
  readonly size: number
  readonly align?: 'left' | 'center' | 'justify'
  readonly indent?: number
}

/** A paper being drawn from top to bottom; it turns the page by itself. */
export type SheetOfPaper = {
  readonly document: PDFKit.PDFDocument
  /** Height that is still free on this page. */
  readonly room: () => number
  readonly page: () => number
  readonly turnPage: () => void
  /** Writes in a box; gives the y below it. Never turns the page. */
  readonly write: (text: string, x: number, y: number, width: number, style: TextStyle) => number
  readonly heightOf: (text: string, width: number, style: TextStyle) => number
  readonly widthOf: (text: string, style: TextStyle) => number
  readonly rule: (x: number, y: number, width: number) => void
  readonly setFace: (face: Face, size: number) => void
}

/** Opens a paper. `created` goes into the file, so that the same paper always has the same bytes. */
export function openSheetOfPaper(title: string, created: Date): SheetOfPaper {
  const document = new PDFDocument({
    size: 'A4',
    margins: { top: area.top, bottom: area.bottom, left: area.left, right: area.right },
    bufferPages: true,
    lang: 'vi',
    font: fontSource('regular') as unknown as string,
    info: { Title: title, CreationDate: created, ModDate: created, Creator: 'CQTT', Producer: 'CQTT' },
  })
  let pages = 1

  function setFace(face: Face, size: number): void {
    document.font(fontSource(face), face, size)
  }

  function optionsOf(style: TextStyle, width: number): PDFKit.Mixins.TextOptions {
    return { width, align: style.align ?? 'left', indent: style.indent ?? 0, lineGap: style.size * 0.12 }
  }

  function heightOf(text: string, width: number, style: TextStyle): number {
    setFace(style.face, style.size)
    return document.heightOfString(text, optionsOf(style, width))
  }

  return {
    document,
    room: () => lowest - document.y,
    page: () => pages,
    turnPage: () => {
      document.addPage()
      pages++
      document.y = area.top
    },
    write: (text, x, y, width, style) => {
      const height = heightOf(text, width, style)
      // The margin would turn the page in the middle of a box.
      const { margins } = document.page
      const { bottom } = margins
      margins.bottom = 0
      document.text(text, x, y, optionsOf(style, width))
      margins.bottom = bottom
      document.y = y + height
      return y + height
    },
    heightOf,
    widthOf: (text, style) => {
      setFace(style.face, style.size)
      return document.widthOfString(text)
    },
    rule: (x, y, width) => {
      document
        .moveTo(x, y)
        .lineTo(x + width, y)
        .lineWidth(0.7)
        .strokeColor('black')
        .stroke()
    },
    setFace,
  }
}

/** The library takes an opened font too, which its types do not say. */
function fontSource(face: Face): PDFKit.Mixins.PDFFontSource {
  return openFace(face) as unknown as Uint8Array
}
