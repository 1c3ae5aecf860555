/**
 * Makes `assets/units/vietnam-2024-06.txt` from the statistics office's list as a CSV with the columns province_code, province,
 * district_code, district, commune_code, commune:
 *
 *   node scripts/run.mjs scripts/make-units.ts <list.csv>
 *
 * The list is never made again for the same month: the ids in it are written into every journal.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseUnits } from '../shared/domain/units.ts'
import { inProject } from './project.ts'
import { readCsv } from './read-csv.ts'

const [source] = process.argv.slice(2)
if (source === undefined) {
  console.error('Cần tên tệp CSV.\nName the CSV file: node scripts/run.mjs scripts/make-units.ts <list.csv>')
  process.exit(1)
}

type Place = { code: string; name: string; below: Map<string, Place> }

/** The place under its parent, added when it is new. */
function placeIn(places: Map<string, Place>, code = '', name = ''): Place {
  const known = places.get(code)
  if (known === undefined) {
    const place = { code, name: name.normalize('NFC').trim(), below: new Map<string, Place>() }
    places.set(code, place)
    return place
  }
  if (known.name !== name.normalize('NFC').trim())
    throw new Error(`${code} has two names: ${known.name}, ${name}`)
  return known
}

function write(places: Map<string, Place>, indent: string): string {
  return [...places.values()]
    .map((place) => `${indent}${place.code} ${place.name}\n${write(place.below, `${indent}\t`)}`)
    .join('')
}

const provinces = new Map<string, Place>()
for (const row of readCsv(readFileSync(source, 'utf8'))) {
  const province = placeIn(provinces, row['province_code'], row['province'])
  const district = placeIn(province.below, row['district_code'], row['district'])
  placeIn(district.below, row['commune_code'], row['commune'])
}
const text = write(provinces, '')
const units = parseUnits(text)
if (new Set(units.map(({ id }) => id)).size !== units.length) throw new Error('a code appears twice')

const target = inProject('assets/units/vietnam-2024-06.txt')
mkdirSync(path.dirname(target), { recursive: true })
writeFileSync(target, text)
console.log(`${target}: ${units.length} units, ${Buffer.byteLength(text)} bytes`)
