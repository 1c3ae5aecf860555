import { describe, expect, test } from 'vitest'
import { meaningOfWord } from '../../../shared/domain/answering/answer-words.ts'
import { readAnswer } from '../../../shared/domain/answering/read-answer.ts'
import { readOption } from '../../../shared/domain/answering/read-option.ts'
import type { Hundredths } from '../../../shared/domain/quantities.ts'
import { sampleContent } from '../../../src-main/services/catalogue/criteria.ts'

const content = sampleContent()
const criterion = (code: string) => content.criteria.find((each) => each.code === code)!
const read = (code: string, ...cells: string[]): string => {
  const reading = readAnswer(criterion(code), cells)
  if (reading.status === 'problem') return reading.why
  return reading.status === 'blank' ? 'blank' : JSON.stringify(reading.input).replaceAll('"', '')
}
const option = (id: string, label: string, points: number) => ({ id, label, points: points as Hundredths })

describe('a word', () => {
  test.each([
    ['yes', ['Có', 'có', 'CÓ', 'co', 'x', 'X', '✓', '✔\ufe0f', '√', 'đạt', 'dat', 'Rồi', 'roi', '1', 'Yes']],
    ['no', ['Không', 'khong', 'KHÔNG ĐẠT', 'khong dat', 'chưa đạt', '0', '✗', 'no']],
    [
      'notApplicable',
      ['K.A.D', 'kad', 'KAD', 'Không áp dụng', 'khong ap dung', 'n/a', 'không\u00a0áp\u200b dụng'],
    ],
    ['unclear', ['chưa', 'Chưa', 'chua', 'chưa có', 'chưa báo cáo', '-', '–']],
    [null, ['zz', 'đất', 'cỏ', 'cò', 'chừa', 'chuaxx', '#N/A', 'có không', '', '2']],
  ] as const)('means %s', (meaning, words) => {
    for (const word of words) expect([word, meaningOfWord(word)]).toEqual([word, meaning])
  })
})

describe('an option', () => {
  const three = [
    option('a', 'Ban hành đúng hạn', 300),
    option('b', 'Ban hành sau hạn', 150),
    option('c', 'Chưa ban hành', 0),
  ]
  test.each([
    ['Ban hành đúng hạn', 'a'],
    ['ban hanh dung han', 'a'],
    ['1,5', 'b'],
    ['3,00 điểm', 'a'],
    ['chưa', 'c'],
    ['ch', 'c'],
    ['ban', 'unclearOption'],
    ['đúng hạn', 'unknownOption'],
    ['có', 'unknownOption'],
    ['-', 'unclearWord'],
    ['4', 'unknownOption'],
    ['bàn', 'unknownOption'],
  ])('%s', (text, expected) => {
    const reading = readOption(three, text, false)
    expect(reading.status === 'option' ? reading.id : reading.why).toBe(expected)
  })

  test('labels go before words; where they say the opposite, only labels and points count', () => {
    const reversed = [option('yes', 'Không', 200), option('no', 'Có', 0)]
    const of = (text: string) => readOption(reversed, text, true)
    expect(of('không')).toEqual({ status: 'option', id: 'yes' })
    expect(of('có')).toEqual({ status: 'option', id: 'no' })
    expect(of('2')).toEqual({ status: 'option', id: 'yes' })
    expect(of('đạt')).toEqual({ status: 'problem', why: 'unknownOption' })
  })

  test('a sign that is points of one option and the word of the other is unclear', () => {
    const penalty = [option('yes', 'Có vi phạm', -100), option('no', 'Không vi phạm', 100)]
    expect(readOption(penalty, '1', true)).toEqual({ status: 'problem', why: 'unclearOption' })
    const same = [option('a', 'Tốt', 100), option('b', 'Khá', 100)]
    expect(readOption(same, '1', false)).toEqual({ status: 'problem', why: 'unclearOption' })
  })
})

describe('the cells of a line', () => {
  test.each([
    ['1.2', ['chưa'], 'unclearWord'],
    ['1.2', ['Rồi'], '{kind:yesNo,yes:true}'],
    ['1.2', ['zz'], 'unknownOption'],
    ['1.2', ['2,00'], '{kind:yesNo,yes:true}'],
    ['1.2', ['KAD'], 'notApplicableRefused'],
    ['2.9', ['k.a.d'], '{kind:notApplicable}'],
    ['2.9', ['13/15'], '{kind:ratio,numerator:13,denominator:15}'],
    ['2.9', ['13 / 15 = 86,66 %'], '{kind:ratio,numerator:13,denominator:15}'],
    ['2.9', ['13/15 (86,67%)'], '{kind:ratio,numerator:13,denominator:15}'],
    ['2.9', ['13/15 = 95 %'], 'shareDiffers'],
    ['2.9', ['13', '15'], '{kind:ratio,numerator:13,denominator:15}'],
    ['2.9', ['13', '', '15'], '{kind:ratio,numerator:13,denominator:15}'],
    ['2.9', ['6,00', '2,00', '675/709'], 'tooManyFigures'],
    ['2.9', ['…/15'], '{kind:ratio,numerator:null,denominator:15}'],
    ['2.9', ['13'], 'figuresMissing'],
    ['2.9', ['86 %'], 'figuresMissing'],
    ['2.9', ['09/12/2024'], 'looksLikeDate'],
    ['2.9', ['12-Thg9'], 'looksLikeDate'],
    ['2.9', ['Sep-12'], 'looksLikeDate'],
    ['1.5', ['1\u200b2'], '{kind:count,count:12}'],
    ['1.5', ['\u00a01\u00a0245 '], '{kind:count,count:1245}'],
    ['1.5', ['12 cuộc'], 'notANumber'],
    ['1.5', ['2 điểm'], 'pointsNotFigures'],
    ['1.5', ['chưa'], 'notANumber'],
    ['1.5', ['#DIV/0!'], 'excelError'],
    ['1.5', ['#N/A'], 'excelError'],
    ['1.5', ['1', '2'], 'tooManyFigures'],
    ['2.7', ['0,5 điểm'], '{kind:manual,points:50}'],
    ['2.7', ['0.5'], '{kind:manual,points:50}'],
    ['2.11', ['82,66%'], '{kind:external,value:82.66}'],
    ['2.4', ['2/3 nội dung'], 'ticksNotNamed'],
    ['5.1', ['1.000', '900', '880', '800'], '{kind:survey,issued:1000,returned:900,valid:880,satisfied:800}'],
    ['5.1', ['1000/900/880/800'], '{kind:survey,issued:1000,returned:900,valid:880,satisfied:800}'],
    ['5.1', ['800/880 = 90,9 %'], 'figuresMissing'],
    ['1.5', ['', '\u200b', '\u00a0'], 'blank'],
  ] as const)('%s %j', (code, cells, expected) => {
    expect(read(code, ...cells)).toBe(expected)
  })

  test('ticks are told cell by cell, or by their names', () => {
    const { rule } = criterion('2.4')
    if (rule.kind !== 'checklist') throw new Error('no checklist')
    const cells = rule.items.map((_, index) => (index === 1 ? '' : 'x'))
    const ids = rule.items.filter((_, index) => index !== 1).map(({ id }) => id)
    const named = rule.items.filter((_, index) => index !== 1).map(({ label }) => label)
    for (const given of [cells, [named.join('; ')], [named.join('\n').toUpperCase()]]) {
      expect(readAnswer(criterion('2.4'), given)).toEqual({
        status: 'answer',
        input: { kind: 'checklist', done: ids },
      })
    }
    expect(read('2.4', ...rule.items.map(() => 'chưa'))).toBe('unclearWord')
    expect(read('2.4', ...cells, 'x')).toBe('tooManyFigures')
  })

  test('a formula is read as the program writes it', () => {
    const { rule } = criterion('2.10')
    if (rule.kind !== 'formula') throw new Error('no formula')
    const values = Object.fromEntries(rule.inputs.map(({ name }, index) => [name, String(index + 3)]))
    const labelled = rule.inputs.map(({ label }, index) => `${label} = ${index + 3}`).join('; ')
    const short = rule.inputs.map((_, index) => String(index + 3)).join(' · ')
    for (const text of [labelled, short]) {
      expect(readAnswer(criterion('2.10'), [text])).toEqual({
        status: 'answer',
        input: { kind: 'formula', values },
      })
    }
  })
})
