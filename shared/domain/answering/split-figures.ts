import type { Rule } from '../criteria.ts'
import { readNumber } from '../text/read-number.ts'
import { spellingKey } from '../text/vietnamese.ts'
import type { AnswerField } from './answer-shape.ts'

export type SplitProblem =
  | 'figuresMissing'
  /** More cells than the criterion has figures: none of them is passed over. */
  | 'tooManyFigures'
  /** Excel has made a date of "9/12". */
  | 'looksLikeDate'
  /** "13/15 = 95 %": the figures and their share contradict each other. */
  | 'shareDiffers'

/** What stands for a figure that is not known yet in the program's own tables. */
const unknownFigures: ReadonlySet<string> = new Set(['…', 'chưa nhập', 'not entered'].map(spellingKey))

const month = '(?:thg|tháng|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\\p{L}*'
const dateLike = new RegExp(
  `^\\d{1,4}[-/.]\\d{1,2}[-/.]\\d{2,4}$|^\\d{1,2}[-/ ]${month}\\s?\\d{0,2}(?:[-/ ]\\d{2,4})?$|^${month}\\s?\\d{0,2}[-/ ]\\d{1,4}$`,
  'iu',
)

/** The figures of a line, one a field, whether they stand in cells of their own or in one: "13/15", "13/15 = 86,67 %". */
export function splitFigures(
  rule: Rule,
  fields: readonly AnswerField[],
  cells: readonly string[],
): readonly string[] | SplitProblem {
  const filled = cells.filter((cell) => cell !== '')
  const [only = ''] = filled
  if (filled.length > fields.length) return 'tooManyFigures'
  if (fields.length === 1)
    return dateLike.test(only) ? 'looksLikeDate' : [known(withoutLabel(only, fields[0]))]
  if (filled.length > 1) {
    if (filled.length < fields.length) return 'figuresMissing'
    return filled.map(known)
  }
  return splitCell(rule, fields, only)
}

function known(text: string): string {
  return unknownFigures.has(spellingKey(text)) ? '' : text
}

function splitCell(
  rule: Rule,
  fields: readonly AnswerField[],
  text: string,
): readonly string[] | SplitProblem {
  if (dateLike.test(text)) return 'looksLikeDate'
  if (rule.kind === 'ratio') {
    const { figures, share } = withoutShare(text)
    const parts = figures.split('/')
    if (parts.length !== 2) return 'figuresMissing'
    return share !== null && contradicts(parts, share) ? 'shareDiffers' : parts.map(known)
  }
  const parts = text.split(/\s*[·;|]\s*/)
  if (parts.length === fields.length)
    return parts.map((part, index) => known(withoutLabel(part, fields[index])))
  const strokes = text.split('/')
  return strokes.length === fields.length && rule.kind === 'survey' ? strokes.map(known) : 'figuresMissing'
}

/** "Số hồ sơ = 12" or "Số hồ sơ: 12" with the field's own label is 12. */
function withoutLabel(part: string, field: AnswerField | undefined): string {
  const found = /^(.*?)\s*[=:]\s*([^=:]*)$/su.exec(part)
  if (found === null || field?.label == null) return part
  return spellingKey(found[1] ?? '') === spellingKey(field.label) ? (found[2] ?? '') : part
}

function withoutShare(text: string): { figures: string; share: string | null } {
  const found = /^(.*?)\s*(?:=\s*([\d.,]+)\s*%?|\(\s*([\d.,]+)\s*%?\s*\)|:\s*([\d.,]+)\s*%)$/su.exec(text)
  if (found === null) return { figures: text, share: null }
  return { figures: found[1] ?? '', share: found[2] ?? found[3] ?? found[4] ?? null }
}

/** Whether the share is not that of the two figures, however it was rounded. */
function contradicts([part = '', whole = '']: readonly string[], share: string): boolean {
  const numbers = [part, whole, share].map((text) => readNumber(text, 'decimal'))
  const [top, bottom, given] = numbers.map((read) => (read.ok ? Number(read.value) : Number.NaN))
  if (top === undefined || bottom === undefined || given === undefined || !(bottom > 0)) return false
  const decimals = /[.,](\d+)$/.exec(share)?.[1]?.length ?? 0
  return Math.abs((top / bottom) * 100 - given) > 10 ** -decimals
}
