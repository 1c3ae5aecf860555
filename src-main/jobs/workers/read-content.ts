import { readContent } from '../../reports/evidence/read-content.ts'
import { readContentJob } from '../../reports/report-jobs.ts'
import { serveJob } from '../serve-job.ts'

serveJob(readContentJob, ({ file, name, kind }) => readContent(file, name, kind))
