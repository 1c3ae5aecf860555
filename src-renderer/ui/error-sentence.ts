import { useTranslation } from 'react-i18next'
import type { TFunction } from 'i18next'
import { formatBytes, formatTime } from './format.ts'

/** As thrown, or as it stands in a list of what was refused, where the code is only known to be text. */
type Failure = { code: string; details: Record<string, unknown> }

/** Details that are keys of words: where those words stand. */
const wordsOf: Readonly<Record<string, string>> = {
  status: 'common:status',
  permission: 'common:permission',
  why: 'error:why',
  what: 'error:what',
  problem: 'error:problem',
  by: 'error:by',
  where: 'error:where',
}

/** The endings of the kinds that are kept as evidence. */
const keptEnding = /\.(?:pdf|jpe?g|png|gif|bmp|webp|tiff?|hei[cf]|docx?|xlsx?)$/i

/** One detail as words: statuses, permissions, sizes and times are spelled out. Undefined when it says nothing to a person. */
function readable(name: string, value: unknown, t: TFunction): string | undefined {
  if (typeof value === 'number') {
    if (name.endsWith('Bytes')) return formatBytes(value)
    // People count from one.
    if (name === 'position') return String(value + 1)
    return name === 'time' ? formatTime(value) : String(value)
  }
  if (name === 'missing' && Array.isArray(value))
    return value.map((item) => t(`error:missing.${String(item)}`, { defaultValue: String(item) })).join(', ')
  if (typeof value !== 'string') return undefined
  // Kinds of content have signs in their names that keys of sentences do not.
  if (name === 'type') return t([`error:type.${value.replace(/\W/g, '_')}`, 'error:type.other'])
  const words = wordsOf[name]
  return words === undefined ? value : t(`${words}.${value}`, { defaultValue: value })
}

function readableDetails(details: Record<string, unknown>, t: TFunction): Record<string, string> {
  const words: Record<string, string> = {}
  for (const [name, value] of Object.entries(details)) {
    const text = readable(name, value, t)
    if (text !== undefined) words[name] = text
  }
  return words
}

/** The sentence of an error: what happened, what was kept, what to do. */
export function errorSentence(error: Failure, t: TFunction): string {
  const waits = typeof error.details['waitSeconds'] === 'number' && error.details['waitSeconds'] > 0
  return t([`error:${error.code}`, 'error:internal'], {
    ...readableDetails(error.details, t),
    ...(waits ? { context: 'wait' } : {}),
    // How much was needed is not always known.
    ...(error.details['neededBytes'] === 0 ? { context: 'full' } : {}),
    // What calls itself a kind that is kept, and is none that anybody can make out.
    ...(error.details['type'] === 'unknown' && keptEnding.test(String(error.details['name']))
      ? { context: 'unknown' }
      : {}),
  })
}

/** `errorSentence` in the language on screen. */
export function useErrorSentence(): (error: Failure) => string {
  const { t } = useTranslation(['error', 'common'])
  return (error) => errorSentence(error, t)
}
