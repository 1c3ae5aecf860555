import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readHtmlTable } from '../../../src-renderer/ui/tables/html-table.ts'
import { readClipboard, writeClipboard } from '../../../src-renderer/ui/tables/table.ts'
import { readTextTable } from '../../../src-renderer/ui/tables/text-table.ts'

const text = (source: string): string[][] => readTextTable(source).map(({ cells }) => [...cells])
const html = (source: string): string[][] => readHtmlTable(source)?.rows.map(({ cells }) => [...cells]) ?? []
function clipboard(given: Record<string, string> = {}): Pick<DataTransfer, 'getData' | 'setData'> {
  const kept = new Map(Object.entries(given))
  return { getData: (type) => kept.get(type) ?? '', setData: (type, value) => void kept.set(type, value) }
}

describe('a table as plain text', () => {
  test.each([
    [
      'a\t"hai\ndòng ""đậm"""\r\nb\t2\r\n',
      [
        ['a', 'hai\ndòng "đậm"'],
        ['b', '2'],
      ],
    ],
    // A quote that somebody wrote, closed by a curly one or nowhere, swallows nothing.
    [
      '2.7\t"Công khai” thủ tục\t1,25\n3.6\t"Cảnh quan" công sở\t0,5\n3.4\tTrao\t7',
      [
        ['2.7', '"Công khai” thủ tục', '1,25'],
        ['3.6', '"Cảnh quan" công sở', '0,5'],
        ['3.4', 'Trao', '7'],
      ],
    ],
    [
      '"a\tb\n1\t"c',
      [
        ['"a', 'b'],
        ['1', '"c'],
      ],
    ],
    // A cell of Word on two lines is one cell; short lines of figures stay lines of their own.
    [
      '1.5\tTuyên truyền\nbằng nhiều hình thức\t13\n3.4\tTrao giấy\t7',
      [
        ['1.5', 'Tuyên truyền bằng nhiều hình thức', '13'],
        ['3.4', 'Trao giấy', '7'],
      ],
    ],
    [
      '1.2\tCó\n1.3\tKhông\n1.7\t3/4\tghi chú thêm',
      [
        ['1.2', 'Có'],
        ['1.3', 'Không'],
        ['1.7', '3/4', 'ghi chú thêm'],
      ],
    ],
    ['\ufeff1.5\t1\u200b2\u00a0', [['1.5', '12']]],
    ['11/12\n\n3/4\n', [['11/12'], [''], ['3/4']]],
    ['a\t', [['a', '']]],
    ['', []],
  ])('%j', (source, rows) => {
    expect(text(source)).toEqual(rows)
  })

  test('says how many lines a cell was put together from', () => {
    expect(
      readTextTable('1.5\tTuyên truyền\nbằng nhiều\nhình thức khác\t13\n3.4\tTrao giấy\t7').map(
        ({ joined }) => joined,
      ),
    ).toEqual([3, 1])
  })
})

describe('a table as HTML', () => {
  test('cells, line breaks, entities and paragraphs; nothing of the markup', () => {
    const source = `<html><head><style>td{color:red}</style><script>alert(1)</script></head><body><!--StartFragment-->
      <table><tr><td>1.5</td><td><p>Tuyên   truyền</p><p>bằng <b>nhiều</b>&nbsp;hình thức</p></td><td>1&#8203;3</td></tr>
      <tr><td>"Công khai”</td><td>a<br>b &lt;img src=x onerror=alert(1)&gt;</td><td></td></tr></table>`
    expect(html(source)).toEqual([
      ['1.5', 'Tuyên truyền\nbằng nhiều hình thức', '13'],
      ['"Công khai”', 'a\nb <img src=x onerror=alert(1)>', ''],
    ])
  })

  test('merged cells stand where they begin; what follows stands in its own column', () => {
    const source =
      '<table><tr><th rowspan=2>Mã</th><th colspan="2">Số liệu</th></tr><tr><th>Tử số</th><th>Mẫu số</th></tr>' +
      '<tr><td rowspan=3>1.4</td><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr><tr><td>5</td></tr></table>'
    expect(html(source)).toEqual([
      ['Mã', 'Số liệu', ''],
      ['', 'Tử số', 'Mẫu số'],
      ['1.4', '1', '2'],
      ['', '3', '4'],
      ['', '5'],
    ])
    expect(readHtmlTable(source)?.rows[1]?.spread).toEqual(['Mã', 'Tử số', 'Mẫu số'])
  })

  test('a table within a cell is part of that cell; ends that are missing do not matter', () => {
    expect(html('<table><tr><td>a<table><tr><td>b</td></tr></table><td>c<tr><td>d')).toEqual([
      ['a\n\nb'.replace('\n\n', '\n'), 'c'],
      ['d'],
    ])
  })

  test('goes before the text; markup without a table does not', () => {
    const table = clipboard({ 'text/html': '<table><tr><td>a\tb</td></tr></table>', 'text/plain': 'x\ty' })
    expect(readClipboard(table).rows.map(({ cells }) => cells)).toEqual([['a b']])
    const plain = clipboard({ 'text/html': '<b>x</b>', 'text/plain': 'x\ty' })
    expect(readClipboard(plain).rows.map(({ cells }) => cells)).toEqual([['x', 'y']])
  })

  test('hostile spans stay small, and anything at all is read without failing', () => {
    const wide = '<table>' + '<tr><td colspan=99999999 rowspan=999999>x</td></tr>'.repeat(50) + '</table>'
    expect(Math.max(...html(wide).map(({ length }) => length))).toBeLessThanOrEqual(256)
    const piece = fc.constantFrom(
      '<table>',
      '</table>',
      '<tr>',
      '<td colspan=2>',
      '<td rowspan=0>',
      '</td>',
      '<br>',
      'x',
      '&#0;',
      '<',
      '"',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => void readHtmlTable(pieces.join(''))),
    )
  })
})

test('what is written onto the clipboard is read back, as text and as a table', () => {
  const word = fc.constantFrom('1.4', 'Tỷ lệ "đúng hạn"', 'hai\ndòng', '', '3,00', '<b>&amp;', 'a')
  const table = fc
    .integer({ min: 2, max: 4 })
    .chain((width) =>
      fc.array(fc.array(word, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }),
    )
  fc.assert(
    fc.property(table, (rows) => {
      const kept = clipboard()
      writeClipboard(kept, { columns: rows[0]!.map((_, index) => `c${index}`), headings: null, rows })
      expect(readClipboard(kept).rows.map(({ cells }) => cells)).toEqual(rows)
      expect(text(kept.getData('text/plain'))).toEqual(rows)
    }),
  )
})

test('rows and columns that Excel hides are left out and counted', () => {
  const source =
    "<table><col width=64><col width=0 style='display:none;mso-width-source:userset'><col width=64>" +
    '<tr><td>1.4</td><td>1</td><td>9</td></tr>' +
    "<tr height=0 style='mso-height-source:userset;DISPLAY: none'><td>1.5</td><td>2</td><td>3</td></tr>" +
    "<tr><td>1.6</td><td style='display:none'>5</td><td>7</td></tr></table>"
  const table = readHtmlTable(source)
  expect(table?.rows.map(({ cells }) => cells)).toEqual([
    ['1.4', '9'],
    ['1.6', '7'],
  ])
  expect(table?.hidden).toEqual({ rows: 1, columns: 1 })
  const unseen = readHtmlTable(
    "<table><tr><td>1</td><td style='mso-hide:all'>2</td><td>3</td></tr><tr hidden><td>4</td></tr></table>",
  )
  expect(unseen?.rows.map(({ cells }) => cells)).toEqual([['1', '3']])
  expect(unseen?.hidden).toEqual({ rows: 1, columns: 1 })
})
