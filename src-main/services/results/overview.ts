import type { Output } from '../../../shared/contract/contract.ts'
import { daysBetween, dueOf } from '../../../shared/domain/deadlines.ts'
import { assessmentId, type AssessmentId, type CycleId, type Day } from '../../../shared/domain/ids.ts'
import { SheetStatus } from '../../../shared/domain/workflow.ts'
import type { Cycle } from '../../journal/catalogue.ts'
import { appliedBundles } from '../../storage/bundles-applied.ts'
import { troubledVaultFiles } from '../../storage/vault-files.ts'
import { appraisalQueue } from '../sheets/appraisal-queue.ts'
import { countOpenChecks } from '../review/checks.ts'
import { namesInShort, unconfirmedSince } from '../exchange/bundle-outbox.ts'
import { countUnsent } from '../exchange/sheet-sending.ts'
import { getCycle } from '../catalogue/cycles.ts'
import { ownUnit, type Installation } from '../office/installation.ts'
import { rankCommunes } from './ranking.ts'
import { openSheet } from '../sheets/sheet-scope.ts'
import { listSheets } from '../sheets/sheets.ts'
import { today } from '../today.ts'

/** Tổng quan: what is due, what came in, how far every commune is. */

type Overview = Output<'overview.get'>
type Due = Overview['due'][number]

const nothingDue: Omit<Due, 'kind'> = {
  assessment: null,
  unitName: '',
  text: '',
  day: null,
  daysLeft: null,
  count: 0,
}
/** Deadlines further away are not yet anybody's worry. */
const horizonDays = 30

export async function readOverview(installation: Installation, id: CycleId | null): Promise<Overview> {
  const arrived = arrivals(installation)
  const local = [...localDue(installation), ...(await checksDue(installation, id))]
  const noCounts = Object.fromEntries(SheetStatus.options.map((status) => [status, 0])) as Overview['counts']
  if (id === null) {
    return {
      due: local,
      arrived,
      counts: noCounts,
      participants: 0,
      passing: 0,
      target: null,
      departments: [],
    }
  }
  const cycle = getCycle(installation, id)
  const sheets = listSheets(installation, id)
  const counts = { ...noCounts }
  for (const { status } of sheets) counts[status] = counts[status] + 1
  const ranking = rankCommunes(installation, { cycle: id })
  const stage =
    ownUnit(installation).level === 'province' && cycle.levels.verify === 'province'
      ? 'verification'
      : 'appraisal'
  const due = [...sheetDue(installation, cycle, sheets), ...cycleDue(installation, cycle, sheets), ...local]
  return {
    due: due.sort((a, b) => (a.daysLeft ?? 0) - (b.daysLeft ?? 0)),
    arrived,
    counts,
    participants: ranking.participants,
    passing: ranking.passing,
    target: cycle.target,
    departments: (await appraisalQueue(installation, { cycle: id, stage, onlyOpen: true })).departments,
  }
}

type Sheets = ReturnType<typeof listSheets>

/** What waits on single sheets: returns to answer, values to choose; at a commune also its own criteria. */
function sheetDue(installation: Installation, cycle: Cycle, sheets: Sheets): Due[] {
  const found: Due[] = []
  for (const { assessment, unitName, status, asked, differences } of sheets) {
    if (status === 'returned' || status === 'returnedByProvince')
      found.push({ ...nothingDue, kind: 'returned', assessment, unitName, count: asked })
    if (differences > 0)
      found.push({ ...nothingDue, kind: 'difference', assessment, unitName, count: differences })
  }
  const own = ownUnit(installation)
  if (own.level === 'commune' && cycle.units.has(own.id)) {
    found.push(...criteriaDue(installation, cycle, assessmentId(cycle.id, own.id), own.name))
  }
  return found
}

/** Criteria of the own sheet without an answer whose day is near or gone. */
function criteriaDue(
  installation: Installation,
  cycle: Cycle,
  assessment: AssessmentId,
  unitName: string,
): Due[] {
  const { reading } = openSheet(installation, assessment)
  if (reading.status !== 'selfScoring' && reading.status !== 'returned') return []
  const day = today(installation)
  return cycle.content.criteria.flatMap((criterion) => {
    const answered = (reading.cells.get(criterion.id)?.self.answer ?? null) !== null
    if (answered || criterion.deadline === null || !criterion.enteredBy.includes('commune')) return []
    const due = dueOf(criterion.deadline, cycle.year, day, false)
    const daysLeft = daysBetween(day, due.day)
    if (daysLeft > horizonDays) return []
    const text = `${criterion.code} ${criterion.title}`
    return [
      {
        ...nothingDue,
        kind: 'criterionDue' as const,
        assessment,
        unitName,
        text,
        day: due.day,
        daysLeft,
        count: 1,
      },
    ]
  })
}

/** The cycle's own dates, as long as sheets still wait for that step. */
function cycleDue(installation: Installation, cycle: Cycle, sheets: Sheets): Due[] {
  const { dates, levels } = cycle
  const waiting = (...statuses: readonly SheetStatus[]): number =>
    sheets.filter(({ status }) => statuses.includes(status)).length
  const toVerify: SheetStatus = levels.appraise === null ? 'submitted' : 'accepted'
  const steps = [
    ['selfScoreDue', dates.selfScoreDue, waiting('selfScoring', 'returned')],
    [
      'appraisalDue',
      dates.appraisalDue,
      levels.appraise === null ? 0 : waiting('submitted', 'appraised', 'returnedByProvince'),
    ],
    ['verificationDue', dates.verificationDue, levels.verify === null ? 0 : waiting(toVerify)],
  ] as const
  return steps.flatMap(([kind, day, count]) => {
    if (day === null || count === 0) return []
    return [{ ...nothingDue, kind, day, daysLeft: daysBetween(today(installation), day as Day), count }]
  })
}

/** What this folder itself needs: lost files, a device that nobody has certified yet, decisions that nobody above has. */
function localDue(installation: Installation): Due[] {
  const found: Due[] = []
  const files = troubledVaultFiles(installation.database).length
  if (files > 0) found.push({ ...nothingDue, kind: 'missingFiles', count: files })
  const { own, trust } = installation
  if (own !== null && trust.certificateOf(own.id) === null)
    found.push({ ...nothingDue, kind: 'uncertified', count: 1 })
  const unsent = countUnsent(installation)
  if (unsent.sheets > 0)
    found.push({
      ...nothingDue,
      kind: 'unsent',
      unitName: namesInShort(unsent.units),
      count: unsent.sheets,
    })
  const waiting = unconfirmedSince(installation)
  if (waiting !== null) {
    const { units: unitName, since: day, count } = waiting
    found.push({ ...nothingDue, kind: 'unconfirmed', unitName, day, count })
  }
  return found
}

/** What somebody should look at again before it is approved. */
async function checksDue(installation: Installation, cycle: CycleId | null): Promise<Due[]> {
  const count = await countOpenChecks(installation, cycle)
  return count === 0 ? [] : [{ ...nothingDue, kind: 'check', count }]
}

/** The newest bundles that were applied here. */
function arrivals(installation: Installation): Overview['arrived'] {
  return appliedBundles(installation.database)
    .slice(0, 10)
    .map(({ time, summary }) => {
      const {
        senderName,
        new: fresh,
        differing,
      } = JSON.parse(summary) as { senderName: string; new: number; differing: number }
      return { time, senderName, new: fresh, differing }
    })
}
