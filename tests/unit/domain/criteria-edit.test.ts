import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addCriterion,
  addGroup,
  changeCriterion,
  moveCriterion,
  moveGroup,
  numberAnew,
  removeGroup,
  totalInside,
} from '../../../shared/domain/criteria-edit.ts'
import { checkCriteriaContent } from '../../../shared/domain/criteria-check.ts'
import { DraftContent, type CriteriaContent } from '../../../shared/domain/criteria.ts'
import type { CriterionId, GroupId } from '../../../shared/domain/ids.ts'
import { ruleKinds, toRuleKind } from '../../../shared/domain/rule-kinds.ts'
import { bandsFromLimits } from '../../../shared/domain/star-limits.ts'
import { aContent, aCriterion } from '../../support/criteria.ts'

const words = { yes: 'Có', no: 'Không' }

function twoGroups(): CriteriaContent {
  return aContent({
    groups: [
      { id: 'g1', code: '1', title: 'Một', outside: false },
      { id: 'g2', code: '2', title: 'Hai', outside: true },
    ],
    criteria: [
      aCriterion({ id: 'a', code: '1.1', group: 'g1', rule: { kind: 'yesNo' } }),
      aCriterion({ id: 'b', code: '1.2', group: 'g1', rule: { kind: 'yesNo' } }),
      aCriterion({ id: 'c', code: '2.1', group: 'g2', rule: { kind: 'bonus' } }),
    ],
  })
}

const order = (content: CriteriaContent): string =>
  content.criteria.map(({ id, group }) => `${group}/${id}`).join(' ')

describe('the list of criteria', () => {
  it('moves inside a group and over its edge, never beyond the ends', () => {
    const content = twoGroups()
    const b = 'b' as CriterionId
    expect(order(moveCriterion(content, b, -1))).toBe('g1/b g1/a g2/c')
    const over = moveCriterion(content, b, 1)
    expect(order(over)).toBe('g1/a g2/b g2/c')
    expect(order(moveCriterion(over, b, -1))).toBe('g1/a g1/b g2/c')
    expect(moveCriterion(content, 'a' as CriterionId, -1)).toBe(content)
  })

  it('goes with its groups', () => {
    const content = twoGroups()
    expect(order(moveGroup(content, 'g2' as GroupId, -1))).toBe('g2/c g1/a g1/b')
    expect(order(removeGroup(content, 'g1' as GroupId))).toBe('g2/c')
    expect(order(changeCriterion(content, 'a' as CriterionId, { group: 'g2' as GroupId }))).toBe(
      'g1/b g2/a g2/c',
    )
  })

  it('gives new things free codes, and numbers by place when asked', () => {
    const id = 'n' as CriterionId
    const added = addCriterion(twoGroups(), id, 'g1' as GroupId, 'a' as CriterionId)
    expect(order(added)).toBe('g1/a g1/n g1/b g2/c')
    expect(added.criteria[1]?.code).toBe('1.3')
    expect(numberAnew(added).criteria.map(({ code }) => code)).toEqual(['1.1', '1.2', '1.3', '2.1'])
    expect(addGroup(added, 'x' as GroupId).groups.at(-1)?.code).toBe('3')
  })

  it('sums what counts towards the 100 points', () => {
    expect(totalInside(twoGroups())).toBe(600)
  })
})

describe('another kind of rule', () => {
  let number = 0
  const newId = (): string => `o-${String(++number)}`

  it('always gives a draft that can be kept, and keeps its kind', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ruleKinds), { minLength: 1, maxLength: 6 }), (kinds) => {
        let criterion = aCriterion({ max: 500, rule: { kind: 'manual' } })
        for (const kind of kinds) {
          criterion = { ...criterion, rule: toRuleKind(criterion, kind, words, newId) }
          expect(criterion.rule.kind).toBe(kind)
          expect(DraftContent.safeParse(aContent()).success).toBe(true)
          const content = { ...aContent(), criteria: [criterion] }
          expect(DraftContent.safeParse(content).success).toBe(true)
          // looking for problems in a half written rule never fails
          expect(checkCriteriaContent(content)).toBeInstanceOf(Array)
        }
      }),
    )
  })

  it('keeps options, figures, scale and points', () => {
    const choice = aCriterion({ rule: { kind: 'choice' } })
    expect(toRuleKind(choice, 'checklist', words, newId)).toEqual({
      kind: 'checklist',
      items: [
        { id: 'a', label: 'Đủ', points: 300 },
        { id: 'b', label: 'Một phần', points: 150 },
      ],
    })
    const ratio = aCriterion({ rule: { kind: 'ratio', whenZero: 'full' } })
    expect(toRuleKind(ratio, 'survey', words, newId)).toMatchObject({
      satisfied: 'Tử',
      valid: 'Mẫu',
      scale: { kind: 'linear', fullAt: '100' },
      whenZero: 'full',
    })
    expect(toRuleKind(ratio, 'formula', words, newId)).toMatchObject({
      expression: 'a/b',
      whenZero: [{ input: 'b', policy: 'full' }],
    })
    const count = aCriterion({ rule: { kind: 'count', each: 25, what: 'cuộc' } })
    expect(toRuleKind(count, 'penalty', words, newId)).toMatchObject({ each: 25, cap: 300, what: 'cuộc' })
    expect(
      toRuleKind(aCriterion({ max: 500, rule: { kind: 'yesNo' } }), 'external', words, newId),
    ).toMatchObject({
      scale: '100',
      factor: '0.05',
    })
  })
})

it('bands end where the next one begins, in whatever order they stand', () => {
  const band = (stars: number, from: number | null) => ({
    label: `${stars}★`,
    stars,
    from: from as null,
    to: null,
    passes: stars > 0,
  })
  expect(bandsFromLimits([band(2, 9000), band(0, null), band(1, 8000)]).map(({ to }) => to)).toEqual([
    null,
    8000,
    9000,
  ])
})
