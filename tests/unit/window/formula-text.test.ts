import i18next from 'i18next'
import { beforeAll, describe, expect, test } from 'vitest'
import sheetTexts from '../../../shared/text/vi/sheet.json' with { type: 'json' }
import { formulaLines } from '../../../src-renderer/ui/answer/formula-text.ts'

const inputs = [
  { name: 'a', label: 'Hồ sơ nộp trực tuyến' },
  { name: 'b', label: 'Hồ sơ tiếp nhận' },
]
const lines = (expression: string): readonly string[] | null => formulaLines(expression, inputs, i18next.t)

beforeAll(async () => {
  await i18next.init({
    lng: 'vi',
    resources: { vi: { sheet: sheetTexts } },
    interpolation: { escapeValue: false },
  })
})

describe('a formula in plain words', () => {
  test.each([
    ['a', ['Điểm = “Hồ sơ nộp trực tuyến”']],
    [
      'min(1; a/b/0,5) + if(b=0; 1; 0)',
      [
        'Điểm là tổng của các phần sau:',
        '– tỷ lệ “Hồ sơ nộp trực tuyến” trên “Hồ sơ tiếp nhận”, chia cho mức 50 %; nhiều nhất là 1',
        '– nếu “Hồ sơ tiếp nhận” = 0 thì 1, nếu không thì 0',
      ],
    ],
    ['max(0; (a-b)*2)', ['Điểm = (“Hồ sơ nộp trực tuyến” − “Hồ sơ tiếp nhận”) × 2; ít nhất là 0']],
    ['min(a; b)', ['Điểm = số nhỏ nhất trong: “Hồ sơ nộp trực tuyến”; “Hồ sơ tiếp nhận”']],
  ])('%s', (expression, expected) => {
    expect(lines(expression)).toEqual(expected)
  })

  test('what cannot be read is no sentence', () => {
    expect(lines('a +')).toBeNull()
  })
})
