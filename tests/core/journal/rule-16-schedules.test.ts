import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { EntryId } from '../../../shared/domain/ids.ts'
import { fieldKey } from '../../../shared/domain/journal/changes.ts'
import {
  aDevice,
  assessment,
  basisSeenBy,
  commune,
  district,
  projectionText,
  province,
  publishCycle,
  sample,
  type TestDevice,
} from '../../support/journals.ts'

/** JOURNAL 7, 16, 19: three devices work, exchange parts of what they have, and are closed and opened in between. */

const criteria = sample.criteria.filter(({ rule }) => rule.kind === 'count').slice(0, 2)
const evidence = `${assessment}/${criteria[0]?.id}/${commune}:1`

const step = fc.record({
  device: fc.nat(2),
  what: fc.constantFrom(
    'score',
    'score',
    'link',
    'remove',
    'restore',
    'decide',
    'giveBack',
    'deliver',
    'deliver',
    'restart',
  ),
  number: fc.nat(9),
  to: fc.nat(2),
})
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

const levels = [
  { field: 'submission', kind: 'submit', below: null },
  { field: 'appraisalDecision', kind: 'accept', below: 'submission' },
  { field: 'verificationDecision', kind: 'verify', below: 'appraisalDecision' },
] as const

type Acknowledged = { readonly id: EntryId; readonly key: string }

function act(device: TestDevice, { what, number, device: place }: Step): Acknowledged | null {
  const write = (entity: string, id: string, field: string, value: unknown): Acknowledged => ({
    id: device.change(entity, id, field, value),
    key: fieldKey(entity, id, field),
  })
  const level = levels[place] ?? levels[0]
  switch (what) {
    case 'score': {
      const answer = { input: { kind: 'count', count: String(number) }, note: '' }
      return write('selfScore', `${assessment}/${criteria[number % 2]?.id}`, 'answer', answer)
    }
    case 'link':
      return write('evidence', evidence, 'link', { pages: String(number), period: '', note: '' })
    case 'remove':
      return write('evidence', evidence, 'deleted', { link: device.heads('evidence', evidence, 'link') })
    case 'restore':
      return write('evidence', evidence, 'deleted', null)
    case 'decide':
      return write('assessment', assessment, level.field, { kind: level.kind, basis: basisSeenBy(device) })
    case 'giveBack': {
      if (level.below === null) return write('assessment', assessment, 'submission', { kind: 'withdraw' })
      const lifts = device.heads('assessment', assessment, level.below)
      return write('assessment', assessment, level.field, { kind: 'return', lifts, text: '', items: [] })
    }
    case 'restart': {
      const before = projectionText(device)
      device.restart()
      expect(projectionText(device)).toBe(before)
      return null
    }
    case 'deliver':
      return null
  }
}

test('no act that was acknowledged is lost, and all of them show the same in the end', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 4, maxLength: 20 }), (steps) => {
      const known = { known: new Map() }
      const devices = [
        aDevice(known, 'xã', commune),
        aDevice(known, 'huyện', district),
        aDevice(known, 'tỉnh', province),
      ] as const
      publishCycle(devices[1])
      devices[0].receive(devices[1].entries())
      devices[2].receive(devices[1].entries())
      const acknowledged: Acknowledged[] = []
      for (const each of steps) {
        const device = devices[each.device] ?? devices[0]
        const done = act(device, each)
        if (done !== null) acknowledged.push(done)
        if (each.what === 'deliver') {
          const all = device.entries()
          devices[each.to]?.receive(all.slice(0, Math.ceil((all.length * (each.number + 1)) / 10)))
        }
      }
      for (const device of devices) device.restart()
      for (const from of devices) for (const to of devices) to.receive(from.entries())
      const [first, ...rest] = devices.map((device) => projectionText(device))
      for (const other of rest) expect(other).toBe(first)
      for (const device of devices) {
        const { projection } = device.journal.sheet(assessment)
        const { liesBefore } = device.journal.projector.facts
        for (const { id, key } of acknowledged) {
          const field = projection.fields.get(key)
          const one = field?.changes.find(({ entry }) => entry.id === id)
          expect(one).toBeDefined()
          if (field === undefined || one?.counted !== true) continue
          // it stands, or somebody who saw it wrote something else
          const isReplaced = field.changes.some(
            ({ change, entry }) =>
              change.bases.includes(id) ||
              (entry.stream === one.entry.stream && entry.id !== id && liesBefore(one.entry, entry)),
          )
          expect(isReplaced || projection.standings.get(key)?.heads.includes(id)).toBe(true)
        }
        device.journal.projectAll()
        expect(projectionText(device)).toBe(first)
      }
    }),
    { numRuns: 12 },
  )
})
