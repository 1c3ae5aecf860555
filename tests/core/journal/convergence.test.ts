import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Received } from '../../../src-main/journal/receiving.ts'
import {
  aDevice,
  assessment,
  basisSeenBy,
  commune,
  district,
  projectionText,
  publishCycle,
  province,
  sample,
  type TestDevice,
} from '../../support/journals.ts'

/** JOURNAL 7: the state is a pure function of the set of entries. */

const devicesOf = () => {
  const devices = { known: new Map() }
  return [
    aDevice(devices, 'xã 1', commune),
    aDevice(devices, 'xã 2', commune),
    aDevice(devices, 'huyện', district),
  ] as const
}

const yesNo = sample.criteria.filter(({ rule }) => rule.kind === 'yesNo').slice(0, 3)

const step = fc.oneof(
  fc.record({
    kind: fc.constant('score' as const),
    device: fc.nat(2),
    criterion: fc.nat(2),
    yes: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('submit' as const), device: fc.nat(2) }),
  fc.record({ kind: fc.constant('accept' as const), device: fc.constant(2) }),
  fc.record({ kind: fc.constant('return' as const), device: fc.constant(2) }),
  fc.record({ kind: fc.constant('deliver' as const), device: fc.nat(2), to: fc.nat(2), part: fc.nat(100) }),
  fc.record({
    kind: fc.constant('clock' as const),
    device: fc.nat(2),
    jump: fc.integer({ min: -900_000, max: 900_000_000 }),
  }),
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

function play(devices: readonly TestDevice[], steps: readonly Step[]): void {
  for (const each of steps) {
    const device = devices[each.device]
    if (device === undefined) continue
    switch (each.kind) {
      case 'score': {
        const id = `${assessment}/${yesNo[each.criterion]?.id}`
        device.change('selfScore', id, 'answer', { input: { kind: 'yesNo', yes: each.yes }, note: '' })
        break
      }
      case 'submit':
        device.change('assessment', assessment, 'submission', { kind: 'submit', basis: basisSeenBy(device) })
        break
      case 'accept':
        device.change('assessment', assessment, 'appraisalDecision', {
          kind: 'accept',
          basis: basisSeenBy(device),
        })
        break
      case 'return':
        device.change('assessment', assessment, 'appraisalDecision', {
          kind: 'return',
          lifts: [...device.heads('assessment', assessment, 'submission')],
          text: 'Bổ sung',
          items: [],
        })
        break
      case 'deliver': {
        const all = device.entries()
        devices[each.to]?.receive(all.slice(0, Math.ceil((all.length * each.part) / 100)))
        break
      }
      case 'clock':
        device.time = Math.max(0, device.time + each.jump)
        break
    }
  }
}

function shuffledStreams(entries: readonly Received[], seed: number): readonly Received[] {
  const streams = new Map<string, Received[]>()
  for (const entry of entries) streams.set(entry.stream, [...(streams.get(entry.stream) ?? []), entry])
  const keys = [...streams.keys()].sort(
    (a, b) => ((a.charCodeAt(seed % 60) * 7 + seed) % 13) - ((b.charCodeAt(seed % 60) * 7 + seed) % 13),
  )
  return keys.flatMap((key) => streams.get(key) ?? [])
}

describe('whatever three devices do and in whatever order it arrives', () => {
  test('all of them show the same once everything is delivered, and nothing acknowledged is lost', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 14 }), fc.nat(1000), (steps, seed) => {
        const devices = devicesOf()
        publishCycle(devices[2])
        devices[0].receive(devices[2].entries())
        devices[1].receive(devices[2].entries())
        play(devices, steps)
        const acknowledged = devices.flatMap((device) => device.entries())
        for (const from of devices)
          for (const to of devices) to.receive(shuffledStreams(from.entries(), seed))
        const [first, ...rest] = devices.map((device) => projectionText(device))
        for (const other of rest) expect(other).toBe(first)
        const stored = new Set(devices[0].entries().map(({ bytes }) => Buffer.from(bytes).toString('utf8')))
        for (const { bytes } of acknowledged)
          expect(stored.has(Buffer.from(bytes).toString('utf8'))).toBe(true)
        // made anew from the entries alone
        const before = projectionText(devices[0])
        devices[0].journal.projectAll()
        expect(projectionText(devices[0])).toBe(before)
        // again changes nothing
        devices[0].receive(devices[1].entries())
        expect(projectionText(devices[0])).toBe(before)
      }),
      { numRuns: 40 },
    )
  })

  test('a device that sees entries only from a province upwards shows what the district shows', () => {
    const devices = { known: new Map() }
    const one = aDevice(devices, 'huyện', district)
    const above = aDevice(devices, 'tỉnh', province)
    publishCycle(one)
    one.change('selfScore', `${assessment}/${yesNo[0]?.id}`, 'answer', {
      input: { kind: 'yesNo', yes: true },
      note: '',
    })
    // the sheet arrives before the catalogue that gives it meaning
    const entries = one.entries()
    above.receive(entries.filter(({ stream }) => stream.endsWith('/sheet')))
    above.receive(entries.filter(({ stream }) => stream.endsWith('/catalogue')))
    expect(projectionText(above)).toBe(projectionText(one))
  })
})
