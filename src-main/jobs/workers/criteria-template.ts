import { writeCriteriaTemplate } from '../../reports/criteria-template.ts'
import { criteriaTemplateJob } from '../../reports/report-jobs.ts'
import { serveJob } from '../serve-job.ts'

serveJob(criteriaTemplateJob, async ({ target, content, label }) => {
  await writeCriteriaTemplate(target, content, label)
  return null
})
