import type { SheetView } from '../../shared/contract/sheets.ts'
import type { CriteriaContent } from '../../shared/domain/criteria.ts'
import type { DecisionField } from '../../shared/domain/journal/decisions.ts'
import type { CriterionId } from '../../shared/domain/ids.ts'
import type { Office } from './official-page.ts'

/** The short code of a decision, and which decision that is. */
export type SheetCode = Readonly<{ kind: DecisionField; code: string }>

/** What the score sheet's workbook says: plain values, as `sheets.get` and `criteria.version` give them. */
export type SheetReport = Readonly<{
  office: Office
  view: SheetView
  content: CriteriaContent
  /** What the commune declared for each criterion, as a person reads it: "47/50 = 94 %". */
  figures: Readonly<Record<CriterionId, string>>
  /** The same of the levels above, where they have judged; null: nobody above has. */
  judgedFigures: Readonly<Record<CriterionId, string>> | null
  /** Whether a level below the last one appraises in this cycle. */
  appraised: boolean
  /** The recognition says something else than the criteria give. */
  againstRule: boolean
  /** Short code of what was decided last: typed at another office it shows whether the paper agrees. */
  code?: SheetCode | null
  /** The papers behind each criterion: "12/KH-UBND, 05/3/2024". Without them their number is written. */
  evidence: Readonly<Record<CriterionId, readonly string[]>>
}>
