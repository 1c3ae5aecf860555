import { drawTiffPage } from '../../reports/evidence/tiff-picture.ts'
import { tiffPictureJob } from '../../reports/report-jobs.ts'
import { serveJob } from '../serve-job.ts'

serveJob(tiffPictureJob, ({ file, name, page, target }) => drawTiffPage(file, name, page, target))
