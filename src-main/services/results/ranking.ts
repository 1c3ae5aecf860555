import type { Output } from '../../../shared/contract/contract.ts'
import type { RankingRow } from '../../../shared/contract/results.ts'
import type { CriteriaContent } from '../../../shared/domain/criteria.ts'
import { assessmentId, type CycleId, type UnitId } from '../../../shared/domain/ids.ts'
import type { Hundredths } from '../../../shared/domain/quantities.ts'
import { compareVietnamese } from '../../../shared/domain/text/vietnamese.ts'
import type { SheetStatus, Stage } from '../../../shared/domain/workflow.ts'
import type { SheetDetails, StageSummary } from '../../journal/sheet-summary.ts'
import { detailedSheetsOfCycle, type SheetState } from '../../storage/sheet-states.ts'
import { getCycle, participantsOf } from '../catalogue/cycles.ts'
import type { Installation } from '../office/installation.ts'

/** Results of a cycle: every commune with its total, stars, gates and the gap to the next star, best first. */

export type Ranking = Output<'ranking.get'>

export type RankingFilter = {
  readonly cycle: CycleId
  /** Whose totals; left out: those that speak for each sheet in its status. */
  readonly stage?: Stage | undefined
  readonly within?: UnitId | undefined
}

/** Communes without any entry stand there with nothing; stopped ones leave the ranking and the n/17. */
export function rankCommunes(installation: Installation, filter: RankingFilter): Ranking {
  const cycle = getCycle(installation, filter.cycle)
  return rankSheets(installation, cycle, detailedSheetsOfCycle(installation.database, filter.cycle), filter)
}

/** The same for sheets that were read elsewhere, as they stood at another time. */
export function rankSheets(
  installation: Installation,
  cycle: ReturnType<typeof getCycle>,
  sheets: readonly (SheetState & { readonly details: string })[],
  filter: RankingFilter,
): Ranking {
  const { units } = installation
  const { within } = filter
  const known = new Map(sheets.map((sheet) => [sheet.unit, sheet]))
  const taking = participantsOf(installation, cycle).filter(
    (unit) => within === undefined || units.isWithin(unit, within),
  )
  const zero = nothingYet(cycle.content)
  let stopped = 0
  let recognised = 0
  const rows: Omit<RankingRow, 'rank'>[] = []
  for (const unit of taking) {
    const sheet = known.get(unit)
    if (sheet?.status === 'stopped') {
      stopped++
      continue
    }
    if (sheet?.status === 'recognised') recognised++
    rows.push(rowOf(installation, filter, unit, sheet, zero))
  }
  const ranked = rankRows(rows)
  return {
    rows: ranked,
    passing: ranked.filter(({ passes }) => passes).length,
    participants: ranked.length,
    stopped,
    target: cycle.target,
    recognised,
  }
}

/** Best first; equal totals share a rank, and the next rank counts them all. Who has no total yet stands last, without a rank. */
function rankRows(rows: readonly Omit<RankingRow, 'rank'>[]): RankingRow[] {
  const sorted = [...rows].sort(
    (a, b) =>
      Number(a.undecided) - Number(b.undecided) ||
      b.total - a.total ||
      b.stars - a.stars ||
      compareVietnamese(a.unitName, b.unitName),
  )
  let rank = 0
  let last: number | null = null
  return sorted.map((row, place) => {
    if (row.undecided) return { rank: 0, ...row }
    if (row.total !== last) rank = place + 1
    last = row.total
    return { rank, ...row }
  })
}

function rowOf(
  installation: Installation,
  filter: RankingFilter,
  unit: UnitId,
  sheet: (SheetState & { readonly details: string }) | undefined,
  zero: StageSummary,
): Omit<RankingRow, 'rank'> {
  const { units } = installation
  const details = sheet === undefined ? null : detailsOf(sheet)
  const standing = filter.stage ?? details?.standing ?? 'self'
  const summary = details?.stages[standing] ?? zero
  const district = units.above(unit).find(({ level }) => level === 'district')
  return {
    assessment: assessmentId(filter.cycle, unit),
    unit,
    unitName: units.nameOf(unit),
    districtName: district === undefined ? '' : units.nameOf(district.unit),
    status: (sheet?.status ?? 'selfScoring') as SheetStatus,
    standing,
    total: summary.total as Hundredths,
    undecided: sheet !== undefined && details !== null && isUndecided(sheet, details, standing),
    complete: summary.complete,
    // What was decided in the end speaks for the sheet, also where the points alone would give other stars.
    stars: standing === details?.standing ? (details.decidedStars ?? summary.stars) : summary.stars,
    passes: summary.passes,
    bandLabel: summary.band,
    failingGates: [...summary.gates],
    groups: summary.groups as RankingRow['groups'],
    gap: summary.gap as RankingRow['gap'],
    aim: details?.aim ?? null,
    lastTotal: (details?.lastTotal ?? null) as Hundredths | null,
    lastStars: details?.lastStars ?? null,
    differences: details?.differences ?? 0,
  }
}

/** Whether several decisions hold the stage and none is chosen: then nothing may be stated about it (JOURNAL 19). */
function isUndecided(
  { selfTotal, appraisedTotal, verifiedTotal }: SheetState,
  { stages, answered }: SheetDetails,
  stage: Stage,
): boolean {
  if (stage === 'self') return answered > 0 && selfTotal === null
  return stages[stage] !== undefined && (stage === 'appraisal' ? appraisedTotal : verifiedTotal) === null
}

/** What the projection wrote about a sheet. */
export function detailsOf(sheet: { readonly details: string }): SheetDetails {
  return JSON.parse(sheet.details) as SheetDetails
}

function nothingYet(content: CriteriaContent): StageSummary {
  const [lowest] = [...content.bands].sort((a, b) => (a.from ?? -1) - (b.from ?? -1))
  return {
    total: 0,
    complete: false,
    stars: lowest?.stars ?? 0,
    passes: false,
    band: lowest?.label ?? '',
    gates: content.gates.map(({ title }) => title),
    groups: Object.fromEntries(content.groups.map(({ id }) => [id, 0])),
    gap: null,
  }
}
