import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  canonicalBytes,
  canonicalText,
  NotCanonical,
  parseCanonical,
} from '../../../src-main/journal/canonical.ts'
import { isKeptText } from '../../../shared/domain/text/kept-text.ts'

const keptString = fc
  .oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('Yên Thế', '"\\\n\t/', '\u2028'),
  )
  .map((text) => text.normalize('NFC'))
  .filter(isKeptText)

const { value: canonicalValue } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(null, true, false),
    fc.maxSafeInteger().filter((n) => !Object.is(n, -0)),
    keptString,
    fc.array(tie('value'), { maxLength: 5 }),
    fc
      .array(
        fc.tuple(
          fc.oneof(keptString, fc.constantFrom('10', '9', '__proto__', 'constructor', 'ê')),
          tie('value'),
        ),
        {
          maxLength: 5,
        },
      )
      .map((pairs) => Object.fromEntries(pairs)),
  ),
}))

function problemOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof NotCanonical) return error.problem
    throw error
  }
  return 'none'
}

/** A second, slow writer, straight from the rules. */
function slowText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(slowText).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const pairs = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${pairs.map(([key, item]) => `${JSON.stringify(key)}:${slowText(item)}`).join(',')}}`
  }
  return JSON.stringify(value)
}

describe('canonical JSON', () => {
  it('gives back every value, and one text for it', () => {
    fc.assert(
      fc.property(canonicalValue, (value) => {
        const bytes = canonicalBytes(value)
        expect(bytes.toString('utf8')).toBe(slowText(value))
        expect(parseCanonical(bytes)).toEqual(value)
        expect(canonicalBytes(parseCanonical(bytes)).equals(bytes)).toBe(true)
      }),
    )
  })

  it('does not depend on the order in which keys were set', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(keptString, fc.integer())), (pairs) => {
        const once = Object.fromEntries(pairs)
        const turned = Object.fromEntries(Object.entries(once).reverse())
        expect(canonicalText(turned)).toBe(canonicalText(once))
      }),
    )
  })

  it('refuses every byte changed, added or removed, or reads another value', () => {
    fc.assert(
      fc.property(canonicalValue, fc.nat(), fc.integer({ min: 1, max: 255 }), (value, at, mask) => {
        const bytes = canonicalBytes(value)
        const changed = Buffer.from(bytes)
        const place = at % bytes.length
        changed[place] = (changed[place] ?? 0) ^ mask
        const problem = problemOf(() => expect(parseCanonical(changed)).not.toEqual(value))
        expect(['none', 'notJson', 'notCanonical', 'text', 'number']).toContain(problem)
        for (const longer of [`${bytes.toString()} `, ` ${bytes.toString()}`, `${bytes.toString()}\n`])
          expect(problemOf(() => parseCanonical(Buffer.from(longer)))).toBe('notCanonical')
      }),
    )
  })

  it.each([
    ['duplicate keys', '{"a":1,"a":1}', 'notCanonical'],
    ['duplicate keys with another value', '{"a":1,"a":2}', 'notCanonical'],
    ['unsorted keys', '{"b":1,"a":2}', 'notCanonical'],
    ['keys in the order of numbers', '{"9":1,"10":2}', 'notCanonical'],
    ['a fraction', '[1.5]', 'number'],
    ['a whole fraction', '[1.0]', 'notCanonical'],
    ['minus zero', '[-0]', 'number'],
    ['an exponent', '[1e3]', 'notCanonical'],
    ['a large exponent', '[1e400]', 'number'],
    ['beyond the safe integers', '[9007199254740992]', 'number'],
    ['an integer that rounds to a safe one', '[9007199254740990.6]', 'notCanonical'],
    ['a leading zero', '[01]', 'notJson'],
    ['white space', '{"a": 1}', 'notCanonical'],
    ['an escaped letter', '["\\u0061"]', 'notCanonical'],
    ['an escaped solidus', '["\\/"]', 'notCanonical'],
    ['an escaped line feed by number', '["\\u000a"]', 'notCanonical'],
    ['an escaped NUL', '["\\u0000"]', 'text'],
    ['an escaped carriage return', '["\\r"]', 'text'],
    ['a raw tab', '["\t"]', 'notJson'],
    ['an escaped lone surrogate', '["\\ud800"]', 'text'],
    ['an escaped pair', '["\\ud83d\\ude00"]', 'notCanonical'],
    ['decomposed text', JSON.stringify(['ế'.normalize('NFD')]), 'text'],
    ['a decomposed key', JSON.stringify({ ['ế'.normalize('NFD')]: 1 }), 'text'],
    ['an unassigned character', '["\u{e0fff}"]', 'text'],
    ['a byte order mark', '\ufeff{}', 'notJson'],
    ['nothing', '', 'notJson'],
    ['two values', '{}{}', 'notJson'],
    ['a comment', '{}//', 'notJson'],
    ['NaN', '[NaN]', 'notJson'],
    ['deep nesting', '['.repeat(40) + ']'.repeat(40), 'tooDeep'],
    ['very deep nesting', '['.repeat(200_000) + ']'.repeat(200_000), 'tooDeep'],
  ])('refuses %s', (_, text, problem) => {
    expect(problemOf(() => parseCanonical(Buffer.from(text)))).toBe(problem)
  })

  it('refuses bytes that are not UTF-8', () => {
    for (const bytes of [
      [0x22, 0xff, 0x22],
      [0x22, 0xc0, 0x80, 0x22],
      [0x22, 0xed, 0xa0, 0x80, 0x22],
    ])
      expect(problemOf(() => parseCanonical(Buffer.from(bytes)))).toBe('text')
    // a real replacement character is a character
    expect(parseCanonical(Buffer.from('"\ufffd"'))).toBe('\ufffd')
  })

  it('keeps keys with special names as plain data', () => {
    const value = parseCanonical(Buffer.from('{"__proto__":{"admin":true},"constructor":1}')) as object
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor'])
    expect((value as { admin?: boolean }).admin).toBeUndefined()
    expect(canonicalText(value)).toBe('{"__proto__":{"admin":true},"constructor":1}')
  })

  it('refuses values that have no canonical form', () => {
    const values = [
      undefined,
      { a: undefined },
      [undefined],
      1.5,
      NaN,
      -0,
      1n,
      new Date(),
      new Map(),
      Symbol('a'),
      () => 1,
    ]
    for (const value of values) expect(problemOf(() => canonicalText(value))).not.toBe('none')
  })

  it('refuses too many bytes and too many brackets before it parses them', () => {
    expect(problemOf(() => parseCanonical(Buffer.alloc(1024 * 1024 + 1, 0x20)))).toBe('tooLarge')
    const brackets = Buffer.from(`[${'[],'.repeat(1_100_000)}[]]`)
    expect(problemOf(() => parseCanonical(brackets, 16 * 1024 * 1024))).toBe('tooLarge')
  })
})
