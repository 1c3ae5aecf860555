import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Day } from '../../../shared/domain/ids.ts'
import { isWholeDay, readDay } from '../../../shared/domain/text/read-day.ts'
import { formatDate, formatDocumentDate } from '../../../shared/domain/text/vietnamese.ts'

describe('a day as it is typed or pasted', () => {
  test.each([
    ['15/11/2024', '2024-11-15'],
    ['5/12/2024', '2024-12-05'],
    ['05/12/2024', '2024-12-05'],
    ['30/11/24', '2024-11-30'],
    ['1/2/98', '1998-02-01'],
    ['1/2/70', '1970-02-01'],
    ['1/2/69', '2069-02-01'],
    ['15112024', '2024-11-15'],
    ['15-11-2024', '2024-11-15'],
    ['15.11.2024', '2024-11-15'],
    ['15 11 2024', '2024-11-15'],
    [' 15 / 11 / 2024 ', '2024-11-15'],
    ['2024-11-15', '2024-11-15'],
    ['2024-11-15T00:00:00.000Z', '2024-11-15'],
    ['15/11/2024 00:00:00', '2024-11-15'],
    ['ngày 15 tháng 11 năm 2024', '2024-11-15'],
    ['Ngày 05 tháng 02 năm 2024', '2024-02-05'],
    ['15–11–2024', '2024-11-15'],
    ['\u200b15/11/2024\ufeff', '2024-11-15'],
    ['15\u00a0/\u00a011\u00a0/\u00a02024', '2024-11-15'],
    ['１５／１１／２０２４', '2024-11-15'],
    ['29/2/2024', '2024-02-29'],
  ])('%s is %s', (text, day) => {
    expect(readDay(text)).toEqual({ ok: true, day })
  })

  test.each([
    ['', 'empty'],
    [' \u200b ', 'empty'],
    ['15/11', 'notADay'],
    ['15/11/202', 'notADay'],
    ['mai', 'notADay'],
    ['15/11/2024 và 16/11/2024', 'notADay'],
    ['45611', 'notADay'],
    ['301124', 'notADay'],
    ['11/15/2024', 'noSuchDay'],
    ['20241115', 'noSuchDay'],
    ['30/2/2024', 'noSuchDay'],
    ['29/2/2023', 'noSuchDay'],
    ['0/1/2024', 'noSuchDay'],
    ['15/11/0024', 'farYear'],
    ['15/11/2924', 'farYear'],
  ])('%s is refused: %s', (text, code) => {
    expect(readDay(text)).toEqual({ ok: false, code })
  })

  test('what the program writes it reads as the same day, and a text is one day or none', () => {
    const days = fc
      .date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10) as Day)
    fc.assert(
      fc.property(days, (day) => {
        for (const written of [
          day,
          formatDate(day),
          formatDocumentDate(day),
          formatDate(day).replaceAll('/', ''),
        ])
          expect(readDay(written)).toEqual({ ok: true, day })
      }),
    )
    const pieces = fc.array(fc.constantFrom('0', '1', '2', '3', '9', '15', '2024', '/', '-', ' ', '.'), {
      maxLength: 9,
    })
    fc.assert(
      fc.property(pieces, (written) => {
        const text = written.join('')
        const reading = readDay(text)
        if (!reading.ok) return
        // every figure of the day stands in the text: nothing was made up, nothing was turned round
        const [year = '', month = '', day = ''] = reading.day.split('-')
        const figures = text.replace(/\D/g, '')
        expect(figures).toContain(year.slice(2))
        expect(figures).toContain(String(Number(month)))
        expect(figures).toContain(String(Number(day)))
      }),
    )
  })

  test('is whole when no further figure is to come', () => {
    expect(['15/11/2024', '2024-11-15', '15112024'].every(isWholeDay)).toBe(true)
    expect(['15/11/20', '15/11', '', '31/02/2024'].some(isWholeDay)).toBe(false)
  })
})
