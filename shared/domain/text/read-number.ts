import type { Decimal, Hundredths } from '../quantities.ts'
import { formatDecimal, formatPoints } from './vietnamese.ts'
import { visibleText } from './visible.ts'

/**
 * Numbers as officers type and paste them, with decimal comma or point. What a text means depends on what is asked for:
 * "1.245" is 1245 as a count or a figure (a group of thousands), "1.5" is 1,5 as points. A text that could mean two things is
 * refused, never guessed; `reading` says how it was understood.
 */
export type NumberKind = 'count' | 'points' | 'decimal'

/** Why a text is no number; each is the key of a sentence. `unfinished` is what stands there while somebody types "1,5". */
export const numberProblems = [
  'empty',
  'notANumber',
  'unclear',
  'unfinished',
  'notWhole',
  'negative',
  'tooManyDecimals',
  'tooLarge',
] as const
export type NumberProblem = (typeof numberProblems)[number]

export type NumberReading<Value> = Readonly<
  { ok: true; value: Value; reading: string } | { ok: false; code: NumberProblem; position: number }
>

const maximumWholeDigits = 15
const maximumDecimals = 6
const maximumPointDigits = 6

type Refusal = Readonly<{ ok: false; code: NumberProblem; position: number }>
type Parts = Readonly<{ negative: boolean; whole: string; decimals: string }>

/**
 * Reads a count (whole, ≥ 0), points (hundredths) or any figure. Never throws. `position` is an index into the text without its
 * invisible characters.
 */
export function readNumber(text: string, kind: 'points'): NumberReading<Hundredths>
export function readNumber(text: string, kind: 'count' | 'decimal'): NumberReading<Decimal>
export function readNumber(given: string, kind: NumberKind): NumberReading<Decimal | Hundredths> {
  const text = visibleText(given)
  const parts = readParts(text, kind)
  if ('ok' in parts) return parts
  const whole = parts.whole.replace(/^0+(?=\d)/, '')
  const decimals = parts.decimals.replace(/0+$/, '')
  const zero = whole === '0' && decimals === ''
  const start = text.search(/\S/)
  if (kind === 'points') {
    if (whole.length > maximumPointDigits) return refuse('tooLarge', start)
    const size = Number(whole + decimals.padEnd(2, '0'))
    const value = (parts.negative && !zero ? -size : size) as Hundredths
    return { ok: true, value, reading: formatPoints(value) }
  }
  if (whole.length > maximumWholeDigits) return refuse('tooLarge', start)
  if (kind === 'count' && parts.negative && !zero) return refuse('negative', start)
  const sign = parts.negative && !zero ? '-' : ''
  const value = `${sign}${whole}${decimals === '' ? '' : `.${decimals}`}` as Decimal
  return { ok: true, value, reading: formatDecimal(value) }
}

function refuse(code: NumberProblem, position: number): Refusal {
  return { ok: false, code, position: Math.max(0, position) }
}

const fullWidth = /[\uff0c\uff0d\uff0e\uff10-\uff19]/g

/** One unit in, one unit out: positions stay those of the text as given. */
function plainSigns(text: string): string {
  return text
    .replace(fullWidth, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[−–]/g, '-')
    .replace(/\s/g, ' ')
}

/** Sign, digits before and digits after the decimal sign. */
function readParts(text: string, kind: NumberKind): Parts | Refusal {
  const plain = plainSigns(text)
  const start = plain.length - plain.trimStart().length
  let end = plain.trimEnd().length
  if (end <= start) return refuse('empty', 0)
  if (kind === 'decimal' && plain[end - 1] === '%') end = plain.slice(0, end - 1).trimEnd().length
  const negative = plain[start] === '-'
  const signed = plain[start] === '-' || plain[start] === '+'
  const from = signed ? start + 1 : start
  const body = plain.slice(from, end)
  if (body === '') return refuse('unfinished', end)
  const foreign = body.search(/[^0-9., ]/)
  if (foreign >= 0) return refuse('notANumber', from + foreign)
  const split = splitBody(body, kind)
  if ('code' in split) return refuse(split.code, from + split.position)
  return { negative, ...split }
}

type Split =
  Readonly<{ whole: string; decimals: string }> | Readonly<{ code: NumberProblem; position: number }>

/** Digits with at most one decimal sign and groups of thousands written in one way. */
function splitBody(body: string, kind: NumberKind): Split {
  const decimalAt = findDecimalSign(body, kind)
  const wholePart = decimalAt === null ? body : body.slice(0, decimalAt)
  const decimals = decimalAt === null ? '' : body.slice(decimalAt + 1)
  const odd = decimals.search(/\D/)
  if (decimalAt !== null && odd >= 0) return { code: 'unclear', position: decimalAt + 1 + odd }
  if (decimalAt !== null && decimals === '') return { code: 'unfinished', position: body.length }
  const whole = joinGroups(wholePart, decimalAt !== null)
  if (whole === null) return { code: 'unclear', position: Math.max(0, wholePart.search(/\D/)) }
  if (kind === 'count' && decimalAt !== null) {
    // "12,00" is how a spreadsheet shows 12; three zeros could be a thousand.
    if (!/^0{1,2}$/.test(decimals)) {
      return { code: decimals.length === 3 ? 'unclear' : 'notWhole', position: decimalAt }
    }
  }
  // A decimal comma, but nobody writes three zeros after it: more likely a thousand from an English spreadsheet.
  if (kind === 'decimal' && /^[1-9]\d{0,2},000$/.test(body))
    return { code: 'unclear', position: decimalAt ?? 0 }
  const most = kind === 'points' ? 2 : maximumDecimals
  if (decimals.length > most) return { code: 'tooManyDecimals', position: (decimalAt ?? 0) + 1 + most }
  return { whole, decimals }
}

/** Where the decimal comma or point stands, or null when every separator only groups thousands. */
function findDecimalSign(body: string, kind: NumberKind): number | null {
  const comma = body.lastIndexOf(',')
  const point = body.lastIndexOf('.')
  const last = Math.max(comma, point)
  if (last < 0) return null
  // Of two kinds the last is the decimal sign: "1.245,5" here, "1,245.5" from an English spreadsheet.
  if (comma >= 0 && point >= 0) return last
  const sign = body[last] ?? ''
  const isOnly = body.indexOf(sign) === last
  // The same sign twice can only group: "1.245.678".
  if (!isOnly) return null
  const groupsThousand = /^[1-9]\d{0,2}\.\d{3}$/.test(body)
  return kind !== 'points' && groupsThousand ? null : last
}

/** "1.245.678", "1 245 678" or plain digits as digits only; null when the groups are not of three or of one kind. */
function joinGroups(part: string, hasDecimals: boolean): string | null {
  // ",5" is how people in a hurry type 0,5.
  if (part === '') return hasDecimals ? '0' : null
  if (/^\d+$/.test(part)) return part
  return /^\d{1,3}([., ])\d{3}(?:\1\d{3})*$/.test(part) ? part.replace(/\D/g, '') : null
}
