import { openPieces, openPiecesJob } from '../../bundles/encrypted-source.ts'
import { serveJob } from '../serve-job.ts'

serveJob(openPiecesJob, openPieces)
