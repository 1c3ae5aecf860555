import type { ProgramContract } from '../../../shared/contract/contract.ts'
import { asidesOf, listAsides } from '../../services/history/set-aside-list.ts'
import { previewPutBack, previewSetAside } from '../../services/history/set-aside-preview.ts'
import { putBack, setBundleAside } from '../../services/history/set-aside.ts'
import type { Handlers } from '../handlers.ts'
import { actorOf, type HandlerParts } from './actor.ts'

type Own = Extract<keyof ProgramContract, `asides.${string}`>

/** Setting bundles aside and putting them back. */
export function asideHandlers({ installation }: HandlerParts): Pick<Handlers<ProgramContract>, Own> {
  return {
    'asides.previewBundle': ({ bundle }) => previewSetAside(installation, bundle),
    'asides.previewPutBack': ({ act }) => previewPutBack(installation, act),
    'asides.setAside': ({ bundle, reason }, context) =>
      setBundleAside(installation, actorOf(context), bundle, reason),
    'asides.putBack': ({ act, reason }, context) => ({
      entries: putBack(installation, actorOf(context), act, reason),
    }),
    'asides.list': () => listAsides(installation),
    'asides.of': (filter) => asidesOf(installation, filter),
  }
}
