import type { Output } from '../../../shared/contract/contract.ts'
import { firstSteps } from '../../../shared/domain/first-steps.ts'
import type { CycleId } from '../../../shared/domain/ids.ts'
import { nextWork } from '../../../shared/domain/next-work.ts'
import { SheetStatus } from '../../../shared/domain/workflow.ts'
import { appliedBundles } from '../../storage/bundles-applied.ts'
import { summaryOf } from '../exchange/bundle-history.ts'
import { appraisalQueue } from '../sheets/appraisal-queue.ts'
import { namesInShort } from '../exchange/bundle-outbox.ts'
import { getCycle } from '../catalogue/cycles.ts'
import { ownUnit, type Installation } from '../office/installation.ts'
import { rankCommunes, type Ranking } from './ranking.ts'
import { listSheets } from '../sheets/sheets.ts'
import { hasSuperior, situationOf, stepsDone } from './situation.ts'

/** Tổng quan: what comes next, what came in, how far every commune is. */

type Overview = Output<'overview.get'>

export async function readOverview(installation: Installation, id: CycleId | null): Promise<Overview> {
  const own = ownUnit(installation)
  const cycle = id === null ? null : getCycle(installation, id)
  const sheets = id === null ? [] : listSheets(installation, id)
  const situation = await situationOf(installation, cycle, sheets)
  const counts = Object.fromEntries(SheetStatus.options.map((status) => [status, 0])) as Overview['counts']
  for (const { status } of sheets) counts[status] += 1
  const ranking = id === null ? null : rankCommunes(installation, { cycle: id })
  const verifies = own.level === 'province' && cycle?.levels.verify === 'province'
  const queue =
    id === null
      ? null
      : await appraisalQueue(installation, {
          cycle: id,
          stage: verifies ? 'verification' : 'appraisal',
          onlyOpen: true,
        })
  return {
    due: nextWork(situation).map(({ names, ...work }) => ({ ...work, unitName: namesInShort(names) })),
    steps: [...firstSteps(own.level, hasSuperior(installation), stepsDone(installation, situation, sheets))],
    arrived: arrivals(installation),
    counts,
    ...(ranking === null ? nobody : countsOf(ranking)),
    own: own.level === 'commune' ? (ranking?.rows.find(({ unit }) => unit === own.id) ?? null) : null,
    departments: queue?.departments ?? [],
  }
}

const nobody = {
  ...{ participants: 0, stopped: 0, finished: 0, passing: 0, recognised: 0, reached: 0 },
  target: null,
}

function countsOf(ranking: Ranking): Omit<Ranking, 'rows' | 'ranked' | 'againstRule'> {
  const { rows: _rows, ranked: _ranked, againstRule: _against, ...counts } = ranking
  return counts
}

/** The newest bundles that were applied here. */
function arrivals(installation: Installation): Overview['arrived'] {
  return appliedBundles(installation.database)
    .slice(0, 10)
    .map(({ time, summary }) => {
      const { senderName, new: fresh, differing, answers } = summaryOf({ summary })
      return { time, senderName, new: fresh, differing, answers }
    })
}
