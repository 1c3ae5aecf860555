import type { Day, UnitId } from './ids.ts'
import { searchKey } from './text/vietnamese.ts'
import { isUnitOfDay, type UnitDays } from './unit-days.ts'
import type { UnitLevel } from './units.ts'

/** Finding a unit by what an officer types: with or without diacritics, the beginnings of words, in any order. */

/** What the search needs of a unit, shipped or made by an office. */
export type SearchableUnit = Readonly<{
  id: UnitId
  level: UnitLevel
  name: string
  code: string
  parent: UnitId | null
}> &
  UnitDays

type IndexedUnit<Unit> = Readonly<{
  unit: Unit
  /** From the province down to the parent. */
  ancestors: readonly Unit[]
  /** Words of the own name and the code, each after a space. */
  own: string
  /** The same with the names above, for "dong huu bac giang". */
  path: string
  /** The name without its kind ("Xã"), for the order. */
  bare: string
  /** The same with its diacritics. */
  written: string
}>

export type UnitIndex<Unit extends SearchableUnit = SearchableUnit> = Readonly<{
  entries: readonly IndexedUnit<Unit>[]
}>

export type FoundUnit<Unit extends SearchableUnit> = Readonly<{ unit: Unit; ancestors: readonly Unit[] }>

export type UnitFilter = Readonly<{
  level?: UnitLevel | undefined
  /** Only units below this one. */
  within?: UnitId | undefined
  /** Only units that exist on this day. */
  day?: Day | undefined
}>

/** Longest first: "thành phố" before a name that begins with "thành". */
const kinds = ['thành phố', 'thị trấn', 'thị xã', 'phường', 'huyện', 'quận', 'tỉnh', 'xã']
const levelOrder: Readonly<Record<UnitLevel, number>> = { province: 0, district: 1, commune: 2 }

/** Small letters in normal form, signs as spaces: "H'Leo", "Ea-Kar" and "Tân Hòa" are found by their words. */
function wordsOf(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
}

function withoutKind(words: string): string {
  const kind = kinds.find((each) => words.startsWith(`${each} `))
  return kind === undefined ? words : words.slice(kind.length + 1)
}

type NameKeys = Readonly<{ whole: string; bare: string; written: string }>

function keysOf(name: string): NameKeys {
  const words = wordsOf(name)
  const written = withoutKind(words)
  const whole = searchKey(words)
  // The kind has no letter that the key drops or adds, so what is left of the key is as long as what is left of the name.
  return { whole, bare: whole.slice(words.length - written.length), written }
}

/** Prepares units for searching; some 40 ms for the whole country. Units whose parent is not listed stand alone. */
export function indexUnits<Unit extends SearchableUnit>(units: readonly Unit[]): UnitIndex<Unit> {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const names = new Map(units.map((unit) => [unit.id, keysOf(unit.name)]))
  const ancestorsById = new Map<UnitId, readonly Unit[]>()
  const ancestorsOf = (unit: Unit, depth: number): readonly Unit[] => {
    const known = ancestorsById.get(unit.id)
    if (known !== undefined) return known
    const parent = unit.parent === null ? undefined : byId.get(unit.parent)
    // A circle of parents can only come from damaged data; it must not hang the search.
    const found = parent === undefined || depth > 8 ? [] : [...ancestorsOf(parent, depth + 1), parent]
    ancestorsById.set(unit.id, found)
    return found
  }
  const entries = units.map((unit) => {
    const ancestors = ancestorsOf(unit, 0)
    const { whole, bare, written } = names.get(unit.id) ?? keysOf(unit.name)
    const own = ` ${whole} ${unit.code}`
    const path = [own, ...ancestors.map(({ id }) => names.get(id)?.whole ?? '')].join(' ')
    return { unit, ancestors, own, path, bare, written }
  })
  return { entries }
}

/** Each word's letters, then its marks: "Hòa" and "Hoà" put the tone on different letters and are the same word. */
function lettersAndMarks(words: string): string {
  return words
    .split(' ')
    .map((word) => {
      const apart = word.normalize('NFD')
      return apart.replace(/\p{M}/gu, '') + apart.replace(/\P{M}/gu, '')
    })
    .join(' ')
}

/**
 * How well an entry answers; lower is better, null is not at all. Each word typed must begin a word of the unit's path, at
 * least one of them a word of its own name.
 */
function rank(entry: IndexedUnit<SearchableUnit>, words: readonly string[], typed: string): number | null {
  let own = 0
  for (const word of words) {
    const begins = ` ${word}`
    if (entry.own.includes(begins)) own += 1
    else if (!entry.path.includes(begins)) return null
  }
  if (own === 0) return null
  const key = words.join(' ')
  const whole = entry.own.slice(1, -entry.unit.code.length - 1)
  // With diacritics typed, the name written so comes before its look-alikes.
  if (entry.bare === key || whole === key || entry.unit.code === key) {
    return lettersAndMarks(entry.written) === lettersAndMarks(withoutKind(typed)) ? 0 : 1
  }
  if (`${entry.bare} `.startsWith(`${key} `) || `${whole} `.startsWith(`${key} `)) return 2
  if (entry.bare.startsWith(key) || whole.startsWith(key)) return 3
  if (entry.own.includes(` ${key}`)) return 4
  // "dong huu bac giang": the name in full, then where it lies.
  if (`${key} `.startsWith(`${entry.bare} `) || `${key} `.startsWith(`${whole} `)) return 5
  return own === words.length ? 6 : 7
}

/**
 * The units that answer to a text, best first: the whole name, then its beginning, then its words, then words of the units
 * above. Of equal ones the higher level comes first, then the alphabet. An empty text finds the units of the filter.
 */
export function searchUnits<Unit extends SearchableUnit>(
  index: UnitIndex<Unit>,
  text: string,
  filter: UnitFilter,
  limit: number,
): readonly FoundUnit<Unit>[] {
  const typed = wordsOf(text)
  const key = searchKey(typed)
  const words = key === '' ? [] : key.split(' ')
  const found: { entry: IndexedUnit<Unit>; rank: number }[] = []
  for (const entry of index.entries) {
    if (filter.level !== undefined && entry.unit.level !== filter.level) continue
    if (filter.within !== undefined && !entry.ancestors.some(({ id }) => id === filter.within)) continue
    if (filter.day !== undefined && !isUnitOfDay(entry.unit, filter.day)) continue
    const ranked = words.length === 0 ? 0 : rank(entry, words, typed)
    if (ranked !== null) found.push({ entry, rank: ranked })
  }
  found.sort(
    (a, b) =>
      a.rank - b.rank ||
      levelOrder[a.entry.unit.level] - levelOrder[b.entry.unit.level] ||
      (a.entry.bare < b.entry.bare ? -1 : a.entry.bare > b.entry.bare ? 1 : 0),
  )
  return found.slice(0, limit).map(({ entry: { unit, ancestors } }) => ({ unit, ancestors }))
}
