import en from '../../shared/text/en/reports.json' with { type: 'json' }
import vi from '../../shared/text/vi/reports.json' with { type: 'json' }
import type { ErrorDetails, TemplateMistake } from '../../shared/contract/errors.ts'
import type { Language } from './sentences.ts'

const texts = { vi, en }

/** All mistakes of a filled template, a line each, for doors that have no window. */
export function mistakeSentences(
  language: Language,
  { mistakes, more }: ErrorDetails<'templateMistakes'>,
): string[] {
  const lines = mistakeLines(language, mistakes)
  return more === 0 ? lines : [...lines, fill(texts[language].mistakesMore, { more: String(more) })]
}

/** A line for each: its place and what is wrong there. */
export function mistakeLines(language: Language, mistakes: readonly TemplateMistake[]): string[] {
  const words = texts[language]
  return mistakes.map(({ sheet, row, column, reason, details }) => {
    const place =
      row === 0 ? words.mistakePlaceInSheet : column === '' ? words.mistakePlaceInRow : words.mistakePlace
    const sentence = fill(sentenceOf(words.mistake, reason) ?? reason, details)
    return fill(place, { sheet, row: String(row), column, sentence })
  })
}

function sentenceOf(texts: unknown, reason: string): string | undefined {
  let found = texts
  for (const part of reason.split('.')) found = (found as Record<string, unknown> | undefined)?.[part]
  return typeof found === 'string' ? found : undefined
}

function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => values[name] ?? '')
}
