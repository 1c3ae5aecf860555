import { CriteriaContent } from '../criteria.ts'
import { problem, type CriteriaProblem } from './problems.ts'

/** What a draft may leave open and a published set must have: texts, and lists with enough in them. */
export function checkShape(content: CriteriaContent): readonly CriteriaProblem[] {
  const issues = CriteriaContent.safeParse(content).error?.issues ?? []
  return issues.flatMap((issue) => {
    const path = issue.path.reduce<string>(
      (text, part) => (typeof part === 'number' ? `${text}[${part}]` : `${text}.${String(part)}`),
      '',
    )
    // the formula's own check speaks of it
    if (path.endsWith('.expression')) return []
    const isList = issue.code === 'too_small' && issue.origin === 'array'
    return [
      isList
        ? problem(path.slice(1), 'tooFew', { least: Number(issue.minimum) })
        : problem(path.slice(1), 'emptyText'),
    ]
  })
}
