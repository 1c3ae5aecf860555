import type { Output } from '../../../shared/contract/contract.ts'
import type { RankingRow } from '../../../shared/contract/results.ts'
import { assessmentId, type CycleId, type UnitId } from '../../../shared/domain/ids.ts'
import { decidingStage } from '../../../shared/domain/journal/sheet-reading.ts'
import type { Hundredths } from '../../../shared/domain/quantities.ts'
import { isAgainstRule, missingAfter } from '../../../shared/domain/recognition.ts'
import { neededAt } from '../../../shared/domain/sheet-progress.ts'
import { compareVietnamese } from '../../../shared/domain/text/vietnamese.ts'
import type { SheetStatus, Stage } from '../../../shared/domain/workflow.ts'
import type { Cycle } from '../../journal/catalogue.ts'
import type { SheetDetails, StageSummary } from '../../journal/sheet-summary.ts'
import { detailedSheetsOfCycle, type SheetState } from '../../storage/sheet-states.ts'
import { getCycle, participantsOf } from '../catalogue/cycles.ts'
import { ownUnit, type Installation } from '../office/installation.ts'
import { lastYearOf, type LastYear } from './last-year.ts'

/**
 * Results of a cycle: every commune with its total, stars, conditions and the gap to the next star, best first. Only what is
 * comparable has a rank: sheets that are through the stage that is compared.
 */

export type Ranking = Output<'ranking.get'>

export type RankingFilter = {
  readonly cycle: CycleId
  /** Whose totals; left out: those that speak for each sheet in its status. */
  readonly stage?: Stage | undefined
  readonly within?: UnitId | undefined
}

type DetailedSheet = SheetState & { readonly details: string }
type Unranked = Omit<RankingRow, 'rank'>

/** Communes without any entry stand there with nothing; stopped ones leave the ranking and the n/17. */
export function rankCommunes(installation: Installation, filter: RankingFilter): Ranking {
  const cycle = getCycle(installation, filter.cycle)
  return rankSheets(installation, cycle, detailedSheetsOfCycle(installation.database, filter.cycle), filter)
}

/** The same for sheets that were read elsewhere, as they stood at another time. */
export function rankSheets(
  installation: Installation,
  cycle: Cycle,
  sheets: readonly DetailedSheet[],
  filter: RankingFilter,
): Ranking {
  const { units } = installation
  const { within } = filter
  const known = new Map(sheets.map((sheet) => [sheet.unit, sheet]))
  const taking = participantsOf(installation, cycle).filter(
    (unit) => within === undefined || units.isWithin(unit, within),
  )
  const running = taking.filter((unit) => known.get(unit)?.status !== 'stopped')
  const own = ownUnit(installation)
  // a commune knows only itself, and one alone is neither first nor last
  const isAlone = own.level === 'commune' || running.length === 1
  const lastYear = lastYearOf(installation, cycle)
  const compared = filter.stage ?? stageCompared(cycle, sheets)
  const rows = running.map((unit) =>
    rowOf(installation, cycle, filter, compared, unit, known.get(unit), isAlone, lastYear),
  )
  const decided = rows.filter(({ recognition }) => recognition !== null)
  const recognised = decided.filter(({ recognition }) => recognition?.recognised === true).length
  const passing = rows.filter(({ finished, passes }) => finished && passes)
  return {
    rows: rankRows(rows),
    ranked: rows.filter(({ unranked }) => unranked === null).length,
    finished: rows.filter(({ finished }) => finished).length,
    passing: passing.length,
    participants: rows.length,
    stopped: taking.length - running.length,
    // a target is that of the unit that set it, for all of its communes
    target: cycle.publisher === own.id && within === undefined ? cycle.target : null,
    recognised,
    againstRule: decided.filter(({ againstRule }) => againstRule).length,
    reached: recognised + passing.filter(({ recognition }) => recognition === null).length,
  }
}

/**
 * Best first; equal totals share a rank, and the next rank counts them all. Who cannot be compared yet stands below, by name,
 * without a rank.
 */
function rankRows(rows: readonly Unranked[]): RankingRow[] {
  const sorted = [...rows].sort(
    (a, b) =>
      Number(a.unranked !== null) - Number(b.unranked !== null) ||
      (a.unranked === null ? (b.total ?? 0) - (a.total ?? 0) || b.stars - a.stars : 0) ||
      compareVietnamese(a.unitName, b.unitName),
  )
  let rank = 0
  let last: number | null = null
  return sorted.map((row, place) => {
    if (row.unranked !== null) return { rank: null, ...row }
    if (row.total !== last) rank = place + 1
    last = row.total
    return { rank, ...row }
  })
}

function rowOf(
  installation: Installation,
  cycle: Cycle,
  filter: RankingFilter,
  compared: Stage,
  unit: UnitId,
  sheet: DetailedSheet | undefined,
  isAlone: boolean,
  lastYear: LastYear,
): Unranked {
  const { units } = installation
  const details = sheet === undefined ? null : detailsOf(sheet)
  const standing = filter.stage ?? details?.standing ?? 'self'
  const summary = details?.stages[standing] ?? null
  const undecided = details?.undecided.includes(standing) ?? false
  // the self-score is a running total; of the stages above nothing is stated while it is a part
  const stated =
    summary !== null && (standing === 'self' ? summary.judged > 0 : summary.whole) ? summary : null
  const finished = summary?.whole === true && !undecided && isThrough(cycle, filter, standing)
  const total = stated === null || undecided ? null : (stated.total as Hundredths)
  const lastTotal = (details?.lastTotal ?? null) as Hundredths | null
  const recognition = details?.recognition ?? null
  const deciding = details?.stages[decidingStage(cycle.levels)] ?? null
  const district = units.above(unit).find(({ level }) => level === 'district')
  return {
    assessment: assessmentId(filter.cycle, unit),
    unit,
    unitName: units.nameOf(unit),
    districtName: district === undefined ? '' : units.nameOf(district.unit),
    status: (sheet?.status ?? 'selfScoring') as SheetStatus,
    standing,
    total,
    judged: summary?.judged ?? 0,
    of: summary?.of ?? neededAt(standing, cycle.content, () => undefined).length,
    undecided,
    finished,
    unranked: undecided
      ? 'undecided'
      : !finished || standing !== compared
        ? 'notFinished'
        : isAlone
          ? 'alone'
          : null,
    complete: stated?.complete ?? false,
    stars: stated?.stars ?? 0,
    passes: stated?.passes ?? false,
    bandLabel: stated?.band ?? '',
    failingGates: [...(stated?.gates ?? [])],
    groups: (stated?.groups ?? {}) as RankingRow['groups'],
    gap: missingAfter((stated?.gap ?? null) as RankingRow['gap'], ({ stars }) => stars, recognition),
    recognition,
    againstRule: recognition !== null && deciding !== null && isAgainst(recognition, deciding),
    aim: details?.aim ?? null,
    lastTotal,
    lastStars: details?.lastStars ?? null,
    change:
      finished && total !== null && lastTotal !== null && lastYear.isComparable(unit, lastTotal)
        ? total - lastTotal
        : null,
    differences: details?.differences ?? 0,
  }
}

/** Whether the stage that speaks for a sheet has come to an end above the commune: a self-score passes nothing. */
function isThrough({ levels }: Cycle, { stage }: RankingFilter, standing: Stage): boolean {
  if (stage !== undefined) return true
  if (levels.appraise !== null) return standing !== 'self'
  return levels.verify === null || standing === 'verification'
}

/**
 * The stage whose points stand in one row: a self-score is not compared with appraised ones, nor appraised points with those that the
 * level above has looked at, from the first sheet on that it has.
 */
function stageCompared({ levels }: Cycle, sheets: readonly DetailedSheet[]): Stage {
  const isVerified = (sheet: DetailedSheet): boolean => {
    const { standing, stages } = detailsOf(sheet)
    return standing === 'verification' && stages.verification?.whole === true
  }
  if (levels.verify !== null && (levels.appraise === null || sheets.some(isVerified))) return 'verification'
  return levels.appraise !== null ? 'appraisal' : 'self'
}

function isAgainst(recognition: NonNullable<RankingRow['recognition']>, summary: StageSummary): boolean {
  return isAgainstRule(recognition, {
    recognised: summary.passes,
    band: { stars: summary.stars, passes: summary.passes, label: summary.band, from: null, to: null },
  })
}

/** What the projection wrote about a sheet. */
export function detailsOf(sheet: { readonly details: string }): SheetDetails {
  return JSON.parse(sheet.details) as SheetDetails
}
