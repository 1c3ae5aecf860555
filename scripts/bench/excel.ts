import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { RankingRow } from '../../shared/contract/results.ts'
import type { GroupId, Day } from '../../shared/domain/ids.ts'
import type { Hundredths } from '../../shared/domain/quantities.ts'
import { runJob } from '../../src-main/jobs/run-job.ts'
import { rankingColumns } from '../../src-main/reports/ranking-columns.ts'
import type { RankingReport } from '../../src-main/reports/ranking-report.ts'
import { rankingWorkbookJob } from '../../src-main/reports/report-jobs.ts'
import { reportWordsIn } from '../../src-main/reports/report-words.ts'
import { excelAloneJob } from './workers/excel-alone.ts'
import type { BenchRow } from './row.ts'
import { median } from './median.ts'

/** Communes of the whole country, and as many groups as make forty columns. */
const units = 10_595
const groups = 30

/**
 * The ranking of the whole country as an Excel file of forty columns, through the job and its thread, against the streaming
 * writer of exceljs alone in a thread of its own: the same values and column widths, no styles, heights or pages.
 *
 * @param scale 1 is the whole country
 */
export async function benchExcel(scale = 1): Promise<BenchRow> {
  const folder = mkdtempSync(path.join(tmpdir(), 'cqtt-bench-'))
  const target = path.join(folder, 'ranking.xlsx')
  const report = largeReport(Math.round(units * scale))
  const rounds = 5
  const ours: number[] = []
  const alone: number[] = []
  let most = 0
  const before = process.memoryUsage().rss
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20)
  try {
    for (let round = 0; round < rounds; round++) {
      ours.push(await secondsOf(() => runJob(rankingWorkbookJob, { target, report }, limits)))
      if (round === 0) clearInterval(watch)
      alone.push(await secondsOf(() => runJob(excelAloneJob, { target, report }, limits)))
    }
  } finally {
    clearInterval(watch)
    rmSync(folder, { recursive: true, force: true })
  }
  return {
    name: 'excel',
    seconds: median(ours),
    yardstickSeconds: median(alone),
    goal: 1.3,
    scale,
    notes: {
      rows: report.rows.length,
      columns: rankingColumns(report, reportWordsIn('vi')).length,
      memoryMegabytes: Math.round(most / 2 ** 20),
      memoryBeforeMegabytes: Math.round(before / 2 ** 20),
      memoryGoalMegabytes: 300,
    },
  }
}

const limits = { timeoutMilliseconds: 300_000, memoryMegabytes: 200 }

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

function largeReport(count: number): RankingReport {
  const ids = Array.from({ length: groups }, (_, index) => `g${index + 1}`)
  const row = (index: number): RankingRow =>
    RankingRow.parse({
      rank: index + 1,
      assessment: `vn2024.p.24:ky-2024/u.${index}`,
      unit: `u.${index}`,
      unitName: `Xã số ${index}`,
      districtName: `Huyện số ${index % 700}`,
      status: 'verified',
      unranked: null,
      judged: 40,
      of: 40,
      finished: true,
      recognition: null,
      againstRule: false,
      change: index % 3 === 0 ? null : 1000,
      standing: 'verification',
      total: 5000 + (index % 5000),
      complete: index % 9 !== 0,
      stars: index % 5,
      passes: index % 5 > 0,
      bandLabel: `Đạt chuẩn ${index % 5}★`,
      failingGates: index % 7 === 0 ? ['Mỗi nhóm đạt từ 50 % điểm tối đa của nhóm'] : [],
      groups: Object.fromEntries(ids.map((id, at) => [id, (index * 7 + at * 13) % 2000])),
      gap: { label: 'Đạt chuẩn 4★', stars: 4, points: index % 500, gates: [] },
      aim: null,
      lastTotal: index % 3 === 0 ? null : 4000 + (index % 5000),
      lastStars: null,
      differences: 0,
      undecided: false,
    })
  return {
    office: { language: 'vi', unitName: 'Bộ Nội vụ', day: '2024-12-05' as Day },
    cycleName: 'Năm 2024',
    period: { from: '2024-01-01' as Day, until: '2024-12-31' as Day },
    stage: null,
    within: null,
    criteriaTitle: 'Bộ tiêu chí',
    notice: '',
    groups: ids.map((id, index) => ({
      id: id as GroupId,
      code: String(index + 1),
      title: `Nhóm ${index + 1}`,
      outside: false,
      max: 2000 as Hundredths,
    })),
    rows: Array.from({ length: count }, (_, index) => row(index)),
    passing: 0,
    participants: count,
    stopped: 0,
    target: null,
    recognised: 0,
    finished: count,
    againstRule: 0,
  }
}
