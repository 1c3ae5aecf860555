import { encryptFileJob, encryptIntoFile } from '../../bundles/encrypted-output.ts'
import { serveJob } from '../serve-job.ts'

serveJob(encryptFileJob, (input) => encryptIntoFile(input))
