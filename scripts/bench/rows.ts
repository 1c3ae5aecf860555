import { benchExport, benchImportFiles } from './bundle.ts'
import { benchEncryptedExport, benchEncryptedImport } from './encrypted.ts'
import { benchChecks } from './checks.ts'
import { benchExcel } from './excel.ts'
import { benchImport } from './import.ts'
import { benchAgainstGit, benchAgainstZip } from './other-tools.ts'
import { benchMemory } from './memory.ts'
import { benchMerge } from './merge.ts'
import { benchRanking } from './ranking.ts'
import { benchRebuild } from './rebuild.ts'
import type { BenchRow } from './row.ts'
import { benchSaveScore } from './save-score.ts'
import { benchWindow } from './window.ts'

/** What is measured, at which sizes; where a tool is missing a sentence says so instead. */
export const rows: readonly {
  readonly name: string
  readonly measure: (scale: number) => Promise<BenchRow | string>
  readonly quickScales: readonly number[]
  readonly fullScales: readonly number[]
}[] = [
  { name: 'saveScore', measure: benchSaveScore, quickScales: [400], fullScales: [2000] },
  { name: 'rebuild', measure: benchRebuild, quickScales: [6000], fullScales: [6000, 60_000, 600_000] },
  { name: 'ranking', measure: benchRanking, quickScales: [209], fullScales: [106, 1060, 10_595] },
  { name: 'checks', measure: benchChecks, quickScales: [50], fullScales: [106, 1060, 10_595] },
  { name: 'excel', measure: benchExcel, quickScales: [0.1], fullScales: [0.01, 0.1, 1] },
  { name: 'import', measure: benchImport, quickScales: [20_000], fullScales: [1000, 10_000, 100_000] },
  { name: 'merge', measure: benchMerge, quickScales: [], fullScales: [1, 10, 60] },
  { name: 'exportEvidence', measure: benchExport, quickScales: [50], fullScales: [10, 100, 1000] },
  { name: 'importEvidence', measure: benchImportFiles, quickScales: [50], fullScales: [10, 100, 1000] },
  { name: 'exportEncrypted', measure: benchEncryptedExport, quickScales: [50], fullScales: [10, 100, 1000] },
  { name: 'importEncrypted', measure: benchEncryptedImport, quickScales: [50], fullScales: [10, 100, 1000] },
  { name: 'againstGit', measure: benchAgainstGit, quickScales: [50], fullScales: [10, 100, 1000] },
  { name: 'againstZip', measure: benchAgainstZip, quickScales: [50], fullScales: [10, 100, 1000] },
  { name: 'memory', measure: benchMemory, quickScales: [], fullScales: [200, 2000, 20_000] },
  { name: 'window', measure: benchWindow, quickScales: [2], fullScales: [5] },
]
