import en from '../../../shared/text/en/trustSheets.json' with { type: 'json' }
import vi from '../../../shared/text/vi/trustSheets.json' with { type: 'json' }
import { getSettings } from '../office/settings.ts'
import type { Installation } from '../office/installation.ts'

/** The words of sheets of paper about trust. */

const texts = { vi, en }

export type SheetWords = (key: string, values?: Readonly<Record<string, string>>) => string

/** The words of the language that this office has chosen. A key names its place, parts joined by points. */
export function sheetWordsOf(installation: Installation): SheetWords {
  const { language } = getSettings(installation)
  return (key, values = {}) => {
    let found: unknown = texts[language]
    for (const part of key.split('.')) found = (found as Record<string, unknown> | undefined)?.[part]
    if (typeof found !== 'string') throw new Error(`no words for ${key}`)
    return found.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => values[name] ?? '')
  }
}
