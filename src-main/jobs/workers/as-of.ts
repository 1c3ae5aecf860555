import { asOfJob, readAsOf } from '../../journal/as-of.ts'
import { serveJob } from '../serve-job.ts'

serveJob(asOfJob, readAsOf)
