import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { makeSampleCriteria } from '../../../scripts/sample-criteria.ts'
import { CriteriaContent } from '../../../shared/domain/criteria.ts'
import { checkCriteriaContent } from '../../../shared/domain/criteria-check.ts'
import { scoreCriterion } from '../../../shared/domain/rules.ts'
import { totalSheet } from '../../../shared/domain/totals.ts'
import { answerOf, facts } from '../../support/criteria.ts'

const assets = path.resolve(import.meta.dirname, '../../../assets/criteria')
const read = (name: string) => readFileSync(path.join(assets, name), 'utf8')
const content = CriteriaContent.parse(JSON.parse(read('sample-2024.json')))

test('the shipped set is what its tables say', () => {
  expect(
    makeSampleCriteria(read('source/criteria-cqtt-sample.csv'), read('source/stars-sample.csv')),
  ).toEqual(content)
})

test('is sound, says that it is a sample, and holds 36 criteria and 2 outside', () => {
  expect(checkCriteriaContent(content)).toEqual([])
  expect(content.notice).toBe('Bộ tiêu chí mẫu – chưa phải Quyết định 710')
  const outside = content.groups.filter((group) => group.outside).map((group) => group.id)
  expect(content.criteria.filter(({ group }) => !outside.includes(group))).toHaveLength(36)
  expect(content.criteria).toHaveLength(38)
  expect(new Set(content.criteria.map(({ rule }) => rule.kind)).size).toBe(12)
})

test('sums to 100 points in groups of 20, 25, 20, 15 and 20', () => {
  const totals = totalSheet(content, new Map(), facts())
  expect(totals.groups.map(({ id, max }) => [id, max])).toEqual([
    ['1', 2000],
    ['2', 2500],
    ['3', 2000],
    ['4', 1500],
    ['5', 2000],
    ['t', 200],
  ])
  expect(totals).toMatchObject({ max: 10_000, missing: 36, total: 0, recognised: false })
})

/** The best answer to each rule of the sample. */
function bestInput(kind: string, id: string): unknown {
  const inputs: Record<string, unknown> = {
    yesNo: { kind: 'yesNo', yes: true },
    choice: { kind: 'choice', option: 'a' },
    ratio: { kind: 'ratio', numerator: '12', denominator: '12' },
    count: { kind: 'count', count: '20' },
    deduction: { kind: 'deduction', cases: '0' },
    survey: { kind: 'survey', issued: '50', returned: '50', valid: '50', satisfied: '50' },
    external: { kind: 'external', value: '100' },
    bonus: { kind: 'bonus', count: '0' },
    penalty: { kind: 'penalty', count: '0' },
    formula: { kind: 'formula', values: { a: '60', b: '100', c: '40', d: '100' } },
  }
  if (kind === 'checklist') return { kind, done: id === '2.4' ? ['a', 'b', 'c'] : ['a', 'b'] }
  return inputs[kind]
}

test('the best answers give 100 points, four stars and recognition', () => {
  const all = content.criteria.map((criterion) => {
    const { rule, id, max } = criterion
    const input = rule.kind === 'manual' ? { kind: 'manual', points: max } : bestInput(rule.kind, id)
    return [id, scoreCriterion(criterion, answerOf(input))] as const
  })
  const known = facts({ gates: { 'no-discipline': true }, papers: 5 })
  const totals = totalSheet(content, new Map(all), known)
  expect(totals).toMatchObject({
    total: 10_000,
    complete: true,
    recognised: true,
    gap: null,
    band: { stars: 4 },
  })
  const undisciplined = totalSheet(content, new Map(all), facts({ papers: 5 }))
  expect(undisciplined).toMatchObject({
    recognised: false,
    band: { stars: 0 },
    gap: { points: 0, gates: ['no-discipline'] },
  })
})

test('the shipped set cites no paper of a real office', () => {
  const cited = [content.basis, ...content.criteria.map(({ source }) => source)]
  expect(cited.filter((text) => !text.startsWith('Bộ mẫu'))).toEqual([])
})
