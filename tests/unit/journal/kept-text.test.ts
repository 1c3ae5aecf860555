import { describe, expect, it } from 'vitest'
import { isKeptText, unkeptCharacterAt } from '../../../shared/domain/text/kept-text.ts'
import { unassignedRanges } from '../../../shared/domain/text/unassigned-code-points.ts'

describe('kept text', () => {
  it('knows exactly the code points that Unicode 15.1 does not assign', () => {
    const lengths = unassignedRanges.trim().split(/\s+/)
    let unassigned = 0
    for (let i = 1; i < lengths.length; i += 2) unassigned += parseInt(lengths[i] ?? '', 36)
    // 149,813 characters, 65 controls, 137,468 for private use, 2,048 surrogates (Unicode 15.1.0, table D-1)
    expect(unassigned).toBe(0x110000 - 149_813 - 65 - 137_468 - 2048)
  })

  it('accepts only what a later Unicode assigns too, so that the engine can normalise it', () => {
    const control = /[\p{Cc}\p{Cs}]/u
    const wrong: string[] = []
    for (let point = 0; point <= 0x10ffff; point += 1) {
      const character = String.fromCodePoint(point)
      if (control.test(character)) {
        if (unkeptCharacterAt(character) === -1 && character !== '\n' && character !== '\t')
          wrong.push(`${point}`)
      } else if (unkeptCharacterAt(character) === -1 && /\p{Cn}/u.test(character)) wrong.push(`${point}`)
    }
    expect(wrong).toEqual([])
  })

  it('takes its short way only for characters that stand in NFC whatever their neighbours are', () => {
    // the same ranges as `plain` in kept-text.ts and `bare` in canonical.ts
    const plain = /^[\t\n\x20-\x7e\u00a0-\u02ff\u1ea0-\u1ef9\u2010-\u2027\u2030-\u205e]$/
    const characters = Array.from({ length: 0x2060 }, (_, point) => String.fromCodePoint(point)).filter((c) =>
      plain.test(c),
    )
    const all = characters.join('')
    expect(characters.length).toBeGreaterThan(700)
    expect(all.normalize('NFC')).toBe(all)
    for (const first of characters) {
      const pairs = characters.map((second) => first + second).join('')
      if (pairs.normalize('NFC') !== pairs) throw new Error(`composes with its neighbour: ${first}`)
    }
  })

  it.each([
    ['decomposed Vietnamese', 'Yên Thế'.normalize('NFD')],
    ['a lone surrogate', 'a\ud800b'],
    ['a NUL', 'a\0'],
    ['a carriage return', 'a\r\n'],
    ['a C1 control', 'a\u0085'],
    ['a noncharacter', '\ufffe'],
    ['a character of Unicode 16', '\u{1c89}'],
    ['an unassigned plane', '\u{e0fff}'],
    ['the singleton Ångström sign', '\u212b'],
  ])('refuses %s', (_, text) => {
    expect(isKeptText(text)).toBe(false)
  })

  it.each([
    ['Yên Thế – “17 xã”… 100 %'],
    ['\ttab\nline'],
    ['日本語 😀 ก'],
    [''],
    ['\u200b'],
    ['a\u0301\u0323'.normalize('NFC')],
  ])('keeps %j', (text) => {
    expect(isKeptText(text)).toBe(true)
    expect(unkeptCharacterAt(text)).toBe(-1)
  })

  it('says where the first bad character stands', () => {
    expect(unkeptCharacterAt('ab\0c')).toBe(2)
    expect(unkeptCharacterAt('ế'.normalize('NFD'))).toBe(-1)
  })
})
