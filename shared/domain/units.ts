import type { UnitId } from './ids.ts'

/**
 * The shipped units: provinces, districts and communes as the statistics office listed them in June 2024. Their ids are ours
 * and fixed; the office's codes are re-used when units merge and identify nothing.
 */

export type UnitLevel = 'province' | 'district' | 'commune'

export type ShippedUnit = Readonly<{
  id: UnitId
  level: UnitLevel
  /** With its kind: "Huyện Yên Thế". */
  name: string
  code: string
  parent: UnitId | null
}>

const levels = ['province', 'district', 'commune'] as const
const letters = { province: 'p', district: 'd', commune: 'c' } as const
const line = /^(\t{0,2})(\d{2,5}) (\S.*)$/

/** The id of a shipped unit: `vn2024.p.24`, `vn2024.d.215`, `vn2024.c.07243`. */
export function shippedUnitId(level: UnitLevel, code: string): UnitId {
  return `vn2024.${letters[level]}.${code}` as UnitId
}

/**
 * Reads the compact list that ships with the program: one unit a line, "<tabs><code> <name>", districts one tab and communes two
 * tabs below their province. Parents come before their children.
 * @throws TypeError naming the line that is wrong: the file is ours, so this is a fault of the build
 */
export function parseUnits(text: string): readonly ShippedUnit[] {
  const units: ShippedUnit[] = []
  /** The last unit of each level. */
  const above: (UnitId | undefined)[] = []
  let start = 0
  for (let number = 1; start < text.length; number += 1) {
    const end = text.indexOf('\n', start)
    const written = text.slice(start, end < 0 ? text.length : end)
    start = end < 0 ? text.length : end + 1
    const [, tabs = '', code = '', name] = line.exec(written) ?? []
    const level = levels[tabs.length]
    const parent = tabs === '' ? null : above[tabs.length - 1]
    if (name === undefined || level === undefined || parent === undefined) {
      throw new TypeError(`line ${number} of the list of units cannot be read`)
    }
    const id = shippedUnitId(level, code)
    above.length = tabs.length
    above.push(id)
    units.push({ id, level, name, code, parent })
  }
  return units
}
