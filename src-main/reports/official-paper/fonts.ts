import { readFileSync } from 'node:fs'
import { create, type Font } from 'fontkit'
import { paperFontPath } from '../../platform/program-files.ts'

/** The face of official papers: Tinos has the measures of Times New Roman and every Vietnamese letter. */
export type Face = 'regular' | 'bold' | 'italic' | 'boldItalic'

const opened = new Map<Face, Font>()

/** Opened once and shared between papers: opening takes longer than drawing a page. */
export function openFace(face: Face): Font {
  const known = opened.get(face)
  if (known !== undefined) return known
  const font = create(readFileSync(paperFontPath(face)))
  if (!('unitsPerEm' in font)) throw new TypeError(`the font ${face} is a collection`)
  opened.set(face, font)
  return font
}
