import type { CriteriaContent, Criterion, Group } from './criteria.ts'
import type { CriterionId, GroupId } from './ids.ts'
import type { Hundredths } from './quantities.ts'

/**
 * Changes to a set that is being written. Everything gives a new content; criteria stand in the order of their groups. New ids
 * come from the caller: nobody types them and they never change.
 */

/** One criterion, changed. */
export function changeCriterion(
  content: CriteriaContent,
  id: CriterionId,
  change: Partial<Omit<Criterion, 'id'>>,
): CriteriaContent {
  const criteria = content.criteria.map((each) => (each.id === id ? { ...each, ...change } : each))
  return change.group === undefined ? { ...content, criteria } : inGroupOrder({ ...content, criteria })
}

export function changeGroup(
  content: CriteriaContent,
  id: GroupId,
  change: Partial<Omit<Group, 'id'>>,
): CriteriaContent {
  return {
    ...content,
    groups: content.groups.map((each) => (each.id === id ? { ...each, ...change } : each)),
  }
}

/** A new group at the end, with the next free code. */
export function addGroup(content: CriteriaContent, id: GroupId): CriteriaContent {
  const used = new Set(content.groups.map(({ code }) => code))
  let number = content.groups.length + 1
  while (used.has(String(number))) number++
  return { ...content, groups: [...content.groups, { id, code: String(number), title: '', outside: false }] }
}

/** A new criterion behind another one, or at the end of its group: one point by hand until its rule is chosen. */
export function addCriterion(
  content: CriteriaContent,
  id: CriterionId,
  group: GroupId,
  after: CriterionId | null,
): CriteriaContent {
  const point = 100 as Hundredths
  const step = Math.min(...content.criteria.map((each) => each.step), 50) as Hundredths
  const criterion: Criterion = {
    id,
    code: nextCode(content, group),
    group,
    title: '',
    max: point,
    rule: { kind: 'manual', step },
    step,
    enteredBy: ['commune', 'appraiser'],
    notApplicable: 'refused',
    evidence: [],
    department: null,
    deadline: null,
    source: '',
  }
  const at = content.criteria.findIndex((each) => each.id === after)
  const criteria =
    at < 0 ? [...content.criteria, criterion] : content.criteria.toSpliced(at + 1, 0, criterion)
  return inGroupOrder({ ...content, criteria })
}

function nextCode(content: CriteriaContent, group: GroupId): string {
  const prefix = content.groups.find(({ id }) => id === group)?.code ?? ''
  const used = new Set(content.criteria.map(({ code }) => code))
  let number = content.criteria.filter((each) => each.group === group).length + 1
  while (used.has(`${prefix}.${number}`)) number++
  return `${prefix}.${number}`
}

export function removeCriterion(content: CriteriaContent, id: CriterionId): CriteriaContent {
  return { ...content, criteria: content.criteria.filter((each) => each.id !== id) }
}

/** A group goes with its criteria. */
export function removeGroup(content: CriteriaContent, id: GroupId): CriteriaContent {
  return {
    ...content,
    groups: content.groups.filter((each) => each.id !== id),
    criteria: content.criteria.filter(({ group }) => group !== id),
  }
}

/** One place up or down; from the edge of its group into the neighbouring one. The same content when there is no way. */
export function moveCriterion(content: CriteriaContent, id: CriterionId, step: 1 | -1): CriteriaContent {
  const criterion = content.criteria.find((each) => each.id === id)
  if (criterion === undefined) return content
  const inGroup = content.criteria.filter(({ group }) => group === criterion.group)
  const neighbour = inGroup[inGroup.findIndex((each) => each.id === id) + step]
  if (neighbour !== undefined) {
    const rest = content.criteria.filter((each) => each.id !== id)
    const at = rest.findIndex((each) => each.id === neighbour.id)
    return { ...content, criteria: rest.toSpliced(step === 1 ? at + 1 : at, 0, criterion) }
  }
  const group = content.groups[content.groups.findIndex((each) => each.id === criterion.group) + step]
  if (group === undefined) return content
  const moved: Criterion = { ...criterion, group: group.id }
  const rest = content.criteria.filter((each) => each.id !== id)
  // downwards it becomes the first of the next group, upwards the last of the one before
  return inGroupOrder({ ...content, criteria: step === 1 ? [moved, ...rest] : [...rest, moved] })
}

export function moveGroup(content: CriteriaContent, id: GroupId, step: 1 | -1): CriteriaContent {
  const at = content.groups.findIndex((each) => each.id === id)
  const group = content.groups[at]
  const to = at + step
  if (group === undefined || to < 0 || to >= content.groups.length) return content
  return inGroupOrder({ ...content, groups: content.groups.toSpliced(at, 1).toSpliced(to, 0, group) })
}

/** Codes by place: groups 1, 2, 3, criteria 1.1, 1.2. Ids stay. */
export function numberAnew(content: CriteriaContent): CriteriaContent {
  const groups = content.groups.map((group, index) => ({ ...group, code: String(index + 1) }))
  const codes = new Map(groups.map(({ id, code }) => [id, code]))
  const counts = new Map<GroupId, number>()
  const criteria = content.criteria.map((criterion) => {
    const number = (counts.get(criterion.group) ?? 0) + 1
    counts.set(criterion.group, number)
    return { ...criterion, code: `${codes.get(criterion.group) ?? ''}.${number}` }
  })
  return { ...content, groups, criteria }
}

/** The sum of the maxima that count towards the 100 points. */
export function totalInside(content: CriteriaContent): Hundredths {
  const outside = new Set(content.groups.filter((group) => group.outside).map(({ id }) => id))
  return content.criteria
    .filter(({ group }) => !outside.has(group))
    .reduce((sum, { max }) => sum + max, 0) as Hundredths
}

/** The list items of something with a place, one moved; the same list when there is no way. */
export function movedInList<Thing>(list: readonly Thing[], at: number, step: 1 | -1): Thing[] {
  const thing = list[at]
  const to = at + step
  if (thing === undefined || to < 0 || to >= list.length) return [...list]
  return list.toSpliced(at, 1).toSpliced(to, 0, thing)
}

function inGroupOrder(content: CriteriaContent): CriteriaContent {
  const known = new Set(content.groups.map(({ id }) => id))
  return {
    ...content,
    criteria: [
      ...content.groups.flatMap(({ id }) => content.criteria.filter(({ group }) => group === id)),
      ...content.criteria.filter(({ group }) => !known.has(group)),
    ],
  }
}
