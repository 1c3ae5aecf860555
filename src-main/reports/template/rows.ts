import { assertNever } from '../../../shared/domain/assert-never.ts'
import type {
  CriteriaContent,
  Criterion,
  Deadline,
  Gate,
  Rule,
  Scale,
} from '../../../shared/domain/criteria.ts'
import type { Decimal, Hundredths } from '../../../shared/domain/quantities.ts'
import {
  entrantWords,
  gateWords,
  kindWords,
  monthly,
  notApplicableWords,
  quarterly,
  truthWords,
  wordFor,
  zeroWords,
} from './words.ts'

/** What a cell of the template holds: text, or a number that Excel can calculate with. */
export type CellContent = string | number
/** A row by column key; what is absent stays empty. */
export type TemplateRow = Readonly<Record<string, CellContent>>

type Entries = Record<string, CellContent | null>

/** A criteria set as rows of each sheet. The import of these rows gives back the same set. */
export function templateRows(content: CriteriaContent): Readonly<{
  groups: readonly TemplateRow[]
  criteria: readonly TemplateRow[]
  details: readonly TemplateRow[]
  bands: readonly TemplateRow[]
  gates: readonly TemplateRow[]
  dossier: readonly TemplateRow[]
  departments: readonly TemplateRow[]
}> {
  return {
    groups: content.groups.map(({ id, code, title, outside }) =>
      row({ code, title, outside: wordFor(truthWords, outside), max: points(maximumOf(content, id)), id }),
    ),
    criteria: content.criteria.map((criterion) => criterionRow(content, criterion)),
    details: content.criteria.flatMap(({ code, rule }) =>
      detailRows(rule).map((entries) => row({ criterion: code, ...entries })),
    ),
    bands: content.bands.map(({ label, stars, from, to, passes }) =>
      row({ label, stars, from: points(from), to: points(to), passes: wordFor(truthWords, passes) }),
    ),
    gates: content.gates.map((gate) => gateRow(content, gate)),
    dossier: content.dossier.map((name) => row({ name })),
    departments: content.departments.map(({ id, name }) => row({ name, id })),
  }
}

function row(entries: Entries): TemplateRow {
  const filled = Object.entries(entries).filter((entry): entry is [string, CellContent] => {
    const value = entry[1]
    return value !== null && value !== ''
  })
  return Object.fromEntries(filled)
}

function points(hundredths: Hundredths | number | null): number | null {
  return hundredths === null ? null : hundredths / 100
}

/** A number where a double holds it exactly as written, otherwise its text, which the import reads as well. */
function decimal(text: Decimal): CellContent {
  return String(Number(text)) === text ? Number(text) : text.replace('.', ',')
}

function maximumOf(content: CriteriaContent, group: string): number {
  return content.criteria.reduce(
    (sum, criterion) => (criterion.group === group ? sum + criterion.max : sum),
    0,
  )
}

function criterionRow(content: CriteriaContent, criterion: Criterion): TemplateRow {
  const { code, title, max, rule, step, enteredBy, notApplicable, evidence, source, id } = criterion
  return row({
    code,
    group: content.groups.find((group) => group.id === criterion.group)?.code ?? criterion.group,
    title,
    max: points(max),
    kind: wordFor(kindWords, rule.kind),
    ...ruleEntries(rule),
    step: points(step),
    enteredBy: wordFor(entrantWords, enteredBy.length === 1 ? (enteredBy[0] ?? 'both') : 'both'),
    notApplicable: wordFor(notApplicableWords, notApplicable),
    evidence: evidenceText(evidence),
    department:
      content.departments.find((department) => department.id === criterion.department)?.name ?? null,
    deadline: deadlineText(criterion.deadline),
    source,
    id,
  })
}

/** One paper a line; the last line end tells a single paper with a semicolon from two papers. */
function evidenceText(evidence: readonly string[]): string {
  return evidence.length === 1 && evidence[0]?.includes(';') ? `${evidence[0]}\n` : evidence.join('\n')
}

function deadlineText(deadline: Deadline | null): string | null {
  switch (deadline?.kind) {
    case undefined:
      return null
    case 'date':
      return `${String(deadline.day).padStart(2, '0')}/${String(deadline.month).padStart(2, '0')}`
    case 'monthly':
      return monthly
    case 'quarterly':
      return quarterly
    default:
      return assertNever(deadline)
  }
}

function scaleEntries(scale: Scale): Entries {
  return scale.kind === 'linear' ? { fullAt: decimal(scale.fullAt) } : {}
}

function ruleEntries(rule: Rule): Entries {
  switch (rule.kind) {
    case 'yesNo':
      return { yes: points(rule.yes), no: points(rule.no), yesLabel: rule.yesLabel, noLabel: rule.noLabel }
    case 'choice':
    case 'checklist':
      return {}
    case 'ratio':
      return {
        numerator: rule.numerator,
        denominator: rule.denominator,
        whenZero: wordFor(zeroWords, rule.whenZero),
        ...scaleEntries(rule.scale),
      }
    case 'survey':
      return {
        numerator: rule.satisfied,
        denominator: rule.valid,
        whenZero: wordFor(zeroWords, rule.whenZero),
        form: rule.form,
        minimumForms: rule.minimumForms,
        ...scaleEntries(rule.scale),
      }
    case 'count':
    case 'bonus':
    case 'penalty':
      return { what: rule.what, each: points(rule.each), cap: points(rule.cap) }
    case 'deduction':
      return {
        what: rule.what,
        each: points(rule.each),
        start: points(rule.start),
        floor: points(rule.floor),
      }
    case 'external':
      return { index: rule.index, scale: decimal(rule.scale), factor: decimal(rule.factor) }
    case 'manual':
      return { manualStep: points(rule.step) }
    case 'formula':
      return { expression: rule.expression }
    default:
      return assertNever(rule)
  }
}

function detailRows(rule: Rule): readonly Entries[] {
  switch (rule.kind) {
    case 'choice':
      return rule.options.map((option) => ({
        label: option.label,
        points: points(option.points),
        id: option.id,
      }))
    case 'checklist':
      return rule.items.map((item) => ({ label: item.label, points: points(item.points), id: item.id }))
    case 'ratio':
    case 'survey':
      return rule.scale.kind === 'linear'
        ? []
        : rule.scale.bands.map((band) => ({ from: decimal(band.from), points: points(band.points) }))
    case 'formula':
      return rule.inputs.map(({ name, label }) => ({ name, label, whenZero: inputPolicy(rule, name) }))
    default:
      return []
  }
}

/** The policy of an input; numbered where the checks do not follow the order of the inputs. */
function inputPolicy(rule: Rule & { kind: 'formula' }, name: string): string | null {
  const place = rule.whenZero.findIndex(({ input }) => input === name)
  const found = rule.whenZero[place]
  if (found === undefined) return null
  const places = rule.inputs
    .map((input) => rule.whenZero.findIndex((policy) => policy.input === input.name))
    .filter((at) => at >= 0)
  const inOrder = places.every((at, index) => index === 0 || at > (places[index - 1] ?? 0))
  return `${inOrder ? '' : `${place + 1}. `}${wordFor(zeroWords, found.policy)}`
}

function gateRow(content: CriteriaContent, { id, title, check, fromStars }: Gate): TemplateRow {
  const entries: Entries = { title, kind: wordFor(gateWords, check.kind), fromStars, id }
  switch (check.kind) {
    case 'groupMinimum': {
      const group = content.groups.find((one) => one.id === check.group)
      return row({ ...entries, group: group?.code ?? check.group, percent: decimal(check.percent) })
    }
    case 'criterionMinimum': {
      const criterion = content.criteria.find((one) => one.id === check.criterion)
      return row({
        ...entries,
        criterion: criterion?.code ?? check.criterion,
        percent: decimal(check.percent),
      })
    }
    case 'dossier':
      return row({ ...entries, papers: check.minimum })
    case 'veto':
    case 'surveyForms':
      return row(entries)
    default:
      return assertNever(check)
  }
}
