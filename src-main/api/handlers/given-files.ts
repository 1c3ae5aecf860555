import type { ProgramContract } from '../../../shared/contract/contract.ts'
import { reporting } from '../../services/exchange/bundle-progress.ts'
import { identifyFiles } from '../../services/exchange/given-files.ts'
import type { Handlers } from '../handlers.ts'
import type { HandlerParts } from './actor.ts'

/** The letter-box: what handed-over files are. Their tickets stay valid for the calls that take them. */
export function givenFileHandlers({
  installation,
}: HandlerParts): Pick<Handlers<ProgramContract>, 'files.identify'> {
  return {
    'files.identify': async function* ({ files }, { files: tickets, signal: stop }) {
      const given = [...new Set(files)].map((ticket) => ({ ...tickets.look(ticket), ticket }))
      const found = yield* reporting(stop, (report, signal) =>
        identifyFiles(installation, given, {
          ...{ report, signal, look: tickets.look },
          keep: (name, content) => tickets.receive(name, content, signal),
        }),
      )
      return [...found]
    },
  }
}
