import { isTemplateJob } from '../../reports/report-jobs.ts'
import { isCriteriaTemplate } from '../../reports/template/is-template.ts'
import { serveJob } from '../serve-job.ts'

serveJob(isTemplateJob, ({ file, name }) => isCriteriaTemplate(file, name))
