import i18next from 'i18next'
import type { Day } from '../../shared/domain/ids.ts'

/**
 * Numbers, days and sizes as an official letter writes them in the language on screen. Points are whole hundredths all the way to
 * here; only the text gets a decimal comma.
 */

function locale(): string {
  return i18next.language === 'en' ? 'en-GB' : 'vi-VN'
}

const formatters = new Map<string, Intl.NumberFormat>()
function formatter(key: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const name = `${locale()} ${key}`
  let found = formatters.get(name)
  if (found === undefined) {
    found = new Intl.NumberFormat(locale(), options)
    formatters.set(name, found)
  }
  return found
}

/** "1,5" for 150, "−0,25" with a true minus; "–" for none. `always` keeps two decimals, for columns. */
export function formatPoints(points: number | null, decimals: 'short' | 'always' = 'short'): string {
  if (points === null) return '–'
  const digits = decimals === 'always' ? 2 : 0
  // A whole number of hundredths below 10^8 divided by 100 prints exactly.
  const written = formatter(decimals, { minimumFractionDigits: digits, maximumFractionDigits: 2 })
  return written.format(points / 100).replace('-', '−')
}

/** "+1,5", "−2", "0": a difference of points; `always` keeps two decimals, for columns. */
export function formatPointsChange(points: number, decimals: 'short' | 'always' = 'short'): string {
  const size = formatPoints(Math.abs(points), decimals)
  if (points === 0) return size
  return points > 0 ? `+${size}` : `−${size}`
}

/** "12,5%" of "12.5%": digits that stand in a file with a point. */
export function formatDecimal(text: string): string {
  return i18next.language === 'en' ? text : text.replace('.', ',')
}

/** "10.595". */
export function formatCount(count: number): string {
  return formatter('count', { maximumFractionDigits: 0 }).format(count)
}

/** "07/04/2024". */
export function formatDay(day: Day | string): string {
  const [year = '', month = '', date = ''] = day.split('-')
  return `${date}/${month}/${year}`
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}

/** "07/04/2024" of a moment, by the clock of this machine. */
export function formatDate(time: number): string {
  const date = new Date(time)
  return `${twoDigits(date.getDate())}/${twoDigits(date.getMonth() + 1)}/${date.getFullYear()}`
}

/** "14:05". */
export function formatHour(time: number): string {
  const date = new Date(time)
  return `${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`
}

/** "14:05 07/04/2024". */
export function formatTime(time: number): string {
  return `${formatHour(time)} ${formatDate(time)}`
}

const units = ['B', 'KB', 'MB', 'GB', 'TB']

/** "14,2 MB", counted as Windows shows the size of a file: 200 MB are 200 × 1024 × 1024 bytes. */
export function formatBytes(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1024
    unit += 1
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1
  return `${formatter(`bytes${digits}`, { maximumFractionDigits: digits }).format(value)} ${units[unit] ?? ''}`
}
