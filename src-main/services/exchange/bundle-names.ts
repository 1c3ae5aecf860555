import type { Unit } from '../catalogue/units.ts'

/** Names of bundle files: plain letters that every stick, mailbox and old archive program keeps as they are. */

const longestPart = 60

/** The text in plain letters: "Xã Đồng Tâm" becomes "Xa Dong Tam". */
export function plainLetters(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .replace(/[^A-Za-z0-9.-]+/g, ' ')
    .trim()
    .slice(0, longestPart)
    .replace(/[. ]+$/, '')
}

/** "CQTT 2024 Xa Dong Tam - Huyen Yen The 2024-11-20 K7QX-3M2P.cqtt" */
export function bundleFileName(
  from: Unit,
  to: Unit,
  about: { readonly year: number; readonly day: string; readonly code: string },
): string {
  return `CQTT ${about.year} ${plainLetters(from.name)} - ${plainLetters(to.name)} ${about.day} ${about.code}.cqtt`
}

/** "CQTT tep mo may 07243 Xa Dong Tam.cqtt"; the code tells namesakes apart, and where it does not, the id does. */
export function startFileName(unit: Unit, taken: Set<string>): string {
  const code = plainLetters(unit.code)
  const base = ['CQTT tep mo may', code, plainLetters(unit.name)].filter((part) => part !== '').join(' ')
  const unique = taken.has(base.toLowerCase()) ? `${base} ${plainLetters(unit.id)}` : base
  taken.add(unique.toLowerCase())
  return `${unique}.cqtt`
}
