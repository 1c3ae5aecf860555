import { describe, expect, test } from 'vitest'
import type { CriterionId } from '../../../shared/domain/ids.ts'
import { hasGroupLines, matchRows } from '../../../src-renderer/features/sheet/paste/match-rows.ts'
import { isBlock, readBlock } from '../../../src-renderer/features/sheet/paste/read-block.ts'
import { readCells } from '../../../src-renderer/features/sheet/paste/read-cells.ts'
import { sampleContent } from '../../../src-main/services/catalogue/criteria.ts'

const content = sampleContent()
const first = content.criteria[0]!.id
const states = (text: string, from: CriterionId = first, withGroups = false): string[] =>
  matchRows(readBlock(text), content, from, withGroups).rows.map(
    ({ state, criterion }) => `${criterion?.code ?? ''} ${state}`,
  )

describe('a pasted block', () => {
  test('keeps quoted line breaks and doubled quotes inside a cell', () => {
    expect(readBlock('a\t"hai\ndòng ""đậm"""\r\nb\t2\r\n')).toEqual([
      ['a', 'hai\ndòng "đậm"'],
      ['b', '2'],
    ])
    expect(isBlock(readBlock('5'))).toBe(false)
    expect(isBlock(readBlock('5\t6'))).toBe(true)
  })

  test('is matched by its codes, wherever the code column stands and however codes are written', () => {
    expect(states('1\t1,1.\t2\n2\t1.2\t1\n3\t9.9\t1')).toEqual(['1.1 matched', '1.2 matched', ' noCriterion'])
    expect(states('1.1\t2\n1.1\t3\n1.2\t1')).toEqual(['1.1 matched', '1.1 twice', '1.2 matched'])
  })

  test('without codes goes downwards; blanks use up their line, totals do not', () => {
    expect(states('1\n\n3\nTổng cộng\n4')).toEqual([
      '1.1 matched',
      '1.2 blank',
      '1.3 matched',
      ' skipped',
      '1.4 matched',
    ])
  })

  test('with group lines skips a line where the sheet has a group', () => {
    const inGroup = content.criteria.filter(({ group }) => group === content.criteria[0]!.group).length
    const lines = Array.from({ length: inGroup + 2 }, () => '1').join('\n')
    const matched = states(lines, first, true)
    expect(matched[inGroup]).toBe(' skipped')
    expect(matched[inGroup + 1]).toBe('2.1 matched')
    const whole = content.criteria.length + content.groups.length - 1
    expect(hasGroupLines(whole, content, first)).toBe(true)
    expect(hasGroupLines(content.criteria.length, content, first)).toBe(false)
  })
})

describe('cells of one line', () => {
  const read = (code: string, ...cells: string[]) =>
    readCells(
      content.criteria.find((criterion) => criterion.code === code)!,
      cells,
      '',
    )

  test('mean what the rule of their criterion says', () => {
    expect(read('1.2', 'x')).toMatchObject({ answer: { input: { kind: 'yesNo', yes: true } } })
    expect(read('1.2', 'Không')).toMatchObject({ answer: { input: { kind: 'yesNo', yes: false } } })
    expect(read('1.1', '1,5')).toMatchObject({ answer: { input: { kind: 'choice' } } })
    expect(read('1.4', '11/12')).toMatchObject({ answer: { input: { numerator: '11', denominator: '12' } } })
    expect(read('1.4', '11', '12')).toMatchObject({
      answer: { input: { numerator: '11', denominator: '12' } },
    })
    expect(read('1.5', '1.245')).toMatchObject({ answer: { input: { count: '1245' } } })
    expect(read('2.7', '1.25')).toMatchObject({ answer: { input: { points: 125 } } })
  })

  test('that cannot be read change nothing and say why', () => {
    expect(read('1.5', 'hai')).toMatchObject({ status: 'problem', why: 'notANumber' })
    expect(read('1.4', '11')).toMatchObject({ status: 'problem', why: 'figuresMissing', needed: 2 })
    expect(read('1.1', 'tốt')).toMatchObject({ status: 'problem', why: 'unknownOption' })
    expect(read('5.1', '20')).toMatchObject({ status: 'problem', why: 'enteredAbove' })
    expect(read('1.5', '')).toEqual({ status: 'blank' })
  })
})
