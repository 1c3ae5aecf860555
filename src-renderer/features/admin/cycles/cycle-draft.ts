import type { CycleLevels, CycleView } from '../../../../shared/contract/cycles.ts'
import type { CriteriaVersionId, Day, UnitId } from '../../../../shared/domain/ids.ts'

/** A cycle as the form holds it. */
export type Draft = {
  name: string
  year: number
  version: CriteriaVersionId | null
  units: ReadonlySet<UnitId>
  /** Null until somebody chooses: as the participants say. */
  levels: CycleLevels | null
  from: Day | null
  until: Day | null
  selfScoreDue: Day | null
  appraisalDue: Day | null
  verificationDue: Day | null
  target: number | null
  closed: boolean
}

export function draftOf(cycle: CycleView | null, name: Named): Draft {
  if (cycle !== null) {
    const { period, dates, units, ...rest } = cycle
    return { ...rest, ...dates, ...period, units: new Set(units) }
  }
  const year = new Date().getFullYear()
  return {
    ...followsYear(year, name),
    version: null,
    units: new Set(),
    levels: null,
    selfScoreDue: null,
    appraisalDue: null,
    verificationDue: null,
    target: null,
    closed: false,
  }
}

export type Named = (year: number) => string

/** What a year says by itself. */
function followsYear(year: number, name: Named): Pick<Draft, 'name' | 'year' | 'from' | 'until'> {
  return { name: name(year), year, from: `${year}-01-01` as Day, until: `${year}-12-31` as Day }
}

/** Another year for a new cycle: what still stands as its year said goes along, what somebody wrote stays. */
export function inYear(draft: Draft, year: number, name: Named): Partial<Draft> {
  const before = followsYear(draft.year, name)
  const after = followsYear(year, name)
  return {
    year,
    ...(draft.name === before.name ? { name: after.name } : {}),
    ...(draft.from === before.from ? { from: after.from } : {}),
    ...(draft.until === before.until ? { until: after.until } : {}),
  }
}

/** A stage whose day lies before the day of the stage that comes first, and that stage. */
export function stagesOutOfOrder(draft: Draft): [Due, Due] | [] {
  const set = dues.filter((due) => draft[due] !== null)
  for (const [index, due] of set.entries()) {
    const former = set[index - 1]
    if (former !== undefined && (draft[due] ?? '') < (draft[former] ?? '')) return [due, former]
  }
  return []
}

const dues = ['selfScoreDue', 'appraisalDue', 'verificationDue'] as const
type Due = (typeof dues)[number]
