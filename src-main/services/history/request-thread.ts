import type { RequestTurn } from '../../../shared/contract/sheets.ts'
import type { CriterionId } from '../../../shared/domain/ids.ts'
import { Return } from '../../../shared/domain/journal/decisions.ts'
import { decodeEntry, type Change, type DecodedEntry } from '../../journal/entry.ts'
import { historyPage, type HistoryFilter } from '../../storage/history.ts'
import { scopeByKey } from '../../storage/scopes.ts'
import type { Installation } from '../office/installation.ts'
import { authorOf, type OpenSheet } from '../sheets/sheet-scope.ts'
import { sheetPlaceOf } from './describe-change.ts'
import { createUncountedReader } from './history.ts'

/** More acts than these of one sheet are older than anybody goes back. */
const mostActs = 2000

/**
 * The talk about a criterion: what returns asked for, and what the commune explained, oldest first by the authors' clocks. Only what
 * counts here; empty while nothing was ever asked.
 */
export function requestThread(
  installation: Installation,
  sheet: OpenSheet,
  criterion: CriterionId,
): RequestTurn[] {
  const { database, journal } = installation
  const scope = scopeByKey(database, `sheet ${sheet.assessment}`)
  if (scope === undefined) return []
  const uncounted = createUncountedReader(installation)
  const turnsIn = (actions: Actions, turnOf: (change: Change) => Turn | null): RequestTurn[] =>
    historyPage(database, { scope, ...actions }, mostActs).flatMap((row) => {
      const entry: DecodedEntry = decodeEntry(row.bytes)
      return entry.changes.flatMap((change, index) => {
        const turn = turnOf(change)
        if (turn === null || uncounted(entry, change, index) !== null) return []
        return {
          ...turn,
          author: authorOf(installation, journal.projector.toSheetEntry(entry, entry.stream)),
        }
      })
    })
  const asked = turnsIn({ actions: ['decisions.return'] }, ({ field, value }) => {
    if (field !== 'appraisalDecision' && field !== 'verificationDecision') return null
    const request = Return.safeParse(value).data
    if (request === undefined) return null
    // a return that names no criterion is about all of them
    const item = request.items.find((each) => each.criterion === criterion)
    if (item === undefined && request.items.length > 0) return null
    const text = item === undefined || item.text === '' ? request.text : item.text
    return { kind: 'asked', text, due: request.due ?? null }
  })
  if (asked.length === 0) return []
  // By whatever act: typed, taken back, or chosen among differing ones.
  const answered = turnsIn({}, (change) =>
    change.entity === 'explanation' && sheetPlaceOf(change)?.part === criterion
      ? { kind: 'answered', text: typeof change.value === 'string' ? change.value : '', due: null }
      : null,
  )
  // newest first from the store: what has the same time keeps its order
  return [...asked.reverse(), ...answered.reverse()].sort((one, other) => one.author.time - other.author.time)
}

type Turn = Omit<RequestTurn, 'author'>
type Actions = Pick<HistoryFilter, 'actions'>
