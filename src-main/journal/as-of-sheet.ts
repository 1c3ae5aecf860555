import type { Answer } from '../../shared/domain/answers.ts'
import type { CriterionId } from '../../shared/domain/ids.ts'
import type { SheetEntry } from '../../shared/domain/journal/facts.ts'
import type { SheetReading } from '../../shared/domain/journal/sheet-reading.ts'
import type { Outcome } from '../../shared/domain/rules.ts'
import type { SheetStatus, Stage } from '../../shared/domain/workflow.ts'

/** A sheet as plain values that can go from one thread to another: what is compared between then and now. */

export type PlainCell = {
  readonly answer: Answer | null
  readonly outcome: Outcome
  readonly differing: boolean
  /** The entry whose value is shown. */
  readonly entry: SheetEntry | null
}

export type PlainSheet = {
  readonly status: SheetStatus
  readonly standing: Stage
  /** Of the stage that stands; hundredths. */
  readonly total: number
  readonly complete: boolean
  readonly stars: number
  readonly differences: number
  readonly late: number
  readonly cells: readonly (readonly [CriterionId, Readonly<Record<Stage, PlainCell>>])[]
  /** How many pieces of evidence each criterion has. */
  readonly evidence: Readonly<Record<string, number>>
}

export function plainSheet(reading: SheetReading): PlainSheet {
  const totals = reading.totals[reading.standing]
  const evidence: Record<string, number> = {}
  for (const { target } of reading.evidence) evidence[target] = (evidence[target] ?? 0) + 1
  const plain = (row: Readonly<Record<Stage, PlainCell>>, stage: Stage): PlainCell => {
    const { answer, outcome, differing, entry } = row[stage]
    return { answer, outcome, differing, entry: entry === null ? null : { ...entry, changes: [] } }
  }
  return {
    status: reading.status,
    standing: reading.standing,
    total: totals.total,
    complete: totals.complete,
    stars: totals.band?.stars ?? 0,
    differences: reading.differences,
    late: reading.late,
    cells: [...reading.cells].map(([criterion, row]) => [
      criterion,
      {
        self: plain(row, 'self'),
        appraisal: plain(row, 'appraisal'),
        verification: plain(row, 'verification'),
      },
    ]),
    evidence,
  }
}
