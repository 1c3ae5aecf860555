import type { ProgramContract } from '../../../shared/contract/contract.ts'
import { readOverview } from '../../services/results/overview.ts'
import { rankCommunes } from '../../services/results/ranking.ts'
import { writeRankingReport, writeSheetReport } from '../../services/results/result-reports.ts'
import { callingOfficer, type Handlers } from '../handlers.ts'
import type { HandlerParts } from './actor.ts'

type Subject = 'ranking' | 'reports' | 'overview'
type Own = Extract<keyof ProgramContract, `${Subject}.${string}`>

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Ranking, overview, and their papers. */
export function resultHandlers({ installation }: HandlerParts): Pick<Handlers<ProgramContract>, Own> {
  return {
    'ranking.get': (filter) => rankCommunes(installation, filter),
    'overview.get': ({ cycle }) => readOverview(installation, cycle),
    'reports.ranking': async function* (filter, context) {
      yield { step: 'write', done: 0, total: 1 }
      const { path, name } = await writeRankingReport(installation, filter, context.signal)
      return context.files.offer({
        name,
        type: workbookType,
        size: null,
        content: { path, removeAfter: true },
      })
    },
    'reports.sheet': async function* ({ assessment }, context) {
      yield { step: 'write', done: 0, total: 1 }
      const { roles } = callingOfficer(context)
      const { path, name } = await writeSheetReport(installation, roles, assessment, context.signal)
      return context.files.offer({
        name,
        type: workbookType,
        size: null,
        content: { path, removeAfter: true },
      })
    },
  }
}
