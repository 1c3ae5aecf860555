import { z } from 'zod'
import {
  CriteriaSetId,
  CriteriaVersionId,
  CriterionId,
  DepartmentId,
  GateId,
  GroupId,
  UnitId,
} from './ids.ts'
import { Decimal, Hundredths } from './quantities.ts'

/**
 * A criteria set as one published version holds it. Everything that differs between provinces is here, as data:
 * groups, criteria, rules, bands of stars, gates. A published version never changes.
 */

const points = Hundredths
const optionId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/)

/** What a denominator of 0 means for the criterion. */
export const ZeroPolicy = z.enum(['full', 'zero', 'excluded', 'missing'])
export type ZeroPolicy = z.infer<typeof ZeroPolicy>

/** What the answer "Không áp dụng" means; `refused`: it cannot be given. */
export const NotApplicablePolicy = z.enum(['refused', 'excluded', 'full', 'zero'])
export type NotApplicablePolicy = z.infer<typeof NotApplicablePolicy>

export const Deadline = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('date'), month: z.int().min(1).max(12), day: z.int().min(1).max(31) }),
  z.strictObject({ kind: z.literal('monthly') }),
  z.strictObject({ kind: z.literal('quarterly') }),
])
export type Deadline = z.infer<typeof Deadline>

export const EnteredBy = z.enum(['commune', 'appraiser'])
export type EnteredBy = z.infer<typeof EnteredBy>

export const GateCheck = z.discriminatedUnion('kind', [
  /** `group: null`: every group inside the 100 points. */
  z.strictObject({ kind: z.literal('groupMinimum'), group: GroupId.nullable(), percent: Decimal }),
  /** `criterion: null`: every criterion inside the 100 points. */
  z.strictObject({
    kind: z.literal('criterionMinimum'),
    criterion: CriterionId.nullable(),
    percent: Decimal,
  }),
  /** A person says that the condition holds. */
  z.strictObject({ kind: z.literal('veto') }),
  z.strictObject({ kind: z.literal('dossier'), minimum: z.int().min(0).max(40) }),
  z.strictObject({ kind: z.literal('surveyForms') }),
])
export type GateCheck = z.infer<typeof GateCheck>

/**
 * The shapes of a set. In a draft texts may still be empty and lists too short, so that it can be kept while it is being
 * written; what is published has them all.
 */
function shapesWith(least: 0 | 1) {
  const label = z.string().min(least).max(2000)
  /** Percentages are decimals: "89.99" is 89,99 %. A band holds from its limit upwards; the bands stand highest first. */
  const Scale = z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('bands'),
      bands: z
        .array(z.strictObject({ from: Decimal, points }))
        .min(least)
        .max(40),
    }),
    z.strictObject({ kind: z.literal('linear'), fullAt: Decimal }),
  ])
  const Rule = z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('yesNo'), yes: points, no: points, yesLabel: label, noLabel: label }),
    z.strictObject({
      kind: z.literal('choice'),
      options: z
        .array(z.strictObject({ id: optionId, label, points }))
        .min(2 * least)
        .max(40),
    }),
    z.strictObject({
      kind: z.literal('ratio'),
      numerator: label,
      denominator: label,
      scale: Scale,
      whenZero: ZeroPolicy,
    }),
    z.strictObject({ kind: z.literal('count'), each: points, cap: points, what: label }),
    z.strictObject({
      kind: z.literal('checklist'),
      items: z
        .array(z.strictObject({ id: optionId, label, points }))
        .min(least)
        .max(60),
    }),
    z.strictObject({ kind: z.literal('deduction'), start: points, each: points, floor: points, what: label }),
    z.strictObject({
      kind: z.literal('survey'),
      form: z.string().max(32),
      satisfied: label,
      valid: label,
      scale: Scale,
      minimumForms: z.int().min(0).max(1_000_000),
      whenZero: ZeroPolicy,
    }),
    /** points = value × factor; `scale` is the index's highest value. */
    z.strictObject({ kind: z.literal('external'), index: label, scale: Decimal, factor: Decimal }),
    z.strictObject({ kind: z.literal('manual'), step: points }),
    z.strictObject({ kind: z.literal('bonus'), each: points, cap: points, what: label }),
    z.strictObject({ kind: z.literal('penalty'), each: points, cap: points, what: label }),
    z.strictObject({
      kind: z.literal('formula'),
      inputs: z
        .array(z.strictObject({ name: z.string().regex(/^[a-z][a-z0-9]{0,15}$/), label }))
        .min(least)
        .max(20),
      expression: z.string().min(least).max(1000),
      /** Checked before the expression: an input that is 0 and named here decides alone. */
      whenZero: z.array(z.strictObject({ input: z.string(), policy: ZeroPolicy })).max(20),
    }),
  ])
  const Criterion = z.strictObject({
    id: CriterionId,
    code: z.string().min(least).max(32),
    group: GroupId,
    title: label,
    max: points,
    rule: Rule,
    /** One rounding per criterion, half up, to this step. */
    step: points,
    enteredBy: z.array(EnteredBy).min(least).max(2),
    notApplicable: NotApplicablePolicy,
    evidence: z.array(z.string().min(least).max(500)).max(40),
    department: DepartmentId.nullable(),
    deadline: Deadline.nullable(),
    source: z.string().max(500),
  })
  const Group = z.strictObject({
    id: GroupId,
    code: z.string().min(least).max(32),
    title: label,
    /** Bonus and penalty criteria stand in groups outside the 100 points. */
    outside: z.boolean(),
  })
  /** [from, to) on the total; null is open. */
  const StarBand = z.strictObject({
    label,
    stars: z.int().min(0).max(10),
    from: points.nullable(),
    to: points.nullable(),
    passes: z.boolean(),
  })
  /** A condition besides the total. It bars every band with at least `fromStars` stars that passes. */
  const Gate = z.strictObject({
    id: GateId,
    title: label,
    check: GateCheck,
    fromStars: z.int().min(0).max(10),
  })
  const Department = z.strictObject({ id: DepartmentId, name: z.string().min(least).max(200) })
  const CriteriaContent = z.strictObject({
    title: label,
    /** For example "Bộ tiêu chí mẫu – chưa phải Quyết định 710"; shown wherever the set shows. */
    notice: z.string().max(500),
    basis: z.string().max(500),
    groups: z.array(Group).min(least).max(60),
    criteria: z.array(Criterion).min(least).max(400),
    departments: z.array(Department).max(100),
    bands: z.array(StarBand).min(least).max(12),
    gates: z.array(Gate).max(40),
    /** Names of the papers of the dossier (hồ sơ đề nghị), in order. */
    dossier: z.array(z.string().min(least).max(300)).max(40),
  })
  return { Scale, Rule, Criterion, Group, StarBand, Gate, Department, CriteriaContent }
}

const published = shapesWith(1)

export const Scale = published.Scale
export type Scale = z.infer<typeof Scale>

export const Rule = published.Rule
export type Rule = z.infer<typeof Rule>
export type RuleKind = Rule['kind']

export const Criterion = published.Criterion
export type Criterion = z.infer<typeof Criterion>

export const Group = published.Group
export type Group = z.infer<typeof Group>

export const StarBand = published.StarBand
export type StarBand = z.infer<typeof StarBand>

export const Gate = published.Gate
export type Gate = z.infer<typeof Gate>

export const Department = published.Department
export type Department = z.infer<typeof Department>

export const CriteriaContent = published.CriteriaContent
export type CriteriaContent = z.infer<typeof CriteriaContent>

/** A set that is still being written: the same values, texts may be empty and lists too short. */
export const DraftContent = shapesWith(0).CriteriaContent

/** What a publisher says of a changed criterion: `wording`, results stay; `method`, the old result is kept but scored again. */
export const ChangeMark = z.enum(['wording', 'method'])
export type ChangeMark = z.infer<typeof ChangeMark>

/** How a version follows from the one before. */
export const VersionHistory = z.strictObject({
  previous: CriteriaVersionId,
  /** Every criterion that both versions have and that changed. */
  marks: z.record(CriterionId, ChangeMark),
  /** By criterion, the version in which its method changed last, over all versions before; an answer names it. */
  methods: z.record(CriterionId, CriteriaVersionId),
})
export type VersionHistory = z.infer<typeof VersionHistory>

export const CriteriaVersion = z.strictObject({
  id: CriteriaVersionId,
  set: CriteriaSetId,
  publisher: UnitId,
  /** "2024", "2024 (sửa đổi)". */
  label: z.string().min(1).max(100),
  content: CriteriaContent,
  /** Missing in a set's first version. */
  history: VersionHistory.optional(),
})
export type CriteriaVersion = z.infer<typeof CriteriaVersion>
