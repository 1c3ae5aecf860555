import type { Paper, Signature } from './paper.ts'
import { area, type SheetOfPaper, type TextStyle } from './sheet-of-paper.ts'

/** The end of a paper: whom it goes to on the left, who signs on the right; several signers share the width. */

const centred: TextStyle = { face: 'bold', size: 13, align: 'center' }
/** Between the signer's title and name, for the signature and the seal. */
const signingSpace = 78
const ink = '#1f3a8a'
const sealRed = '#c0262d'

export function drawSignatures(sheet: SheetOfPaper, { recipients, signatures }: Paper): void {
  const { document } = sheet
  if (recipients.length === 0 && signatures.length === 0) return
  const needed = Math.max(60 + signingSpace + 20, 24 + recipients.length * 14)
  if (sheet.room() < needed) sheet.turnPage()
  document.y += 10
  const top = document.y
  const hasRecipients = recipients.length > 0
  if (hasRecipients) drawRecipients(sheet, recipients, top)
  const columns = hasRecipients ? signatures.length + 1 : signatures.length
  const width = area.width / Math.max(1, columns)
  let lowest = top
  for (const [index, signature] of signatures.entries()) {
    const x = area.left + width * (hasRecipients ? index + 1 : index)
    lowest = Math.max(lowest, drawSignature(sheet, signature, x, top, width, index === signatures.length - 1))
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
  { authority, position, name }: Signature,
  x: number,
  top: number,
  width: number,
  sealed: boolean,
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
  const turns = [...name].map((letter) => ((letter.codePointAt(0) ?? 0) % 17) - 8)
  document.save().lineWidth(1.1).strokeColor(ink).strokeOpacity(0.85)
  document.moveTo(x - 38, y + 6)
  for (let index = 0; index < 6; index++) {
    const turn = turns[index] ?? 0
    const from = x - 38 + index * 13
    document.bezierCurveTo(from + 3, y - 16 + turn, from + 12, y + 16 - turn, from + 15, y - 2 + turn * 0.6)
  }
  document.lineTo(x + 52, y - 7)
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
