import { describe, expect, test } from 'vitest'
import type { FigureField } from '../../../src-renderer/ui/answer/answer-draft.ts'
import { figureHeadings, figuresOfTable } from '../../../src-renderer/ui/answer/paste-figures.ts'
import type { HeadingWords } from '../../../src-renderer/ui/tables/headings.ts'
import { readClipboard } from '../../../src-renderer/ui/tables/table.ts'
import { planUnits } from '../../../src-renderer/ui/tables/unit-lines.ts'

const table = (text: string) => readClipboard({ getData: (type) => (type === 'text/plain' ? text : '') })
const survey: readonly FigureField[] = [
  { name: 'issued', label: 'Số phiếu phát ra', kind: 'count' },
  { name: 'returned', label: 'Số phiếu thu về', kind: 'count' },
  { name: 'valid', label: 'Số phiếu hợp lệ', kind: 'count' },
  { name: 'satisfied', label: 'Số phiếu hài lòng', kind: 'count' },
]
const filled = { issued: '50', returned: '45', valid: '40', satisfied: '36' }

describe('the figures of one answer', () => {
  test.each([
    ['side by side', '50\t45\t40\t36'],
    ['one below the other', '50\n45\n40\n36'],
    ['under their names, in any order', 'Thu về\tPhát ra\tHài lòng\tHợp lệ\n45\t50\t36\t40'],
    [
      'beside their names, with others',
      'Số phiếu phát ra\t50\nTHU VE\t45\nHợp lệ\t40\nKhông hợp lệ khác\t\nHài lòng\t36',
    ],
  ])('%s', (_how, text) => {
    const given = text.includes('khác') ? text.replace('Không hợp lệ khác\t\n', '') : text
    expect(figuresOfTable(survey, table(given))).toEqual(filled)
  })
  test.each([
    ['50\t45\t40'],
    ['50\t45\t40\t36\t90'],
    ['Xã A\t50\t45\t40'],
    ['Phát ra\tPhát ra\tHợp lệ\tHài lòng\n1\t2\t3\t4'],
    ['a\tb\tc\n1\t2\t3\n4\t5\t6'],
  ])('%j is not told apart', (text) => {
    expect(figuresOfTable(survey, table(text))).toBeNull()
  })
})

describe('a line for each unit', () => {
  const units = [
    { key: 'a', name: 'Xã Đồng Tiến', within: 'Huyện Yên Thế' },
    { key: 'b', name: 'Xã Canh Nậu', within: 'Huyện Yên Thế' },
    { key: 'c', name: 'Xã Tân Tiến', within: 'Huyện Yên Thế' },
    { key: 'd', name: 'Xã Tân Tiến', within: 'Huyện Yên Dũng' },
    { key: 'e', name: 'Thị trấn Phồn Xương', within: 'Huyện Yên Thế' },
  ]
  const headings: HeadingWords<'total' | 'stars'> = [
    ['stars', /sao nam truoc/],
    ['total', /nam truoc/],
  ]
  const read = (text: string, chosen = {}, inOrder: readonly ('total' | 'stars')[] = []) => {
    const plan = planUnits(table(text), { units, headings, inOrder, chosen })
    return {
      roles: plan.roles,
      doubt: plan.doubt,
      lines: plan.lines.map(({ unit, state }) => unit?.key ?? state),
    }
  }

  test('is found by its name, with marks or without any, with the word for its kind or without', () => {
    expect(
      read('Xã\tĐiểm năm trước\nXã Đồng Tiến\t80\ncanh nau\t70\nPHỒN XƯƠNG\t60\nĐông Tiên\t1\nTổng\t5'),
    ).toEqual({
      roles: ['unit', 'total'],
      doubt: false,
      lines: ['skipped', 'a', 'b', 'e', 'noUnit', 'skipped'],
    })
  })
  test('of two of one name the district tells; else, and on two lines, nobody can', () => {
    expect(
      read('Xã\tHuyện\tĐiểm năm trước\nTân Tiến\tHuyện Yên Dũng\t1\nTân Tiến\tHuyện Yên Thế\t2').lines,
    ).toEqual(['skipped', 'd', 'c'])
    expect(read('Xã\tĐiểm năm trước\nTân Tiến\t1').lines).toEqual(['skipped', 'unclear'])
    const plan = planUnits(table('Canh Nậu\t1\nXã Canh Nậu\t2'), { units, headings, inOrder: [], chosen: {} })
    expect(plan.lines.map(({ state }) => state)).toEqual(['twice', 'twice'])
  })
  test('this year’s ranking is not last year’s: nothing is taken until a column is chosen', () => {
    const ranking = 'Hạng\tĐơn vị\tTổng điểm\tSố ★\n1\tXã Đồng Tiến\t91,25\t3\n2\tXã Canh Nậu\t80\t2'
    expect(read(ranking)).toMatchObject({ roles: [null, 'unit', null, null], doubt: true })
    expect(read(ranking, { 2: 'total', 3: 'stars' })).toMatchObject({
      roles: [null, 'unit', 'total', 'stars'],
      doubt: false,
    })
    expect(read('Hạng\tĐơn vị\tTổng điểm\tĐiểm năm trước\n1\tXã Đồng Tiến\t91,25\t80').roles).toEqual([
      null,
      'unit',
      null,
      'total',
    ])
  })
  test('figures without headings stand in their order behind the name, when they are as many', () => {
    expect(read('1\tXã Đồng Tiến\t80\t3', {}, ['total', 'stars']).roles).toEqual([
      null,
      'unit',
      'total',
      'stars',
    ])
    expect(read('1\tXã Đồng Tiến\t80', {}, ['total', 'stars']).doubt).toBe(true)
  })
  test('words over the figures that name none of them are asked about, never taken by order', () => {
    expect(read('Tên\tSao\tĐiểm\nXã Đồng Tiến\t3\t80', {}, ['total', 'stars']).doubt).toBe(true)
  })
})

test('the rule’s own labels name its figures', () => {
  const [[name, expression] = ['', /./]] = figureHeadings([
    { name: 'numerator', label: 'Số hồ sơ (đúng hạn)', kind: 'decimal' },
  ])
  expect(name).toBe('numerator')
  expect(expression.test('so ho so dung han')).toBe(true)
})

test('“không hợp lệ” is not “hợp lệ”', () => {
  expect(figuresOfTable(survey, table('Phát ra\tThu về\tKhông hợp lệ\tHài lòng\n50\t45\t40\t36'))).toBeNull()
})
