import { unassignedRanges } from './unassigned-code-points.ts'

/**
 * Text that the journal can keep: NFC, assigned in Unicode 15.1, well-formed UTF-16, no control characters but line feed and tab.
 * Two texts that look equal are then equal bytes on every device (JOURNAL 1).
 */

/**
 * Most Vietnamese text in one step: characters of these ranges are assigned, stand in NFC whatever their neighbours are, and
 * are no control characters. A test goes through every one of them.
 */
const plain = /^[\t\n\x20-\x7e\u00a0-\u02ff\u1ea0-\u1ef9\u2010-\u2027\u2030-\u205e]*$/

const unkept = new RegExp(`[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\ud800-\\udfff${unassignedClass()}]`, 'u')

/** Whether the journal can keep this text as it stands. */
export function isKeptText(text: string): boolean {
  return plain.test(text) || (!unkept.test(text) && text.normalize('NFC') === text)
}

/**
 * Where the first character stands that cannot be kept, as an index into the text; -1 when only normalisation is missing, or
 * nothing: `text.normalize('NFC')` can then be kept.
 */
export function unkeptCharacterAt(text: string): number {
  return plain.test(text) ? -1 : text.search(unkept)
}

function unassignedClass(): string {
  let at = 0
  const numbers = unassignedRanges.trim().split(/\s+/)
  let ranges = ''
  for (let i = 0; i + 1 < numbers.length; i += 2) {
    const from = at + parseInt(numbers[i] ?? '', 36)
    at = from + parseInt(numbers[i + 1] ?? '', 36)
    ranges += `\\u{${from.toString(16)}}-\\u{${(at - 1).toString(16)}}`
  }
  return ranges
}
