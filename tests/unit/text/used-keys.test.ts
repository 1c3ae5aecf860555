import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { plainKey, sentencesOf, subjectsOf } from '../../support/sentences.ts'

/** Every sentence that the window asks for by a fixed name must exist; a misspelt key would show itself on screen. */

const window = path.join(import.meta.dirname, '../../../src-renderer')
const subjects = new Set(subjectsOf('vi'))
const known = new Map([...subjects].map((subject) => [subject, keysOf(subject)]))

function keysOf(subject: string): ReadonlySet<string> {
  // A sentence with several forms is asked for without its ending: `wrongPassword_wait` as `wrongPassword`.
  return new Set([...sentencesOf('vi', subject).keys()].map(plainKey))
}

type Use = { file: string; subject: string; key: string }

/** `const { t } = useTranslation('sheet')`, or `{ t: c }`: which name speaks of which subject from here on. */
const declaration = /\{ t(?:: (\w+))?[^}]*\} = useTranslation\((?:\s*\[?\s*'(\w+)')?/g
/** Only whole literals: a key that is put together is checked where its parts are listed (every-code.test.ts). */
const asked = /\b([tc])\(\s*'([\w:.]+)'/g

function usesIn(file: string): Use[] {
  const source = readFileSync(path.join(window, file), 'utf8')
  const declared = [...source.matchAll(declaration)].map((found) => ({
    index: found.index,
    name: found[1] ?? 't',
    subject: found[2] ?? 'common',
  }))
  return [...source.matchAll(asked)].map((found) => {
    const [, name = '', key = ''] = found
    const [subject = '', inside] = key.split(':')
    if (inside !== undefined) return { file, subject, key: inside }
    const here = declared.filter((one) => one.name === name)
    const nearest = here.findLast(({ index }) => index < found.index) ?? here[0]
    return { file, subject: nearest?.subject ?? 'common', key }
  })
}

const files = readdirSync(window, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /\.tsx?$/.test(file),
)
const uses = files.flatMap(usesIn)

it('finds the uses at all', () => {
  expect(uses.length).toBeGreaterThan(200)
})

describe.each([...new Set(uses.map(({ subject }) => subject))].sort())('%s', (subject) => {
  it('exists', () => {
    expect(subjects).toContain(subject)
  })

  it('has every sentence that is asked for', () => {
    const missing = uses
      .filter((use) => use.subject === subject && known.get(subject)?.has(use.key) !== true)
      .map(({ file, key }) => `${key} (${file})`)
    expect(missing).toEqual([])
  })
})
