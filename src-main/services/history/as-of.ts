import type { Output } from '../../../shared/contract/contract.ts'
import type { Progress } from '../../../shared/contract/frames.ts'
import type { AssessmentId, CycleId } from '../../../shared/domain/ids.ts'
import { partsOfAssessment } from '../../../shared/domain/ids.ts'
import type { Hundredths } from '../../../shared/domain/quantities.ts'
import type { Stage } from '../../../shared/domain/workflow.ts'
import { runJob } from '../../jobs/run-job.ts'
import { plainSheet, type PlainCell, type PlainSheet } from '../../journal/as-of-sheet.ts'
import { asOfJob, type AsOfOutput, type KnownDevice } from '../../journal/as-of.ts'
import { decodeStoredEntry } from '../../journal/entry.ts'
import { arrivalByNumber, lastEntryBy } from '../../storage/arrivals.ts'
import { entriesOfScopeSince, entryById, type StoredEntry } from '../../storage/entries.ts'
import { scopeByKey } from '../../storage/scopes.ts'
import { allStreams } from '../../storage/streams.ts'
import { getCycle } from '../catalogue/cycles.ts'
import { ownDevice, type Installation } from '../office/installation.ts'
import { createTrust } from '../trust/trust.ts'
import { rankCommunes, rankSheets, type Ranking, type RankingFilter } from '../results/ranking.ts'
import { authorOf, openSheet } from '../sheets/sheet-scope.ts'

/** Results and sheets as they stood when, worked out in a thread from what had arrived, beside what stands now (JOURNAL 15). */

type Running = { readonly signal: AbortSignal; readonly report: (progress: Progress) => void }

const longestMilliseconds = 30 * 60_000
const memoryMegabytes = 4096
const mostActs = 100

/** @throws CallError `notFound`, `cancelled` */
export async function rankingAsOf(
  installation: Installation,
  arrival: number,
  filter: RankingFilter,
  running: Running,
): Promise<Output<'asOf.ranking'>> {
  const now = rankCommunes(installation, filter)
  const lastEntry = lastEntryBy(installation.database, arrival)
  const { cycle, sheets } = await readThen(installation, lastEntry, filter.cycle, null, running)
  const then = cycle === null ? null : rankSheets(installation, cycle, sheets, filter)
  const before = new Map(then?.rows.map((row) => [row.assessment, row]))
  const after = new Map(now.rows.map((row) => [row.assessment, row]))
  const gone = (then?.rows ?? []).filter(({ assessment }) => !after.has(assessment))
  return {
    then: then === null ? null : countsOf(then),
    now: countsOf(now),
    rows: [...now.rows, ...gone].map(({ assessment, unitName, districtName }) => {
      const rowThen = placeOf(before.get(assessment))
      const rowNow = placeOf(after.get(assessment))
      return {
        ...{ assessment, unitName, districtName, then: rowThen, now: rowNow },
        changed: JSON.stringify(withoutRank(rowThen)) !== JSON.stringify(withoutRank(rowNow)),
        since: sinceOf(installation, assessment, lastEntry, 0).count,
      }
    }),
  }
}

/** @throws CallError `notFound`, `notParticipant`, `cancelled` */
export async function sheetAsOf(
  installation: Installation,
  arrival: number,
  assessment: AssessmentId,
  running: Running,
): Promise<Output<'asOf.sheet'>> {
  const { cycle, reading } = openSheet(installation, assessment)
  const { cycle: id, unit } = partsOfAssessment(assessment)
  const lastEntry = lastEntryBy(installation.database, arrival)
  const { sheet: then } = await readThen(installation, lastEntry, id, assessment, running)
  const now = plainSheet(reading)
  const cellsThen = new Map(then?.cells)
  const { entries, count } = sinceOf(installation, assessment, lastEntry, mostActs)
  const stages: readonly Stage[] = ['self', 'appraisal', 'verification']
  const actOf = (row: StoredEntry): ActSince => {
    const entry = decodeStoredEntry(row.bytes, row.id)
    return {
      author: authorOf(installation, installation.journal.projector.toSheetEntry(entry, entry.stream)),
      action: entry.action,
      arrived: arrivalByNumber(installation.database, row.arrival)?.time ?? entry.time,
    }
  }
  const asides = asidesSince(installation, assessment, lastEntry, actOf)
  return {
    unitName: installation.units.nameOf(unit),
    cycleName: cycle.name,
    then: then === null ? null : headOf(then),
    now: headOf(now),
    rows: now.cells.flatMap(([criterion, row]) =>
      stages.map((stage) => {
        const before = cellsThen.get(criterion)?.[stage]
        const after = row[stage]
        const cells = { then: before === undefined ? null : cellOf(before), now: cellOf(after) }
        return {
          ...{ criterion, stage, ...cells },
          changed: JSON.stringify(cells.then?.answer ?? null) !== JSON.stringify(cells.now.answer),
          author: after.entry === null ? null : authorOf(installation, after.entry),
        }
      }),
    ),
    acts: [...asides, ...entries.map(actOf)].sort((a, b) => b.arrived - a.arrived),
    since: count + asides.length,
  }
}

async function readThen(
  installation: Installation,
  lastEntry: number,
  cycle: CycleId,
  assessment: AssessmentId | null,
  { signal, report }: Running,
): Promise<AsOfOutput> {
  getCycle(installation, cycle)
  const { unit: ownUnit } = ownDevice(installation)
  const file = installation.folder.database
  return runJob(
    asOfJob,
    { ...{ file, lastEntry, cycle, assessment, ownUnit }, devices: knownDevices(installation, lastEntry) },
    { signal, timeoutMilliseconds: longestMilliseconds, memoryMegabytes, onProgress: report },
  )
}

/** What certificates, and the trust lists that had come by then, say of every device whose entries are stored. */
function knownDevices({ database, units }: Installation, lastEntry: number): KnownDevice[] {
  const trust = createTrust(database, units, lastEntry)
  const streams = Map.groupBy(allStreams(database), ({ device }) => device)
  return [...streams].flatMap(([device, written]): readonly KnownDevice[] => {
    const facts = trust.deviceFacts(device)
    if (facts === null) return []
    const judgement = trust.judgementOf(device)
    if (judgement === null) return [{ device, facts, judgement: null }]
    const said = written.map(
      ({ key }) => [key, { cuts: judgement.cuts(key), branches: judgement.branches(key) }] as const,
    )
    const { sealedOnly } = judgement
    return [{ device, facts, judgement: { sealedOnly, streams: Object.fromEntries(said) } }]
  })
}

function sinceOf(
  { database }: Installation,
  assessment: AssessmentId,
  lastEntry: number,
  limit: number,
): ReturnType<typeof entriesOfScopeSince> {
  const scope = scopeByKey(database, `sheet ${assessment}`)
  return scope === undefined
    ? { entries: [], count: 0 }
    : entriesOfScopeSince(database, scope, lastEntry, limit)
}

function countsOf({ passing, participants, stopped, recognised }: Ranking): Output<'asOf.ranking'>['now'] {
  return { passing, participants, stopped, recognised }
}

function placeOf(row: Ranking['rows'][number] | undefined): Output<'asOf.ranking'>['rows'][number]['now'] {
  if (row === undefined) return null
  const { rank, total, stars, passes, status, recognition } = row
  return { rank, total, stars: recognition?.stars ?? stars, passes, status }
}

/** A place changes whenever another commune does. */
function withoutRank(row: ReturnType<typeof placeOf>): Omit<NonNullable<typeof row>, 'rank'> | null {
  if (row === null) return null
  const { rank: _rank, ...rest } = row
  return rest
}

type ActSince = Output<'asOf.sheet'>['acts'][number]

/** Setting aside and putting back since then that concern the sheet: they stand in the office, not on the sheet. */
function asidesSince(
  { journal, database }: Installation,
  assessment: AssessmentId,
  lastEntry: number,
  actOf: (row: StoredEntry) => ActSince,
): readonly ActSince[] {
  const ids = new Set(journal.projector.entriesOf(`sheet ${assessment}`).map(({ id }) => id))
  return journal.asides.acts().flatMap(({ entries, written, putBack }) => {
    if (!entries.some((id) => ids.has(id))) return []
    return [written, putBack].flatMap((entry) => {
      const row = entry === null ? undefined : entryById(database, entry.id)
      return row === undefined || row.num <= lastEntry ? [] : [actOf(row)]
    })
  })
}

function headOf(sheet: PlainSheet): Output<'asOf.sheet'>['now'] {
  const { status, standing, total, complete, stars, differences, late } = sheet
  return { status, standing, total: total as Hundredths, complete, stars, differences, late }
}

function cellOf({ answer, outcome, differing }: PlainCell): Output<'asOf.sheet'>['rows'][number]['now'] {
  return { answer, outcome, differing }
}
