import type { TFunction } from 'i18next'
import type { CriterionField } from '../../../../../shared/domain/criteria-compare.ts'
import type {
  CriteriaContent,
  Criterion,
  Gate,
  Group,
  StarBand,
} from '../../../../../shared/domain/criteria.ts'
import { deadlineText, ruleLines } from '../../../../ui/answer/rule-text.ts'
import { formatPoints } from '../../../../ui/format.ts'
import { bandText, gateText } from '../set-words.ts'

/** One field of a thing in words, a line each. */
export type FieldLines = Readonly<{ field: string; lines: readonly string[] }>

const shownOfOne = ['title', 'max', 'rule', 'evidence', 'department', 'deadline'] as const

/** A criterion's fields in words: those named, or what matters of one that came or went. */
export function criterionLines(
  criterion: Criterion,
  content: CriteriaContent,
  fields: readonly CriterionField[] | null,
  t: TFunction,
): readonly FieldLines[] {
  return (fields ?? shownOfOne).map((field) => ({
    field: t(`adminCriteria:field.${field}`),
    lines: linesOf(criterion, content, field, t),
  }))
}

function linesOf(
  criterion: Criterion,
  content: CriteriaContent,
  field: CriterionField,
  t: TFunction,
): readonly string[] {
  switch (field) {
    case 'code':
    case 'title':
    case 'source':
      return [criterion[field]]
    case 'group': {
      const group = content.groups.find(({ id }) => id === criterion.group)
      return [group === undefined ? '' : `${group.code}. ${group.title}`]
    }
    case 'max':
    case 'step':
      return [t('adminCriteria:points', { points: formatPoints(criterion[field]) })]
    case 'rule':
      return [
        t(`adminCriteria:kind.${criterion.rule.kind}`),
        // "không áp dụng" is a field of its own here
        ...ruleLines({ ...criterion, notApplicable: 'refused' }, t),
      ]
    case 'enteredBy':
      return [
        t(
          `adminCriteria:enteredBy.${criterion.enteredBy.length === 2 ? 'both' : (criterion.enteredBy[0] ?? 'both')}`,
        ),
      ]
    case 'notApplicable':
      return [t(`adminCriteria:notApplicable.${criterion.notApplicable}`)]
    case 'evidence':
      return criterion.evidence
    case 'department':
      return [content.departments.find(({ id }) => id === criterion.department)?.name ?? '']
    case 'deadline':
      return [deadlineText(criterion.deadline, t) ?? '']
  }
}

export function groupLines(group: Group, t: TFunction): readonly FieldLines[] {
  return [
    { field: t('adminCriteria:group.title'), lines: [`${group.code}. ${group.title}`] },
    {
      field: t('adminCriteria:group.counts'),
      lines: [t(group.outside ? 'adminCriteria:group.outside' : 'adminCriteria:group.inside')],
    },
  ]
}

export function bandLines(band: StarBand, t: TFunction): readonly FieldLines[] {
  return [
    { field: t('adminCriteria:stars.label'), lines: [band.label] },
    { field: t('adminCriteria:stars.limits'), lines: [bandText(band, t)] },
  ]
}

export function gateLines(gate: Gate, content: CriteriaContent, t: TFunction): readonly FieldLines[] {
  return [
    { field: t('adminCriteria:gates.name'), lines: [gate.title] },
    { field: t('adminCriteria:gates.kind'), lines: [gateText(gate, content, t)] },
  ]
}
