import { describe, expect, it } from 'vitest'
import { placeholdersOf, plainKey, sentencesOf, subjectsOf } from '../../support/sentences.ts'

it('has the same subjects in both languages', () => {
  expect(subjectsOf('en')).toEqual(subjectsOf('vi'))
})

describe.each(subjectsOf('vi'))('%s', (subject) => {
  const vi = sentencesOf('vi', subject)
  const en = sentencesOf('en', subject)

  it('has the same keys in both languages', () => {
    const keys = (sentences: ReadonlyMap<string, string>) =>
      [...new Set([...sentences.keys()].map(plainKey))].sort()
    expect(keys(en)).toEqual(keys(vi))
  })

  it('has the same placeholders in both languages', () => {
    // One form of a number may leave the number out ("one day"), so forms are taken together.
    const placeholders = (sentences: ReadonlyMap<string, string>) => {
      const found = new Map<string, Set<string>>()
      for (const [key, sentence] of sentences) {
        const names = found.get(plainKey(key)) ?? new Set()
        // The number itself chooses the form and may be written as {{formatted}}, or not at all.
        for (const name of placeholdersOf(sentence)) if (name !== 'count') names.add(name)
        found.set(plainKey(key), names)
      }
      return Object.fromEntries([...found].map(([key, names]) => [key, [...names].sort()]))
    }
    expect(placeholders(en)).toEqual(placeholders(vi))
  })

  it('has no empty sentence and no space at its end', () => {
    for (const sentence of [...vi.values(), ...en.values()]) expect(sentence).toMatch(/\S$/)
  })

  it('is in the composed form of Unicode', () => {
    for (const sentence of vi.values()) expect(sentence).toBe(sentence.normalize('NFC'))
  })
})
