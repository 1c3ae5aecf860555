import { rankingWorkbookJob } from '../../reports/report-jobs.ts'
import { writeRankingWorkbook } from '../../reports/ranking-workbook.ts'
import { serveJob } from '../serve-job.ts'

serveJob(rankingWorkbookJob, async ({ target, report }) => {
  await writeRankingWorkbook(target, report)
  return null
})
