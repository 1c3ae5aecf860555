import en from '../../shared/text/en/values.json' with { type: 'json' }
import vi from '../../shared/text/vi/values.json' with { type: 'json' }
import { getSettings } from './office/settings.ts'
import type { Installation } from './office/installation.ts'

/** Short texts that the core itself puts into what windows show: labels and readable values. */

type Leaves<T> = { [K in keyof T & string]: T[K] extends string ? K : `${K}.${Leaves<T[K]>}` }[keyof T &
  string]
export type WordKey = Leaves<typeof vi>
export type Language = 'vi' | 'en'

export type Words = {
  readonly language: Language
  (key: WordKey, values?: Readonly<Record<string, string | number>>): string
}

const texts: Readonly<Record<Language, unknown>> = { vi, en }

/** The words of the language that this office has chosen. */
export function wordsOf(installation: Installation): Words {
  return wordsIn(getSettings(installation).language)
}

export function wordsIn(language: Language): Words {
  const say = (key: WordKey, values: Readonly<Record<string, string | number>> = {}): string =>
    templateOf(language, key).replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => String(values[name] ?? ''))
  return Object.assign(say, { language })
}

function templateOf(language: Language, key: string): string {
  let found: unknown = texts[language]
  for (const part of key.split('.')) found = (found as Record<string, unknown> | undefined)?.[part]
  return typeof found === 'string' ? found : key
}

/** Whether there are words of this name. */
export function isWordKey(key: string): key is WordKey {
  return templateOf('vi', key) !== key
}
