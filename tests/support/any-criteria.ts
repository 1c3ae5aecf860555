import fc from 'fast-check'
import { CriteriaContent } from '../../shared/domain/criteria.ts'

/** Arbitrary sound criteria sets: every rule kind, odd texts, ids that say nothing. */

const oddTexts = [
  '=SUM(A1:A9)',
  '+84 (0)204',
  '-0,5 điểm',
  '@nhóm',
  "'0123",
  'Hoà – Hòa “đúng hạn” & <100%>',
  'dòng một\ndòng hai',
  'a\tb',
  '1.10',
  '31/05',
  '0,5',
  'TRUE',
  '_x000D_ và _x0041_',
  'quả 🍊 và chữ 漢',
  'hai  khoảng  trắng',
]
const line = fc.oneof(
  fc.constantFrom(...oddTexts.filter((text) => !/[\n\t]/.test(text))),
  fc
    .stringMatching(/^[A-Za-zĐđƯươẠ-ỹ][\wĂăĐđƠơƯưẠ-ỹ ,;:=().%★-]{0,40}[\wẠ-ỹ.)]$/)
    .map((text) => text.normalize('NFC').trim()),
)
const text = fc.oneof(line, fc.constantFrom(...oddTexts))
const id = fc.stringMatching(/^[a-z0-9][a-z0-9.-]{0,20}$/)
const plainId = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,20}$/)
const policy = fc.constantFrom('full', 'zero', 'excluded', 'missing')
const max = fc.integer({ min: 1, max: 4000 }).map((quarters) => quarters * 25)

const percents = fc
  .uniqueArray(fc.integer({ min: 1, max: 9999 }), { minLength: 1, maxLength: 4 })
  .map((found) => found.sort((one, other) => other - one).map((hundredths) => String(hundredths / 100)))

function scale(most: number): fc.Arbitrary<object> {
  const bands = percents.map((limits) => ({
    kind: 'bands',
    bands: [...limits, '0'].map((from, index) => ({ from, points: index === 0 ? most : 0 })),
  }))
  return fc.oneof(
    bands,
    fc.constantFrom('90', '100', '33.333333', '0.5').map((fullAt) => ({ kind: 'linear', fullAt })),
  )
}

function lists(most: number, least: number): fc.Arbitrary<{ id: string; label: string; points: number }[]> {
  const option = fc.record({ id: plainId, label: text })
  return fc
    .uniqueArray(option, { minLength: least, maxLength: 5, selector: (one) => one.id })
    .filter((options) => new Set(options.map(({ label }) => label)).size === options.length)
    .map((options) => options.map((one, index) => ({ ...one, points: index === 0 ? most : 0 })))
}

function formulas(most: number): fc.Arbitrary<object> {
  const names = ['a', 'b', 'c1']
  const policies = fc
    .shuffledSubarray(names)
    .chain((inputs) => fc.tuple(...inputs.map((input) => fc.record({ input: fc.constant(input), policy }))))
  return fc.record({
    kind: fc.constant('formula'),
    inputs: fc.tuple(...names.map((name) => fc.record({ name: fc.constant(name), label: text }))),
    expression: fc.constant(`${most / 100}*min(1; a/b) + 0*c1`.replace('.', ',')),
    whenZero: policies,
  })
}

function rule(most: number): fc.Arbitrary<object> {
  const kind = <Kind extends string>(name: Kind) => fc.constant(name)
  const each = fc.constantFrom(25, 50, 100)
  const counted = { each, cap: fc.constant(most), what: text }
  return fc.oneof(
    fc.record({
      kind: kind('yesNo'),
      yes: fc.constant(most),
      no: fc.constant(0),
      yesLabel: text,
      noLabel: text,
    }),
    lists(most, 2).map((options) => ({ kind: 'choice', options })),
    lists(most, 1).map((items) => ({ kind: 'checklist', items })),
    fc.record({
      kind: kind('ratio'),
      numerator: text,
      denominator: text,
      scale: scale(most),
      whenZero: policy,
    }),
    fc.record({ kind: kind('count'), ...counted }),
    fc.record({ kind: kind('deduction'), start: fc.constant(most), each, floor: fc.constant(0), what: text }),
    fc.record({
      kind: kind('survey'),
      form: fc.constantFrom('', 'PKS05', '01'),
      satisfied: text,
      valid: text,
      scale: scale(most),
      minimumForms: fc.integer({ min: 0, max: 1_000_000 }),
      whenZero: policy,
    }),
    fc.record({
      kind: kind('external'),
      index: text,
      scale: fc.constant('100'),
      factor: fc.constant(String(most / 10_000)),
    }),
    fc.record({ kind: kind('manual'), step: fc.constant(25) }),
    formulas(most),
  )
}

const deadline = fc.oneof(
  fc.constant(null),
  fc.constantFrom({ kind: 'monthly' }, { kind: 'quarterly' }),
  fc.record({
    kind: fc.constant('date'),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 28 }),
  }),
)

const criterion = max.chain((most) =>
  fc.record({
    max: fc.constant(most),
    rule: rule(most),
    title: text,
    step: fc.constantFrom(1, 5, 25),
    enteredBy: fc.constantFrom(['commune', 'appraiser'], ['commune'], ['appraiser']),
    notApplicable: fc.constantFrom('refused', 'excluded', 'full', 'zero'),
    evidence: fc.array(line, { maxLength: 4 }),
    deadline,
    source: fc.oneof(fc.constant(''), text),
  }),
)

const bands = [
  { label: 'Chưa đạt', stars: 0, from: null, to: 8000, passes: false },
  { label: 'Đạt 1★', stars: 1, from: 8000, to: 9525, passes: true },
  { label: 'Đạt 2★', stars: 2, from: 9525, to: null, passes: true },
]

function gates(
  groups: readonly { id: string }[],
  criteria: readonly { id: string }[],
): fc.Arbitrary<object[]> {
  const percent = fc.constantFrom('50', '33.333333', '100')
  const group = fc.constantFrom(null, ...groups.map((one) => one.id))
  const one = fc.constantFrom(null, ...criteria.map((each) => each.id))
  const check = fc.oneof(
    fc.constant({ kind: 'veto' }),
    fc.constant({ kind: 'dossier', minimum: 1 }),
    fc.record({ kind: fc.constant('groupMinimum'), group, percent }),
    fc.record({ kind: fc.constant('criterionMinimum'), criterion: one, percent }),
  )
  const gate = fc.record({ id, title: text, check, fromStars: fc.integer({ min: 0, max: 2 }) })
  return fc.uniqueArray(gate, { maxLength: 4, selector: (each) => each.id })
}

/** Sets that pass every check but the one on 100 points. */
export const anyCriteriaContent: fc.Arbitrary<CriteriaContent> = fc
  .record({
    groupIds: fc.uniqueArray(id, { minLength: 1, maxLength: 3 }),
    criterionIds: fc.uniqueArray(id, { minLength: 8, maxLength: 8 }),
    departmentIds: fc.uniqueArray(plainId, { minLength: 2, maxLength: 2 }),
    criteria: fc.array(criterion, { minLength: 3, maxLength: 8 }),
    title: text,
    notice: fc.oneof(fc.constant(''), text),
    basis: fc.oneof(fc.constant(''), text),
    groupTitle: text,
    dossier: fc.uniqueArray(line, { minLength: 1, maxLength: 5 }),
  })
  .chain((found) => {
    const groups = found.groupIds.map((groupId, index) => ({
      id: groupId,
      code: `${index + 1}.${index === 0 ? '10' : '1'}`,
      title: found.groupTitle,
      outside: false,
    }))
    const departments = found.departmentIds.map((departmentId, index) => ({
      id: departmentId,
      name: `Phòng số ${index}`,
    }))
    const criteria = found.criteria.map((each, index) => ({
      ...each,
      id: found.criterionIds[index],
      code: `1.${index + 8}`,
      group: groups[index % groups.length]?.id,
      department: index % 3 === 0 ? null : departments[index % 2]?.id,
    }))
    return gates(groups, criteria as { id: string }[]).map((made) =>
      CriteriaContent.parse({
        title: found.title,
        notice: found.notice,
        basis: found.basis,
        groups,
        criteria,
        departments,
        bands,
        gates: made,
        dossier: found.dossier,
      }),
    )
  })
