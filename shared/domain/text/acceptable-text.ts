import { z } from 'zod'
import { isAssigned } from './assigned.ts'

/**
 * What text may be stored. Everything a person types, pastes or imports passes here once, at the boundary: SQLite would cut at
 * a NUL, a lone surrogate would silently become U+FFFD, and a bidi override makes a name read as another one.
 */

/** Why a text is refused; each is the key of a sentence. */
export const textProblems = [
  'tooLong',
  'controlCharacter',
  'loneSurrogate',
  'bidiControl',
  'unassignedCharacter',
] as const
export type TextProblem = (typeof textProblems)[number]

export type TextLimit = Readonly<{
  /** UTF-16 units of the normal form, as everywhere in this program. */
  most: number
  /** Whether line breaks and tabs may stand in it. */
  lines: 'one' | 'many'
}>

export type CheckedText = Readonly<
  { ok: true; text: string } | { ok: false; code: TextProblem; position: number }
>

// Vietnamese and its neighbours: assigned since long ago, no controls, and nearly all text there is.
const plain =
  /^[\u0020-\u007e\u00a0-\u036f\u1e00-\u1eff\u2010-\u2015\u2018-\u201e\u2022\u2026\u20ab\u2190-\u2193\u2212\u2260\u2264\u2265\u2605\u2606]*$/

function isBidiControl(codePoint: number): boolean {
  return (codePoint >= 0x202a && codePoint <= 0x202e) || (codePoint >= 0x2066 && codePoint <= 0x2069)
}

function isControl(codePoint: number): boolean {
  return codePoint < 0x20 || (codePoint >= 0x7f && codePoint <= 0x9f)
}

/** What is wrong with one code point of a text with one or many lines, or null. */
function problemOf(codePoint: number, lines: TextLimit['lines']): TextProblem | null {
  if (codePoint === 0x0a || codePoint === 0x09) return lines === 'many' ? null : 'controlCharacter'
  if (isControl(codePoint)) return 'controlCharacter'
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return 'loneSurrogate'
  if (isBidiControl(codePoint)) return 'bidiControl'
  return isAssigned(codePoint) ? null : 'unassignedCharacter'
}

/**
 * The text in normal form NFC with line breaks as "\n", or the first reason why it cannot be stored. `position` is an index into
 * the text as given.
 */
export function checkText(text: string, limit: TextLimit): CheckedText {
  // The normal form is never shorter than a quarter of the text, and "\r\n" halves: far beyond that there is nothing to look at.
  if (text.length > limit.most * 10) return { ok: false, code: 'tooLong', position: limit.most }
  if (!plain.test(text)) {
    let position = 0
    for (const character of text) {
      const codePoint = character.codePointAt(0) ?? 0
      const lineBreak = codePoint === 0x0d && limit.lines === 'many'
      const code = lineBreak ? null : problemOf(codePoint, limit.lines)
      if (code !== null) return { ok: false, code, position }
      position += character.length
    }
  }
  const normal = text.replace(/\r\n?/g, '\n').normalize('NFC')
  if (normal.length > limit.most) return { ok: false, code: 'tooLong', position: limit.most }
  return { ok: true, text: normal }
}

/** A schema for text at the boundary: trimmed, NFC, nothing unstorable. The message of an issue is the problem's code. */
export function acceptableText(limit: TextLimit) {
  return z.string().transform((given, context) => {
    const checked = checkText(given.trim(), limit)
    if (checked.ok) return checked.text
    context.addIssue({ code: 'custom', message: checked.code, params: { position: checked.position } })
    return z.NEVER
  })
}
