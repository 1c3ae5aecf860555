import type { Day } from '../ids.ts'
import type { Decimal, Hundredths } from '../quantities.ts'
import { visibleText } from './visible.ts'

/** Searching, sorting and showing as Vietnamese offices do. */

/**
 * The key under which a text is found: no tones, no diacritics, đ as d, small letters, single spaces. "Hòa" and "Hoà", "Bố Hạ"
 * and "bo ha" have the same key. The Unicode forms do not take đ apart, so it is mapped by hand.
 */
export function searchKey(text: string): string {
  return visibleText(text)
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/\s+/g, ' ')
    .trim()
}

const toneMarks = /[\u0300\u0301\u0303\u0309\u0323]/g

/**
 * The key under which two spellings of one text are equal: small letters, single spaces, and the tone at the end of its syllable,
 * because "hòa" and "hoà" are the same word. All other marks count.
 */
export function spellingKey(text: string): string {
  return visibleText(text)
    .normalize('NFD')
    .toLowerCase()
    .replace(
      /[\p{L}\p{M}]+/gu,
      (word) => word.replace(toneMarks, '') + (word.match(toneMarks) ?? []).join(''),
    )
    .replace(/\s+/g, ' ')
    .trim()
}

/**
 * Whether a typed text may stand for a word: the same spelling, or typed without any marks. "dat" may be "đạt", "đất" may not.
 */
export function sameWord(typed: string, word: string): boolean {
  const spelling = spellingKey(typed)
  return spelling === spellingKey(word) || (spelling === searchKey(typed) && spelling === searchKey(word))
}

const collator = new Intl.Collator('vi', { numeric: true })

/** Vietnamese order with numbers as numbers: a ă â, d đ, ngang huyền hỏi ngã sắc nặng; "1.2" before "1.10". */
export function compareVietnamese(a: string, b: string): number {
  // Texts that the collator takes for equal, such as "Hòa" and "Hoà", still need one order on every machine.
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0)
}

/** "1.234.567": groups of three with points. */
function groupThousands(digits: string): string {
  return digits.replace(/\B(?=(?:\d{3})+$)/g, '.')
}

/** Hundredths as points: "1,5", "82,66", "-0,25". Without groups of thousands, so that it can be typed back. */
export function formatPoints(points: Hundredths): string {
  const size = Math.abs(points)
  const decimals = String(size % 100)
    .padStart(2, '0')
    .replace(/0+$/, '')
  const written = `${Math.floor(size / 100)}${decimals === '' ? '' : ','}${decimals}`
  return points < 0 ? `-${written}` : written
}

/** A figure with groups of thousands and a decimal comma: "1.245,5". */
export function formatDecimal(decimal: Decimal): string {
  const [whole = '0', decimals] = decimal.replace('-', '').split('.')
  const written = `${groupThousands(whole)}${decimals === undefined ? '' : `,${decimals}`}`
  return decimal.startsWith('-') ? `-${written}` : written
}

/** dd/MM/yyyy. */
export function formatDate(day: Day): string {
  const [year, month, date] = day.split('-')
  return `${date}/${month}/${year}`
}

/** The long date of official documents: days below 10 and the months 1 and 2 get a zero (Decree 30/2020). */
export function formatDocumentDate(day: Day): string {
  const [year, month = '', date] = day.split('-')
  return `ngày ${date} tháng ${Number(month) > 2 ? Number(month) : month} năm ${year}`
}
