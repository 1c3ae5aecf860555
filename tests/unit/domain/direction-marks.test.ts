import { expect, test } from 'vitest'
import { withoutDirectionMarks } from '../../../shared/domain/text/direction-marks.ts'

const marks = '\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069'

test('direction marks are taken off every text of an answer, however deep, and nothing else is touched', () => {
  const bytes = new Uint8Array([1])
  const answer = {
    officer: `Nguyễn ${marks}Hoa`,
    rows: [
      { link: 'http://a.vn/\u202e11', points: 5, none: null },
      { link: 'http://b.vn', points: 6, none: null },
    ],
    bytes,
  }
  const shown = withoutDirectionMarks(answer)
  expect(shown).toEqual({
    officer: 'Nguyễn Hoa',
    rows: [
      { link: 'http://a.vn/11', points: 5, none: null },
      { link: 'http://b.vn', points: 6, none: null },
    ],
    bytes,
  })
  expect(shown.rows[1]).toBe(answer.rows[1])
  expect(answer.officer).toContain('\u202e')
})

test('an answer without them is handed on as it is', () => {
  const answer = [{ name: 'Xã Đồng Tâm', family: '👨\u200d👩\u200d👧' }]
  expect(withoutDirectionMarks(answer)).toBe(answer)
})
