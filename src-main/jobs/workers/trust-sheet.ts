import { trustSheetJob } from '../../reports/report-jobs.ts'
import { writeTrustSheet } from '../../reports/trust-sheet.ts'
import { serveJob } from '../serve-job.ts'

serveJob(trustSheetJob, ({ target, sheet }) => writeTrustSheet(target, sheet))
