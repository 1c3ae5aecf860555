import en from '../../shared/text/en/reports.json' with { type: 'json' }
import vi from '../../shared/text/vi/reports.json' with { type: 'json' }
import type { Day } from '../../shared/domain/ids.ts'
import { formatDate } from '../../shared/domain/text/vietnamese.ts'

/** The words of the papers that this program writes. */

export type ReportLanguage = 'vi' | 'en'
type Leaves<T> = { [K in keyof T & string]: T[K] extends string ? K : `${K}.${Leaves<T[K]>}` }[keyof T &
  string]
export type ReportWordKey = Leaves<typeof vi>
export type ReportWords = (key: ReportWordKey, values?: Readonly<Record<string, string | number>>) => string

const texts: Readonly<Record<ReportLanguage, unknown>> = { vi, en }

/** The words in one language; what stands in {{braces}} is filled in. */
export function reportWordsIn(language: ReportLanguage): ReportWords {
  return (key, values = {}) => {
    let found: unknown = texts[language]
    for (const part of key.split('.')) found = (found as Record<string, unknown> | undefined)?.[part]
    if (typeof found !== 'string') throw new RangeError(`no words for ${key}`)
    return found.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => String(values[name] ?? ''))
  }
}

/** "Quyết định số 710/QĐ-UBND ngày 17/4/2024", without the day where it is not known; empty without a number. */
export function decisionPaper(number: string, day: Day | null, words: ReportWords): string {
  if (number === '') return ''
  return day === null
    ? words('office.decisionNumber', { number })
    : words('office.decision', { number, day: formatDate(day) })
}
