import { isUtf8 } from 'node:buffer'
import { isKeptText } from '../../shared/domain/text/kept-text.ts'

/**
 * Canonical JSON (JOURNAL 1): one value has exactly one text, so equal values have equal hashes on every device.
 *
 * - objects: keys sorted by UTF-16 code unit, none twice; no white space anywhere
 * - numbers: safe integers in plain digits, no -0
 * - strings: kept text (`kept-text.ts`); only `"`, `\`, line feed and tab are escaped, as `\"` `\\` `\n` `\t`
 * - UTF-8 without BOM; at most 32 levels deep
 */
export type CanonicalValue =
  null | boolean | number | string | readonly CanonicalValue[] | { readonly [key: string]: CanonicalValue }

export type CanonicalProblem =
  'notJson' | 'notCanonical' | 'number' | 'text' | 'type' | 'tooDeep' | 'tooLarge'

/** The bytes or the value have no canonical form. */
export class NotCanonical extends Error {
  readonly problem: CanonicalProblem

  constructor(problem: CanonicalProblem) {
    super(`not canonical JSON: ${problem}`)
    this.name = 'NotCanonical'
    this.problem = problem
  }
}

/** What an entry, certificate, seal or list may have at most. */
export const maximumCanonicalBytes = 1024 * 1024

const maximumDepth = 32
/** Larger texts are measured before they are parsed: nesting costs memory far beyond its bytes. */
const measuredFrom = 256 * 1024
const maximumContainers = 1_000_000

/**
 * The canonical text of a value.
 * @throws NotCanonical for what JSON or these rules cannot hold (undefined, fractions, NFD text, class instances, …)
 */
export function canonicalText(value: unknown): string {
  return textOf(value, maximumDepth)
}

/** UTF-8 of `canonicalText`. */
export function canonicalBytes(value: unknown): Buffer {
  return Buffer.from(canonicalText(value), 'utf8')
}

/**
 * The value of canonical bytes.
 * @param limit at most so many bytes
 * @throws NotCanonical when the bytes are not exactly the canonical form of some value
 */
export function parseCanonical(bytes: Uint8Array, limit = maximumCanonicalBytes): CanonicalValue {
  if (bytes.byteLength > limit) throw new NotCanonical('tooLarge')
  if (!isUtf8(bytes)) throw new NotCanonical('text')
  if (bytes.byteLength > measuredFrom) refuseManyContainers(bytes)
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
  let value: CanonicalValue
  try {
    value = JSON.parse(text) as CanonicalValue
  } catch {
    throw new NotCanonical('notJson')
  }
  // Sorting, escapes, white space, duplicate keys, exponents and -0 all show here: the text comes out different.
  if (textOf(value, maximumDepth) !== text) throw new NotCanonical('notCanonical')
  return value
}

function textOf(value: unknown, depth: number): string {
  switch (typeof value) {
    case 'string':
      return textOfString(value)
    case 'number':
      if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw new NotCanonical('number')
      return String(value)
    case 'boolean':
      return value ? 'true' : 'false'
    case 'object':
      if (value === null) return 'null'
      if (depth === 0) throw new NotCanonical('tooDeep')
      return Array.isArray(value) ? textOfArray(value, depth - 1) : textOfObject(value, depth - 1)
    default:
      throw new NotCanonical('type')
  }
}

/** Needs no escape and no further look: by far the most strings. */
const bare = /^[\x20\x21\x23-\x5b\x5d-\x7e\u00a0-\u02ff\u1ea0-\u1ef9\u2010-\u2027]*$/

function textOfString(text: string): string {
  if (bare.test(text)) return `"${text}"`
  if (!isKeptText(text)) throw new NotCanonical('text')
  // Of kept text JSON.stringify escapes exactly the four that we escape.
  return JSON.stringify(text)
}

function textOfArray(items: readonly unknown[], depth: number): string {
  let text = '['
  for (let i = 0; i < items.length; i += 1) {
    text += i === 0 ? textOf(items[i], depth) : `,${textOf(items[i], depth)}`
  }
  return `${text}]`
}

function textOfObject(value: object, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) throw new NotCanonical('type')
  const keys = Object.keys(value)
  if (!isSorted(keys)) keys.sort()
  let text = '{'
  for (let i = 0; i < keys.length; i += 1) {
    const key = keys[i] ?? ''
    const item = textOf((value as Record<string, unknown>)[key], depth)
    text += i === 0 ? `${textOfString(key)}:${item}` : `,${textOfString(key)}:${item}`
  }
  return `${text}}`
}

function isSorted(keys: readonly string[]): boolean {
  for (let i = 1; i < keys.length; i += 1) {
    if ((keys[i - 1] ?? '') > (keys[i] ?? '')) return false
  }
  return true
}

/** A megabyte of brackets would become a hundred times its size in memory before anything could refuse it. */
function refuseManyContainers(bytes: Uint8Array): void {
  let opened = 0
  for (const byte of bytes) {
    if (byte === 0x7b || byte === 0x5b) opened += 1
  }
  if (opened > maximumContainers) throw new NotCanonical('tooLarge')
}
