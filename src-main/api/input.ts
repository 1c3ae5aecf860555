import type { z } from 'zod'
import type { Call } from '../../shared/contract/define.ts'
import { CallError } from '../../shared/contract/errors.ts'

/**
 * Gives back the text as it is kept (NFC).
 * @throws CallError `unacceptableText` for what cannot be kept
 */
export type AcceptText = (text: string) => string

/** Deeper than any call needs; without it a hostile input could exhaust the stack. */
const deepest = 32
const mostFields = 50

/**
 * Checks a call's input: every text in it, then its shape.
 *
 * @returns the input as the contract's schema gives it
 * @throws CallError `invalidInput` with one line a wrong field, `tooLong`, `unacceptableText`
 */
export function parseInput(call: Call, input: unknown, acceptText: AcceptText): unknown {
  const parsed = call.input.safeParse(acceptTexts(input ?? {}, acceptText, 0))
  if (parsed.success) return parsed.data
  const long = parsed.error.issues.find((issue) => issue.code === 'too_big' && issue.origin === 'string')
  if (long?.code === 'too_big') throw new CallError('tooLong', { limit: Number(long.maximum) })
  throw new CallError('invalidInput', { fields: parsed.error.issues.flatMap(placesOf).slice(0, mostFields) })
}

function acceptTexts(value: unknown, acceptText: AcceptText, depth: number): unknown {
  if (typeof value === 'string') return acceptText(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth === deepest) throw new CallError('invalidInput', { fields: [{ path: '', code: 'too_deep' }] })
  if (Array.isArray(value)) return value.map((item) => acceptTexts(item, acceptText, depth + 1))
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) {
    throw new CallError('invalidInput', { fields: [{ path: '', code: 'not_plain' }] })
  }
  // fromEntries defines properties, so a key named __proto__ stays a harmless key and is refused by the schema.
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [acceptText(key), acceptTexts(item, acceptText, depth + 1)]),
  )
}

/** Where and what, never the value itself. Rules written in the schemas name their own code as the message. */
function placesOf(issue: z.core.$ZodIssue): { path: string; code: string }[] {
  const path = issue.path.map(String)
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key].join('.'), code: issue.code }))
  }
  return [{ path: path.join('.'), code: issue.code === 'custom' ? issue.message : issue.code }]
}
