import { randomBytes } from 'node:crypto'
import path from 'node:path'
import type { CriteriaVersion } from '../../../shared/domain/criteria.ts'
import { withoutDirectionMarks } from '../../../shared/domain/text/direction-marks.ts'
import { runJob } from '../../jobs/run-job.ts'
import type { ImportedCriteria } from '../../reports/criteria-import.ts'
import { criteriaImportJob, criteriaTemplateJob } from '../../reports/report-jobs.ts'
import type { Installation } from '../office/installation.ts'

/** Criteria sets to and from Excel; the work is done in worker threads, a stranger's file under limits. */

/** Writes the template, empty with examples or filled; gives where it lies and how it should be called. */
export async function writeCriteriaTemplate(
  installation: Installation,
  version: CriteriaVersion | null,
): Promise<{ path: string; name: string }> {
  const target = path.join(installation.folder.incoming, `template-${randomBytes(8).toString('hex')}.xlsx`)
  const label = version?.label ?? ''
  await runJob(
    criteriaTemplateJob,
    withoutDirectionMarks({ target, content: version?.content ?? null, label }),
    { timeoutMilliseconds: 60_000, memoryMegabytes: 512, target },
  )
  return { path: target, name: version === null ? 'Mẫu bộ tiêu chí.xlsx' : `Bộ tiêu chí ${label}.xlsx` }
}

/** @throws CallError `templateMistakes`, `notExcel`, `fileDangerous`, `fileEmpty` */
export async function readCriteriaTemplate(
  file: string,
  name: string,
  signal: AbortSignal,
): Promise<ImportedCriteria> {
  return runJob(
    criteriaImportJob,
    { file, name },
    { signal, timeoutMilliseconds: 60_000, memoryMegabytes: 512, strangersFile: name },
  )
}
