import type {
  ChangeMark,
  CriteriaContent,
  Criterion,
  Department,
  Gate,
  Group,
  Rule,
  StarBand,
  VersionHistory,
} from './criteria.ts'
import type { CriteriaVersionId, CriterionId } from './ids.ts'

/** What differs between a version of a criteria set and the one before, thing by thing and field by field. */

/** A thing that one version has and the other has not, or that both have with differences. */
export type Compared<Thing, Field extends string> =
  | Readonly<{ kind: 'added'; before: null; after: Thing }>
  | Readonly<{ kind: 'removed'; before: Thing; after: null }>
  | Readonly<{ kind: 'changed'; before: Thing; after: Thing; fields: readonly Field[] }>

export type CriterionField = Exclude<keyof Criterion, 'id'>
export type ComparedCriterion = Compared<Criterion, CriterionField>
export type ChangedCriterion = Extract<ComparedCriterion, { kind: 'changed' }>
export type ComparedText = Readonly<{ field: 'title' | 'notice' | 'basis'; before: string; after: string }>
export type ComparedPaper = Readonly<{ kind: 'added' | 'removed'; name: string }>

export type CriteriaComparison = Readonly<{
  texts: readonly ComparedText[]
  groups: readonly Compared<Group, 'code' | 'title' | 'outside'>[]
  /** In the order of the new version; what was removed stands at the end. */
  criteria: readonly ComparedCriterion[]
  departments: readonly Compared<Department, 'name'>[]
  bands: readonly Compared<StarBand, 'label' | 'from' | 'to' | 'passes'>[]
  gates: readonly Compared<Gate, 'title' | 'check' | 'fromStars'>[]
  dossier: readonly ComparedPaper[]
}>

const criterionFields = [
  'code',
  'title',
  'group',
  'max',
  'rule',
  'step',
  'notApplicable',
  'enteredBy',
  'evidence',
  'department',
  'deadline',
  'source',
] as const satisfies readonly CriterionField[]

/** Compares two sets by the ids of their things; bands of stars by their number of stars. */
export function compareCriteria(before: CriteriaContent, after: CriteriaContent): CriteriaComparison {
  return {
    texts: (['title', 'notice', 'basis'] as const).flatMap((field) =>
      before[field] === after[field] ? [] : [{ field, before: before[field], after: after[field] }],
    ),
    groups: compareThings(before.groups, after.groups, idOf, ['code', 'title', 'outside']),
    criteria: compareThings(before.criteria, after.criteria, idOf, criterionFields),
    departments: compareThings(before.departments, after.departments, idOf, ['name']),
    bands: compareThings(before.bands, after.bands, ({ stars, passes }) => `${stars} ${String(passes)}`, [
      'label',
      'from',
      'to',
      'passes',
    ]),
    gates: compareThings(before.gates, after.gates, idOf, ['title', 'check', 'fromStars']),
    dossier: [
      ...after.dossier
        .filter((name) => !before.dossier.includes(name))
        .map((name) => ({ kind: 'added', name }) as const),
      ...before.dossier
        .filter((name) => !after.dossier.includes(name))
        .map((name) => ({ kind: 'removed', name }) as const),
    ],
  }
}

/** Whether the two versions say the same. */
export function isSame(comparison: CriteriaComparison): boolean {
  return Object.values(comparison).every((part) => part.length === 0)
}

/** The criteria that both versions have and that differ: each needs a mark. */
export function changedCriteria({ criteria }: CriteriaComparison): readonly ChangedCriterion[] {
  return criteria.filter((each): each is ChangedCriterion => each.kind === 'changed')
}

/**
 * The mark that a publisher is offered: whoever scores would come to another result when points, step, "không áp dụng" or
 * figures of the rule differ; anything else is wording.
 */
export function suggestMark({ before, after }: ChangedCriterion): ChangeMark {
  const sameScore =
    before.max === after.max &&
    before.step === after.step &&
    before.notApplicable === after.notApplicable &&
    scoringText(before.rule) === scoringText(after.rule)
  return sameScore ? 'wording' : 'method'
}

/** An answer to one kind of rule says nothing under another: such a change cannot be called wording. */
export function mustBeMethod({ before, after }: ChangedCriterion): boolean {
  return before.rule.kind !== after.rule.kind
}

/** Changed criteria whose mark is still to be chosen, or cannot be what was chosen. */
export function unmarked(
  comparison: CriteriaComparison,
  marks: Readonly<Record<string, ChangeMark>>,
): readonly CriterionId[] {
  return changedCriteria(comparison)
    .filter((changed) => {
      const mark = marks[changed.after.id]
      return mark === undefined || (mark === 'wording' && mustBeMethod(changed))
    })
    .map(({ after }) => after.id)
}

/** What a new version keeps about how it follows from the one before. */
export function historyOf(
  previous: Readonly<{ id: CriteriaVersionId; history?: VersionHistory | undefined }>,
  version: CriteriaVersionId,
  comparison: CriteriaComparison,
  marks: Readonly<Record<string, ChangeMark>>,
): VersionHistory {
  const changed = changedCriteria(comparison).map(
    (each) => [each.after.id, marks[each.after.id] ?? suggestMark(each)] as const,
  )
  return {
    previous: previous.id,
    marks: Object.fromEntries(changed),
    methods: {
      ...previous.history?.methods,
      ...Object.fromEntries(changed.filter(([, mark]) => mark === 'method').map(([id]) => [id, version])),
    },
  }
}

const textKeys = new Set([
  'label',
  'yesLabel',
  'noLabel',
  'numerator',
  'denominator',
  'what',
  'satisfied',
  'valid',
  'form',
  'index',
])

/** A rule without its texts; options and items by id, as their order changes no result. */
function scoringText(rule: Rule): string {
  const ordered =
    rule.kind === 'choice'
      ? { ...rule, options: rule.options.toSorted(byId) }
      : rule.kind === 'checklist'
        ? { ...rule, items: rule.items.toSorted(byId) }
        : rule
  return plainText(ordered, (key) => textKeys.has(key))
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1
}

function idOf({ id }: { readonly id: string }): string {
  return id
}

function compareThings<Thing extends object, Field extends keyof Thing & string>(
  before: readonly Thing[],
  after: readonly Thing[],
  keyOf: (thing: Thing) => string,
  fields: readonly Field[],
): readonly Compared<Thing, Field>[] {
  const known = new Map(before.map((thing) => [keyOf(thing), thing]))
  const found: Compared<Thing, Field>[] = []
  for (const thing of after) {
    const older = known.get(keyOf(thing))
    known.delete(keyOf(thing))
    if (older === undefined) found.push({ kind: 'added', before: null, after: thing })
    else if (JSON.stringify(older) !== JSON.stringify(thing)) {
      const differing = fields.filter((field) => plainText(older[field]) !== plainText(thing[field]))
      if (differing.length > 0)
        found.push({ kind: 'changed', before: older, after: thing, fields: differing })
    }
  }
  for (const thing of known.values()) found.push({ kind: 'removed', before: thing, after: null })
  return found
}

/** One text for equal values, whatever the order of their keys. */
function plainText(value: unknown, leaveOut: (key: string) => boolean = () => false): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(
          Object.entries(inner)
            .filter(([key]) => !leaveOut(key))
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : inner,
  )
}
