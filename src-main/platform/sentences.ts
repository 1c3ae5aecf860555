import enCli from '../../shared/text/en/cli.json' with { type: 'json' }
import enCommon from '../../shared/text/en/common.json' with { type: 'json' }
import enError from '../../shared/text/en/error.json' with { type: 'json' }
import enSheet from '../../shared/text/en/sheet.json' with { type: 'json' }
import viCli from '../../shared/text/vi/cli.json' with { type: 'json' }
import viCommon from '../../shared/text/vi/common.json' with { type: 'json' }
import viError from '../../shared/text/vi/error.json' with { type: 'json' }
import viSheet from '../../shared/text/vi/sheet.json' with { type: 'json' }
import type { ErrorValue } from '../../shared/contract/errors.ts'

export const languages = ['vi', 'en'] as const
export type Language = (typeof languages)[number]

/** Sentences, and under a detail's name the words for its values: `{ "why": { "notLatest": "…" } }`. */
type Texts = Readonly<Record<string, unknown>>

const terminal: Readonly<Record<Language, typeof viCli>> = { vi: viCli, en: enCli }
const errors: Readonly<Record<Language, Texts>> = { vi: viError, en: enError }
const common: Readonly<Record<Language, Texts>> = { vi: viCommon, en: enCommon }

const answers: Readonly<Record<Language, Texts>> = { vi: viSheet.figure, en: enSheet.figure }

export type TerminalSentence = keyof typeof viCli

/** A sentence for the terminal and for the desktop's own dialogs, from `shared/text/<language>/cli.json`. */
export function sentence(
  language: Language,
  key: TerminalSentence,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return fill(terminal[language][key], (name) => String(values[name] ?? ''))
}

/** The sentence of an error, from `shared/text/<language>/error.json`, for doors that have no window. */
export function errorSentence(language: Language, error: ErrorValue): string {
  // How much room was needed is not always known.
  const full = error.code === 'diskFull' && error.details.neededBytes === 0
  const template = errors[language][full ? 'diskFull_full' : error.code]
  const details = new Map<string, unknown>(Object.entries(error.details))
  return fill(typeof template === 'string' ? template : error.code, (name) =>
    inWords(language, name, details.get(name)),
  )
}

/** Why a text is no answer to a criterion, in the window's words. */
export function answerProblem(language: Language, why: string, needed: number): string {
  const template = answers[language][why]
  return fill(typeof template === 'string' ? template : why, () => String(needed))
}

/** What long work is doing at the moment: its step in words, and how far it is where that is known. */
export function progressText(
  language: Language,
  {
    step,
    done,
    total,
    item = '',
  }: Readonly<{ step: string; done: number; total: number; item?: string | undefined }>,
): string {
  const word = wordFor(common[language], 'progress', step) ?? step
  const amount = (value: number): string =>
    step.endsWith('Bytes') ? inBytes(language, value) : String(value)
  const far = total > 0 ? `${amount(done)}/${amount(total)}` : done > 0 ? amount(done) : ''
  return [word, far, item].filter((part) => part !== '').join(' ')
}

function fill(template: string, valueOf: (name: string) => string): string {
  return template.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => valueOf(name))
}

function inWords(language: Language, name: string, value: unknown): string {
  if (typeof value === 'number') {
    if (name === 'time')
      return new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'short' }).format(value)
    if (name === 'position') return String(value + 1)
    return name.endsWith('Bytes') ? inBytes(language, value) : String(value)
  }
  if (typeof value === 'string' && name === 'type')
    return (
      wordFor(errors[language], name, value.replace(/\W/g, '_')) ??
      wordFor(errors[language], name, 'other') ??
      value
    )
  if (typeof value === 'string')
    return wordFor(errors[language], name, value) ?? wordFor(common[language], name, value) ?? value
  if (Array.isArray(value)) return value.map((item) => inWords(language, name, item)).join(', ')
  if (typeof value === 'object' && value !== null) return Object.values(value).join(' ')
  return ''
}

function wordFor(texts: Texts, name: string, value: string): string | undefined {
  const words = new Map<string, unknown>(Object.entries(texts[name] ?? {}))
  const word = words.get(value)
  return typeof word === 'string' ? word : undefined
}

/** As Windows shows the size of a file. */
function inBytes(language: Language, bytes: number): string {
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 0 })
  if (bytes < 1024 ** 2) return `${number.format(Math.ceil(bytes / 1024))} KB`
  const megabytes = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(bytes / 1024 ** 2)
  return `${megabytes} MB`
}
