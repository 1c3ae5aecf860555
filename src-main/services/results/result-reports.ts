import { randomBytes } from 'node:crypto'
import path from 'node:path'
import type { Answer } from '../../../shared/domain/answers.ts'
import type { AssessmentId, CriterionId, DocumentId } from '../../../shared/domain/ids.ts'
import type { Hundredths } from '../../../shared/domain/quantities.ts'
import { bestOf } from '../../../shared/domain/totals/groups.ts'
import { decidingStage } from '../../../shared/domain/journal/sheet-reading.ts'
import { isAgainstRule } from '../../../shared/domain/recognition.ts'
import type { Role } from '../../../shared/domain/permissions.ts'
import { withoutDirectionMarks } from '../../../shared/domain/text/direction-marks.ts'
import { formatDate } from '../../../shared/domain/text/vietnamese.ts'
import type { Job } from '../../jobs/job.ts'
import { runJob } from '../../jobs/run-job.ts'
import type { RankingReport } from '../../reports/ranking-report.ts'
import { rankingWorkbookJob, sheetWorkbookJob } from '../../reports/report-jobs.ts'
import type { SheetReport } from '../../reports/sheet-report.ts'
import { codeOfSheet } from '../exchange/bundle-codes.ts'
import { getCycle } from '../catalogue/cycles.ts'
import { inputText } from '../history/describe-answer.ts'
import { documentsOf } from '../documents/document-reading.ts'
import type { Installation } from '../office/installation.ts'
import { paperOffice } from '../office/paper-office.ts'
import { codeOfRanking } from './ranking-codes.ts'
import { rankCommunes, type RankingFilter } from './ranking.ts'
import { openSheet, type OpenSheet } from '../sheets/sheet-scope.ts'
import { viewSheet } from '../sheets/sheets.ts'
import { wordsOf } from '../words.ts'

/** The results as Excel files: the data is gathered here, the file is written in a worker thread. */

export type WrittenReport = { readonly path: string; readonly name: string }

/** The ranking of a cycle, for printing and signing. */
export async function writeRankingReport(
  installation: Installation,
  filter: RankingFilter,
  signal: AbortSignal,
): Promise<WrittenReport> {
  const cycle = getCycle(installation, filter.cycle)
  const { content } = cycle
  const ranking = rankCommunes(installation, filter)
  const report: RankingReport = {
    ...ranking,
    code: codeOfRanking(cycle.id, filter.stage ?? null, ranking.rows),
    office: paperOffice(installation),
    cycleName: cycle.name,
    period: cycle.period as RankingReport['period'],
    stage: filter.stage ?? null,
    within: filter.within === undefined ? null : installation.units.nameOf(filter.within),
    criteriaTitle: content.title,
    notice: content.notice,
    groups: content.groups.map((group) => ({
      ...group,
      max: content.criteria
        .filter((criterion) => criterion.group === group.id)
        .reduce((sum, criterion) => sum + bestOf(criterion), 0) as Hundredths,
    })),
  }
  return write(installation, rankingWorkbookJob, report, `Xếp hạng ${cycle.name}`, signal)
}

/** The score sheet of one commune. */
export async function writeSheetReport(
  installation: Installation,
  roles: readonly Role[],
  assessment: AssessmentId,
  signal: AbortSignal,
): Promise<WrittenReport> {
  const sheet = openSheet(installation, assessment)
  const view = viewSheet(installation, roles, assessment)
  const report: SheetReport = {
    office: paperOffice(installation),
    view,
    content: sheet.cycle.content,
    figures: figuresOf(installation, sheet, (row) => row.self.answer),
    judgedFigures: isJudged(sheet)
      ? figuresOf(installation, sheet, (row) => row.verification.answer ?? row.appraisal.answer)
      : null,
    evidence: papersOf(installation, sheet),
    code: codeOfSheet(installation, assessment),
    appraised: sheet.cycle.levels.appraise !== null,
    againstRule: isAgainst(sheet),
  }
  return write(installation, sheetWorkbookJob, report, `Bảng chấm điểm ${view.unitName} ${view.year}`, signal)
}

/** Whether the recognition is another than the criteria give. */
function isAgainst({ reading: { recognition, totals }, cycle }: OpenSheet): boolean {
  return recognition !== null && isAgainstRule(recognition, totals[decidingStage(cycle.levels)])
}

type Row = NonNullable<ReturnType<OpenSheet['reading']['cells']['get']>>

/** Whether a level above has judged any criterion: then its figures get a column of their own beside the commune's. */
function isJudged({ reading }: OpenSheet): boolean {
  return [...reading.cells.values()].some(
    ({ appraisal, verification }) => appraisal.answer !== null || verification.answer !== null,
  )
}

/** The answers of one side for each criterion, in words: who signs finds what was declared, never what others made of it. */
function figuresOf(
  installation: Installation,
  sheet: OpenSheet,
  answerOf: (row: Row) => Answer | null,
): Record<CriterionId, string> {
  const words = wordsOf(installation)
  const figures: Record<CriterionId, string> = {}
  for (const criterion of sheet.cycle.content.criteria) {
    const row = sheet.reading.cells.get(criterion.id)
    const answer = row === undefined ? null : answerOf(row)
    if (answer !== null) figures[criterion.id] = inputText(words, criterion, answer)
  }
  return figures
}

/** The papers behind each criterion: number and day, or the title where there is no number. */
function papersOf(installation: Installation, sheet: OpenSheet): Record<CriterionId, readonly string[]> {
  const documents = documentsOf(installation, sheet.scope.context.commune)
  const papers: Record<CriterionId, string[]> = {}
  for (const { target, document: id } of sheet.reading.evidence) {
    const document = documents.get(id as DocumentId)
    if (document === undefined) continue
    const name = document.number === '' ? document.title : document.number
    const day = document.date === null ? '' : `, ${formatDate(document.date)}`
    const list = (papers[target] ??= [])
    list.push(`${name}${day}`)
  }
  return papers
}

async function write<Report>(
  installation: Installation,
  job: Job<{ target: string; report: Report }, null>,
  report: Report,
  name: string,
  signal: AbortSignal,
): Promise<WrittenReport> {
  const target = path.join(installation.folder.incoming, `report-${randomBytes(8).toString('hex')}.xlsx`)
  await runJob(
    job,
    { target, report: withoutDirectionMarks(report) },
    { signal, timeoutMilliseconds: 120_000, memoryMegabytes: 512, target },
  )
  return { path: target, name: `${name}.xlsx` }
}
