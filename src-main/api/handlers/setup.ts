import type { ProgramContract } from '../../../shared/contract/contract.ts'
import { reporting } from '../../services/exchange/bundle-progress.ts'
import { beginFromStartFile, inspectStartFile } from '../../services/exchange/start-files.ts'
import type { Handlers } from '../handlers.ts'
import type { HandlerParts } from './actor.ts'
import { signIn } from './session.ts'

type Own = 'setup.inspectStartFile' | 'setup.fromStartFile'

/** First start from a file that the level above has made. */
export function setupHandlers({ installation }: HandlerParts): Pick<Handlers<ProgramContract>, Own> {
  return {
    'setup.inspectStartFile': async function* ({ file }, context) {
      yield { step: 'read', done: 0, total: 1 }
      return await inspectStartFile(installation, context.files.look(file), { signal: context.signal })
    },
    'setup.fromStartFile': async function* ({ file: ticket, ...wanted }, context) {
      const file = context.files.look(ticket)
      const officer = yield* reporting(context.signal, (report, signal) =>
        beginFromStartFile(installation, context.call, { ...wanted, file }, { report, signal }),
      )
      await context.files.take(ticket).release()
      return signIn(context, officer)
    },
  }
}
