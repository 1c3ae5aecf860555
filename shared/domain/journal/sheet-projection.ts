import type { Answer } from '../answers.ts'
import type { Criterion } from '../criteria.ts'
import type { AssessmentId, EntryId } from '../ids.ts'
import type { Stage } from '../workflow.ts'
import {
  addChange,
  changesByField,
  fieldKey,
  judgeBases,
  standingOf,
  type FieldChanges,
  type FieldKey,
  type JudgedChange,
} from './changes.ts'
import {
  alone,
  frozenBy,
  isBarrable,
  liesIn,
  liesInCut,
  standDecisions,
  type DecisionsStanding,
  type Frozen,
  type StandingDecision,
} from './decisions-standing.ts'
import { decisionFields, decisionOrder, type DecisionField } from './decisions.ts'
import type {
  Cut,
  EntryChange,
  Level,
  SheetContext,
  SheetEntry,
  StoredFacts,
  UncountedReason,
} from './facts.ts'
import type { FieldStanding } from './merge.ts'
import { scoreAnswer } from './scored-answers.ts'
import { shapeIn, sheetValues, type Appraised } from './sheet-values.ts'

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

type Judge = (judged: JudgedChange) => true | UncountedReason

const rank: Readonly<Record<Level, number>> = { commune: 0, district: 1, province: 2 }

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

/** @param deciding the decision whose sheet this is: what it freezes is exactly what it saw, whatever froze it before */
function projectFields(
  entries: readonly SheetEntry[],
  fields: ReadonlyMap<FieldKey, FieldChanges>,
  context: SheetContext,
  facts: StoredFacts,
  isBarred: IsBarred,
  deciding?: { readonly name: DecisionField; readonly decided: StandingDecision },
): SheetProjection {
  const judges = new Map<FieldKey, Judge>()
  for (const [key, field] of fields) {
    const judge = judgeOf(field, context)
    judges.set(key, judge)
    for (const change of field.changes) if (change.counted === true) change.counted = judge(change)
  }
  const decisions = standDecisions(context.assessment, fields, facts, isBarred)
  const freezing =
    deciding === undefined ? decisions : { ...decisions, [deciding.name]: alone(deciding.decided) }
  const frozen = {
    self: frozenBy('self', freezing),
    appraisal: frozenBy('appraisal', freezing),
    verification: frozenBy('verification', freezing),
  }
  const late: JudgedChange[] = []
  for (const [key, field] of fields) {
    for (const change of field.changes) {
      const stage = stageOf(field, change.entry, context)
      const hold = stage === null ? null : frozen[stage]
      if (hold !== null) freeze(field, change, hold, facts, judges.get(key), late)
    }
  }
  const standings = new Map<FieldKey, FieldStanding>()
  for (const [key, field] of fields) standings.set(key, standingOf(field))
  const newest = { time: entries.reduce((latest, { time }) => Math.max(latest, time), 0) }
  return { fields, standings, decisions, frozen, late, newest }
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
    const seen = entries.flatMap((entry) => {
      if (!liesIn(entry, basis, facts)) return []
      if (excepted.has(entry.id)) return { ...entry, counted: 'setAside' as const }
      return isLaterJudgement(entry.counted) ? { ...entry, counted: true as const } : entry
    })
    const then = facts.contextAt(basis.catalogue) ?? context
    const belongs = (change: EntryChange): boolean => belongsToSheet(change, context.assessment)
    // decisions in the cut had to find theirs in it: what was stored elsewhere meanwhile is no matter
    const within = {
      ...facts,
      holdsCut: (cut: Cut) => isWithin(cut, basis.cut, facts) && facts.holdsCut(cut),
    }
    const seenFields = changesByField(seen, facts, belongs, fields)
    return projectFields(seen, seenFields, then, within, isBarred, { name, decided })
  }

  function isBarred(name: DecisionField, decided: StandingDecision): boolean {
    if (!mayDiffer) return false
    if (!smallestFirst) {
      smallestFirst = true
      for (const each of withBases(fields, context, facts)) isBarred(each.name, each.decided)
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

/** Changes that all stand in one chain replace one another: they can never differ. */
function hasSeveralChains({ changes }: FieldChanges): boolean {
  return changes.some(({ previous }, i) => i > 0 && previous !== changes[i - 1]?.entry.id)
}

/** Decisions that a difference may bar, those with the smallest cuts first. */
function withBases(
  fields: ReadonlyMap<FieldKey, FieldChanges>,
  { assessment }: SheetContext,
  facts: StoredFacts,
): readonly { readonly name: DecisionField; readonly decided: StandingDecision }[] {
  const found: { name: DecisionField; decided: StandingDecision; extent: number }[] = []
  for (const name of decisionOrder) {
    for (const judged of fields.get(fieldKey('assessment', assessment, name))?.changes ?? []) {
      const { entry, change } = judged
      if (judged.counted !== true && !isLaterJudgement(judged.counted)) continue
      const { data: decision } = decisionFields[name].safeParse(change.value)
      if (decision === undefined || !isBarrable(decision)) continue
      if (!facts.holdsCut(decision.basis.cut) || facts.contextAt(decision.basis.catalogue) === null) continue
      const extent = Object.values(decision.basis.cut).reduce((sum, { seq }) => sum + seq, 0)
      found.push({ name, decided: { entry, decision, lifted: false }, extent })
    }
  }
  return found.sort((a, b) => a.extent - b.extent)
}

/** Whether every point of a cut lies in another cut. */
function isWithin(cut: Cut, outer: Cut, facts: Pick<StoredFacts, 'liesBefore'>): boolean {
  return Object.entries(cut).every(([stream, point]) => {
    const end = outer[stream]
    return end !== undefined && facts.liesBefore({ stream, ...point }, end)
  })
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
    const judge = judgeOf(field, context)
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
function projectAt(
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

/** A decision's cut outlives forks and set-asides: they are shown beside it. */
function isLaterJudgement(counted: SheetEntry['counted']): boolean {
  return counted === 'forked' || counted === 'setAside' || counted === 'waiting'
}

function freeze(
  field: FieldChanges,
  judged: JudgedChange,
  hold: Frozen,
  facts: StoredFacts,
  judge: Judge | undefined,
  late: JudgedChange[],
): void {
  if (liesInCut(judged.entry, hold, facts)) {
    if (!isLaterJudgement(judged.counted)) return
    // it counts as it did when it was frozen: by its value and its author
    judged.counted = true
    judgeBases(field, judged)
    if (judged.counted === true && judge !== undefined) judged.counted = judge(judged)
  } else if (judged.counted === true) {
    judged.counted = 'late'
    late.push(judged)
  }
}

/** The stage whose freezing concerns a change; null: none (what the levels above keep about a participant). */
function stageOf(field: FieldChanges, entry: SheetEntry, context: SheetContext): Stage | null {
  switch (field.entity) {
    case 'selfScore':
    case 'explanation':
      return 'self'
    case 'appraisal':
      return 'appraisal'
    case 'verification':
      return 'verification'
    case 'evidence':
    case 'gateAnswer':
      return stageOfWriter(entry, context)
    default:
      return null
  }
}

/** An appraiser's own proof belongs to the appraisal, the commune's (or what is entered for it) to the self-score. */
function stageOfWriter(entry: SheetEntry, context: SheetContext): Stage {
  if (entry.unit === context.commune || entry.onBehalf === context.commune) return 'self'
  const level = levelOfWriter(entry, context)
  const verify = context.cycle?.levels.verify ?? null
  return level !== null && verify !== null && rank[level] >= rank[verify] ? 'verification' : 'appraisal'
}

function levelOfWriter(entry: SheetEntry, context: SheetContext): Level | null {
  if (entry.unit === context.commune) return 'commune'
  return context.above.find(({ unit }) => unit === entry.unit)?.level ?? null
}

/** The judge of one field: authority first, then the value, then the rule of its criterion. */
function judgeOf(field: FieldChanges, context: SheetContext): Judge {
  const { cycle } = context
  if (cycle === null) return () => 'unknownCycle'
  if (!cycle.units.has(context.commune)) return () => 'notParticipant'
  const shape = shapeIn(sheetValues, field.entity, field.field)
  if (shape === undefined) return () => 'invalidValue'
  const lowest = lowestLevel(field, context)
  const criterion = criterionOf(field, context)
  const isDecision = field.entity === 'assessment'
  return ({ entry, change }) => {
    const level = levelOfWriter(entry, context)
    if (level === null || lowest === null || rank[level] < rank[lowest]) return 'notAuthorised'
    // decisions are parsed where they are resolved
    if (isDecision) return true
    if (criterion === undefined || !shape.safeParse(change.value).success) return 'invalidValue'
    if (criterion === null || change.value === null) return true
    const answer =
      field.entity === 'selfScore' ? (change.value as Answer) : (change.value as Appraised).answer
    return scoreAnswer(criterion, answer).status === 'invalid' ? 'invalidAnswer' : true
  }
}

/** The lowest level that may write the field; null: nobody in this cycle. */
function lowestLevel(field: FieldChanges, context: SheetContext): Level | null {
  const levels = context.cycle?.levels
  if (levels === undefined) return null
  switch (field.entity) {
    case 'appraisal':
      return levels.appraise
    case 'verification':
      return levels.verify
    case 'assessment':
      if (field.field === 'submission') return 'commune'
      if (field.field === 'appraisalDecision') return levels.appraise
      if (field.field === 'verificationDecision') return levels.verify
      return levels.recognise
    case 'participant':
      return field.field === 'stopped' ? 'district' : 'commune'
    default:
      return 'commune'
  }
}

/** The criterion of an answer; null where none is spoken of; undefined: the version has no such criterion. */
function criterionOf(field: FieldChanges, context: SheetContext): Criterion | null | undefined {
  if (field.entity !== 'selfScore' && field.entity !== 'appraisal' && field.entity !== 'verification')
    return null
  const id = field.id.slice(context.assessment.length + 1)
  return context.cycle?.content.criteria.find((criterion) => criterion.id === id)
}

/** The change that an entry makes in a field. */
export function changeOf(field: FieldChanges, entry: EntryId): JudgedChange | undefined {
  // what stands is usually among the last
  return field.changes.findLast((judged) => judged.entry.id === entry)
}
