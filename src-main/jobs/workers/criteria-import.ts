import { importCriteria } from '../../reports/criteria-import.ts'
import { criteriaImportJob } from '../../reports/report-jobs.ts'
import { serveJob } from '../serve-job.ts'

serveJob(criteriaImportJob, ({ file, name }) => importCriteria(file, name))
