import { describe, expect, it, test } from 'vitest'
import type { CriteriaContent, Criterion, Rule } from '../../../shared/domain/criteria.ts'
import {
  changedCriteria,
  compareCriteria,
  historyOf,
  isSame,
  mustBeMethod,
  suggestMark,
  unmarked,
  type ChangedCriterion,
} from '../../../shared/domain/criteria-compare.ts'
import { fateOf, movedCriteria } from '../../../shared/domain/criteria-move.ts'
import type { CriteriaSetId, CriteriaVersionId, CriterionId, UnitId } from '../../../shared/domain/ids.ts'
import { aContent, aCriterion, answerOf, aRule } from '../../support/criteria.ts'

const v1 = 'huyen:v1' as CriteriaVersionId
const v2 = 'huyen:v2' as CriteriaVersionId
const v3 = 'huyen:v3' as CriteriaVersionId

function changeOf(before: Criterion, after: Criterion): ChangedCriterion {
  const [found] = changedCriteria(
    compareCriteria(aContent({ criteria: [before] }), aContent({ criteria: [after] })),
  )
  if (found === undefined) throw new Error('nothing differs')
  return found
}

function versionOf(id: CriteriaVersionId, content: CriteriaContent, history?: ReturnType<typeof historyOf>) {
  const set = 'huyen:set' as CriteriaSetId
  const base = { id, set, publisher: 'huyen' as UnitId, label: id, content }
  return history === undefined ? base : { ...base, history }
}

describe('two versions', () => {
  it('are the same whatever the order of their keys', () => {
    const content = aContent()
    const turned = Object.fromEntries(Object.entries(content).reverse()) as CriteriaContent
    expect(isSame(compareCriteria(content, turned))).toBe(true)
  })

  it('differ in what came, went and changed, field by field', () => {
    const a = aCriterion({ id: 'a', code: '1.1', rule: { kind: 'manual' } })
    const b = aCriterion({ id: 'b', code: '1.2', rule: { kind: 'manual' } })
    const c = aCriterion({ id: 'c', code: '1.3', rule: { kind: 'manual' } })
    const found = compareCriteria(
      aContent({ criteria: [a, b], dossier: ['Tờ trình'] }),
      aContent({
        title: 'Tên mới',
        criteria: [c, { ...a, title: 'Khác', code: '1.9' }],
        dossier: ['Báo cáo'],
      }),
    )
    expect(found.criteria.map(({ kind, before, after }) => [kind, (after ?? before).id])).toEqual([
      ['added', 'c'],
      ['changed', 'a'],
      ['removed', 'b'],
    ])
    expect(found.criteria[1]).toMatchObject({ fields: ['code', 'title'] })
    expect(found.texts).toEqual([{ field: 'title', before: 'Bộ thử', after: 'Tên mới' }])
    expect(found.dossier).toEqual([
      { kind: 'added', name: 'Báo cáo' },
      { kind: 'removed', name: 'Tờ trình' },
    ])
  })
})

describe('the suggested mark', () => {
  const yesNo = aCriterion({ rule: { kind: 'yesNo' } })
  const choice = aCriterion({ rule: { kind: 'choice' } })
  const ratio = aCriterion({ rule: { kind: 'ratio' } })
  const rule = (given: Parameters<typeof aRule>[0]): Rule => aRule(given) as Rule
  const options = (choice.rule as Extract<Rule, { kind: 'choice' }>).options

  test.each<[string, Criterion, Partial<Criterion>, 'wording' | 'method']>([
    ['title', yesNo, { title: 'Khác' }, 'wording'],
    ['code', yesNo, { code: '9' }, 'wording'],
    ['evidence', yesNo, { evidence: ['Báo cáo'] }, 'wording'],
    ['deadline', yesNo, { deadline: { kind: 'monthly' } }, 'wording'],
    ['label of an answer', yesNo, { rule: rule({ kind: 'yesNo', yesLabel: 'Đạt' }) }, 'wording'],
    ['label of a figure', ratio, { rule: rule({ kind: 'ratio', numerator: 'Khác' }) }, 'wording'],
    ['order of options', choice, { rule: { kind: 'choice', options: options.toReversed() } }, 'wording'],
    ['maximum', yesNo, { max: 200 as Criterion['max'] }, 'method'],
    ['step', yesNo, { step: 50 as Criterion['step'] }, 'method'],
    ['"không áp dụng"', yesNo, { notApplicable: 'full' }, 'method'],
    ['points of an answer', yesNo, { rule: rule({ kind: 'yesNo', yes: 200 }) }, 'method'],
    ['option that went', choice, { rule: { kind: 'choice', options: options.slice(1) } }, 'method'],
    ['policy for 0', ratio, { rule: rule({ kind: 'ratio', whenZero: 'full' }) }, 'method'],
    ['scale', ratio, { rule: rule({ kind: 'ratio', scale: { kind: 'linear', fullAt: '80' } }) }, 'method'],
    ['kind', yesNo, { rule: rule({ kind: 'manual' }) }, 'method'],
  ])('%s', (_, before, change, mark) => {
    expect(suggestMark(changeOf(before, { ...before, ...change }))).toBe(mark)
  })

  it('cannot be wording for another kind of rule', () => {
    const change = changeOf(yesNo, { ...yesNo, rule: rule({ kind: 'manual' }) })
    expect(mustBeMethod(change)).toBe(true)
    const comparison = compareCriteria(
      aContent({ criteria: [change.before] }),
      aContent({ criteria: [change.after] }),
    )
    expect(unmarked(comparison, { '1.1': 'wording' })).toEqual(['1.1'])
    expect(unmarked(comparison, { '1.1': 'method' })).toEqual([])
  })
})

describe('a line of versions', () => {
  const first = aContent({
    criteria: [
      aCriterion({ id: 'a', code: '1', rule: { kind: 'yesNo' } }),
      aCriterion({ id: 'b', code: '2', rule: { kind: 'yesNo' } }),
    ],
  })
  const retitled = (content: CriteriaContent, id: string, title: string): CriteriaContent => ({
    ...content,
    criteria: content.criteria.map((each) => (each.id === id ? { ...each, title } : each)),
  })
  const second = retitled(first, 'a', 'Hai')
  const third = retitled(second, 'b', 'Ba')
  const history2 = historyOf({ id: v1 }, v2, compareCriteria(first, second), { a: 'method' })
  const history3 = historyOf({ id: v2, history: history2 }, v3, compareCriteria(second, third), {
    b: 'wording',
  })

  it('remembers for each criterion where its method changed last', () => {
    expect(history2).toEqual({ previous: v1, marks: { a: 'method' }, methods: { a: v2 } })
    expect(history3).toEqual({ previous: v2, marks: { b: 'wording' }, methods: { a: v2 } })
  })

  it('tells over several versions what becomes of answers', () => {
    const from = versionOf(v1, first)
    const to = versionOf(v3, third, history3)
    expect(movedCriteria(from, to).map(({ id, change }) => [id, change])).toEqual([
      ['a', 'method'],
      ['b', 'wording'],
    ])
    const yes = answerOf({ kind: 'yesNo', yes: true })
    const criterion = (id: string) => third.criteria.find((each) => each.id === (id as CriterionId))
    expect(fateOf(yes, criterion('a'), to)).toBe('again')
    expect(fateOf({ ...yes, method: v2 }, criterion('a'), to)).toBe('stays')
    expect(fateOf(yes, criterion('b'), to)).toBe('stays')
    expect(fateOf(yes, undefined, to)).toBe('removed')
    expect(fateOf(answerOf({ kind: 'count', count: '1' }), criterion('b'), to)).toBe('again')
  })
})
