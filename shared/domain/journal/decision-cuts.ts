import type { EntryId } from '../ids.ts'
import { fieldKey, type FieldChanges, type FieldKey } from './changes.ts'
import { decisionIn, isBarrable, liesIn, type StandingDecision } from './decisions-standing.ts'
import { decisionOrder, type DecisionBasis, type DecisionField } from './decisions.ts'
import type { Cut, SheetContext, SheetEntry, StoredFacts } from './facts.ts'

/** Questions about the cuts of decisions. */

/** Changes that all stand in one chain replace one another: they can never differ. */
export function hasSeveralChains({ changes }: FieldChanges): boolean {
  return changes.some(({ previous }, i) => i > 0 && previous !== changes[i - 1]?.entry.id)
}

/** Decisions that a difference may bar, those with the smallest cuts first. */
export function barrableDecisions(
  fields: ReadonlyMap<FieldKey, FieldChanges>,
  { assessment }: SheetContext,
  facts: StoredFacts,
): readonly { readonly name: DecisionField; readonly decided: StandingDecision }[] {
  const found: { name: DecisionField; decided: StandingDecision; extent: number }[] = []
  for (const name of decisionOrder) {
    for (const judged of fields.get(fieldKey('assessment', assessment, name))?.changes ?? []) {
      const { entry, change } = judged
      if (judged.counted !== true && !isLaterJudgement(judged.counted)) continue
      const decision = decisionIn(name, change)
      if (decision === null || !isBarrable(decision)) continue
      if (!facts.holdsCut(decision.basis.cut) || facts.contextAt(decision.basis) === null) continue
      const extent = Object.values(decision.basis.cut).reduce((sum, { seq }) => sum + seq, 0)
      found.push({ name, decided: { entry, decision, lifted: false }, extent })
    }
  }
  return found.sort((a, b) => a.extent - b.extent)
}

/**
 * The entries of a cut, and those outside on which they build directly, with what stands before these in their streams: who wrote
 * on a branch that does not count had seen it all the same.
 */
export function entriesSeen(
  entries: readonly SheetEntry[],
  basis: DecisionBasis,
  facts: Pick<StoredFacts, 'liesBefore'>,
): readonly { readonly entry: SheetEntry; readonly within: boolean }[] {
  const found = entries.map((entry) => ({ entry, within: liesIn(entry, basis, facts) }))
  const named = new Set<EntryId>()
  for (const { entry, within } of found)
    if (within) for (const { bases } of entry.changes) for (const base of bases) named.add(base)
  const outside = Map.groupBy(
    found.filter(({ entry, within }) => !within && named.has(entry.id)).map(({ entry }) => entry),
    ({ stream }) => stream,
  )
  return found.filter(
    ({ entry, within }) =>
      within || (outside.get(entry.stream)?.some((end) => facts.liesBefore(entry, end)) ?? false),
  )
}

/** Whether every point of a cut lies in another cut. */
export function isWithin(cut: Cut, outer: Cut, facts: Pick<StoredFacts, 'liesBefore'>): boolean {
  return Object.entries(cut).every(([stream, point]) => {
    const end = outer[stream]
    return end !== undefined && facts.liesBefore({ stream, ...point }, end)
  })
}

/** A decision's cut outlives forks and set-asides: they are shown beside it. */
export function isLaterJudgement(counted: SheetEntry['counted']): boolean {
  switch (counted) {
    case 'forked':
    case 'revoked':
    case 'unsealed':
    case 'setAside':
    case 'waiting':
      return true
    default:
      return false
  }
}
