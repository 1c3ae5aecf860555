import type { Answer } from '../../../../shared/domain/answers.ts'
import type { CriterionId } from '../../../../shared/domain/ids.ts'
import type { Hundredths } from '../../../../shared/domain/quantities.ts'
import type { RowModel } from '../sheet-model.ts'

/** What the sheet says of one criterion before anything is pasted. */
export type Standing = Readonly<{
  answer: Answer | null
  /** Answers of the later stages: tables of the program show them where the commune enters none. */
  others: readonly Answer[]
  points: Hundredths | null
  lastPoints: Hundredths | null
  appraised: Hundredths | null
  verified: Hundredths | null
  evidence: number
}>

export type StandingRows = ReadonlyMap<CriterionId, Standing>

/** The rows of the sheet on screen, with what was typed but not yet kept. */
export function standingOf(rows: readonly RowModel[]): StandingRows {
  return new Map(
    rows.map(({ criterion, answer, outcome, row }) => [
      criterion.id,
      {
        answer,
        others: [row.appraisal.answer, row.verification.answer].filter((each) => each !== null),
        points: outcome.status === 'points' ? outcome.points : null,
        lastPoints: row.lastPoints,
        appraised: row.appraisal.outcome.status === 'points' ? row.appraisal.outcome.points : null,
        verified: row.verification.outcome.status === 'points' ? row.verification.outcome.points : null,
        evidence: row.evidence.count,
      },
    ]),
  )
}
