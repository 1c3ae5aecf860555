import ExcelJS from 'exceljs'
import { setImmediate } from 'node:timers/promises'
import { isMainThread } from 'node:worker_threads'
import { job } from '../../../src-main/jobs/job.ts'
import { serveJob } from '../../../src-main/jobs/serve-job.ts'
import { rankingColumns } from '../../../src-main/reports/ranking-columns.ts'
import type { RankingReport } from '../../../src-main/reports/ranking-report.ts'
import { reportWordsIn } from '../../../src-main/reports/report-words.ts'

/** The yardstick: the same values through the streaming writer of exceljs and nothing else, in a new thread as well. */
export const excelAloneJob = job<{ target: string; report: RankingReport }, null>(
  '../../../scripts/bench/workers/excel-alone',
)

if (!isMainThread) serveJob(excelAloneJob, ({ target, report }) => writeAlone(target, report))

async function writeAlone(filename: string, report: RankingReport): Promise<null> {
  const columns = rankingColumns(report, reportWordsIn('vi'))
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ filename })
  const sheet = workbook.addWorksheet('A')
  sheet.columns = columns.map(({ width }) => ({ width }))
  for (const [index, row] of report.rows.entries()) {
    sheet.addRow(columns.map(({ value }) => value(row))).commit()
    if (index % 200 === 199) await setImmediate()
  }
  sheet.commit()
  await workbook.commit()
  return null
}
