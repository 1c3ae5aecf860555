import type { RankingRow } from '../../shared/contract/results.ts'
import type { Group } from '../../shared/domain/criteria.ts'
import type { Day } from '../../shared/domain/ids.ts'
import type { Hundredths } from '../../shared/domain/quantities.ts'
import type { Stage } from '../../shared/domain/workflow.ts'
import type { Office } from './official-page.ts'

/** What the ranking's workbook says: plain values, as `ranking.get` gives them. */
export type RankingReport = Readonly<{
  office: Office
  cycleName: string
  period: Readonly<{ from: Day; until: Day }>
  /** null: the points that stand. */
  stage: Stage | null
  /** "Huyện Yên Thế" when only a part is shown. */
  within: string | null
  criteriaTitle: string
  /** "Bộ tiêu chí mẫu – …"; shown under the title. */
  notice: string
  groups: readonly (Group & Readonly<{ max: Hundredths }>)[]
  rows: readonly RankingRow[]
  passing: number
  participants: number
  finished: number
  stopped: number
  target: number | null
  recognised: number
  againstRule: number
  /** Short code of what it says: typed at another office it shows whether the results there are the same. */
  code?: string
}>
