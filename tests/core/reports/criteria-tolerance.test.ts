import type ExcelJS from 'exceljs'
import { expect, test } from 'vitest'
import { exampleContent } from '../../../src-main/reports/template/examples.ts'
import { cellAt, importChanged, rowOfCode } from '../../support/criteria-workbook.ts'

/** What offices do to a template without making a mistake: the same set must come out. */

function sheetOf(workbook: ExcelJS.Workbook, name: string): ExcelJS.Worksheet {
  return workbook.getWorksheet(name)!
}

async function expectSame(change: (workbook: ExcelJS.Workbook) => void): Promise<void> {
  const { content, warnings } = await importChanged(change)
  expect(content).toEqual(exampleContent)
  expect(warnings).toEqual([])
}

/** A cell's own format, without touching the cells that share its style. */
function format(cell: ExcelJS.Cell, numFmt: string): void {
  cell.style = { ...cell.style, numFmt }
}

test('columns in another order, a title above the headings, columns and sheets of the office’s own', async () => {
  await expectSame((workbook) => {
    const sheet = sheetOf(workbook, 'Nhóm')
    const rows: ExcelJS.CellValue[][] = []
    sheet.eachRow((row) => rows.push((row.values as ExcelJS.CellValue[]).slice(1)))
    workbook.removeWorksheet(sheet.id)
    const other = workbook.addWorksheet('Nhóm')
    other.addRow(['BỘ TIÊU CHÍ CỦA TỈNH'])
    other.addRow([])
    for (const [index, [code, title, outside, max, id]] of rows.entries()) {
      other.addRow([id, index === 0 ? 'Ghi chú riêng của phòng' : 'đã rà soát', title, max, code, outside])
    }
    workbook.addWorksheet('Nháp').addRow(['1', '2', '3'])
  })
})

test('headings, sheet names and words in other case, without accents, with spaces, with i for y', async () => {
  await expectSame((workbook) => {
    sheetOf(workbook, 'Bậc sao').name = '  BAC SAO '
    sheetOf(workbook, 'Tiêu chí').name = 'tiêu chí'.normalize('NFD')
    const row = sheetOf(workbook, 'tiêu chí'.normalize('NFD')).getRow(1)
    row.eachCell((cell) => {
      cell.value = `  ${cell.text.toUpperCase().normalize('NFD')}: `
    })
    const sheet = sheetOf(workbook, 'tiêu chí'.normalize('NFD'))
    sheet.getCell('E7').value = ' tỉ  lệ '
    sheet.getCell('E2').value = 'CÓ / KHÔNG'
    sheet.getCell('M8').value = 'loai khoi diem toi da'
    sheet.getCell('AE8').value = 'hàng tháng'
    sheet.getCell('AE8').value = 'Hàng  quý'
  })
})

test('texts in NFD and with spaces around are kept in NFC and trimmed', async () => {
  await expectSame((workbook) => {
    const cell = cellAt(workbook, 'Tiêu chí', 2, 'Tên tiêu chí')
    cell.value = ` ${cell.text.normalize('NFD')}\u00a0`
    const paper = sheetOf(workbook, 'Hồ sơ').getCell('A2')
    paper.value = paper.text.normalize('NFD')
  })
})

test('numbers as text, with comma or point, with "điểm" and "%", and numbers that Excel stored inexactly', async () => {
  await expectSame((workbook) => {
    cellAt(workbook, 'Tiêu chí', 2, 'Điểm tối đa').value = ' 10,00 điểm'
    cellAt(workbook, 'Tiêu chí', 3, 'Điểm tối đa').value = '10.0'
    cellAt(workbook, 'Tiêu chí', rowOfCode(workbook, 'VDT2'), 'Điểm mỗi lần').value = 0.1 + 0.15
    cellAt(workbook, 'Tiêu chí', rowOfCode(workbook, 'VD2.4'), 'Hệ số').value = '0,1'
    cellAt(workbook, 'Lựa chọn và bậc', 9, 'Từ (%)').value = '98 %'
    cellAt(workbook, 'Bậc sao', 3, 'Số sao').value = '1'
  })
})

test('percentages that Excel shows with a percent sign', async () => {
  await expectSame((workbook) => {
    const target = cellAt(workbook, 'Tiêu chí', rowOfCode(workbook, 'VD3.1'), 'Đạt tối đa tại (%)')
    target.value = 0.9
    format(target, '0%')
    const limit = cellAt(workbook, 'Lựa chọn và bậc', 8, 'Từ (%)')
    limit.value = 1
    format(limit, '0.00%')
  })
})

test('a deadline that Excel made a date of, codes that Excel made numbers of', async () => {
  await expectSame((workbook) => {
    const deadline = cellAt(workbook, 'Tiêu chí', 2, 'Hạn')
    deadline.value = new Date(Date.UTC(2024, 4, 31))
    format(deadline, 'd/m/yyyy')
    for (const row of [2, 3, 4]) {
      const code = cellAt(workbook, 'Nhóm', row, 'Mã nhóm')
      format(code, 'General')
      code.value = row - 1
    }
    const group = cellAt(workbook, 'Tiêu chí', 7, 'Nhóm')
    format(group, '0.0')
    group.value = null
    group.value = 'Công tác cải cách hành chính'
  })
})

test('a code shown as 1.10 by its number format stays 1.10', async () => {
  const { content } = await importChanged((workbook) => {
    const code = cellAt(workbook, 'Tiêu chí', 2, 'Mã')
    code.value = 1.1
    format(code, '0.00')
    cellAt(workbook, 'Tiêu chí', 2, 'Mã cố định').value = null
  })
  expect(content.criteria[0]).toMatchObject({ code: '1.10', id: '1.10' })
})

test('formulas count with the result that Excel stored', async () => {
  await expectSame((workbook) => {
    cellAt(workbook, 'Tiêu chí', 2, 'Điểm tối đa').value = { formula: '5+5', result: 10 }
    cellAt(workbook, 'Tiêu chí', 2, 'Nguồn').value = { formula: 'IF(1=1,"","x")', result: '' }
    cellAt(workbook, 'Bậc sao', 2, 'Tên bậc').value = {
      formula: '"Chưa "&"đạt chuẩn"',
      result: 'Chưa đạt chuẩn',
    }
  })
})

test('rich text and links are read as the text they show', async () => {
  await expectSame((workbook) => {
    cellAt(workbook, 'Bậc sao', 2, 'Tên bậc').value = {
      richText: [{ text: 'Chưa ' }, { font: { bold: true }, text: 'đạt chuẩn' }],
    }
    cellAt(workbook, 'Hồ sơ', 2, 'Tên văn bản').value = {
      text: 'Tờ trình của UBND cấp xã',
      hyperlink: 'https://example.org/',
    }
  })
})

test('a group, a department or a deadline merged downwards holds for all its rows', async () => {
  await expectSame((workbook) => {
    const sheet = sheetOf(workbook, 'Tiêu chí')
    sheet.mergeCells('B2:B6')
    sheet.mergeCells('B7:B10')
    sheet.mergeCells('AD2:AD3')
    sheet.mergeCells('AE2:AE3')
    sheetOf(workbook, 'Lựa chọn và bậc').mergeCells('A2:A4')
  })
})

test('empty rows between, bands in any order, missing optional sheets', async () => {
  const { content } = await importChanged((workbook) => {
    const details = sheetOf(workbook, 'Lựa chọn và bậc')
    const [best, worst] = [details.getRow(8), details.getRow(11)]
    const values = best.values
    best.values = worst.values
    worst.values = values
    sheetOf(workbook, 'Nhóm').insertRow(3, [])
    workbook.removeWorksheet(sheetOf(workbook, 'Điều kiện').id)
    workbook.removeWorksheet(sheetOf(workbook, 'Hồ sơ').id)
    workbook.removeWorksheet(sheetOf(workbook, 'Phòng ban').id)
  })
  expect(content).toEqual({ ...exampleContent, gates: [], dossier: [] })
})

test('defaults: a criterion needs no more than its required cells and its kind’s own', async () => {
  const { content } = await importChanged((workbook) => {
    const row = rowOfCode(workbook, 'VD1.1')
    for (const heading of [
      'Điểm khi Có',
      'Điểm khi Không',
      'Chữ thay cho Có',
      'Chữ thay cho Không',
      'Bước làm tròn',
    ]) {
      cellAt(workbook, 'Tiêu chí', row, heading).value = null
    }
    for (const heading of [
      'Người nhập',
      'Khi không áp dụng',
      'Minh chứng',
      'Cơ quan phụ trách',
      'Hạn',
      'Mã cố định',
    ]) {
      cellAt(workbook, 'Tiêu chí', row, heading).value = null
    }
  })
  expect(content.criteria[0]).toEqual({
    ...exampleContent.criteria[0],
    rule: { kind: 'yesNo', yes: 1000, no: 0, yesLabel: 'Có', noLabel: 'Không' },
    evidence: [],
    department: null,
    deadline: null,
  })
})

test('new rows get ids that nobody has, made from their codes and names', async () => {
  const { content } = await importChanged((workbook) => {
    cellAt(workbook, 'Tiêu chí', 2, 'Mã cố định').value = null
    cellAt(workbook, 'Tiêu chí', 2, 'Mã').value = 'Đ 1.1'
    cellAt(workbook, 'Tiêu chí', 3, 'Mã cố định').value = 'd-1.1'
    cellAt(workbook, 'Phòng ban', 3, 'Mã cố định').value = null
    cellAt(workbook, 'Lựa chọn và bậc', 3, 'Mã cố định').value = null
  })
  expect(content.criteria.slice(0, 2).map(({ id }) => id)).toEqual(['d-1.1-2', 'd-1.1'])
  expect(content.departments[1]?.id).toBe('ban-dan-van')
  expect(content.criteria[1]?.rule).toMatchObject({ options: [{ id: '1' }, { id: '2' }, { id: '3' }] })
})

test.each([
  ['0,9', 'percentSmall'],
  [0.9, 'percentSmall'],
  ['0,9 %', undefined],
  ['90%', undefined],
  [90, undefined],
  [900, 'percentLarge'],
  ['900 %', 'percentLarge'],
])('a percentage typed as %j: %s', async (typed, reason) => {
  const { warnings } = await importChanged((workbook) => {
    cellAt(workbook, 'Tiêu chí', rowOfCode(workbook, 'VD2.2'), 'Đạt tối đa tại (%)').value = typed
  })
  expect(warnings.map((warning) => warning.reason)).toEqual(reason === undefined ? [] : [reason])
})

test('a sheet of the template that was renamed is not lost without a word; other sheets are welcome', async () => {
  const renamed = await importChanged((workbook) => {
    sheetOf(workbook, 'Điều kiện').name = 'Điều kiện bắt buộc'
  })
  expect(renamed.content.gates).toEqual([])
  expect(renamed.warnings).toEqual([
    {
      sheet: 'Điều kiện bắt buộc',
      row: 0,
      column: '',
      reason: 'sheetNotRead',
      details: { missing: '“Điều kiện”' },
    },
  ])
  const beside = await importChanged((workbook) => {
    workbook.addWorksheet('Nháp').addRow(['Mã', 'Tên'])
  })
  expect(beside.warnings).toEqual([])
})

test('what is read but deserves a second look is a warning', async () => {
  const { content, warnings } = await importChanged((workbook) => {
    cellAt(workbook, 'Tiêu chí', 2, 'Mã').value = '1.1'
    sheetOf(workbook, 'Hồ sơ').getRow(3).hidden = true
    cellAt(workbook, 'Lựa chọn và bậc', 10, 'Từ (%)').value = 0.95
    cellAt(workbook, 'Nhóm', 2, 'Điểm tối đa').value = null
    cellAt(workbook, 'Tiêu chí', 2, 'Điểm tối đa').value = 11
    cellAt(workbook, 'Tiêu chí', 2, 'Điểm khi Có').value = 11
  })
  expect(content.criteria[0]?.code).toBe('1.1')
  expect(warnings.filter(({ reason }) => reason === 'exampleLeft')).toHaveLength(12)
  expect(warnings.filter(({ reason }) => reason !== 'exampleLeft')).toEqual([
    { sheet: 'Hồ sơ', row: 3, column: '', reason: 'hiddenRow', details: {} },
    {
      sheet: 'Lựa chọn và bậc',
      row: 10,
      column: 'C (Từ (%))',
      reason: 'percentSmall',
      details: { value: '0,95', hundred: '95' },
    },
    { sheet: 'Tiêu chí', row: 0, column: '', reason: 'totalNotHundred', details: { total: '101' } },
  ])
})
