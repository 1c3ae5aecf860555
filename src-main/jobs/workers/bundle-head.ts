import { bundleHeadJob, readHeadOfFile } from '../../bundles/strange-head.ts'
import { serveJob } from '../serve-job.ts'

serveJob(bundleHeadJob, readHeadOfFile)
