import { passphraseJob, workOnPassphraseFile } from '../../bundles/passphrase-file.ts'
import { serveJob } from '../serve-job.ts'

serveJob(passphraseJob, workOnPassphraseFile)
