import type { Answer, AnswerInput } from '../../shared/domain/answers.ts'
import { Criterion, CriteriaContent, type Rule } from '../../shared/domain/criteria.ts'
import type { CriterionId, GateId } from '../../shared/domain/ids.ts'
import type { Hundredths } from '../../shared/domain/quantities.ts'
import { scoreCriterion, type Outcome } from '../../shared/domain/rules.ts'
import type { SheetFacts } from '../../shared/domain/totals.ts'

/** Builders with full defaults: a test names only what it is about. Shapes are checked, so that no test speaks of the impossible. */

type Loose<T> = { [K in keyof T]?: unknown }

export function aRule(rule: { kind: Rule['kind'] } & Record<string, unknown>): unknown {
  const defaults: Record<Rule['kind'], object> = {
    yesNo: { yes: 300, no: 0, yesLabel: 'Có', noLabel: 'Không' },
    choice: {
      options: [
        { id: 'a', label: 'Đủ', points: 300 },
        { id: 'b', label: 'Một phần', points: 150 },
        { id: 'c', label: 'Không', points: 0 },
      ],
    },
    ratio: {
      numerator: 'Tử',
      denominator: 'Mẫu',
      scale: { kind: 'linear', fullAt: '100' },
      whenZero: 'missing',
    },
    count: { each: 50, cap: 300, what: 'hình thức' },
    checklist: {
      items: [
        { id: 'a', label: 'Một', points: 100 },
        { id: 'b', label: 'Hai', points: 150 },
        { id: 'c', label: 'Ba', points: 50 },
      ],
    },
    deduction: { start: 300, each: 150, floor: 0, what: 'vụ' },
    survey: {
      form: 'PKS01',
      satisfied: 'Hài lòng',
      valid: 'Hợp lệ',
      scale: { kind: 'linear', fullAt: '90' },
      minimumForms: 30,
      whenZero: 'missing',
    },
    external: { index: 'Chỉ số', scale: '100', factor: '0.03' },
    manual: { step: 50 },
    bonus: { each: 100, cap: 300, what: 'sáng kiến' },
    penalty: { each: 25, cap: 300, what: 'lần' },
    formula: { inputs: [{ name: 'a', label: 'A' }], expression: 'a', whenZero: [] },
  }
  return { ...defaults[rule.kind], ...rule }
}

/** A criterion of 3 points in group "g" whose rule may name only what differs. */
export function aCriterion(given: Loose<Criterion> & { rule: Parameters<typeof aRule>[0] }): Criterion {
  return Criterion.parse({
    id: '1.1',
    code: '1.1',
    group: 'g',
    title: 'Tiêu chí',
    max: 300,
    step: 1,
    enteredBy: ['commune', 'appraiser'],
    notApplicable: 'refused',
    evidence: [],
    department: null,
    deadline: null,
    source: '',
    ...given,
    rule: aRule(given.rule),
  })
}

/** A set of one group of 100 points, one star from 80 upwards, no gates. */
export function aContent(given: Loose<CriteriaContent> = {}): CriteriaContent {
  return CriteriaContent.parse({
    title: 'Bộ thử',
    notice: '',
    basis: '',
    groups: [{ id: 'g', code: '1', title: 'Nhóm', outside: false }],
    criteria: [aCriterion({ max: 10_000, rule: { kind: 'manual' } })],
    departments: [],
    bands: [
      { label: 'Chưa đạt', stars: 0, from: null, to: 8000, passes: false },
      { label: '1★', stars: 1, from: 8000, to: null, passes: true },
    ],
    gates: [],
    dossier: [],
    ...given,
  })
}

export function answerOf(input: unknown): Answer {
  return { input: input as AnswerInput, note: '' }
}

/** The outcome of an input under a rule, for tables. */
export function outcomeOf(criterion: Criterion, input: unknown): Outcome {
  return scoreCriterion(criterion, input === null ? null : answerOf(input))
}

/** The points in hundredths, or the outcome itself when there are none. */
export function pointsOf(criterion: Criterion, input: unknown): unknown {
  const outcome = outcomeOf(criterion, input)
  return outcome.status === 'points' ? outcome.points : outcome
}

export function points(value: number): Outcome {
  return { status: 'points', points: value as Hundredths, warnings: [] }
}

export function outcomes(given: Record<string, Outcome>): ReadonlyMap<CriterionId, Outcome> {
  return new Map(Object.entries(given)) as unknown as ReadonlyMap<CriterionId, Outcome>
}

export function facts(
  given: { gates?: Record<string, boolean | null>; papers?: number; differences?: number } = {},
): SheetFacts {
  return {
    gateAnswers: new Map(Object.entries(given.gates ?? {})) as unknown as ReadonlyMap<GateId, boolean | null>,
    dossierPapers: given.papers ?? 0,
    openDifferences: given.differences ?? 0,
  }
}
