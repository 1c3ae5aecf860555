import { sheetWorkbookJob } from '../../reports/report-jobs.ts'
import { writeSheetWorkbook } from '../../reports/sheet-workbook.ts'
import { serveJob } from '../serve-job.ts'

serveJob(sheetWorkbookJob, async ({ target, report }) => {
  await writeSheetWorkbook(target, report)
  return null
})
