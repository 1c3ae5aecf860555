import { encryptFileJob, encryptIntoFile } from '../../bundles/encrypted-files.ts'
import { serveJob } from '../serve-job.ts'

serveJob(encryptFileJob, encryptIntoFile)
