import type { Answer } from '../answers.ts'
import type { Criterion } from '../criteria.ts'
import type { CriteriaVersionId } from '../ids.ts'
import type { Stage } from '../workflow.ts'
import type { FieldChanges, JudgedChange } from './changes.ts'
import type { CycleFacts, Level, SheetContext, SheetEntry, StoredFacts, UncountedReason } from './facts.ts'
import { formerSuperiorOf } from './former-superiors.ts'
import { scoreChange } from './scored-answers.ts'
import { shapeIn, sheetValues, type Appraised } from './sheet-values.ts'

/** Who may write what on a sheet, what its values may be, and to which stage a change belongs (JOURNAL 9, 19, 20). */

export type Judge = (judged: JudgedChange) => true | UncountedReason

const rank: Readonly<Record<Level, number>> = { commune: 0, district: 1, province: 2 }

/** The stage whose freezing concerns a change; null: none (what the levels above keep about a participant). */
export function stageOf(field: FieldChanges, entry: SheetEntry, context: SheetContext): Stage | null {
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
  // whether an entry of a former superior counts is judged elsewhere; its stage is the same either way
  const level = levelOfWriter(entry, context, { liesBefore: () => true })
  const verify = context.cycle?.levels.verify ?? null
  return level !== null && verify !== null && rank[level] >= rank[verify] ? 'verification' : 'appraisal'
}

function levelOfWriter(
  entry: SheetEntry,
  context: SheetContext,
  facts: Pick<StoredFacts, 'liesBefore'>,
): Level | null {
  if (entry.unit === context.commune) return 'commune'
  const superior =
    context.above.find(({ unit }) => unit === entry.unit) ?? formerSuperiorOf(entry, context.former, facts)
  return superior?.level ?? null
}

/** The judge of one field: authority first, then the value, then the rule of its criterion. */
export function judgeOf(
  field: FieldChanges,
  context: SheetContext,
  facts: Pick<StoredFacts, 'liesBefore'>,
): Judge {
  const { cycle } = context
  if (cycle === null) return () => 'unknownCycle'
  if (!cycle.units.has(context.commune)) return () => 'notParticipant'
  const shape = shapeIn(sheetValues, field.entity, field.field)
  if (shape === undefined) return () => 'invalidValue'
  const lowest = lowestLevel(field, context)
  const criterion = criterionOf(field, context)
  const isDecision = field.entity === 'assessment'
  return (judged) => {
    const { entry, change } = judged
    const level = levelOfWriter(entry, context, facts)
    if (level === null || lowest === null || rank[level] < rank[lowest]) return 'notAuthorised'
    if (!maySpeakFor(entry.onBehalf, level, context)) return 'notAuthorised'
    // decisions are parsed where they are resolved
    if (isDecision) return true
    if (criterion === undefined || !shape.safeParse(change.value).success) return 'invalidValue'
    if (criterion === null || change.value === null) return true
    const answer =
      field.entity === 'selfScore' ? (change.value as Answer) : (change.value as Appraised).answer
    if (answer.method !== methodOf(cycle, criterion.id)) return 'otherMethod'
    return scoreChange(criterion, judged, answer).status === 'invalid' ? 'invalidAnswer' : true
  }
}

/** Words are entered for the commune itself, or for an office above it that stands no higher than the writer. */
function maySpeakFor(onBehalf: SheetEntry['onBehalf'], level: Level, context: SheetContext): boolean {
  if (onBehalf === null || onBehalf === context.commune) return true
  const spokenFor = [...context.above, ...(context.former ?? [])].find(({ unit }) => unit === onBehalf)
  return spokenFor !== undefined && rank[spokenFor.level] <= rank[level]
}

/** The version whose method an answer to the criterion must name; undefined: its first method. */
export function methodOf(
  { methods }: Pick<CycleFacts, 'methods'>,
  criterion: string,
): CriteriaVersionId | undefined {
  return methods !== undefined && Object.hasOwn(methods, criterion) ? methods[criterion] : undefined
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
