import type { ProgramContract } from '../../../shared/contract/contract.ts'
import { listPoints } from '../../services/history/as-of-points.ts'
import { rankingAsOf, sheetAsOf } from '../../services/history/as-of.ts'
import { reporting } from '../../services/exchange/bundle-progress.ts'
import type { Handlers } from '../handlers.ts'
import type { HandlerParts } from './actor.ts'

type Own = Extract<keyof ProgramContract, `asOf.${string}`>

/** Looking back: results and sheets as they stood. */
export function asOfHandlers({ installation }: HandlerParts): Pick<Handlers<ProgramContract>, Own> {
  return {
    'asOf.points': (page) => listPoints(installation, page),
    'asOf.ranking': async function* ({ arrival, ...filter }, { signal: stop }) {
      return yield* reporting(stop, (report, signal) =>
        rankingAsOf(installation, arrival, filter, { report, signal }),
      )
    },
    'asOf.sheet': async function* ({ arrival, assessment }, { signal: stop }) {
      return yield* reporting(stop, (report, signal) =>
        sheetAsOf(installation, arrival, assessment, { report, signal }),
      )
    },
  }
}
