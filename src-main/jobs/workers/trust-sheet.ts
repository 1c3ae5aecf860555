import { trustSheetJob, writeTrustSheet } from '../../reports/trust-sheet.ts'
import { serveJob } from '../serve-job.ts'

serveJob(trustSheetJob, ({ target, sheet }) => writeTrustSheet(target, sheet))
