import fc from 'fast-check'

/** What may happen to the machines of a world: what people do, and what the post, the disks and the clocks do to them. */

/** Which of those that there are at the moment: taken modulo their number. */
const which = fc.nat(63)

const steps = {
  score: fc.record({ machine: which, sheet: which, criterion: fc.nat(1), points: fc.nat(20) }),
  appraise: fc.record({
    ...{ machine: which, sheet: which, criterion: fc.nat(1), points: fc.nat(20) },
    agree: fc.boolean(),
  }),
  decide: fc.record({
    ...{ machine: which, sheet: which },
    what: fc.constantFrom('submit', 'withdraw', 'return', 'accept', 'verify' as const),
  }),
  choose: fc.record({ machine: which, which }),
  send: fc.record({ machine: which, to: which }),
  deliver: fc.record({ letter: which, machine: which }),
  lose: fc.record({ letter: which }),
  spoil: fc.record({ letter: which, machine: which, at: fc.double({ min: 0, max: 1, noNaN: true }) }),
  misdeliver: fc.record({ letter: which, machine: which }),
  clock: fc.record({ machine: which, days: fc.integer({ min: -1500, max: 1500 }) }),
  restart: fc.record({ machine: which }),
  backUp: fc.record({ machine: which }),
  restore: fc.record({ machine: which }),
  copy: fc.record({ machine: which }),
  setAside: fc.record({ machine: which, which }),
  putBack: fc.record({ machine: which, which }),
  revoke: fc.record({ machine: which, all: fc.boolean() }),
  chooseBranch: fc.record({ which }),
  move: fc.record({ sheet: fc.nat(2), to: fc.nat(2) }),
} as const

const weights: Readonly<Record<keyof typeof steps, number>> = {
  ...{ score: 10, appraise: 5, decide: 6, choose: 2 },
  ...{ send: 8, deliver: 10, lose: 1, spoil: 1, misdeliver: 1 },
  ...{ clock: 2, restart: 1, backUp: 1, restore: 1, copy: 1 },
  ...{ setAside: 1, putBack: 1, move: 1, revoke: 1, chooseBranch: 1 },
}

type Steps = typeof steps
export type StepKind = keyof Steps
type StepOf<Kind extends StepKind> =
  Steps[Kind] extends fc.Arbitrary<infer Value> ? { readonly kind: Kind } & Value : never
export type Step = { [Kind in StepKind]: StepOf<Kind> }[StepKind]

const step: fc.Arbitrary<Step> = fc.oneof(
  ...(Object.keys(steps) as StepKind[]).map((kind) => ({
    weight: weights[kind],
    arbitrary: (steps[kind] as fc.Arbitrary<object>).map((value) => ({ kind, ...value }) as Step),
  })),
)

/** A schedule of at most so many steps. */
export function aSchedule(most: number): fc.Arbitrary<readonly Step[]> {
  return fc.array(step, { minLength: 3, maxLength: most })
}
