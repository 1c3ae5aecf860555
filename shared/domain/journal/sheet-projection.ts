import type { AssessmentId, EntryId } from '../ids.ts'
import type { Stage } from '../workflow.ts'
import {
  addChange,
  changesByField,
  fieldKey,
  hasTrueBases,
  judgeBases,
  standingOf,
  standingWithin,
  type FieldChanges,
  type FieldKey,
  type JudgedChange,
} from './changes.ts'
import {
  barrableDecisions,
  entriesSeen,
  hasSeveralChains,
  isLaterJudgement,
  isWithin,
} from './decision-cuts.ts'
import {
  frozenAlone,
  frozenBy,
  frozenIn,
  liesIn,
  liesInCut,
  standDecisions,
  type DecisionsStanding,
  type Frozen,
  type StandingDecision,
} from './decisions-standing.ts'
import { decisionOrder, type DecisionField } from './decisions.ts'
import type { Cut, EntryChange, SheetContext, SheetEntry, StoredFacts } from './facts.ts'
import type { FieldStanding } from './merge.ts'
import { judgeOf, stageOf, type Judge } from './sheet-judges.ts'

/** The state of one sheet: a pure function of the stored entries about it and of the catalogue (JOURNAL 9, 17–19). */
export type SheetProjection = {
  readonly fields: ReadonlyMap<FieldKey, FieldChanges>
  readonly standings: ReadonlyMap<FieldKey, FieldStanding>
  readonly decisions: DecisionsStanding
  readonly frozen: Readonly<Record<Stage, Frozen | null>>
  /** Changes that came after the stage was frozen: listed, not counted. */
  readonly late: readonly JudgedChange[]
  /** The latest author's clock of any change. */
  readonly newest: { time: number }
}

/** Projects a sheet. `entries` must be sorted by (stream, seq, id) and hold every stored entry that touches it. */
export function projectSheet(
  entries: readonly SheetEntry[],
  context: SheetContext,
  facts: StoredFacts,
): SheetProjection {
  const fields = changesByField(entries, facts, (change) => belongsToSheet(change, context.assessment))
  const cuts = openCuts(entries, fields, context, facts)
  return projectFields(entries, fields, context, facts, cuts.isBarred)
}

type IsBarred = (name: DecisionField, decided: StandingDecision) => boolean

/**
 * @param deciding the decision whose sheet this is: what it freezes is exactly its cut, whatever froze it before. A higher level
 *   may lift its own decision later, and then this cut is what counts: nothing in it may have escaped the look at differences.
 */
function projectFields(
  entries: readonly SheetEntry[],
  fields: ReadonlyMap<FieldKey, FieldChanges>,
  context: SheetContext,
  facts: StoredFacts,
  isBarred: IsBarred,
  deciding?: { readonly name: DecisionField; readonly decided: StandingDecision },
): SheetProjection {
  const judges = new Map<FieldChanges, Judge>()
  for (const field of fields.values()) {
    const judge = judgeOf(field, context, facts)
    judges.set(field, judge)
    for (const change of field.changes) if (change.counted === true) change.counted = judge(change)
  }
  const decisions = standDecisions(context.assessment, fields, facts, isBarred)
  const hold = (stage: Stage): Frozen | null =>
    (deciding === undefined ? null : frozenAlone(stage, deciding.name, deciding.decided)) ??
    frozenBy(stage, decisions)
  const frozen = {
    self: hold('self'),
    appraisal: hold('appraisal'),
    verification: hold('verification'),
  }
  const late: JudgedChange[] = []
  for (const [field, judge] of judges) {
    for (const change of field.changes) {
      const stage = stageOf(field, change.entry, context)
      const held = stage === null ? null : frozen[stage]
      if (held !== null) freeze(field, change, held, facts, judge, late)
    }
  }
  const standings = new Map<FieldKey, FieldStanding>()
  const isFrozen = Object.values(frozen).some((each) => each !== null)
  const holdOf = (field: FieldChanges, { entry }: JudgedChange): Pick<Frozen, 'bases'> | null => {
    if (deciding !== undefined) return frozenIn(deciding.decided)
    const stage = stageOf(field, entry, context)
    return stage === null ? null : frozen[stage]
  }
  for (const [key, field] of fields)
    standings.set(key, isFrozen ? standingUnder(field, holdOf, facts) : standingOf(field))
  const newest = { time: entries.reduce((latest, { time }) => Math.max(latest, time), 0) }
  return { fields, standings, decisions, frozen, late, newest }
}

/** What stands in a field; where all of its changes are held by decisions, what came later plays no part. */
function standingUnder(
  field: FieldChanges,
  holdOf: (field: FieldChanges, judged: JudgedChange) => Pick<Frozen, 'bases'> | null,
  facts: StoredFacts,
): FieldStanding {
  const unseen = new Set<JudgedChange>()
  for (const judged of field.changes) {
    const hold = holdOf(field, judged)
    if (hold === null) return standingOf(field)
    if (!hold.bases.some((basis) => liesIn(judged.entry, basis, facts))) unseen.add(judged)
  }
  return standingWithin(field, (judged) => !unseen.has(judged))
}

/**
 * The sheets that decisions saw: the cut without the excepted entries, under the catalogue of then. What came later (forks,
 * revocations, set-asides, late changes) leaves no trace. Each decision's cut holds the decisions before it, so verdicts are
 * remembered, and found from the smallest cut upwards: a stranger's thousand decisions about decisions cost a thousand sheets, not
 * two to the thousandth, and no depth of calls.
 */
function openCuts(
  entries: readonly SheetEntry[],
  fields: ReadonlyMap<FieldKey, FieldChanges>,
  context: SheetContext,
  facts: StoredFacts,
): {
  readonly isBarred: IsBarred
  readonly sheetOf: (name: DecisionField, decided: StandingDecision) => SheetProjection
} {
  const verdicts = new Map<EntryId, boolean>()
  const mayDiffer = [...fields.values()].some(hasSeveralChains)
  let smallestFirst = false

  function sheetOf(name: DecisionField, decided: StandingDecision): SheetProjection {
    const { decision } = decided
    if (!('basis' in decision)) throw new Error('a decision without a basis saw no cut')
    const { basis } = decision
    const excepted = new Set(basis.except)
    const seen = entriesSeen(entries, basis, facts).map(({ entry, within }) => {
      if (!within) return { ...entry, counted: 'late' as const }
      if (excepted.has(entry.id)) return { ...entry, counted: 'setAside' as const }
      return isLaterJudgement(entry.counted) ? { ...entry, counted: true as const } : entry
    })
    const then = facts.contextAt(basis, basis.version) ?? context
    const belongs = (change: EntryChange): boolean => belongsToSheet(change, context.assessment)
    // decisions in the cut had to find theirs in it: what was stored elsewhere meanwhile is no matter
    const within = {
      ...facts,
      holdsCut: (cut: Cut) => isWithin(cut, basis.cut, facts) && facts.holdsCut(cut),
    }
    const seenFields = changesByField(seen, facts, belongs)
    return projectFields(seen, seenFields, then, within, isBarred, { name, decided })
  }

  function isBarred(name: DecisionField, decided: StandingDecision): boolean {
    if (!mayDiffer) return false
    if (!smallestFirst) {
      smallestFirst = true
      for (const each of barrableDecisions(fields, context, facts)) isBarred(each.name, each.decided)
    }
    let barred = verdicts.get(decided.entry.id)
    if (barred === undefined) {
      // no SHA-256 lets a decision lie in its own cut
      verdicts.set(decided.entry.id, true)
      barred = barringDifferences(sheetOf(name, decided), context.assessment, name).length > 0
      verdicts.set(decided.entry.id, barred)
    }
    return barred
  }
  return { isBarred, sheetOf }
}

function belongsToSheet(change: EntryChange, assessment: AssessmentId): boolean {
  if (change.entity === 'document') return false
  return change.id === assessment || change.id.startsWith(`${assessment}/`)
}

/**
 * Takes one more entry into a projection that is at hand, instead of projecting everything again; gives the fields that it
 * touched, or null when it changes how others are judged (a decision). The entry must be the newest of its stream. A property
 * test holds the result equal to `projectSheet`.
 */
export function extendProjection(
  projection: SheetProjection,
  entry: SheetEntry,
  context: SheetContext,
  facts: StoredFacts,
): readonly FieldKey[] | null {
  const own = entry.changes.filter((change) => belongsToSheet(change, context.assessment))
  if (own.some(({ entity }) => entity === 'assessment')) return null
  const fields = projection.fields as Map<FieldKey, FieldChanges>
  const standings = projection.standings as Map<FieldKey, FieldStanding>
  const touched: FieldKey[] = []
  projection.newest.time = Math.max(projection.newest.time, entry.time)
  entry.changes.forEach((change, index) => {
    if (!own.includes(change)) return
    const field = addChange(fields, entry, change, index, facts)
    const judged = field.changes.at(-1)
    if (judged === undefined) return
    judgeBases(field, judged)
    const judge = judgeOf(field, context, facts)
    if (judged.counted === true) judged.counted = judge(judged)
    const stage = stageOf(field, entry, context)
    const hold = stage === null ? null : projection.frozen[stage]
    if (hold !== null) freeze(field, judged, hold, facts, judge, projection.late as JudgedChange[])
    const key = fieldKey(change.entity, change.id, change.field)
    standings.set(key, standingAfter(field, judged, standings.get(key)))
    touched.push(key)
  })
  return touched
}

/** A change that names all heads replaces them; anything else is resolved from the whole field. */
function standingAfter(
  field: FieldChanges,
  judged: JudgedChange,
  before: FieldStanding | undefined,
): FieldStanding {
  if (judged.counted !== true) return before ?? standingOf(field)
  const { id } = judged.entry
  const replacesAll = (before?.heads ?? []).every(
    (head) => head === judged.previous || judged.change.bases.includes(head),
  )
  return replacesAll && before !== undefined
    ? { heads: [id], shown: id, differing: false }
    : standingOf(field)
}

/**
 * The sheet as a decision saw it, which nothing later changes (JOURNAL 18). `entries` as for `projectSheet`; the decision's cut
 * and catalogue must be stored.
 */
export function projectAt(
  entries: readonly SheetEntry[],
  name: DecisionField,
  decided: StandingDecision,
  context: SheetContext,
  facts: StoredFacts,
): SheetProjection {
  const fields = changesByField(entries, facts, (change) => belongsToSheet(change, context.assessment))
  return openCuts(entries, fields, context, facts).sheetOf(name, decided)
}

/**
 * Fields that wait for a choice and so bar a decision: all but the decision fields of its own level and above, since a new
 * decision that names them all is itself the choice.
 */
export function barringDifferences(
  projection: SheetProjection,
  assessment: AssessmentId,
  decision: DecisionField,
): readonly FieldKey[] {
  const own = decisionOrder
    .slice(decisionOrder.indexOf(decision))
    .map((name) => fieldKey('assessment', assessment, name))
  return [...projection.standings]
    .filter(([key, { differing }]) => differing && !own.includes(key))
    .map(([key]) => key)
}

function freeze(
  field: FieldChanges,
  judged: JudgedChange,
  hold: Frozen,
  facts: StoredFacts,
  judge: Judge,
  late: JudgedChange[],
): void {
  if (liesInCut(judged.entry, hold, facts)) {
    if (!isLaterJudgement(judged.counted)) return
    // it counts as it did when it was frozen: by its value and its author
    judged.counted = hasTrueBases(field, judged.change) ? judge(judged) : 'badBase'
  } else if (judged.counted === true) {
    judged.counted = 'late'
    late.push(judged)
  }
}

/** The change that an entry makes in a field. */
export function changeOf(field: FieldChanges, entry: EntryId): JudgedChange | undefined {
  // what stands is usually among the last
  return field.changes.findLast((judged) => judged.entry.id === entry)
}
