import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { UnitId } from '../../../shared/domain/ids.ts'
import { indexUnits, searchUnits } from '../../../shared/domain/unit-search.ts'
import { parseUnits, shippedUnitId } from '../../../shared/domain/units.ts'

const file = path.resolve(import.meta.dirname, '../../../assets/units/vietnam-2024-06.txt')
const text = readFileSync(file, 'utf8')
const units = parseUnits(text)
const index = indexUnits(units)

function names(query: string, filter: Parameters<typeof searchUnits>[2] = {}, limit = 5): string[] {
  return searchUnits(index, query, filter, limit).map(({ unit, ancestors }) =>
    [unit, ...[...ancestors].reverse()].map(({ name }) => name).join(', '),
  )
}

describe('the shipped units', () => {
  test('are all of June 2024, compact', () => {
    const count = (level: string) => units.filter((unit) => unit.level === level).length
    expect([count('province'), count('district'), count('commune')]).toEqual([63, 700, 10_595])
    expect(statSync(file).size).toBeLessThan(350_000)
  })

  test('have fixed ids, unique, each below its parent', () => {
    const byId = new Map(units.map((unit) => [unit.id, unit]))
    expect(byId.size).toBe(units.length)
    expect(byId.get('vn2024.c.07243' as UnitId)).toEqual({
      id: 'vn2024.c.07243',
      level: 'commune',
      name: 'Xã Đồng Tiến',
      code: '07243',
      parent: 'vn2024.d.215',
    })
    expect(byId.get(shippedUnitId('district', '215'))).toMatchObject({
      name: 'Huyện Yên Thế',
      parent: 'vn2024.p.24',
    })
    for (const { id, level, parent, name } of units) {
      expect(UnitId.safeParse(id).success && name === name.normalize('NFC')).toBe(true)
      const above = parent === null ? null : byId.get(parent)?.level
      expect(above).toBe({ province: null, district: 'province', commune: 'district' }[level])
    }
  })

  test('Yên Thế has the 19 communes of the statistics office', () => {
    expect(units.filter(({ parent }) => parent === 'vn2024.d.215')).toHaveLength(19)
  })

  test.each([
    '24 Tỉnh\n\t\t07243 Xã\n',
    '24 Tỉnh\n\t\t\t1 Xã\n',
    '24\n',
    '\t215 Huyện\n',
    '24 Tỉnh\n\n215 X\n',
  ])('%j is refused', (broken) => {
    expect(() => parseUnits(broken)).toThrow(/^line \d/)
  })

  test('are read within 30 ms', () => {
    const times = Array.from({ length: 5 }, () => {
      const started = performance.now()
      parseUnits(text)
      return performance.now() - started
    })
    expect(Math.min(...times)).toBeLessThan(30)
  })
})

describe('finding a unit', () => {
  test.each([
    ['yen the', 'Huyện Yên Thế, Tỉnh Bắc Giang'],
    ['Yên Thế', 'Huyện Yên Thế, Tỉnh Bắc Giang'],
    ['YEN THE', 'Huyện Yên Thế, Tỉnh Bắc Giang'],
    ['yên thế'.normalize('NFD'), 'Huyện Yên Thế, Tỉnh Bắc Giang'],
    ['huyen yen the', 'Huyện Yên Thế, Tỉnh Bắc Giang'],
    ['bo ha', 'Thị trấn Bố Hạ, Huyện Yên Thế, Tỉnh Bắc Giang'],
    ['Bố Hạ', 'Thị trấn Bố Hạ, Huyện Yên Thế, Tỉnh Bắc Giang'],
    ['dong huu bac giang', 'Xã Đồng Hưu, Huyện Yên Thế, Tỉnh Bắc Giang'],
    ['bac giang dong huu', 'Xã Đồng Hưu, Huyện Yên Thế, Tỉnh Bắc Giang'],
    ['dong h yen the', 'Xã Đồng Hưu, Huyện Yên Thế, Tỉnh Bắc Giang'],
    ['07243', 'Xã Đồng Tiến, Huyện Yên Thế, Tỉnh Bắc Giang'],
    ['bac giang', 'Tỉnh Bắc Giang'],
    ["ea h'leo", "Huyện Ea H'leo, Tỉnh Đắk Lắk"],
    ['phuong 1 da lat', 'Phường 1, Thành phố Đà Lạt, Tỉnh Lâm Đồng'],
    ['vung tau', 'Thành phố Vũng Tàu, Tỉnh Bà Rịa - Vũng Tàu'],
  ])('%s', (query, first) => {
    expect(names(query)[0]).toBe(first)
  })

  test('the name written with the same diacritics comes before its look-alikes', () => {
    for (const name of ['Xuân Đỉnh', 'Xuân Đình', 'Xuân Định', 'Nam Dong', 'Nam Động', 'Yên Hóa']) {
      expect(names(name)[0]).toContain(` ${name},`)
    }
    for (const placement of ['Hoà Bình', 'Hòa Bình', 'hoa binh'])
      expect(names(placement)[0]).toBe('Tỉnh Hoà Bình')
  })

  test('by level and within a unit', () => {
    expect(names('yen the', { level: 'commune' })).toEqual([
      'Thị trấn Yên Thế, Huyện Lục Yên, Tỉnh Yên Bái',
      'Phường Yên Thế, Thành phố Pleiku, Tỉnh Gia Lai',
    ])
    expect(names('', { within: 'vn2024.d.215' as UnitId }, 50)).toHaveLength(19)
    expect(names('bo ha', { within: 'vn2024.p.24' as UnitId, level: 'district' })).toEqual([])
  })

  test('nothing is found for what is nowhere, and signs alone find everything', () => {
    expect(names('xyzw')).toEqual([])
    expect(names('...', {}, 3)).toHaveLength(3)
    expect(names('constructor __proto__')).toEqual([])
  })

  test('units made by an office are found beside the shipped ones; a circle of parents does not hang', () => {
    const made = (id: string, name: string, parent: string) => ({
      id: id as UnitId,
      level: 'commune' as const,
      name,
      code: '',
      parent: parent as UnitId,
    })
    const own = indexUnits([
      ...units,
      made('u.1', 'Xã Thử Nghiệm', 'u.2'),
      made('u.2', 'Xã Vòng Tròn', 'u.1'),
    ])
    expect(searchUnits(own, 'thu nghiem', {}, 1).map(({ unit }) => unit.id)).toEqual(['u.1'])
  })
})
