import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { projectSheet } from '../../../shared/domain/journal/sheet-projection.ts'
import { readSheet } from '../../../shared/domain/journal/sheet-reading.ts'
import {
  aDevice,
  assessment,
  basisSeenBy,
  commune,
  district,
  projectionText,
  publishCycle,
  sample,
} from '../../support/journals.ts'

/** The quick way (one more entry into a projection at hand) and the whole way must not differ in anything. */

const criteria = sample.criteria.filter(({ rule }) => rule.kind === 'count').slice(0, 2)
const step = fc.record({
  device: fc.nat(1),
  kind: fc.constantFrom('score', 'appraise', 'explain', 'submit', 'stale', 'wrong', 'exchange'),
  criterion: fc.nat(1),
  count: fc.nat(9),
})

describe('an own entry taken into a sheet at hand', () => {
  test('gives what projecting everything gives', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 16 }), (steps) => {
        const devices = { known: new Map() }
        const pair = [aDevice(devices, 'xã', commune), aDevice(devices, 'huyện', district)] as const
        publishCycle(pair[1])
        pair[0].receive(pair[1].entries())
        for (const { device: index, kind, criterion, count } of steps) {
          const device = pair[index] ?? pair[0]
          const id = `${assessment}/${criteria[criterion]?.id}`
          const answer = { input: { kind: 'count', count: String(count) }, note: '' }
          if (kind === 'score') device.change('selfScore', id, 'answer', answer)
          if (kind === 'stale') device.change('selfScore', id, 'answer', answer, [])
          if (kind === 'wrong')
            device.change('selfScore', id, 'answer', { input: { kind: 'count', count: '-1' }, note: '' })
          if (kind === 'appraise') device.change('appraisal', id, 'answer', { answer, agrees: false })
          if (kind === 'explain') device.change('explanation', id, 'text', `Giải trình ${count}`)
          if (kind === 'submit')
            device.change('assessment', assessment, 'submission', {
              kind: 'submit',
              basis: basisSeenBy(device),
            })
          if (kind === 'exchange')
            for (const to of pair) to.receive(pair[0] === to ? pair[1].entries() : pair[0].entries())
        }
        for (const { journal } of pair) {
          const quick = journal.sheet(assessment)
          const entries = [...journal.projector.entriesOf(`sheet ${assessment}`)].sort((a, b) =>
            a.stream === b.stream ? a.seq - b.seq : a.stream < b.stream ? -1 : 1,
          )
          const whole = projectSheet(entries, quick.context, {
            ...journal.projector.facts,
            contextAt: (seen) => journal.catalogue.contextOf(assessment, seen),
          })
          const plain = (value: unknown) =>
            JSON.stringify(value, (_, inner: unknown) =>
              inner instanceof Map || inner instanceof Set ? [...inner] : inner,
            )
          expect(plain(quick.reading)).toBe(plain(readSheet(whole, quick.context)))
        }
        const before = pair.map((device) => projectionText(device))
        for (const device of pair) device.journal.projectAll()
        expect(pair.map((device) => projectionText(device))).toEqual(before)
      }),
      { numRuns: 40 },
    )
  })
})
