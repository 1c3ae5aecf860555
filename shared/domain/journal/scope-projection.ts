import { z } from 'zod'
import { ChangeMark, CriteriaVersion, DraftContent } from '../criteria.ts'
import { CriteriaVersionId, CriterionId, DepartmentId, EntryId, UnitId } from '../ids.ts'
import { Role } from '../permissions.ts'
import { changesByField, standingOf, type FieldChanges, type FieldKey } from './changes.ts'
import type { EntryChange, FormerSuperior, SheetEntry, StoredFacts, UncountedReason } from './facts.ts'
import { formerSuperiorOf } from './former-superiors.ts'
import type { FieldStanding } from './merge.ts'
import { setAsideValues } from './set-aside.ts'
import { documentValues, shapeIn, sheetValues, type ValueShapes } from './sheet-values.ts'

/**
 * Projection of the scopes without stages: the catalogue of a publisher, the office of a unit, the documents of a commune.
 * Authority and shape are judged here; what stands follows from JOURNAL 7.
 */

const level = z.enum(['province', 'district', 'commune'])
const day = z.iso.date()

const cycleValues = {
  name: z.string().min(1).max(300),
  year: z.int().min(2000).max(2200),
  version: CriteriaVersionId,
  units: z.array(UnitId).max(15_000),
  levels: z.strictObject({ appraise: level.nullable(), verify: level.nullable(), recognise: level }),
  period: z.strictObject({ from: day, until: day }),
  dates: z.strictObject({
    selfScoreDue: day.nullable(),
    appraisalDue: day.nullable(),
    verificationDue: day.nullable(),
  }),
  target: z.int().min(0).nullable(),
  closed: z.boolean(),
}

export const FormerParent = z.strictObject({
  parent: UnitId,
  until: z.record(z.string().max(300), z.strictObject({ seq: z.int().min(1), id: EntryId })),
})
export type FormerParent = z.infer<typeof FormerParent>

const catalogueValues: ValueShapes = {
  cycle: cycleValues,
  criteriaVersion: { published: CriteriaVersion },
  unit: {
    name: z.string().min(1).max(300),
    code: z.string().max(32),
    level,
    parent: UnitId,
    /** Units under which it stood before, and up to where what they wrote counts. */
    former: z.array(FormerParent).max(20),
    from: day.nullable(),
    until: day.nullable(),
  },
  certificate: { issued: z.string().max(8000) },
}

/** That somebody of this unit has seen a finding: the parts of which it consisted then; null takes it back. */
export const SeenMark = z
  .strictObject({ kind: z.string().max(40), parts: z.array(z.string().max(64)).max(400) })
  .nullable()
export type SeenMark = z.infer<typeof SeenMark>

/** Up to where the office stream of a revoked device of the unit counts; null: nothing of it. */
export const OfficeCut = z.strictObject({ seq: z.int().min(1), id: EntryId }).nullable()
export type OfficeCut = z.infer<typeof OfficeCut>

const officeValues: ValueShapes = {
  officer: {
    name: z.string().min(1).max(300),
    roles: z.array(Role).min(1),
    department: DepartmentId.nullable(),
    active: z.boolean(),
  },
  criteriaDraft: {
    draft: z
      .strictObject({
        set: z.string().max(80),
        label: z.string().min(1).max(300),
        content: DraftContent,
        marks: z.record(CriterionId, ChangeMark).optional(),
      })
      .nullable(),
  },
  setAside: setAsideValues,
  seen: { mark: SeenMark },
  officeCut: { until: OfficeCut },
}

export type PlainScopeKind = 'catalogue' | 'office' | 'documents'

const shapesOf: Readonly<Record<PlainScopeKind, ValueShapes>> = {
  catalogue: catalogueValues,
  office: officeValues,
  documents: documentValues,
}

/** The shape that the values of a field must have, whatever else decides whether they count; undefined: another place judges them. */
export function valueShape(
  channel: 'catalogue' | 'sheet' | 'office',
  entity: string,
  field: string,
): z.ZodType | undefined {
  if (channel !== 'sheet') return shapeIn(shapesOf[channel], entity, field)
  return shapeIn(sheetValues, entity, field) ?? shapeIn(documentValues, entity, field)
}

/** Where the scope lies and who may write there. */
export type PlainContext = {
  readonly kind: PlainScopeKind
  /** Publisher, office or commune. */
  readonly unit: UnitId
  /** Units above, which may enter documents for their commune. */
  readonly above: ReadonlySet<UnitId>
  /** Units under which the commune once stood. */
  readonly former?: readonly FormerSuperior[] | undefined
  /** Whether the publisher may speak about this unit: itself and everything below. */
  readonly mayDescribe: (unit: string) => boolean
}

export type PlainProjection = {
  readonly fields: ReadonlyMap<FieldKey, FieldChanges>
  readonly standings: ReadonlyMap<FieldKey, FieldStanding>
}

/** Projects a scope. `entries` must be sorted by (stream, seq, id) and hold every stored entry that touches it. */
export function projectPlainScope(
  entries: readonly SheetEntry[],
  context: PlainContext,
  facts: Pick<StoredFacts, 'liesBefore'>,
): PlainProjection {
  const shapes = shapesOf[context.kind]
  const fields = changesByField(
    entries,
    facts,
    (change) => Object.hasOwn(shapes, change.entity) && belongs(change, context),
  )
  const standings = new Map<FieldKey, FieldStanding>()
  for (const [key, field] of fields) {
    for (const judged of field.changes) {
      if (judged.counted === true)
        judged.counted = judge(field, judged.entry, judged.change.value, context, shapes, facts)
    }
    standings.set(key, standingOf(field))
  }
  return { fields, standings }
}

function belongs(change: EntryChange, context: PlainContext): boolean {
  return context.kind !== 'documents' || change.id.startsWith(`${context.unit}:`)
}

function judge(
  field: FieldChanges,
  entry: SheetEntry,
  value: unknown,
  context: PlainContext,
  shapes: ValueShapes,
  facts: Pick<StoredFacts, 'liesBefore'>,
): true | UncountedReason {
  const shape = shapeIn(shapes, field.entity, field.field)
  if (shape === undefined) return 'invalidValue'
  if (!mayWrite(field, entry, context, facts)) return 'notAuthorised'
  return shape.safeParse(value).success ? true : 'invalidValue'
}

function mayWrite(
  field: FieldChanges,
  entry: SheetEntry,
  context: PlainContext,
  facts: Pick<StoredFacts, 'liesBefore'>,
): boolean {
  if (entry.unit === null) return false
  if (context.kind === 'documents') {
    if (entry.unit === context.unit || context.above.has(entry.unit)) return true
    return formerSuperiorOf(entry, context.former, facts) !== undefined
  }
  if (entry.unit !== context.unit) return false
  if (field.entity === 'unit') return context.mayDescribe(field.id) || field.id.startsWith('u.')
  if (field.entity === 'certificate') return true
  return field.id.startsWith(`${context.unit}:`)
}
