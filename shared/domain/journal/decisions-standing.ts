import type { EntryId } from '../ids.ts'
import type { FieldChanges, FieldKey, JudgedChange } from './changes.ts'
import { fieldKey, standingOf } from './changes.ts'
import {
  decisionFields,
  decisionOrder,
  freezingBasis,
  type Decision,
  type DecisionBasis,
  type DecisionField,
} from './decisions.ts'
import type { SheetEntry, StoredFacts } from './facts.ts'
import type { Stage } from '../workflow.ts'

/** A decision that stands: its entry and what it says. */
export type StandingDecision = { readonly entry: SheetEntry; readonly decision: Decision }

export type DecisionStanding = {
  readonly heads: readonly StandingDecision[]
  readonly shown: StandingDecision | null
  readonly differing: boolean
  /** A higher level's return lifted every head. */
  readonly lifted: boolean
}

export type DecisionsStanding = Readonly<Record<DecisionField, DecisionStanding>>

/** What freezes a stage: the bases of the highest level's decisions that froze it. */
export type Frozen = {
  readonly by: DecisionField
  readonly bases: readonly DecisionBasis[]
}

const unset: DecisionStanding = { heads: [], shown: null, differing: false, lifted: false }

/** Judges the decision fields, top level first, and resolves them. */
export function standDecisions(
  assessment: string,
  fields: ReadonlyMap<FieldKey, FieldChanges>,
  facts: StoredFacts,
  hasOpenDifference: (basis: DecisionBasis, name: DecisionField, decision: EntryId) => boolean,
): DecisionsStanding {
  const result: Record<DecisionField, DecisionStanding> = {
    submission: unset,
    appraisalDecision: unset,
    verificationDecision: unset,
    recognition: unset,
  }
  const lifts = new Set<EntryId>()
  for (const name of [...decisionOrder].reverse()) {
    const field = fields.get(fieldKey('assessment', assessment, name))
    if (field === undefined) continue
    const parsed = new Map<EntryId, StandingDecision>()
    for (const judged of field.changes) {
      const decision = judgeDecision(name, judged, facts, hasOpenDifference)
      if (decision !== null) parsed.set(judged.entry.id, { entry: judged.entry, decision })
    }
    const standing = standingOf(field)
    const heads = standing.heads.flatMap((id) => parsed.get(id) ?? [])
    result[name] = {
      heads,
      shown: standing.shown === null ? null : (parsed.get(standing.shown) ?? null),
      differing: standing.differing,
      lifted: heads.length > 0 && heads.every((head) => lifts.has(head.entry.id)),
    }
    for (const { decision } of heads)
      if (decision.kind === 'return') decision.lifts.forEach((id) => lifts.add(id))
  }
  return result
}

/** Settles whether a decision counts; gives its parsed value when it can be read. */
function judgeDecision(
  name: DecisionField,
  judged: JudgedChange,
  facts: StoredFacts,
  hasOpenDifference: (basis: DecisionBasis, name: DecisionField, decision: EntryId) => boolean,
): Decision | null {
  const parsed = decisionFields[name].safeParse(judged.change.value)
  if (!parsed.success) {
    if (judged.counted === true) judged.counted = 'invalidValue'
    return null
  }
  const decision = parsed.data
  if (judged.counted !== true) return decision
  if (judged.entry.changes.length !== 1) judged.counted = 'notAlone'
  else if ('basis' in decision) {
    const { basis } = decision
    if (!facts.holdsCut(basis.cut) || facts.contextAt(basis.catalogue) === null)
      judged.counted = 'cutIncomplete'
    else if (
      decision.kind !== 'submit' &&
      decision.kind !== 'propose' &&
      hasOpenDifference(basis, name, judged.entry.id)
    )
      judged.counted = 'openDifference'
  }
  return decision
}

const freezers: Readonly<Record<Stage, readonly DecisionField[]>> = {
  self: ['recognition', 'verificationDecision', 'appraisalDecision', 'submission'],
  appraisal: ['recognition', 'verificationDecision', 'appraisalDecision'],
  verification: ['recognition', 'verificationDecision'],
}

/** What freezes a stage now, by the highest level that does; null: it is open. */
export function frozenBy(stage: Stage, decisions: DecisionsStanding): Frozen | null {
  for (const name of freezers[stage]) {
    const standing = decisions[name]
    if (standing.lifted) continue
    const bases = standing.heads.flatMap(({ decision }) => freezingBasis(decision) ?? [])
    if (bases.length > 0) return { by: name, bases }
  }
  return null
}

/** Whether a frozen stage holds the entry: it lies in a cut of the freezing decisions and was not excepted there. */
export function liesInCut(
  entry: SheetEntry,
  frozen: Frozen,
  facts: Pick<StoredFacts, 'liesBefore'>,
): boolean {
  return frozen.bases.some((basis) => isInBasis(entry, basis, facts))
}

/** Whether a decision saw the entry. */
export function isInBasis(
  entry: SheetEntry,
  basis: DecisionBasis,
  facts: Pick<StoredFacts, 'liesBefore'>,
): boolean {
  const point = basis.cut[entry.stream]
  return point !== undefined && !basis.except.includes(entry.id) && facts.liesBefore(entry, point)
}
