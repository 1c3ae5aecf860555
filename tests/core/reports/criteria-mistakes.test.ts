import type ExcelJS from 'exceljs'
import { describe, expect, test } from 'vitest'
import { workbookMistakes, workbookWarnings } from '../../../src-main/reports/template/mistakes.ts'
import { cellAt, importChanged, mistakesOf, rowOfCode } from '../../support/criteria-workbook.ts'

type Change = (workbook: ExcelJS.Workbook) => void

/** Sets a cell of the criterion with this code. */
function criterion(code: string, heading: string, value: ExcelJS.CellValue): Change {
  return (workbook) => {
    cellAt(workbook, 'Tiêu chí', rowOfCode(workbook, code), heading).value = value
  }
}

function cell(sheet: string, row: number, heading: string, value: ExcelJS.CellValue): Change {
  return (workbook) => {
    cellAt(workbook, sheet, row, heading).value = value
  }
}

function sheetOf(workbook: ExcelJS.Workbook, name: string): ExcelJS.Worksheet {
  return workbook.getWorksheet(name)!
}

/** What somebody did, and every mistake that must be listed for it: where, and why. */
const cases: readonly (readonly [what: string, change: Change, ...expected: string[]])[] = [
  ['deletes a sheet', (book) => book.removeWorksheet(sheetOf(book, 'Bậc sao').id), 'Bậc sao: sheetMissing'],
  [
    'renames the sheet of criteria, which brings no mistakes of what hangs on it',
    (book) => {
      sheetOf(book, 'Tiêu chí').name = 'Tiêu chí 2025'
    },
    'Tiêu chí 2025: sheetNotRead',
    'Tiêu chí: sheetMissing',
  ],
  [
    'renames a sheet that may be missing, and what hangs on it breaks',
    (book) => {
      sheetOf(book, 'Điều kiện').name = 'Điều kiện bắt buộc'
      cellAt(book, 'Bậc sao', 3, 'Số sao').value = 'một'
    },
    'Điều kiện bắt buộc: sheetNotRead',
    'Bậc sao 3 B (Số sao): notANumber',
  ],
  [
    'leaves a total and a note below the table',
    (book) => {
      cellAt(book, 'Tiêu chí', 40, 'Tên tiêu chí').value = 'Tổng cộng'
      cellAt(book, 'Tiêu chí', 40, 'Điểm tối đa').value = 103
      cellAt(book, 'Tiêu chí', 42, 'Mã').value = 'Ghi chú'
    },
    'Tiêu chí 40: rowIncomplete',
    'Tiêu chí 42: rowIncomplete',
  ],
  [
    'writes the code beside the first of the options only',
    cell('Lựa chọn và bậc', 3, 'Mã tiêu chí', null),
    'Lựa chọn và bậc 3 A (Mã tiêu chí): codeOnEveryRow',
  ],
  [
    'keeps a copy of a sheet',
    (book) => {
      book.addWorksheet('NHOM').addRow(['Mã nhóm', 'Tên nhóm'])
    },
    'NHOM: sheetTwice',
  ],
  ['wipes the headings', (book) => sheetOf(book, 'Bậc sao').spliceRows(1, 1), 'Bậc sao: noHeadings'],
  [
    'renames a column',
    cell('Nhóm', 1, 'Tên nhóm', 'Tên'),
    'Nhóm 1 B (Tên): columnUnknown',
    'Nhóm 1 Tên nhóm: columnMissing',
  ],
  [
    'renames the column that says how criteria are scored',
    cell('Tiêu chí', 1, 'Cách chấm', 'Phương pháp'),
    'Tiêu chí 1 E (Phương pháp): columnUnknown',
    'Tiêu chí 1 Cách chấm: columnMissing',
  ],
  [
    'has a column twice',
    (book) => {
      sheetOf(book, 'Hồ sơ').getCell('B1').value = 'Tên văn bản'
    },
    'Hồ sơ 1 B (Tên văn bản): columnTwice',
  ],
  [
    'writes beside the table',
    (book) => {
      sheetOf(book, 'Hồ sơ').getCell('D3').value = 'đã có'
    },
    'Hồ sơ 1 D: columnWithoutHeading',
  ],
  ['adds a fact', cell('Thông tin', 6, 'Mục', 'Người lập'), 'Thông tin 6 A (Mục): factUnknown'],
  ['has a fact twice', cell('Thông tin', 6, 'Mục', 'Năm'), 'Thông tin 6 A (Mục): factTwice'],
  [
    'leaves out the title',
    cell('Thông tin', 2, 'Mục', 'Năm'),
    'Thông tin: factMissing',
    'Thông tin 3 A (Mục): factTwice',
  ],
  [
    'leaves the title empty',
    cell('Thông tin', 2, 'Nội dung', null),
    'Thông tin 2 B (Nội dung): valueMissing',
  ],
  [
    'empties a sheet',
    (book) => {
      const sheet = sheetOf(book, 'Bậc sao')
      for (let row = 2; row <= 7; row++) sheet.getRow(row).values = []
    },
    'Bậc sao 1: rowsMissing',
  ],
  [
    'has too many papers',
    (book) => {
      for (let row = 5; row <= 50; row++) sheetOf(book, 'Hồ sơ').getCell(row, 1).value = `Văn bản ${row}`
    },
    'Hồ sơ 1: tooManyRows',
  ],
  [
    'leaves a required cell empty',
    criterion('VD1.1', 'Tên tiêu chí', null),
    'Tiêu chí 2 C (Tên tiêu chí): valueMissing',
  ],
  [
    'leaves a parameter empty',
    criterion('VD1.3', 'Điểm mỗi lần', ''),
    'Tiêu chí 4 Q (Điểm mỗi lần): valueMissing',
  ],
  [
    'fills what the kind does not use',
    criterion('VD1.1', 'Tử số', 'Số hồ sơ'),
    'Tiêu chí 2 J (Tử số): valueNotUsed',
  ],
  [
    'writes options for a yes-or-no',
    cell('Lựa chọn và bậc', 20, 'Mã tiêu chí', 'VD1.1'),
    'Lựa chọn và bậc 20 A (Mã tiêu chí): rowNotUsed',
  ],
  [
    'writes options for nobody',
    cell('Lựa chọn và bậc', 20, 'Mã tiêu chí', '9.9'),
    'Lựa chọn và bậc 20 A (Mã tiêu chí): unknownCriterion',
  ],
  [
    'merges a title over two columns',
    (book) => sheetOf(book, 'Tiêu chí').mergeCells('C2:D2'),
    'Tiêu chí 2 C: mergedCells',
    'Tiêu chí 2 D (Điểm tối đa): valueMissing',
  ],
  [
    'merges points over two criteria',
    (book) => sheetOf(book, 'Tiêu chí').mergeCells('D2:D3'),
    'Tiêu chí 2 D: mergedCells',
    'Tiêu chí 3 D (Điểm tối đa): valueMissing',
  ],
  [
    'has a formula that Excel never calculated',
    criterion('VD1.1', 'Điểm tối đa', { formula: 'SUM(A1:A2)' }),
    'Tiêu chí 2 D (Điểm tối đa): formulaWithoutResult',
  ],
  [
    'has a broken reference',
    criterion('VD1.1', 'Tên tiêu chí', { error: '#REF!' }),
    'Tiêu chí 2 C (Tên tiêu chí): errorValue',
  ],
  [
    'writes words for points',
    criterion('VD1.1', 'Điểm tối đa', 'mười'),
    'Tiêu chí 2 D (Điểm tối đa): notANumber',
  ],
  [
    'writes an unclear number',
    criterion('VD2.4', 'Thang điểm chỉ số', '100,000'),
    'Tiêu chí 10 V (Thang điểm chỉ số): numberUnclear',
  ],
  ['writes half a star', cell('Bậc sao', 3, 'Số sao', 1.5), 'Bậc sao 3 B (Số sao): notWhole'],
  ['writes minus stars', cell('Bậc sao', 3, 'Số sao', -1), 'Bậc sao 3 B (Số sao): numberNegative'],
  ['writes 11 stars', cell('Bậc sao', 3, 'Số sao', 11), 'Bậc sao 3 B (Số sao): numberOutOfRange'],
  [
    'writes three decimals',
    criterion('VD1.1', 'Điểm tối đa', 1.125),
    'Tiêu chí 2 D (Điểm tối đa): tooManyDecimals',
  ],
  [
    'writes a huge number',
    criterion('VD1.1', 'Điểm tối đa', 1e9),
    'Tiêu chí 2 D (Điểm tối đa): numberTooLarge',
  ],
  [
    'writes points as percent',
    criterion('VD1.1', 'Điểm tối đa', '10%'),
    'Tiêu chí 2 D (Điểm tối đa): percentInNumber',
  ],
  [
    'lets Excel make a date of 1.5',
    (book) => {
      const target = cellAt(book, 'Tiêu chí', 2, 'Điểm tối đa')
      target.value = new Date(Date.UTC(2024, 4, 1))
      target.style = { ...target.style, numFmt: 'd-mmm' }
    },
    'Tiêu chí 2 D (Điểm tối đa): dateInNumber',
  ],
  [
    'lets Excel make a date of a code',
    (book) => {
      const target = cellAt(book, 'Nhóm', 2, 'Mã nhóm')
      target.value = new Date(Date.UTC(2024, 0, 1))
      target.style = { ...target.style, numFmt: 'd/m' }
    },
    'Nhóm 2 A (Mã nhóm): dateInText',
    ...[2, 3, 4, 5, 6].map((row) => `Tiêu chí ${row} B (Nhóm): unknownGroup`),
  ],
  ['invents a kind', criterion('VD1.1', 'Cách chấm', 'Ước lượng'), 'Tiêu chí 2 E (Cách chấm): wordUnknown'],
  [
    'writes a strange deadline',
    criterion('VD1.1', 'Hạn', 'cuối năm'),
    'Tiêu chí 2 AE (Hạn): deadlineUnknown',
  ],
  ['writes a thirteenth month', criterion('VD1.1', 'Hạn', '05/31'), 'Tiêu chí 2 AE (Hạn): deadlineUnknown'],
  ['writes a day that no month has', criterion('VD1.1', 'Hạn', '30/02'), 'Tiêu chí 2 AE (Hạn): noSuchDay'],
  ['uses a code twice', criterion('VDT2', 'Mã', 'vdt1'), 'Tiêu chí 14 A (Mã): duplicateCode'],
  [
    'types 1.1 and 1.10 as numbers',
    (book) => {
      for (const [row, code] of [
        [2, 1.1],
        [6, 1.1],
      ] as const) {
        const target = cellAt(book, 'Tiêu chí', row, 'Mã')
        target.style = { ...target.style, numFmt: 'General' }
        target.value = code
      }
    },
    'Tiêu chí 6 A (Mã): duplicateNumberCode',
  ],
  [
    'writes a title into the fixed id',
    criterion('VD1.1', 'Mã cố định', 'Mã số 1'),
    'Tiêu chí 2 AG (Mã cố định): idUnfit',
  ],
  [
    'uses a fixed id twice',
    criterion('VD1.2', 'Mã cố định', 'vd1.1'),
    'Tiêu chí 3 AG (Mã cố định): duplicateId',
  ],
  [
    'names an input "x y"',
    cell('Lựa chọn và bậc', 12, 'Ký hiệu', 'x y'),
    'Lựa chọn và bậc 12 E (Ký hiệu): nameUnfit',
  ],
  [
    'leaves out the scale',
    criterion('VD2.2', 'Đạt tối đa tại (%)', null),
    'Tiêu chí 8 L (Đạt tối đa tại (%)): scaleMissing',
  ],
  [
    'gives two scales',
    criterion('VD2.1', 'Đạt tối đa tại (%)', 100),
    'Tiêu chí 7 L (Đạt tối đa tại (%)): scaleTwice',
  ],
  [
    'leaves one option',
    (book) => sheetOf(book, 'Lựa chọn và bậc').spliceRows(3, 2),
    'Tiêu chí 3 E (Cách chấm): optionsMissing',
  ],
  [
    'leaves no item',
    (book) => sheetOf(book, 'Lựa chọn và bậc').spliceRows(5, 3),
    'Tiêu chí 5 E (Cách chấm): itemsMissing',
  ],
  [
    'leaves a formula without inputs',
    (book) => sheetOf(book, 'Lựa chọn và bậc').spliceRows(12, 4),
    'Tiêu chí 9 E (Cách chấm): inputsMissing',
  ],
  [
    'names forty-one options',
    (book) => {
      const sheet = sheetOf(book, 'Lựa chọn và bậc')
      for (let row = 20; row < 58; row++) sheet.getRow(row).values = ['VD1.2', `Mức ${row}`, null, 0]
    },
    'Tiêu chí 3 E (Cách chấm): tooManyDetails',
  ],
  ['adds wrongly', cell('Nhóm', 2, 'Điểm tối đa', 50), 'Nhóm 2 D (Điểm tối đa): groupMaximumDiffers'],
  ['names a group that is not there', criterion('VD1.1', 'Nhóm', '9'), 'Tiêu chí 2 B (Nhóm): unknownGroup'],
  [
    'misspells a department',
    criterion('VD1.1', 'Cơ quan phụ trách', 'Phòng Nội'),
    'Tiêu chí 2 AD (Cơ quan phụ trách): unknownDepartment',
  ],
  [
    'pastes a control character',
    criterion('VD1.1', 'Tên tiêu chí', 'Kế_x0007_ hoạch'),
    'Tiêu chí 2 C (Tên tiêu chí): text.controlCharacter',
  ],
  [
    'uses a character that does not exist',
    criterion('VD1.1', 'Nguồn', 'a\u{e0fff}'),
    'Tiêu chí 2 AF (Nguồn): text.unassignedCharacter',
  ],
  [
    'writes a novel',
    criterion('VD1.1', 'Tên tiêu chí', 'dài '.repeat(600)),
    'Tiêu chí 2 C (Tên tiêu chí): text.tooLong',
  ],
  [
    'breaks a formula',
    criterion('VD2.3', 'Công thức tính điểm', 'min(1; a/b'),
    'Tiêu chí 9 Y (Công thức tính điểm): formula.unexpectedEnd',
  ],
  [
    'uses an unknown name in a formula',
    criterion('VD2.3', 'Công thức tính điểm', 'a/z'),
    'Tiêu chí 9 Y (Công thức tính điểm): formula.unknownName',
  ],
  [
    'promises more than the maximum',
    cell('Lựa chọn và bậc', 2, 'Điểm', 12),
    'Tiêu chí 3 E (Cách chấm): bestAboveMaximum',
  ],
  [
    'writes two bands of one percentage',
    cell('Lựa chọn và bậc', 9, 'Từ (%)', 100),
    'Lựa chọn và bậc 9 C (Từ (%)): bandsNotDescending',
  ],
  ['leaves a hole between bands', cell('Bậc sao', 4, 'Từ điểm', 86), 'Bậc sao 4 C (Từ điểm): starBandGap'],
  [
    'leaves a hole between bands and writes words for a number elsewhere',
    (book) => {
      cell('Bậc sao', 4, 'Từ điểm', 86)(book)
      criterion('VDT1', 'Điểm tối đa', 'hai')(book)
    },
    'Tiêu chí 13 D (Điểm tối đa): notANumber',
    'Bậc sao 4 C (Từ điểm): starBandGap',
  ],
  [
    'puts a bonus inside',
    criterion('VDT1', 'Nhóm', '1'),
    'Tiêu chí 13 B (Nhóm): mustBeOutside',
    'Nhóm 2 D (Điểm tối đa): groupMaximumDiffers',
    'Nhóm 5 D (Điểm tối đa): groupMaximumDiffers',
  ],
  [
    'sets a minimum for a criterion that is not there',
    cell('Điều kiện', 3, 'Tiêu chí', 'VD9'),
    'Điều kiện 3 D (Tiêu chí): unknownCriterion',
  ],
  [
    'sets a percent for a veto',
    cell('Điều kiện', 4, 'Tối thiểu (%)', 50),
    'Điều kiện 4 E (Tối thiểu (%)): valueNotUsed',
  ],
  [
    'asks for more papers than there are',
    cell('Điều kiện', 5, 'Số văn bản tối thiểu', 5),
    'Điều kiện 5 F (Số văn bản tối thiểu): moreThanDossier',
  ],
]

describe('every mistake is named by sheet, row, column and reason, and nothing is imported when an officer', () => {
  test.each(cases.map(([what, change, ...expected]) => ({ what, change, expected })))(
    '$what',
    async ({ change, expected }) => {
      const found = await mistakesOf(importChanged(change))
      expect(found.map(({ at, reason }) => `${at}: ${reason}`).sort()).toEqual([...expected].sort())
    },
  )
})

test('all mistakes of a workbook are listed at once', async () => {
  const found = await mistakesOf(
    importChanged((workbook) => {
      criterion('VD1.1', 'Điểm tối đa', 'mười')(workbook)
      criterion('VD2.1', 'Khi mẫu số bằng 0', 'bỏ')(workbook)
      cell('Bậc sao', 3, 'Số sao', 11)(workbook)
      cell('Lựa chọn và bậc', 2, 'Điểm', 12)(workbook)
    }),
  )
  expect(found.map(({ reason }) => reason).sort()).toEqual([
    'bestAboveMaximum',
    'notANumber',
    'numberOutOfRange',
    'wordUnknown',
  ])
})

test('the sentence gets what it speaks of', async () => {
  const [unknown] = await mistakesOf(importChanged(criterion('VD1.1', 'Cách chấm', 'Ước lượng')))
  expect(unknown?.details).toMatchObject({
    value: 'Ước lượng',
    allowed: expect.stringContaining('Có/Không, Lựa chọn'),
  })
  const [sum] = await mistakesOf(importChanged(cell('Nhóm', 2, 'Điểm tối đa', 49.5)))
  expect(sum?.details).toEqual({ stated: '49,5', sum: '48' })
  const [formula] = await mistakesOf(importChanged(criterion('VD2.3', 'Công thức tính điểm', 'a/z')))
  expect(formula?.details).toMatchObject({ position: '3', found: 'z' })
})

test('no reason of the workbook is without a test', () => {
  const tested = new Set(
    cases.flatMap(([, , ...expected]) => expected.map((each) => each.split(': ').at(-1))),
  )
  const elsewhere = ['valueUnfit', ...workbookWarnings]
  expect(
    [...workbookMistakes].filter((reason) => !tested.has(reason) && !elsewhere.includes(reason)),
  ).toEqual([])
})

test('mistakes stand sheet by sheet as in the template, from the top down', async () => {
  const found = await mistakesOf(
    importChanged((book) => {
      // options are read with their criterion, long before the last row of criteria
      cell('Lựa chọn và bậc', 3, 'Điểm', 'một')(book)
      cell('Bậc sao', 3, 'Số sao', 'một')(book)
      cell('Tiêu chí', 12, 'Điểm tối đa', 'hai')(book)
    }),
  )
  const places = found.map(({ at }) => at.replace(/ \w+ \(.*/, ''))
  expect(places).toEqual(['Tiêu chí 12', 'Lựa chọn và bậc 3', 'Bậc sao 3'])
})
