import { partsOfAssessment } from '../../shared/domain/ids.ts'
import type { SheetContext } from '../../shared/domain/journal/facts.ts'
import type { DecidedRecognition, SheetReading } from '../../shared/domain/journal/sheet-reading.ts'
import {
  extentAt,
  isForCommune,
  needsEvidence,
  progressAt,
  type Extent,
  type ScoredRows,
} from '../../shared/domain/sheet-progress.ts'
import type { SheetTotals } from '../../shared/domain/totals.ts'
import type { Stage } from '../../shared/domain/workflow.ts'
import type { SheetState } from '../storage/sheet-states.ts'

/** What lists and rankings show of a stage without reading the sheet again. Points are hundredths. */
export type StageSummary = Extent & {
  readonly total: number
  readonly complete: boolean
  readonly stars: number
  readonly passes: boolean
  readonly band: string
  readonly gates: readonly string[]
  readonly groups: Readonly<Record<string, number>>
  readonly gap: {
    readonly label: string
    readonly stars: number
    readonly points: number
    readonly gates: readonly string[]
  } | null
}

export type SheetDetails = {
  readonly standing: Stage
  readonly stages: Readonly<Partial<Record<Stage, StageSummary>>>
  readonly answered: number
  /** How far the stage has come whose points stand. */
  readonly scored: number
  readonly needed: number
  readonly criteria: number
  /** Criteria whose claimed points need a paper, and those of them that have one. */
  readonly needEvidence: number
  readonly withEvidence: number
  readonly dossier: number
  readonly differences: number
  readonly late: number
  readonly asked: number
  readonly lastChange: number
  readonly aim: number | null
  readonly lastTotal: number | null
  readonly lastStars: number | null
  /** Stages with several decisions of which none is chosen: no total is stated. */
  readonly undecided: readonly Stage[]
  /** What was decided in the end. */
  readonly recognition: DecidedRecognition | null
}

/** The row of `sheet_state`: the totals that count, and the rest as canonical text (same reading, same bytes). */
export function summarizeSheet(
  scope: number,
  context: SheetContext,
  reading: SheetReading,
): { readonly state: SheetState; readonly details: string } {
  const { cycle, unit } = partsOfAssessment(context.assessment)
  const standing = reading.totals[reading.standing]
  const rows = [...reading.cells.values()]
  const answered = rows.filter(({ self }) => self.answer !== null).length
  const appraised = rows.filter(({ appraisal }) => appraisal.answer !== null).length
  const verified =
    rows.some(({ verification }) => verification.answer !== null) || reading.standing === 'verification'
  const content = context.cycle?.content ?? { criteria: [], groups: [] }
  const cellsOf: ScoredRows = (id) => reading.cells.get(id)
  const summarize = (stage: Stage): StageSummary => ({
    ...extentAt(stage, content, cellsOf, reading),
    ...summarizeStage(reading.totals[stage]),
  })
  const stages: Partial<Record<Stage, StageSummary>> = { self: summarize('self') }
  if (appraised > 0) stages.appraisal = summarize('appraisal')
  if (verified) stages.verification = summarize('verification')
  const stated = (stage: Stage): number | null =>
    stages[stage]?.whole === true && !reading.undecided.has(stage) ? reading.totals[stage].total : null
  const { participant, recognition } = reading
  const progress = progressAt(reading.standing, content, cellsOf)
  const proven = new Set<string>(reading.evidence.map(({ target }) => target))
  const claiming = content.criteria.filter((criterion) => {
    const cell = reading.cells.get(criterion.id)
    return cell !== undefined && isForCommune(criterion) && needsEvidence(criterion, cell.self)
  })
  const details: SheetDetails = {
    standing: reading.standing,
    stages,
    answered,
    ...progress,
    criteria: rows.length,
    needEvidence: claiming.length,
    withEvidence: claiming.filter(({ id }) => proven.has(id)).length,
    dossier: reading.dossier.size,
    differences: reading.differences,
    late: reading.late,
    asked: reading.asked.length,
    lastChange: reading.lastChange,
    aim: (participant['aim'] ?? null) as number | null,
    lastTotal: (participant['lastTotal'] ?? null) as number | null,
    lastStars: (participant['lastStars'] ?? null) as number | null,
    undecided: [...reading.undecided],
    recognition: reading.status === 'stopped' ? null : recognition,
  }
  return {
    state: {
      scope,
      cycle,
      unit,
      status: reading.status,
      selfTotal: answered > 0 && !reading.undecided.has('self') ? reading.totals.self.total : null,
      appraisedTotal: stated('appraisal'),
      verifiedTotal: stated('verification'),
      stars: standing.band?.stars ?? 0,
      recognised: reading.status === 'recognised' ? 1 : reading.status === 'notRecognised' ? 0 : null,
    },
    details: JSON.stringify(details),
  }
}

function summarizeStage(totals: SheetTotals): Omit<StageSummary, keyof Extent> {
  return {
    total: totals.total,
    complete: totals.complete,
    stars: totals.band?.stars ?? 0,
    passes: totals.recognised,
    band: totals.band?.label ?? '',
    gates: totals.gates.filter(({ passed }) => passed !== true).map(({ title }) => title),
    groups: Object.fromEntries(totals.groups.map(({ id, points }) => [id, points])),
    gap:
      totals.gap === null
        ? null
        : {
            label: totals.gap.band.label,
            stars: totals.gap.band.stars,
            points: totals.gap.points,
            gates: totals.gap.gates.map((gate) => totals.gates.find(({ id }) => id === gate)?.title ?? gate),
          },
  }
}
