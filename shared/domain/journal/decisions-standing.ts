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
import type { EntryChange, SheetEntry, StoredFacts } from './facts.ts'
import type { Stage } from '../workflow.ts'

/** A decision that stands: its entry and what it says. */
export type StandingDecision = {
  readonly entry: SheetEntry
  readonly decision: Decision
  /** A higher level's return lifted it: it freezes and lifts nothing any more. */
  readonly lifted: boolean
}

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

/**
 * Judges the decision fields, top level first, and resolves them.
 * @param isBarred whether the sheet that the decision saw holds an open difference
 */
export function standDecisions(
  assessment: string,
  fields: ReadonlyMap<FieldKey, FieldChanges>,
  facts: StoredFacts,
  isBarred: (name: DecisionField, decided: StandingDecision) => boolean,
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
      const decision = judgeDecision(name, judged, facts, isBarred)
      const { entry } = judged
      if (decision !== null) parsed.set(entry.id, { entry, decision, lifted: lifts.has(entry.id) })
    }
    const standing = standingOf(field)
    const heads = standing.heads.flatMap((id) => parsed.get(id) ?? [])
    result[name] = {
      heads,
      shown: standing.shown === null ? null : (parsed.get(standing.shown) ?? null),
      differing: standing.differing,
      lifted: heads.length > 0 && heads.every(({ lifted }) => lifted),
    }
    for (const { decision, lifted } of heads)
      if (decision.kind === 'return' && !lifted) decision.lifts.forEach((id) => lifts.add(id))
  }
  return result
}

/** Decisions that mean the sheet is in order, so that a difference in what they saw bars them. */
export function isBarrable(
  decision: Decision,
): decision is Extract<Decision, { kind: 'accept' | 'verify' | 'recognise' }> {
  return decision.kind === 'accept' || decision.kind === 'verify' || decision.kind === 'recognise'
}

const read = new WeakMap<EntryChange, Decision | null>()

/** The decision that a change of this field holds; null when it cannot be read. Stored values never change: each is read once. */
export function decisionIn(name: DecisionField, change: EntryChange): Decision | null {
  let decision = read.get(change)
  if (decision === undefined) {
    decision = decisionFields[name].safeParse(change.value).data ?? null
    read.set(change, decision)
  }
  return decision
}

/** Settles whether a decision counts; gives its parsed value when it can be read. */
function judgeDecision(
  name: DecisionField,
  judged: JudgedChange,
  facts: StoredFacts,
  isBarred: (name: DecisionField, decided: StandingDecision) => boolean,
): Decision | null {
  const decision = decisionIn(name, judged.change)
  if (decision === null) {
    if (judged.counted === true) judged.counted = 'invalidValue'
    return null
  }
  if (judged.counted !== true) return decision
  if (judged.entry.changes.length !== 1) judged.counted = 'notAlone'
  else if ('basis' in decision) {
    const { basis } = decision
    if (!facts.holdsCut(basis.cut) || facts.contextAt(basis) === null) judged.counted = 'cutIncomplete'
    else if (isBarrable(decision) && isBarred(name, { entry: judged.entry, decision, lifted: false }))
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
    const bases = decisions[name].heads.flatMap(({ decision, lifted }) =>
      lifted ? [] : (freezingBasis(decision) ?? []),
    )
    if (bases.length > 0) return { by: name, bases }
  }
  return null
}

/** What one decision holds: its cut. */
export function frozenIn({ decision }: Pick<StandingDecision, 'decision'>): Pick<Frozen, 'bases'> {
  return { bases: 'basis' in decision ? [decision.basis] : [] }
}

/** What freezes a stage in the eyes of one decision: that decision, if its level freezes the stage at all. */
export function frozenAlone(
  stage: Stage,
  name: DecisionField,
  { decision }: Pick<StandingDecision, 'decision'>,
): Frozen | null {
  const basis = freezingBasis(decision)
  return basis === null || !freezers[stage].includes(name) ? null : { by: name, bases: [basis] }
}

/** Whether a frozen stage holds the entry: it lies in a cut of the freezing decisions and was not excepted there. */
export function liesInCut(
  entry: SheetEntry,
  frozen: Frozen,
  facts: Pick<StoredFacts, 'liesBefore'>,
): boolean {
  return frozen.bases.some((basis) => liesIn(entry, basis, facts) && !exceptedBy(basis).has(entry.id))
}

/** Whether the entry lies in the cut, be it excepted there or not. */
export function liesIn(
  entry: SheetEntry,
  basis: DecisionBasis,
  facts: Pick<StoredFacts, 'liesBefore'>,
): boolean {
  const point = basis.cut[entry.stream]
  return point !== undefined && facts.liesBefore(entry, point)
}

const excepted = new WeakMap<DecisionBasis, ReadonlySet<EntryId>>()

/** A stranger's list may be long, and every entry is looked up in it. */
function exceptedBy(basis: DecisionBasis): ReadonlySet<EntryId> {
  let ids = excepted.get(basis)
  if (ids === undefined) {
    ids = new Set(basis.except)
    excepted.set(basis, ids)
  }
  return ids
}
