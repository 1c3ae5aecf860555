import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { EntryId } from '../../../../shared/domain/ids.ts'
import { fieldKey } from '../../../../shared/domain/journal/changes.ts'
import type { StandingDecision } from '../../../../shared/domain/journal/decisions-standing.ts'
import { decisionFields, type DecisionField } from '../../../../shared/domain/journal/decisions.ts'
import type { Cut, EntryChange } from '../../../../shared/domain/journal/facts.ts'
import { projectAt, projectSheet } from '../../../../shared/domain/journal/sheet-projection.ts'
import {
  answer,
  assessment,
  basis,
  chainOf,
  context,
  entryOf,
  factsOf,
  judged,
  pointOf,
  sheetOf,
  textOf,
  yesNo,
  type Written,
} from '../../../support/sheet-worlds.ts'

/** JOURNAL 7, 17–19: whatever devices write, also behind their own back, and whatever their decisions name. */

const devices = [
  { device: 'a', unit: 'xa' },
  { device: 'b', unit: 'xa' },
  { device: 'd', unit: 'huyen' },
  { device: 'p', unit: 'tinh' },
] as const

const kinds = {
  submission: 'submit',
  appraisalDecision: 'accept',
  verificationDecision: 'verify',
} as const

const step = fc.record({
  device: fc.nat(3),
  /** 0: behind the newest; else somewhere earlier, which forks the stream. */
  back: fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(3) }),
  what: fc.constantFrom(
    'self',
    'self',
    'self',
    'appraise',
    'decide',
    'decide',
    'giveBack',
    'wrong',
    'inherited',
  ),
  criterion: fc.nat(1),
  yes: fc.boolean(),
  /** Which of what was written before is named: of this field mostly. */
  names: fc.array(fc.nat(40), { maxLength: 2 }),
  ofField: fc.boolean(),
  /** How far each stream is seen by a decision, counted from its end. */
  unseen: fc.array(fc.nat(2), { minLength: 4, maxLength: 4 }),
  except: fc.boolean(),
})
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

function play(steps: readonly Step[]): readonly Written[] {
  const all: Written[] = []
  for (const each of steps) {
    const { device, unit } = devices[each.device] ?? devices[0]
    const own = all.filter((entry) => entry.device === device)
    const before = own.at(-1 - each.back) ?? null
    const change = changeOf(each, unit, all)
    const entry = entryOf(device, unit, before, [change], 1000 + all.length)
    if (!all.some(({ id }) => id === entry.id)) all.push(entry)
  }
  return all
}

function changeOf(each: Step, unit: string, all: readonly Written[]): EntryChange {
  const { entity, id, field, value } = fieldOf(each, unit, all)
  const known = each.ofField
    ? all.filter(({ changes }) =>
        changes.some((one) => one.entity === entity && one.id === id && one.field === field),
      )
    : all
  const bases = [...new Set(each.names.flatMap((name) => known.at(-1 - (name % 3))?.id ?? []))].sort()
  return { entity, id, field, value, bases }
}

function fieldOf(each: Step, unit: string, all: readonly Written[]): Omit<EntryChange, 'bases'> {
  const score = `${assessment}/${yesNo[each.criterion]?.id}`
  switch (each.what) {
    case 'self':
      return { entity: 'selfScore', id: score, field: 'answer', value: answer(each.yes) }
    case 'appraise':
      return {
        entity: 'appraisal',
        id: score,
        field: 'answer',
        value: { answer: answer(each.yes), agrees: false },
      }
    case 'wrong':
      return { entity: 'selfScore', id: score, field: 'answer', value: { input: 'none' } }
    case 'inherited':
      return { entity: 'evidence', id: `${score}/xa:1`, field: 'constructor', value: each.yes }
    case 'giveBack':
    case 'decide': {
      const field: DecisionField =
        unit === 'xa' ? 'submission' : unit === 'huyen' ? 'appraisalDecision' : 'verificationDecision'
      return { entity: 'assessment', id: assessment, field, value: decisionOf(each, field, all) }
    }
  }
}

function decisionOf(each: Step, field: keyof typeof kinds, all: readonly Written[]): unknown {
  if (each.what === 'giveBack' && field !== 'submission') {
    const lifts = all.filter(({ changes }) => changes[0]?.entity === 'assessment').map(({ id }) => id)
    return { kind: 'return', lifts: lifts.slice(-2), text: '', items: [] }
  }
  const cut: Record<string, { seq: number; id: EntryId }> = {}
  devices.forEach(({ device }, i) => {
    const seen = all.filter((entry) => entry.device === device).at(-1 - (each.unseen[i] ?? 0))
    if (seen !== undefined) cut[seen.stream] = pointOf(seen)
  })
  const except = each.except ? all.slice(0, 1).map(({ id }) => id) : []
  return { kind: kinds[field], basis: basis(cut, except) }
}

/** A part in which everything stands behind what it builds on in its own stream: what a device may have received so far. */
function partOf(all: readonly Written[], taken: readonly boolean[]): readonly Written[] {
  const part = new Set<Written>()
  all.forEach((entry, i) => {
    if (taken[i] === true) for (const each of chainOf(entry, all)) part.add(each)
  })
  return all.filter((entry) => part.has(entry))
}

type Decided = { readonly name: DecisionField; readonly decided: StandingDecision; readonly cut: Cut }

function decisionsOf(all: readonly Written[]): readonly Decided[] {
  return judged(all).flatMap((entry) => {
    const change = entry.changes[0]
    if (change?.entity !== 'assessment') return []
    const name = change.field as DecisionField
    const { data: decision } = decisionFields[name].safeParse(change.value)
    if (decision === undefined || !('basis' in decision)) return []
    return { name, decided: { entry, decision, lifted: false }, cut: decision.basis.cut }
  })
}

const world = fc.array(step, { minLength: 2, maxLength: 16 }).map(play)

describe('the sheet that a decision saw', () => {
  test('is the same for ever, once its cut is stored: forks, gaps filled and everything later leave no trace', () => {
    let compared = 0
    fc.assert(
      fc.property(world, fc.array(fc.boolean(), { minLength: 16, maxLength: 16 }), (all, taken) => {
        const part = partOf(all, taken)
        for (const { name, decided, cut } of decisionsOf(all)) {
          if (!factsOf(part).holdsCut(cut)) continue
          const then = projectAt(judged(part), name, decided, context, factsOf(part))
          const now = projectAt(judged(all), name, decided, context, factsOf(all))
          expect(textOf(now)).toBe(textOf(then))
          compared++
        }
      }),
      { numRuns: 400 },
    )
    expect(compared).toBeGreaterThan(200)
  })

  test('keeps its verdict: an acceptance barred by a difference stays so, one that counted stays so', () => {
    fc.assert(
      fc.property(world, fc.array(fc.boolean(), { minLength: 16, maxLength: 16 }), (all, taken) => {
        const part = partOf(all, taken)
        const [then, now] = [sheetOf(part), sheetOf(all)]
        for (const { name, decided } of decisionsOf(part)) {
          const verdictIn = (sheet: typeof then) =>
            sheet.fields
              .get(fieldKey('assessment', assessment, name))
              ?.changes.find(({ entry }) => entry.id === decided.entry.id)?.counted
          const [before, after] = [verdictIn(then), verdictIn(now)]
          const isSettled = before === true || before === 'openDifference'
          if (isSettled && after !== 'forked') expect(after).toBe(before)
        }
      }),
      { numRuns: 400 },
    )
  })

  test('is what counts from then on, while it alone freezes', () => {
    let compared = 0
    fc.assert(
      fc.property(world, (all) => {
        const sheet = sheetOf(all)
        for (const name of ['appraisalDecision', 'verificationDecision'] as const) {
          const [head, ...others] = sheet.decisions[name].heads
          if (head === undefined || others.length > 0 || sheet.frozen.self?.by !== name) continue
          const seen = projectAt(judged(all), name, head, context, factsOf(all))
          for (const [key, field] of seen.fields) {
            if (field.entity !== 'selfScore' && field.entity !== 'appraisal') continue
            expect(sheet.standings.get(key)).toEqual(seen.standings.get(key))
          }
          compared++
        }
      }),
      { numRuns: 600 },
    )
    expect(compared).toBeGreaterThan(50)
  })
})

describe('a frozen stage', () => {
  test('holds exactly what lies in the cuts of its heads; everything else of it is listed as late', () => {
    fc.assert(
      fc.property(world, (all) => {
        const sheet = sheetOf(all)
        const { liesBefore } = factsOf(all)
        for (const field of sheet.fields.values()) {
          const stage =
            field.entity === 'selfScore' ? 'self' : field.entity === 'appraisal' ? 'appraisal' : null
          const frozen = stage === null ? null : sheet.frozen[stage]
          if (frozen === null) continue
          for (const { entry, counted } of field.changes) {
            const isSeen = frozen.bases.some(({ cut, except }) => {
              const point = cut[entry.stream]
              return point !== undefined && liesBefore(entry, point) && !except.includes(entry.id)
            })
            if (isSeen) expect(counted).not.toBe('late')
            else expect(counted).not.toBe(true)
          }
        }
        for (const { counted } of sheet.late) expect(counted).toBe('late')
      }),
      { numRuns: 400 },
    )
  })

  test('is changed by nothing that comes later while the same decisions freeze it', () => {
    let compared = 0
    fc.assert(
      fc.property(world, fc.array(fc.boolean(), { minLength: 16, maxLength: 16 }), (all, taken) => {
        const [then, now] = [sheetOf(partOf(all, taken)), sheetOf(all)]
        fc.pre(then.frozen.self !== null)
        fc.pre(JSON.stringify(now.frozen.self) === JSON.stringify(then.frozen.self))
        for (const [key, { entity }] of then.fields)
          if (entity === 'selfScore') expect(now.standings.get(key)).toEqual(then.standings.get(key))
        compared++
      }),
      { numRuns: 300, maxSkipsPerRun: 1000 },
    )
    expect(compared).toBeGreaterThan(100)
  })

  test('stays frozen whatever a lower level decides afterwards', () => {
    fc.assert(
      fc.property(world, step, (all, last) => {
        const sheet = sheetOf(all)
        const own = all.filter(({ device }) => device === 'a')
        const isForked = new Set(own.map(({ seq }) => seq)).size < own.length
        fc.pre(sheet.frozen.self !== null && sheet.frozen.self.by !== 'submission' && !isForked)
        const change = changeOf({ ...last, what: 'decide' }, 'xa', all)
        const later = sheetOf([...all, entryOf('a', 'xa', own.at(-1) ?? null, [change], 9000)])
        for (const [key, { entity }] of sheet.fields)
          if (entity === 'selfScore') expect(later.standings.get(key)).toEqual(sheet.standings.get(key))
      }),
      { numRuns: 300 },
    )
  })
})

describe('a sheet', () => {
  test('does not depend on the order in which its entries came', () => {
    fc.assert(
      fc.property(
        world.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray([...all], { minLength: all.length })),
        ),
        ([all, shuffled]) => {
          expect(textOf(sheetOf(shuffled))).toBe(textOf(sheetOf(all)))
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('decisions about decisions', () => {
  /** Two devices of the commune differ, and the district accepts that again and again, each time seeing all that was before. */
  function accepts(count: number): readonly Written[] {
    const score = { entity: 'selfScore', id: `${assessment}/${yesNo[0]?.id}`, field: 'answer', bases: [] }
    const first = entryOf('a', 'xa', null, [{ ...score, value: answer(true) }])
    const second = entryOf('b', 'xa', null, [{ ...score, value: answer(false) }])
    const all = [first, second]
    let last: Written | null = null
    for (let i = 0; i < count; i++) {
      const seen: readonly Written[] = last === null ? [first, second] : [first, second, last]
      const cut = Object.fromEntries(seen.map((entry) => [entry.stream, pointOf(entry)]))
      const value = { kind: 'accept', basis: basis(cut) }
      const field = { entity: 'assessment', id: assessment, field: 'appraisalDecision', bases: [], value }
      last = entryOf('d', 'huyen', last, [field], i)
      all.push(last)
    }
    return all
  }

  test(
    'are judged without depth: sixteen hundred of them, each upon the one before',
    { timeout: 120_000 },
    () => {
      const all = accepts(1600).map((entry) => ({ ...entry, counted: true as const }))
      const bySeq = {
        holdsCut: () => true,
        liesBefore: (entry: { seq: number }, to: { seq: number }) => entry.seq <= to.seq,
      }
      const sheet = projectSheet(all, context, { ...bySeq, contextAt: () => context })
      expect(sheet.decisions.appraisalDecision.heads).toEqual([])
    },
  )

  test('that name each other, as no hash can, come to an end', () => {
    const end = (device: string, seq: number) => ({
      [`${device}/xa/sheet`]: { seq, id: 'f'.repeat(64) as EntryId },
    })
    const about = { entity: 'assessment', id: assessment, bases: [] as EntryId[] }
    const cut = { ...end('a', 1), ...end('b', 1), ...end('d', 1), ...end('p', 1) }
    const all = [
      ...accepts(0),
      entryOf('d', 'huyen', null, [
        { ...about, field: 'appraisalDecision', value: { kind: 'accept', basis: basis(cut) } },
      ]),
      entryOf('p', 'tinh', null, [
        { ...about, field: 'verificationDecision', value: { kind: 'verify', basis: basis(cut) } },
      ]),
    ]
    const bySeq = {
      holdsCut: () => true,
      liesBefore: (entry: { seq: number }, to: { seq: number }) => entry.seq <= to.seq,
    }
    const sheet = projectSheet(judged(all), context, { ...bySeq, contextAt: () => context })
    expect(sheet.decisions.appraisalDecision.heads).toEqual([])
    expect(sheet.decisions.verificationDecision.heads).toEqual([])
  })
})
