import { expect, test } from 'vitest'
import type { Day } from '../../../shared/domain/ids.ts'
import { criteriaProblemCodes } from '../../../shared/domain/criteria-check/problems.ts'
import { formulaErrorCodes } from '../../../shared/domain/formula/tokens.ts'
import { textProblems } from '../../../shared/domain/text/acceptable-text.ts'
import en from '../../../shared/text/en/reports.json' with { type: 'json' }
import vi from '../../../shared/text/vi/reports.json' with { type: 'json' }
import { reportWordsIn } from '../../../src-main/reports/report-words.ts'
import { documentDay } from '../../../shared/domain/office-paper.ts'
import { workbookMistakes, workbookWarnings } from '../../../src-main/reports/template/mistakes.ts'

test.each([
  ['vi', vi],
  ['en', en],
])('every reason has a sentence in %s, and every sentence a reason', (_, texts) => {
  const { text, formula, ...plain } = texts.mistake
  const wholeSet = criteriaProblemCodes.filter((code) => code !== 'formulaError')
  const reasons = new Set([...workbookMistakes, ...workbookWarnings, ...wholeSet])
  expect(Object.keys(plain).toSorted()).toEqual([...reasons].toSorted())
  expect(Object.keys(text).toSorted()).toEqual([...textProblems].toSorted())
  expect(Object.keys(formula).toSorted()).toEqual([...formulaErrorCodes].toSorted())
})

test('words are filled in, days are written as documents write them', () => {
  expect(reportWordsIn('vi')('ranking.gapPoints', { points: '1,5' })).toBe('1,5 điểm')
  expect(reportWordsIn('en')('ranking.gapPoints', { points: '1.5' })).toBe('1.5 points')
  expect(documentDay('vi', '2024-02-05' as Day)).toBe('ngày 05 tháng 02 năm 2024')
  expect(documentDay('en', '2024-02-05' as Day)).toBe('5 February 2024')
})
