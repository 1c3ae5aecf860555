import { useTranslation } from 'react-i18next'
import type { TFunction } from 'i18next'
import { formatBytes, formatTime } from './format.ts'

/** As thrown, or as it stands in a list of what was refused, where the code is only known to be text. */
type Failure = { code: string; details: Record<string, unknown> }

/** The details of an error as words: statuses, permissions, sizes and times are spelled out. */
function readableDetails(details: Record<string, unknown>, t: TFunction): Record<string, string> {
  const words: Record<string, string> = {}
  for (const [name, value] of Object.entries(details)) {
    if (name.endsWith('Bytes') && typeof value === 'number') words[name] = formatBytes(value)
    else if (name === 'time' && typeof value === 'number') words[name] = formatTime(value)
    else if (name === 'status' && typeof value === 'string')
      words[name] = t(`common:status.${value}`, { defaultValue: value })
    else if (name === 'permission' && typeof value === 'string') {
      words[name] = t(`common:permission.${value}`, { defaultValue: value })
    } else if (name === 'why' && typeof value === 'string')
      words[name] = t(`error:why.${value}`, { defaultValue: value })
    else if (name === 'what' && typeof value === 'string')
      words[name] = t(`error:what.${value}`, { defaultValue: value })
    else if (name === 'problem' && typeof value === 'string') {
      words[name] = t(`error:problem.${value}`, { defaultValue: value })
    } else if (name === 'missing' && Array.isArray(value)) words[name] = value.join(', ')
    else if (name === 'by' && typeof value === 'string')
      words[name] = t(`error:by.${value}`, { defaultValue: value })
    else if (typeof value === 'string' || typeof value === 'number') words[name] = String(value)
  }
  return words
}

/** The sentence of an error: what happened, what was kept, what to do. */
export function errorSentence(error: Failure, t: TFunction): string {
  const waits = typeof error.details['waitSeconds'] === 'number' && error.details['waitSeconds'] > 0
  return t([`error:${error.code}`, 'error:internal'], {
    ...readableDetails(error.details, t),
    ...(waits ? { context: 'wait' } : {}),
  })
}

/** `errorSentence` in the language on screen. */
export function useErrorSentence(): (error: Failure) => string {
  const { t } = useTranslation(['error', 'common'])
  return (error) => errorSentence(error, t)
}
