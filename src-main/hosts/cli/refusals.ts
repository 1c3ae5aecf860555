import { z } from 'zod'
import { errorDetails, type ErrorCode, type ErrorValue } from '../../../shared/contract/errors.ts'
import { errorSentence, sentence, type Language } from '../../platform/sentences.ts'

const Reason = z.object({ code: z.string(), details: z.record(z.string(), z.unknown()) })
const Refused = z.object({
  file: z.string().optional(),
  name: z.string().optional(),
  toName: z.string().optional(),
})

/**
 * What a result says was refused: files of a delivery, bundles looked into, answers that could not be made. The call itself went well,
 * and a script still has to know that something was not taken in.
 */
export function refusalsIn(value: unknown, language: Language): string[] {
  const rows = Array.isArray(value) ? value : isObject(value) ? listsOf(value) : []
  return rows.flatMap((row: unknown) => {
    const error = errorIn(isObject(row) && isObject(row['refusal']) ? row['refusal'] : row)
    if (error === null) return []
    const { file, name, toName } = Refused.parse(row)
    // of the call as a whole the general sentence says that nothing changed, which is not so when a part was done before
    const why =
      error.code === 'cancelled' ? sentence(language, 'stoppedBefore') : errorSentence(language, error)
    return [`${file ?? name ?? toName ?? ''}: ${why}`]
  })
}

function errorIn(value: unknown): ErrorValue | null {
  const reason = Reason.safeParse(value)
  if (!reason.success || !Object.hasOwn(errorDetails, reason.data.code)) return null
  const code = reason.data.code as ErrorCode
  const details = errorDetails[code].safeParse(reason.data.details)
  return details.success ? ({ code, details: details.data } as ErrorValue) : null
}

function listsOf(value: Record<string, unknown>): unknown[] {
  return [value['refused'], value['unanswered']].flatMap((list) =>
    Array.isArray(list) ? (list as unknown[]) : [],
  )
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
