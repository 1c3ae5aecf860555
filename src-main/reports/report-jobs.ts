import type { DocumentContent } from '../../shared/contract/document-content.ts'
import type { CriteriaContent } from '../../shared/domain/criteria.ts'
import { job } from '../jobs/job.ts'
import type { ImportedCriteria } from './criteria-import.ts'
import type { RankingReport } from './ranking-report.ts'
import type { MadeFile, SampleFile } from './sample-files.ts'
import type { SheetReport } from './sheet-report.ts'
import type { TrustSheet } from './trust-sheet.ts'

/**
 * The reports' work in threads of its own: `runJob(criteriaImportJob, { file, name }, …)`. Declared apart from that work, so that
 * the program starts without what draws PDF and writes Excel.
 */

/** Writes the Excel template of a set to `target`; without content it holds the examples. */
export const criteriaTemplateJob = job<
  { target: string; content: CriteriaContent | null; label: string },
  null
>('criteria-template')
/** Whether a stranger's workbook is a template at all; its content is not read. */
export const isTemplateJob = job<{ file: string; name: string }, boolean>('is-template')
/** Reads a stranger's filled template. */
export const criteriaImportJob = job<{ file: string; name: string }, ImportedCriteria>('criteria-import')
export const rankingWorkbookJob = job<{ target: string; report: RankingReport }, null>('ranking-workbook')
export const sheetWorkbookJob = job<{ target: string; report: SheetReport }, null>('sheet-workbook')
/** Draws a sheet of paper about trust as a PDF. */
export const trustSheetJob = job<{ target: string; sheet: TrustSheet }, null>('trust-sheet')
/** Reads a kept Word or Excel file as plain values. */
export const readContentJob = job<{ file: string; name: string; kind: 'word' | 'excel' }, DocumentContent>(
  'read-content',
)
/** Whether a stranger's PDF opens only with a password. */
export const pdfLockJob = job<{ file: string }, boolean>('pdf-lock')
/** Draws a page of a kept scan (TIFF) as a PNG. */
export const tiffPictureJob = job<
  { file: string; name: string; page: number; target: string },
  { pages: number }
>('tiff-picture')
/** Makes the files of the sample data; a page number for each of their marks comes back. */
export const sampleFilesJob = job<{ files: readonly SampleFile[] }, readonly MadeFile[]>('sample-files')
