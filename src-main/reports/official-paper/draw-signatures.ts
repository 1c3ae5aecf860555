import type { Paper, Signature } from './paper.ts'
import { area, type SheetOfPaper, type TextStyle } from './sheet-of-paper.ts'

/** The end of a paper: whom it goes to on the left, who signs on the right; several signers share the width. */

const centred: TextStyle = { face: 'bold', size: 13, align: 'center' }
/** Between the signer's title and name, for the signature and the seal. */
const signingSpace = 72
/** Between the text and the end. */
const space = 10
const ink = '#1f3a8a'
const sealRed = '#c0262d'

type End = Pick<Paper, 'recipients' | 'signatures'>

/** Room that the end of the paper takes, so that it never comes to stand alone on a page. */
export function heightOfSignatures({ recipients, signatures }: End): number {
  const linesAbove = signatures.map(
    ({ authority, position }) => (authority === '' ? 0 : 1) + position.split('\n').length,
  )
  const signers = signatures.length === 0 ? 0 : Math.max(...linesAbove, 1) * 17 + signingSpace + 17
  const receivers = recipients.length === 0 ? 0 : 16 + recipients.length * 15
  return space + Math.max(signers, receivers)
}

export function drawSignatures(sheet: SheetOfPaper, { recipients, signatures }: End): void {
  const { document } = sheet
  if (recipients.length === 0 && signatures.length === 0) return
  if (sheet.room() < heightOfSignatures({ recipients, signatures })) sheet.turnPage()
  document.y += space
  const top = document.y
  const hasRecipients = recipients.length > 0
  if (hasRecipients) drawRecipients(sheet, recipients, top)
  const columns = hasRecipients ? signatures.length + 1 : signatures.length
  const width = area.width / Math.max(1, columns)
  let lowest = top
  for (const [index, signature] of signatures.entries()) {
    const x = area.left + width * (hasRecipients ? index + 1 : index)
    lowest = Math.max(lowest, drawSignature(sheet, signature, x, top, width))
  }
  document.y = lowest
}

function drawRecipients(sheet: SheetOfPaper, recipients: readonly string[], top: number): void {
  let y = sheet.write('Nơi nhận:', area.left, top, 180, { face: 'boldItalic', size: 12 })
  for (const [index, recipient] of recipients.entries()) {
    const end = index === recipients.length - 1 ? '.' : ';'
    y = sheet.write(`- ${recipient}${end}`, area.left, y, 190, { face: 'regular', size: 11 })
  }
}

function drawSignature(
  sheet: SheetOfPaper,
  { authority, position, name, sealed }: Signature,
  x: number,
  top: number,
  width: number,
): number {
  let y = top
  if (authority !== '') y = sheet.write(authority, x, y, width, centred)
  y = sheet.write(position, x, y, width, centred)
  const middle = x + width / 2
  drawHand(sheet, name, middle, y + signingSpace / 2)
  if (sealed) drawSeal(sheet, middle - 42, y + signingSpace / 2)
  return sheet.write(name, x, y + signingSpace, width, centred)
}

/** A flourish that differs from name to name and is nobody's signature. */
function drawHand(sheet: SheetOfPaper, name: string, x: number, y: number): void {
  const { document } = sheet
  const letters = [...name].map((letter) => letter.codePointAt(0) ?? 0)
  const seed = letters.reduce((sum, code) => (sum * 31 + code) % 9973, 7)
  const at = (index: number, span: number): number => (Math.trunc(seed / (index + 1)) + seed * index) % span
  const strokes = 3 + (seed % 4)
  const step = 84 / strokes
  document.save().lineWidth(1.1).strokeColor(ink).strokeOpacity(0.85)
  document.moveTo(x - 44, y + at(1, 14))
  for (let index = 0; index < strokes; index++) {
    const from = x - 44 + index * step
    const high = 10 + at(index + 2, 19)
    const low = 4 + at(index + 5, 15)
    document.bezierCurveTo(
      from + step * 0.9,
      y - high,
      from - step * 0.5,
      y + low,
      from + step,
      y - at(index, 9),
    )
  }
  document.bezierCurveTo(x + 52, y + 12, x - 8, y + 16, x + 60, y - 4 - at(3, 12))
  document.stroke().restore()
}

/** Round and red like a seal; what it says is that it is none. */
function drawSeal(sheet: SheetOfPaper, x: number, y: number): void {
  const { document } = sheet
  document.save().strokeColor(sealRed).fillColor(sealRed).opacity(0.62)
  document.circle(x, y, 33).lineWidth(1.8).stroke()
  document.circle(x, y, 25).lineWidth(0.7).stroke()
  sheet.setFace('bold', 13)
  const width = document.widthOfString('MẪU')
  document.text('MẪU', x - width / 2, y - 8, { lineBreak: false })
  for (let index = 0; index < 24; index++) {
    const angle = (index / 24) * 2 * Math.PI
    document.circle(x + 29 * Math.cos(angle), y + 29 * Math.sin(angle), 0.9).fill()
  }
  document.restore()
}
