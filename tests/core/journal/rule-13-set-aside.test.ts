import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rebuildProjection } from '../../../src-main/journal/rebuild.ts'
import { idsAt, putBack, setAside, stateText } from '../../support/asides.ts'
import {
  aDevice,
  assessment,
  basisSeenBy,
  commune,
  district,
  projectionText,
  publishCycle,
  sample,
  type TestDevice,
} from '../../support/journals.ts'

/** JOURNAL 13: what a unit set aside is stored and passed on, but does not count there until the act is put back. */

const yesNo = sample.criteria.filter(({ rule }) => rule.kind === 'yesNo').slice(0, 3)
const scoreOf = (criterion: number) => `${assessment}/${yesNo[criterion]?.id}`
const answer = (yes: boolean) => ({ input: { kind: 'yesNo', yes }, note: '' })

function share(...devices: readonly TestDevice[]): void {
  for (const from of devices) for (const to of devices) if (from !== to) to.receive(from.entries())
}

function anOffice() {
  const devices = { known: new Map() }
  const below = aDevice(devices, 'xã', commune)
  const one = aDevice(devices, 'huyện 1', district)
  const two = aDevice(devices, 'huyện 2', district)
  publishCycle(one)
  share(below, one, two)
  return { below, one, two, devices }
}

async function isRebuiltTheSame(device: TestDevice): Promise<boolean> {
  const run = rebuildProjection(device.journal.base)
  for (;;) {
    const next = await run.next()
    if (next.done === true) return !next.value.differed
  }
}

const said = ({ journal }: TestDevice) =>
  journal.sheet(assessment).reading?.cells.get(yesNo[0]!.id)?.self.answer

/** Everything but the device of the commune belongs to the district, so that its office is shared. */
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('score' as const),
      device: fc.nat(2),
      criterion: fc.nat(2),
      yes: fc.boolean(),
    }),
  },
  fc.record({ kind: fc.constant('submit' as const), device: fc.nat(2) }),
  fc.record({ kind: fc.constant('accept' as const), device: fc.integer({ min: 1, max: 2 }) }),
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('deliver' as const), device: fc.nat(2), to: fc.nat(2) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('aside' as const),
      device: fc.integer({ min: 1, max: 2 }),
      from: fc.nat(20),
      count: fc.integer({ min: 1, max: 6 }),
    }),
  },
  fc.record({ kind: fc.constant('back' as const), device: fc.integer({ min: 1, max: 2 }), act: fc.nat(3) }),
  fc.record({ kind: fc.constant('restart' as const), device: fc.nat(2) }),
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

function play(devices: readonly TestDevice[], steps: readonly Step[], acts: string[]): void {
  for (const each of steps) {
    const device = devices[each.device]!
    switch (each.kind) {
      case 'score':
        device.change('selfScore', scoreOf(each.criterion), 'answer', answer(each.yes))
        break
      case 'submit':
        device.change('assessment', assessment, 'submission', { kind: 'submit', basis: basisSeenBy(device) })
        break
      case 'accept':
        device.change('assessment', assessment, 'appraisalDecision', {
          kind: 'accept',
          basis: basisSeenBy(device),
        })
        break
      case 'deliver':
        devices[each.to]?.receive(device.entries())
        break
      case 'aside': {
        const ids = idsAt(device)
        const from = each.from % ids.length
        acts.push(setAside(device, district, ids.slice(from, from + each.count)))
        break
      }
      case 'back': {
        const act = acts[each.act % Math.max(1, acts.length)]
        if (act !== undefined) putBack(device, district, act)
        break
      }
      case 'restart':
        device.restart()
        break
    }
  }
}

describe('whatever is set aside', () => {
  test('and put back leaves the state as it was before, byte for byte', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 12 }),
        fc.nat(20),
        fc.integer({ min: 1, max: 9 }),
        async (steps, from, count) => {
          const { below, one, two } = anOffice()
          play([below, one, two], steps, [])
          share(below, one, two)
          const before = stateText(one)
          const ids = idsAt(one)
          const start = from % ids.length
          const stored = one.entries().length
          const act = setAside(one, district, ids.slice(start, start + count))
          expect(await isRebuiltTheSame(one)).toBe(true)
          expect(idsAt(one)).toEqual(ids)
          putBack(one, district, act)
          expect(stateText(one)).toBe(before)
          expect(one.entries().length).toBe(stored + 2)
          expect(await isRebuiltTheSame(one)).toBe(true)
        },
      ),
      { numRuns: 30 },
    )
  })

  test('two devices of the unit that exchange their offices end equal, in any order; other units are untouched', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 3, maxLength: 16 }),
        fc.boolean(),
        async (steps, officeFirst) => {
          const { below, one, two } = anOffice()
          play([below, one, two], steps, [])
          const inOrder = (device: TestDevice) => {
            const entries = device.entries()
            const office = entries.filter(({ stream }) => stream.endsWith('/office'))
            const rest = entries.filter(({ stream }) => !stream.endsWith('/office'))
            return officeFirst ? [office, rest] : [rest, office]
          }
          for (const from of [below, one, two])
            for (const to of [one, two]) if (from !== to) for (const part of inOrder(from)) to.receive(part)
          one.receive(two.entries())
          expect(projectionText(two)).toBe(projectionText(one))
          for (const device of [one, two]) expect(await isRebuiltTheSame(device)).toBe(true)
          // a commune that is handed the district's office all the same
          const sheets = (device: TestDevice) =>
            device.entries().filter(({ stream }) => !stream.endsWith('/office'))
          below.receive(sheets(one))
          const before = stateText(below)
          below.receive(one.entries())
          expect(stateText(below)).toBe(before)
        },
      ),
      { numRuns: 30 },
    )
  })
})

describe('an entry', () => {
  test('is aside while any act that names it is not put back, and putting back is final', () => {
    const { below, one, two } = anOffice()
    const id = below.change('selfScore', scoreOf(0), 'answer', answer(true))
    one.receive(below.entries())
    const first = setAside(one, district, [id])
    const second = setAside(one, district, [id])
    expect(said(one)).toBeNull()
    putBack(one, district, first)
    expect(said(one)).toBeNull()
    putBack(one, district, second)
    expect(said(one)).toEqual(answer(true))
    // the other device says so too, whatever it hears first
    two.receive(one.entries())
    expect(said(two)).toEqual(answer(true))
    setAside(two, district, [id])
    expect(said(two)).toBeNull()
    expect(projectionText(two)).toContain('setAside')
  })

  test('that is aside before it arrives stays so; the value before it stands again', () => {
    const { below, one, two } = anOffice()
    below.change('selfScore', scoreOf(0), 'answer', answer(false))
    share(below, one, two)
    const id = below.change('selfScore', scoreOf(0), 'answer', answer(true))
    one.receive(below.entries())
    setAside(one, district, [id])
    expect(said(one)).toEqual(answer(false))
    two.receive(one.entries().filter(({ stream }) => stream.endsWith('/office')))
    two.receive(below.entries())
    expect(said(two)).toEqual(answer(false))
    // delivered again
    one.receive(below.entries())
    expect(said(one)).toEqual(answer(false))
  })

  test('of an office or one that issues a certificate is never aside', () => {
    const { one } = anOffice()
    const [officer] = one.write([
      {
        channel: 'office',
        audience: district,
        changes: [{ entity: 'officer', id: `${district}:a`, field: 'name', value: 'Hoa', bases: [] }],
      },
    ])
    const [certificate] = one.write([
      {
        channel: 'catalogue',
        audience: district,
        changes: [{ entity: 'certificate', id: 'a'.repeat(64), field: 'issued', value: 'x', bases: [] }],
      },
    ])
    const before = stateText(one)
    const shown = () =>
      one.journal.plain('office', district).projection.standings.get(`officer\n${district}:a\nname`)?.heads
    const name = shown()
    setAside(one, district, [officer!, certificate!])
    expect(stateText(one)).toBe(before)
    expect(shown()).toEqual(name)
  })

  test('of the catalogue takes its cycle along, and gives it back', () => {
    const { below, one } = anOffice()
    below.change('selfScore', scoreOf(0), 'answer', answer(true))
    one.receive(below.entries())
    const before = stateText(one)
    const act = setAside(one, district, idsAt(one).slice(-1))
    const catalogue = one.entries().find(({ stream }) => stream.endsWith('/catalogue'))!
    const named = setAside(one, district, [one.journal.headOf(catalogue.stream)!.id!])
    expect(one.journal.sheet(assessment).reading).toBeNull()
    putBack(one, district, named)
    putBack(one, district, act)
    expect(stateText(one)).toBe(before)
  })

  test('in the cut of a decision that counts stays in its sheet; what came after the cut does not', () => {
    const { below, one } = anOffice()
    const id = below.change('selfScore', scoreOf(0), 'answer', answer(true))
    below.change('assessment', assessment, 'submission', { kind: 'submit', basis: basisSeenBy(below) })
    one.receive(below.entries())
    one.change('assessment', assessment, 'appraisalDecision', { kind: 'accept', basis: basisSeenBy(one) })
    const totals = one.journal.sheet(assessment).reading?.totals.appraisal
    setAside(one, district, [id])
    expect(one.journal.sheet(assessment).reading?.status).toBe('accepted')
    expect(one.journal.sheet(assessment).reading?.totals.appraisal).toEqual(totals)
  })

  test('more than fit into one entry are named by several', () => {
    const { below, one } = anOffice()
    const id = below.change('selfScore', scoreOf(0), 'answer', answer(true))
    one.receive(below.entries())
    const others = Array.from({ length: 25_000 }, (_, i) => i.toString(16).padStart(64, '0') as typeof id)
    const before = one.entries().length
    const act = setAside(one, district, [...others, id])
    expect(one.entries().length).toBe(before + 3)
    expect(said(one)).toBeNull()
    putBack(one, district, act)
    expect(said(one)).toEqual(answer(true))
  })
})
