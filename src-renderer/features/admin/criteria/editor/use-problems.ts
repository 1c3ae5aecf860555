import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { checkCriteriaContent, type CriteriaProblem } from '../../../../../shared/domain/criteria-check.ts'
import type { CriteriaContent } from '../../../../../shared/domain/criteria.ts'
import { asSentence, problemText } from '../problem-sentence.ts'

export type Problems = Readonly<{
  all: readonly CriteriaProblem[]
  errors: number
  /** What does not forbid publishing and asks for a second look. */
  warnings: readonly CriteriaProblem[]
  /** Sentences by the place that shows them. */
  byPath: ReadonlyMap<string, readonly string[]>
}>

/**
 * What is to be mended. The core judges the same way before it publishes.
 * @param settled the set as it stands when typing pauses: a look at all of it must not hold up a key
 */
export function useProblems(settled: CriteriaContent): Problems {
  const { t } = useTranslation('admin')
  return useMemo(() => {
    const all = checkCriteriaContent(settled)
    const byPath = new Map<string, string[]>()
    for (const problem of all) {
      // the formula's own field tells its mistakes, at the character
      if (problem.code === 'formulaError') continue
      const known = byPath.get(problem.path) ?? []
      byPath.set(problem.path, [
        ...known,
        known.length === 0 ? asSentence(problemText(problem, t)) : problemText(problem, t),
      ])
    }
    const warnings = all.filter(({ severity }) => severity === 'warning')
    return { all, errors: all.length - warnings.length, warnings, byPath }
  }, [settled, t])
}
