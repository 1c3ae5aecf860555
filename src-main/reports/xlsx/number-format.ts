/** What a cell's number format says about the number in it. */
export type NumberFormat = Readonly<{
  kind: 'plain' | 'date' | 'percent'
  /** Fixed decimals as in "0.00": what tells 1.10 from 1.1. */
  decimals: number | null
}>

/** Formats that Excel knows by number alone (ECMA-376, 18.8.30, with the East Asian date formats). */
function builtIn(id: number): NumberFormat {
  const date =
    (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)
  if (date) return { kind: 'date', decimals: null }
  if (id === 9 || id === 10) return { kind: 'percent', decimals: null }
  return { kind: 'plain', decimals: id === 2 ? 2 : null }
}

/** The meaning of a format: `code` for those that the file itself declares. */
export function readNumberFormat(id: number, code: string | undefined): NumberFormat {
  if (code === undefined) return builtIn(id)
  // Quoted words, escaped signs, colours and currencies say nothing about the number.
  const bare = signsOf(code)
  if (/general/i.test(bare)) return { kind: 'plain', decimals: null }
  if (bare.includes('%')) return { kind: 'percent', decimals: null }
  if (/[dmyhs]/i.test(bare)) return { kind: 'date', decimals: null }
  const fixed = /^0\.(0+)$/.exec(bare.trim())
  return { kind: 'plain', decimals: fixed?.[1]?.length ?? null }
}

/**
 * The first part of a format without quoted words, escaped signs, colours and paddings, in one pass: an expression that looks for the
 * end of each bracket begins again at each of a hundred thousand brackets that have none.
 */
function signsOf(code: string): string {
  let bare = ''
  for (let at = 0; at < code.length; at += 1) {
    const sign = code.charAt(at)
    if (sign === ';') break
    const closing = sign === '"' ? '"' : sign === '[' ? ']' : null
    if (closing !== null) {
      const end = code.indexOf(closing, at + 1)
      // Without an end the rest is no format at all; Excel would not open it.
      if (end < 0) break
      at = end
    } else if (sign === '\\' || sign === '_' || sign === '*') at += 1
    else bare += sign
  }
  return bare
}

/**
 * A stored number as plain decimal text: "0.90000000000000002" is "0.9" (Excel itself keeps 15 digits), "1.5E-2" is "0.015".
 * null when it is no number.
 */
export function plainDecimal(stored: string): string | null {
  const value = Number(stored)
  if (stored.trim() === '' || !Number.isFinite(value)) return null
  const [mantissa = '0', exponent = '0'] = value.toExponential(14).split('e')
  const negative = mantissa.startsWith('-')
  const digits = mantissa.replace(/[-.]/g, '')
  const text = shiftPoint(digits, Number(exponent) + 1)
  return negative && text !== '0' ? `-${text}` : text
}

/** The same number a hundred times as large: 0.9 shown as 90 % is "90". */
export function timesHundred(decimal: string): string {
  const negative = decimal.startsWith('-')
  const [whole = '0', decimals = ''] = decimal.replace('-', '').split('.')
  const text = shiftPoint(whole + decimals, whole.length + 2)
  return negative ? `-${text}` : text
}

/** Digits with the point after the first `place` of them, without needless zeros. */
function shiftPoint(digits: string, place: number): string {
  const padded = place <= 0 ? '0'.repeat(1 - place) + digits : digits.padEnd(place, '0')
  const at = Math.max(1, place)
  const whole = padded.slice(0, at).replace(/^0+(?=\d)/, '')
  const decimals = padded.slice(at).replace(/0+$/, '')
  return decimals === '' ? whole : `${whole}.${decimals}`
}

/**
 * The calendar day of a date that Excel counts from 1900 (with its leap-year slip) or 1904; undefined beyond the year 9999,
 * which Excel shows as ####.
 */
export function dateOfSerial(
  serial: number,
  from1904: boolean,
): { year: number; month: number; day: number } | undefined {
  if (serial < 0 || serial > 2_958_465) return undefined
  const days = Math.floor(serial) + (from1904 ? 1462 : serial < 60 ? 1 : 0)
  const date = new Date(Date.UTC(1899, 11, 30) + days * 86_400_000)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}
