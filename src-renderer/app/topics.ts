import type { QueryClient } from '@tanstack/react-query'
import { contract, type CallName, type ProgramContract } from '../../shared/contract/contract.ts'
import type { Topic } from '../../shared/contract/define.ts'

/** Names of the calls that read. */
export type QueryName = {
  [N in CallName]: ProgramContract[N]['kind'] extends 'query' ? N : never
}[CallName]

/**
 * What every query shows. Calls that change say what they `touch`; from both follows what a window must ask for again. A new query
 * does not compile until it stands here.
 */
const shows: Readonly<Record<QueryName, readonly Topic[]>> = {
  'session.state': ['session', 'officers', 'devices'],
  'units.search': ['units'],
  'units.get': ['units'],
  'units.below': ['units'],
  'units.laterWork': ['units', 'exchange'],
  'officers.list': ['officers'],
  'criteria.versions': ['criteria'],
  // Immutable once published.
  'criteria.version': [],
  'criteria.drafts': ['criteria'],
  'criteria.checkDraft': ['criteria'],
  'cycles.list': ['cycles', 'criteria'],
  'cycles.formerAnswers': ['sheets', 'cycles', 'criteria'],
  'participants.list': ['cycles', 'sheets'],
  'sheets.list': ['sheets', 'cycles', 'documents', 'exchange'],
  'sheets.thread': ['sheets', 'exchange'],
  'sheets.get': ['sheets', 'cycles', 'documents', 'exchange'],
  'appraisal.queue': ['sheets', 'cycles', 'documents'],
  'checks.list': ['checks', 'sheets', 'documents', 'cycles', 'devices', 'exchange'],
  'differences.list': ['sheets', 'documents', 'cycles', 'exchange'],
  'differences.count': ['sheets', 'documents', 'cycles', 'exchange'],
  'differences.get': ['sheets', 'documents', 'cycles', 'exchange'],
  'documents.list': ['documents', 'sheets'],
  'documents.get': ['documents', 'sheets'],
  'bundles.preview': ['exchange', 'sheets', 'documents', 'cycles'],
  'bundles.recipients': ['units', 'devices'],
  'bundles.startFileStates': ['exchange', 'devices', 'units', 'cycles'],
  'bundles.history': ['exchange'],
  'bundles.outbox': ['exchange'],
  'bundles.findByCode': ['exchange', 'sheets'],
  'bundles.codeOfSheet': ['sheets'],
  'bundles.parked': ['exchange'],
  'bundles.answerByCommune': ['exchange', 'sheets'],
  'bundles.confirmations': ['exchange', 'devices', 'cycles'],
  'asides.previewBundle': ['exchange', 'sheets', 'cycles'],
  'asides.previewPutBack': ['exchange', 'sheets', 'cycles'],
  'asides.list': ['exchange', 'devices'],
  'asides.of': ['exchange', 'sheets', 'documents', 'cycles'],
  'devices.list': ['devices', 'exchange'],
  'asOf.points': ['history', 'exchange'],
  'trust.state': ['devices', 'session', 'exchange', 'history'],
  'trust.devicePoints': ['devices', 'exchange'],
  'trust.officeCuts': ['devices', 'officers'],
  'trust.forks': ['devices', 'exchange'],
  'trust.lists': ['devices', 'exchange'],
  'trust.lost': ['devices', 'exchange', 'sheets', 'documents', 'cycles'],
  'history.list': ['history'],
  'ranking.get': ['sheets', 'cycles', 'documents'],
  'overview.get': ['sheets', 'cycles', 'criteria', 'documents', 'exchange', 'devices', 'checks'],
  'settings.get': ['settings'],
  'system.info': [],
}

/** Asks again for everything on screen that shows one of the topics. */
export function refreshTopics(queries: QueryClient, topics: readonly string[]): void {
  const touched = new Set(topics)
  void queries.invalidateQueries({
    predicate: ({ queryKey: [name] }) =>
      typeof name === 'string' &&
      name in shows &&
      shows[name as QueryName].some((topic) => touched.has(topic)),
  })
}

/** Asks again for what the call named has touched. */
export function refreshAfter(queries: QueryClient, name: CallName): void {
  refreshTopics(queries, contract[name].touches)
}
