import { sampleFilesJob } from '../../reports/report-jobs.ts'
import { makeSampleFiles } from '../../reports/sample-files.ts'
import { serveJob } from '../serve-job.ts'

serveJob(sampleFilesJob, ({ files }, report) => makeSampleFiles(files, report))
