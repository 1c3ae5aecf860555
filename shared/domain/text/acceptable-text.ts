import { z } from 'zod'
import { unkeptCharacterAt } from './kept-text.ts'
import { visibleText } from './visible.ts'

/**
 * What text may come in. Everything a person types, pastes or imports passes here once, at the boundary: SQLite would cut at a
 * NUL, and a lone surrogate would silently become U+FFFD. What nobody sees comes off (`visible.ts`): a zero width space makes two
 * equal names differ, a direction mark makes a name read as another one. What passes is in the form that the journal keeps
 * (`kept-text.ts`).
 */

/** Why a text is refused; each is the key of a sentence. */
export const textProblems = ['tooLong', 'controlCharacter', 'loneSurrogate', 'unassignedCharacter'] as const
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

const lineOrTab = /[\n\t]/

function refuse(code: TextProblem, position: number): CheckedText {
  return { ok: false, code, position }
}

function problemOf(codePoint: number): TextProblem {
  if (codePoint < 0x20 || (codePoint >= 0x7f && codePoint <= 0x9f)) return 'controlCharacter'
  return codePoint >= 0xd800 && codePoint <= 0xdfff ? 'loneSurrogate' : 'unassignedCharacter'
}

/**
 * The visible text in normal form NFC with line breaks as "\n", or a reason why it cannot be stored. `position` is an index into
 * the visible text whose line breaks are "\n".
 */
export function checkText(text: string, limit: TextLimit): CheckedText {
  // The normal form is never shorter than a quarter of the text, and "\r\n" halves: far beyond that there is nothing to look at.
  if (text.length > limit.most * 10) return refuse('tooLong', limit.most)
  const unified = visibleText(text).replace(/\r\n?/g, '\n')
  const unkept = unkeptCharacterAt(unified)
  if (unkept >= 0) return refuse(problemOf(unified.codePointAt(unkept) ?? 0), unkept)
  const line = limit.lines === 'one' ? unified.search(lineOrTab) : -1
  if (line >= 0) return refuse('controlCharacter', line)
  const normal = unified.normalize('NFC')
  return normal.length > limit.most ? refuse('tooLong', limit.most) : { ok: true, text: normal }
}

/** A schema for text at the boundary: visible, trimmed, NFC, nothing unstorable. The message of an issue is the problem's code. */
export function acceptableText(limit: TextLimit) {
  return z.string().transform((given, context) => {
    const checked = checkText(visibleText(given).trim(), limit)
    if (checked.ok) return checked.text
    context.addIssue({ code: 'custom', message: checked.code, params: { position: checked.position } })
    return z.NEVER
  })
}
