import { expect, test } from 'vitest'
import { mistakeSentences } from '../../../src-main/platform/mistake-sentences.ts'
import { cellAt, importChanged, mistakesOf } from '../../support/criteria-workbook.ts'

test('mistakes are told one a line, with sheet, row, column and reason', () => {
  const place = { sheet: 'Tiêu chí', row: 3, column: 'D (Điểm tối đa)' }
  const details = {
    mistakes: [
      { ...place, reason: 'notANumber', details: { value: 'mười' } },
      { ...place, reason: 'formula.unknownName', details: { found: 'z', position: '3' } },
      { sheet: 'Bậc sao', row: 0, column: '', reason: 'sheetMissing', details: {} },
      { sheet: 'Hồ sơ', row: 1, column: '', reason: 'tooManyRows', details: { limit: '40' } },
    ],
    more: 7,
  }
  expect(mistakeSentences('vi', details)).toEqual([
    'Trang tính Tiêu chí, dòng 3, cột D (Điểm tối đa): “mười” không phải là số.',
    expect.stringContaining('Công thức dùng “z” (ký tự thứ 3)'),
    expect.stringMatching(/^Trang tính Bậc sao: Tệp không có trang tính này/),
    'Trang tính Hồ sơ, dòng 1: Trang tính này có nhiều hơn 40 dòng.',
    'Và 7 chỗ khác.',
  ])
  expect(mistakeSentences('en', details)[0]).toBe(
    'Sheet Tiêu chí, row 3, column D (Điểm tối đa): “mười” is not a number.',
  )
})

test('no placeholder is left in the sentence of a real mistake', async () => {
  const found = await mistakesOf(
    importChanged((workbook) => {
      cellAt(workbook, 'Nhóm', 2, 'Điểm tối đa').value = 50
      cellAt(workbook, 'Bậc sao', 4, 'Từ điểm').value = 86
      cellAt(workbook, 'Lựa chọn và bậc', 2, 'Điểm').value = 12
      cellAt(workbook, 'Tiêu chí', 9, 'Công thức tính điểm').value = 'tổng(a)'
    }),
  )
  const mistakes = found.map(({ reason, details }) => ({
    sheet: 'A',
    row: 1,
    column: 'B',
    reason,
    details: { ...details },
  }))
  for (const line of mistakeSentences('vi', { mistakes, more: 0 })) {
    expect(line).not.toMatch(/\{\{|: [\w.]+$/)
    // An empty value would leave two spaces, or quotes with nothing between them.
    expect(line).not.toMatch(/ {2}|“”/)
  }
})
