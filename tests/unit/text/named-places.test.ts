import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { permissionsOf } from '../../../shared/domain/permissions.ts'
import { placesFor } from '../../../src-renderer/app/places.ts'
import { languages, sentencesOf, subjectsOf, type TextLanguage } from '../../support/sentences.ts'

/** A sentence that sends somebody to a place sends to one that is there, by the name that stands in the navigation. */

type Grammar = Readonly<{
  /** What stands before the name of a place or page, which begins with a capital letter or a quotation mark. */
  before: RegExp
  /** Of these words the one that a page stands behind, and the one that a place of the navigation stands behind. */
  page: RegExp
  place: RegExp
  /** What stands between a place and one of its pages. */
  between: string
  /** Capital letters behind these words that are no places: other programs. */
  others: readonly string[]
}>

const name = '(?=“?\\p{Lu})'
const grammars: Readonly<Record<TextLanguage, Grammar>> = {
  vi: {
    before: new RegExp(`(?<!\\p{L})(?:[Mm]ục|[Tt]rang|[Tt]ại|[Ởở]|[Vv]ào|[Ss]ang) ${name}`, 'gu'),
    ...{ page: /^trang/i, place: /^mục/i },
    between: ', (?:trang )?',
    others: ['Excel', 'Word', 'USB'],
  },
  en: {
    before: new RegExp(
      `\\b(?:[Pp]age|[Pp]lace|[Uu]nder|(?:[Ii]n|[Oo]n|[Aa]t|[Tt]o|[Ff]rom) the) ${name}`,
      'gu',
    ),
    ...{ page: /^page/i, place: /^place/i },
    between: ', (?:(?:the )?page )?',
    others: [],
  },
}

/** `<language>/<subject>:<key>` → why what is named there is no place of the window. */
const excused: Readonly<Record<string, string>> = {
  'en/reports:sheet.kept': 'the heading of a column on the printed sheet',
}

/** Names in the navigation, or those that Ctrl+K still knows. */
function namesOf(
  language: TextLanguage,
  what: 'places' | 'pages' | 'find.formerly',
): ReadonlyMap<string, string> {
  const found = [...sentencesOf(language, 'common')].filter(([key]) => key.startsWith(`${what}.`))
  return new Map(found.map(([key, text]) => [key.slice(what.length + 1), text]))
}

function sentences(language: TextLanguage): readonly { where: string; sentence: string }[] {
  return subjectsOf(language).flatMap((subject) =>
    [...sentencesOf(language, subject)].map(([key, sentence]) => ({
      where: `${language}/${subject}:${key}`,
      sentence,
    })),
  )
}

/** Whether the text begins with this name, whole and as written. */
function beginsWith(text: string, name: string): boolean {
  if (text.startsWith('“')) return text.startsWith(`“${name}”`)
  return text.startsWith(name) && !/^\p{L}/u.test(text.slice(name.length))
}

/** Sentences that name a place which is not among these, or name it as it was called once. */
function strays(language: TextLanguage, given: ReturnType<typeof sentences>): string[] {
  const { before, page, place, others } = grammars[language]
  const [places, pages] = [
    [...namesOf(language, 'places').values()],
    [...namesOf(language, 'pages').values()],
  ]
  const former = [...namesOf(language, 'find.formerly').values()].flatMap((names) => names.split(/[,;] /))
  const isNamed = (leading: string, rest: string): boolean => {
    const now = page.test(leading) ? pages : place.test(leading) ? places : [...places, ...pages, ...others]
    const [longest] = [...now, ...former]
      .filter((each) => beginsWith(rest, each))
      .sort((one, other) => other.length - one.length)
    return longest !== undefined && now.includes(longest)
  }
  return given.flatMap(({ where, sentence }) =>
    where in excused
      ? []
      : [...sentence.matchAll(before)]
          .map((found) => [found[0], sentence.slice(found.index + found[0].length)] as const)
          .filter(([leading, rest]) => !isNamed(leading, rest))
          .map(([leading, rest]) => `${where} sends to: ${leading}${rest}`),
  )
}

/** Which pages lie in which place, at whatever level, for somebody who may do everything. */
const pagesIn = new Map<string, Set<string>>()
for (const level of ['province', 'district', 'commune'] as const)
  for (const { key, tabs } of placesFor(
    {
      level,
      permissions: permissionsOf(['admin', 'scorer', 'appraiser', 'approver']),
      appraises: true,
      differences: 1,
    },
    null,
  )) {
    const pages = pagesIn.get(key) ?? new Set()
    for (const { page } of tabs) pages.add(page)
    pagesIn.set(key, pages)
  }

/** `<place>, <page>` of which the page lies elsewhere. */
function misplaced(language: TextLanguage, given: ReturnType<typeof sentences>): string[] {
  const { between } = grammars[language]
  const places = namesOf(language, 'places')
  const pages = namesOf(language, 'pages')
  const any = (names: Iterable<string>): string => [...names].sort((a, b) => b.length - a.length).join('|')
  const pair = new RegExp(
    `(?<!\\p{L})(${any(places.values())})${between}(${any(pages.values())})(?!\\p{L})`,
    'gu',
  )
  return given.flatMap(({ where, sentence }) =>
    [...sentence.matchAll(pair)]
      .filter(
        ([, place, page]) =>
          ![...pagesIn].some(
            ([key, inside]) =>
              places.get(key) === place && [...inside].some((each) => pages.get(each) === page),
          ),
      )
      .map(([pairOf]) => `${where}: ${pairOf}`),
  )
}

/** The page about the template, in Vietnamese, sets the names of places in bold. */
const guide = readFileSync(path.join(import.meta.dirname, '../../../docs/criteria-template.md'), 'utf8')
  .split('\n')
  .filter((line) => /(?:mục|trang) \*\*/i.test(line))
  .map((line) => ({ where: 'docs/criteria-template.md', sentence: line.replaceAll('**', '') }))

it('the guide to the template names places as they are', () => {
  expect(guide).not.toEqual([])
  expect([...strays('vi', guide), ...misplaced('vi', guide)]).toEqual([])
})

describe.each(languages)('places that sentences name, in %s', (language) => {
  it('are there by that name', () => {
    expect(strays(language, sentences(language))).toEqual([])
  })

  it('hold the page that is named with them', () => {
    expect(misplaced(language, sentences(language))).toEqual([])
  })

  it('are found in the sentences at all', () => {
    const found = sentences(language).filter(
      ({ sentence }) => sentence.search(grammars[language].before) >= 0,
    )
    expect(found.length).toBeGreaterThan(10)
  })

  it('no excuse outlives its sentence', () => {
    const idle = Object.keys(excused).filter(
      (where) =>
        where.startsWith(`${language}/`) &&
        !sentences(language).some(
          (each) => each.where === where && each.sentence.search(grammars[language].before) >= 0,
        ),
    )
    expect(idle).toEqual([])
  })
})
