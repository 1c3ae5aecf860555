import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { sentencesOf, subjectsOf } from '../../support/sentences.ts'

/** The glossary is what the screens say: its avoided words are looked for in every Vietnamese sentence. */

type Word = { readonly use: string; readonly never: readonly string[] }

/**
 * Sentences that hold an avoided word in another sense, or must name the former one.
 * `<subject>:<key>` → why.
 */
const excused: Readonly<Record<string, string>> = {
  'cli:whoIsCalling': 'the name of a call, as it is typed',
  'common:find.formerly.startFiles': 'Ctrl+K finds pages by the names that they had',
  'common:find.formerly.results': 'Ctrl+K finds pages by the names that they had',
  'common:find.formerly.receive': 'Ctrl+K finds pages by the names that they had',
  'common:find.formerly.send': 'Ctrl+K finds pages by the names that they had',
  'common:find.formerly.devices': 'Ctrl+K finds pages by the names that they had',
  'common:find.formerly.exchangeLog': 'Ctrl+K finds pages by the names that they had',
}

const glossary = readFileSync(path.join(import.meta.dirname, '../../../docs/glossary.md'), 'utf8')

function words(): readonly Word[] {
  return glossary
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| ---') && !line.startsWith('| word'))
    .map((line) => {
      const [, use = '', , never = ''] = line.split('|').map((cell) => cell.trim())
      // Names of former pages hold a comma of their own.
      const whole = ['gửi, nhận dữ liệu', 'sổ gửi, nhận', 'kết quả, xếp hạng']
      let rest = never
      const found = whole.filter((name) => rest.includes(name))
      for (const name of found) rest = rest.replace(name, '')
      return {
        use,
        never: [...found, ...rest.split(',').map((word) => word.trim())].filter((word) => word !== ''),
      }
    })
}

const sentences = subjectsOf('vi').flatMap((subject) =>
  [...sentencesOf('vi', subject)].map(([key, sentence]) => ({
    where: `${subject}:${key}`,
    // The names of what is filled in are code.
    sentence: sentence.replaceAll(/\{\{[^}]*\}\}/g, ''),
  })),
)

/** The word as a whole, in small or large letters. */
function holds(sentence: string, word: string): boolean {
  return new RegExp(`(?<!\\p{L})${word}(?!\\p{L})`, 'iu').test(sentence)
}

describe('the glossary', () => {
  it('has its forty words and more', () => {
    expect(words().length).toBeGreaterThanOrEqual(44)
    expect(words().find(({ use }) => use === 'Tệp mở máy')?.never).toEqual(['gói khởi tạo'])
  })

  it('no sentence says an avoided word', () => {
    const found = words().flatMap(({ use, never }) =>
      never.flatMap((word) =>
        sentences
          .filter(({ where, sentence }) => holds(sentence, word) && !(where in excused))
          .map(({ where, sentence }) => `${where} says "${word}" for "${use}": ${sentence}`),
      ),
    )
    expect(found).toEqual([])
  })

  it('no excuse outlives its sentence', () => {
    const idle = Object.keys(excused).filter(
      (each) =>
        !sentences.some(
          ({ where, sentence }) =>
            where === each && words().some(({ never }) => never.some((word) => holds(sentence, word))),
        ),
    )
    expect(idle).toEqual([])
  })
})

/** Where a sentence may say "huyện", and why. Everything else takes the word from the units and the cycle. */
const districtWords: Readonly<Record<string, string>> = {
  'common:level.district': 'the word of the level itself',
  'error:by.district': 'the word of the level itself, inside a sentence',
  'review:level.district': 'the word of the level itself, behind "cấp"',
  'values:level.district': 'the word of the level itself, in the history',
  'overview:communes.district': 'head of a column that shows only where communes stand under districts',
  'reports:ranking.district': 'head of a column that shows only where communes stand under several districts',
  'start:unit.levels.district': 'choosing the level of an office that begins as a district',
  'start:unit.name.district': 'choosing the level of an office that begins as a district',
}

it('says "huyện" in eight sentences at most, each for a reason', () => {
  const found = sentences.filter(({ sentence }) => /huyện/i.test(sentence)).map(({ where }) => where)
  expect(found.toSorted()).toEqual(Object.keys(districtWords).toSorted())
  expect(found.length).toBeLessThanOrEqual(8)
})

/** Where "tỉnh" may stand without "cấp" before it. A city of the central government is of that level, and no tỉnh. */
const provinceWords: Readonly<Record<string, string>> = {
  'common:level.province': 'the word of the level itself',
  'error:by.province': 'the word of the level itself, inside a sentence',
  'error:by.verification': 'the word of the level itself, inside a sentence',
  'start:unit.levels.province': 'choosing the level of an office that begins as a province',
  'start:unit.name.province': 'choosing the level of an office that begins as a province',
  'values:level.province': 'the word of the level itself, in the history',
}

it('says "cấp tỉnh", never "tỉnh" alone, but for a reason', () => {
  const found = sentences.filter(({ sentence }) => /(?<!cấp )tỉnh/iu.test(sentence)).map(({ where }) => where)
  expect(found.toSorted()).toEqual(Object.keys(provinceWords).toSorted())
})
