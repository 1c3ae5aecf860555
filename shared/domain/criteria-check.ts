import type { CriteriaContent, Criterion } from './criteria.ts'
import { checkRule } from './criteria-check/check-rule.ts'
import { checkShape } from './criteria-check/check-shape.ts'
import { checkBands, checkGates } from './criteria-check/check-stars.ts'
import { duplicates, problem, type CriteriaProblem } from './criteria-check/problems.ts'

export type { CriteriaProblem } from './criteria-check/problems.ts'

/**
 * What the shapes alone cannot say of a criteria set: that its ids are unique, what it refers to exists, its sums and bands
 * fit together and its formulas can be read. A set with errors is not published; an empty list means that it is sound.
 */
export function checkCriteriaContent(content: CriteriaContent): readonly CriteriaProblem[] {
  return [
    ...checkShape(content),
    ...checkGroups(content),
    ...duplicates(
      content.departments.map(({ id }) => id),
      (index) => `departments[${index}].id`,
      'duplicateId',
    ),
    ...duplicates(content.dossier, (index) => `dossier[${index}]`, 'duplicateLabel'),
    ...checkCriteria(content),
    ...checkTotal(content),
    ...checkBands(content.bands),
    ...checkReach(content),
    ...checkGates(content),
  ]
}

function checkGroups(content: CriteriaContent): readonly CriteriaProblem[] {
  const used = new Set<string>(content.criteria.map(({ group }) => group))
  return [
    ...duplicates(
      content.groups.map(({ id }) => id),
      (index) => `groups[${index}].id`,
      'duplicateId',
    ),
    ...duplicates(
      content.groups.map(({ code }) => code),
      (index) => `groups[${index}].code`,
      'duplicateCode',
    ),
    ...content.groups.flatMap(({ id }, index) =>
      used.has(id) ? [] : [problem(`groups[${index}]`, 'emptyGroup', { value: id })],
    ),
    ...(content.groups.every(({ outside }) => outside) ? [problem('groups', 'noGroupInside')] : []),
  ]
}

function checkCriteria(content: CriteriaContent): readonly CriteriaProblem[] {
  const departments = new Set<string>(content.departments.map(({ id }) => id))
  return [
    ...duplicates(
      content.criteria.map(({ id }) => id),
      (index) => `criteria[${index}].id`,
      'duplicateId',
    ),
    ...duplicates(
      content.criteria.map(({ code }) => code),
      (index) => `criteria[${index}].code`,
      'duplicateCode',
    ),
    ...content.criteria.flatMap((criterion, index) => {
      const at = `criteria[${index}]`
      const { department, enteredBy } = criterion
      return [
        ...checkPlace(content, criterion, at),
        ...(department === null || departments.has(department)
          ? []
          : [problem(`${at}.department`, 'unknownDepartment', { value: department })]),
        ...duplicates(enteredBy, (place) => `${at}.enteredBy[${place}]`, 'duplicateId'),
        ...checkDeadline(criterion, at),
        ...checkRule(criterion, at),
      ]
    }),
  ]
}

/** Bonus and penalty, and criteria that can only deduct, stand outside the 100 points. */
function checkPlace(content: CriteriaContent, criterion: Criterion, at: string): readonly CriteriaProblem[] {
  const group = content.groups.find(({ id }) => id === criterion.group)
  if (group === undefined) return [problem(`${at}.group`, 'unknownGroup', { value: criterion.group })]
  const { kind } = criterion.rule
  const extra = kind === 'bonus' || kind === 'penalty' || criterion.max === 0
  return extra && !group.outside ? [problem(`${at}.group`, 'mustBeOutside', { value: group.id })] : []
}

const longestMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** 29 February exists, though not every year. */
function checkDeadline({ deadline }: Criterion, at: string): readonly CriteriaProblem[] {
  if (deadline?.kind !== 'date') return []
  const { month, day } = deadline
  return day <= (longestMonth[month - 1] ?? 0) ? [] : [problem(`${at}.deadline`, 'noSuchDay', { month, day })]
}

/** The usual 100 points; other provinces may mean something else, so it only asks for a second look. */
function checkTotal(content: CriteriaContent): readonly CriteriaProblem[] {
  const outside = new Set<string>(content.groups.filter((group) => group.outside).map(({ id }) => id))
  const total = content.criteria
    .filter(({ group }) => !outside.has(group))
    .reduce((sum, { max }) => sum + max, 0)
  if (total === 10_000) return []
  return [{ ...problem('criteria', 'totalNotHundred', { total }), severity: 'warning' }]
}

/** A level that begins above all points there are, bonus included, can be reached by nobody. */
function checkReach({ criteria, groups, bands }: CriteriaContent): readonly CriteriaProblem[] {
  const most = criteria.reduce((sum, { max }) => sum + max, 0)
  if (most === 0 || groups.every(({ outside }) => outside)) return []
  return bands.flatMap(({ from }, index) =>
    from === null || from <= most
      ? []
      : [
          {
            ...problem(`bands[${index}].from`, 'starBandUnreachable', { from, total: most }),
            severity: 'warning' as const,
          },
        ],
  )
}
