import type { CriteriaContent } from '../criteria.ts'
import type { CriterionId } from '../ids.ts'
import type { Stage } from '../workflow.ts'
import type { Cell } from './sheet-rows.ts'

/** Criteria without an appraisal; where the commune left a bonus or penalty empty, silence is enough. */
export function unappraisedIn(
  content: CriteriaContent,
  cells: ReadonlyMap<CriterionId, Readonly<Record<Stage, Cell>>>,
): readonly CriterionId[] {
  const outside = new Set(content.groups.filter((group) => group.outside).map((group) => group.id))
  return content.criteria
    .filter(({ id, group }) => {
      const row = cells.get(id)
      if (row === undefined) return false
      const silent = outside.has(group) && row.self.answer === null
      return row.appraisal.answer === null && !silent
    })
    .map(({ id }) => id)
}
