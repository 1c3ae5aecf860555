import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const folder = path.join(import.meta.dirname, '../../shared/text')

export const languages = ['vi', 'en'] as const
export type TextLanguage = (typeof languages)[number]

/** Names of the subjects that have sentences in this language: `common`, `sheet`, … */
export function subjectsOf(language: TextLanguage): string[] {
  return readdirSync(path.join(folder, language))
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort()
}

/** Every sentence of a subject by its full key, `status.submitted`. */
export function sentencesOf(language: TextLanguage, subject: string): ReadonlyMap<string, string> {
  const parsed: unknown = JSON.parse(readFileSync(path.join(folder, language, `${subject}.json`), 'utf8'))
  const found = new Map<string, string>()
  collect(parsed, '', found)
  return found
}

function collect(value: unknown, key: string, found: Map<string, string>): void {
  if (typeof value === 'string') {
    found.set(key, value)
    return
  }
  for (const [name, inside] of Object.entries(value as Record<string, unknown>)) {
    collect(inside, key === '' ? name : `${key}.${name}`, found)
  }
}

/** A key without the endings by which one sentence has several forms: number (`_one`, `_other`). */
export function plainKey(key: string): string {
  return key.replace(/_(?:one|other)$/, '')
}

/** Names inside `{{…}}`, sorted. */
export function placeholdersOf(sentence: string): string[] {
  return [...new Set([...sentence.matchAll(/\{\{\s*(\w+)/g)].map(([, name = '']) => name))].sort()
}
