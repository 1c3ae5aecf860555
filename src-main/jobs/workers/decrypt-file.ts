import { decryptFileJob, decryptIntoFile } from '../../bundles/encrypted-files.ts'
import { serveJob } from '../serve-job.ts'

serveJob(decryptFileJob, decryptIntoFile)
