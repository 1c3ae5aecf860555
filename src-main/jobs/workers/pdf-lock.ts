import { needsPassword } from '../../reports/evidence/pdf-lock.ts'
import { pdfLockJob } from '../../reports/report-jobs.ts'
import { serveJob } from '../serve-job.ts'

serveJob(pdfLockJob, ({ file }) => needsPassword(file))
