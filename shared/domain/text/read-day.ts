import type { Day } from '../ids.ts'

/**
 * Days as officers type and paste them: day, month, year, in this order in every language. A text that is no such day is refused
 * with its reason, never turned into another day.
 */

/** Why a text is no day; each is the key of a sentence. */
export const dayProblems = ['empty', 'notADay', 'noSuchDay', 'farYear'] as const
export type DayProblem = (typeof dayProblems)[number]

export type DayReading = Readonly<{ ok: true; day: Day } | { ok: false; code: DayProblem }>

/** No paper of an office is older or later. */
const years = { first: 1900, last: 2199 } as const

/** What programs leave around a pasted text, and what cannot be seen: it means nothing in a day. */
const unseen = /[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g
const fullWidth = /[\uff0d-\uff0f\uff10-\uff19]/g
const midnightOrHour = /\s+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/

const dayFirst = [
  /^(\d{1,2})\s*[./\- ]\s*(\d{1,2})\s*[./\- ]\s*(\d{4}|\d{2})$/,
  /^(\d{2})(\d{2})(\d{4})$/,
  /^(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})$/iu,
]
const yearFirst = /^(\d{4})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{1,2})(?:T\d{2}:\d{2}.*)?$/

/**
 * "15/11/2024", "15-11-2024", "15.11.2024", "5 2 2024", "30/11/24", "15112024", "2024-11-15" and "ngày 15 tháng 11 năm 2024" as a
 * day. Two digits of a year are 1970 to 2069. Never throws.
 */
export function readDay(text: string): DayReading {
  const plain = plainText(text)
  if (plain === '') return { ok: false, code: 'empty' }
  const written = partsOf(plain)
  if (written === null) return { ok: false, code: 'notADay' }
  const { day, month } = written
  const year = written.year.length === 2 ? fullYear(Number(written.year)) : Number(written.year)
  if (month > 12 || day > 31) return { ok: false, code: 'noSuchDay' }
  if (year < years.first || year > years.last) return { ok: false, code: 'farYear' }
  const date = new Date(Date.UTC(year, month - 1, day))
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return { ok: false, code: 'noSuchDay' }
  return { ok: true, day: date.toISOString().slice(0, 10) as Day }
}

/** Whether a text is a day that nothing typed after it could change: while somebody types "15/11/20", more is to come. */
export function isWholeDay(text: string): boolean {
  const plain = plainText(text)
  return (
    readDay(plain).ok &&
    (dayFirst.some((form) => form.test(plain)) ? partsOf(plain)?.year.length === 4 : /\d{2}$/.test(plain))
  )
}

function plainText(text: string): string {
  return text
    .normalize('NFC')
    .replace(unseen, '')
    .replace(fullWidth, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[‐-―−]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(midnightOrHour, '')
}

type Written = Readonly<{ day: number; month: number; year: string }>

function partsOf(plain: string): Written | null {
  for (const form of dayFirst) {
    const [found, day = '', month = '', year = ''] = form.exec(plain) ?? []
    if (found !== undefined) return { day: Number(day), month: Number(month), year }
  }
  const [found, year = '', month = '', day = ''] = yearFirst.exec(plain) ?? []
  return found === undefined ? null : { day: Number(day), month: Number(month), year }
}

function fullYear(twoDigits: number): number {
  return twoDigits < 70 ? 2000 + twoDigits : 1900 + twoDigits
}
