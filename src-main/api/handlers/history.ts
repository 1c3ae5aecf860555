import type { ProgramContract } from '../../../shared/contract/contract.ts'
import { rebuild, verify } from '../../services/history/check-journal.ts'
import { listChecks, markSeen, unmark } from '../../services/review/checks.ts'
import { chooseValue } from '../../services/review/difference-choice.ts'
import { viewDifference } from '../../services/review/difference-view.ts'
import { countDifferences, listDifferences } from '../../services/review/differences.ts'
import { listHistory } from '../../services/history/history.ts'
import { undoEntries } from '../../services/history/undo.ts'
import { callingOfficer, type Handlers } from '../handlers.ts'
import { actorOf, type HandlerParts } from './actor.ts'

type Subject = 'history' | 'journal' | 'differences' | 'checks'
type Own = Extract<keyof ProgramContract, `${Subject}.${string}`>

/** What happened, what differs, and whether the journal is whole. */
export function historyHandlers({ installation }: HandlerParts): Pick<Handlers<ProgramContract>, Own> {
  return {
    'history.list': (query) => listHistory(installation, query),
    'history.undo': ({ entry, others = [] }, context) => {
      const written = undoEntries(installation, actorOf(context), [entry, ...others])
      const [first] = written
      if (first === undefined) throw new Error('nothing was written')
      return { entry: first, entries: [...written] }
    },
    'journal.rebuild': () => rebuild(installation),
    'journal.verify': () => verify(installation),
    'checks.list': (query) => listChecks(installation, query),
    'checks.markSeen': ({ ids, reason }, context) => ({
      entry: markSeen(installation, actorOf(context), ids, reason),
    }),
    'checks.unmark': ({ id }, context) => ({ entry: unmark(installation, actorOf(context), id) }),
    'differences.list': (filter) => listDifferences(installation, filter),
    'differences.count': () => ({ count: countDifferences(installation) }),
    'differences.get': (place, context) => viewDifference(installation, callingOfficer(context).roles, place),
    'differences.choose': (choice, context) => ({
      entry: chooseValue(installation, actorOf(context), choice),
    }),
  }
}
