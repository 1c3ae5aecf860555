import { expect, test } from 'vitest'
import type { ReceiveSummary, Received } from '../../../src-main/journal/receiving.ts'
import { countEntries } from '../../../src-main/storage/entries.ts'
import { bundleArrivals } from '../../../src-main/storage/arrivals.ts'
import { allStreams } from '../../../src-main/storage/streams.ts'
import { transaction } from '../../../src-main/storage/transaction.ts'
import {
  aDevice,
  assessment,
  commune,
  district,
  projectionText,
  province,
  publishCycle,
  sample,
  type TestDevice,
} from '../../support/journals.ts'

/** JOURNAL 7, 24, 26: what arrives in pieces, out of order, or goes too far. */

const devices = () => {
  const known = { known: new Map() }
  const above = aDevice(known, 'huyện', district)
  publishCycle(above)
  const below = aDevice(known, 'xã', commune)
  below.receive(above.entries())
  return { known, above, below, province: aDevice(known, 'tỉnh', province) }
}

const yesNo = sample.criteria.filter(({ rule }) => rule.kind === 'yesNo')

function answer(device: TestDevice, place: number, yes: boolean): string {
  const id = `${assessment}/${yesNo[place]?.id}`
  return device.change('selfScore', id, 'answer', { input: { kind: 'yesNo', yes }, note: '' })
}

function receive(at: TestDevice, entries: readonly Received[]): ReceiveSummary {
  return transaction(at.database, () =>
    at.journal.receive(entries, { bundle: 'ab'.repeat(32), device: at.id }),
  )
}

function valueOf(at: TestDevice, place: number): unknown {
  const { reading } = at.journal.sheet(assessment)
  return reading?.cells.get(yesNo[place]!.id)?.self.answer?.input
}

const isOf = (device: TestDevice) => (one: Received) => one.stream.startsWith(device.id)

test('a gap parks the rest of its stream and is told; later pieces close it', () => {
  const { above, below } = devices()
  for (let i = 0; i < 5; i++) answer(below, 0, i % 2 === 0)
  const own = below.entries().filter(isOf(below))
  const first = receive(above, [...own.slice(0, 1), ...own.slice(3)])
  expect(first).toMatchObject({ stored: 1, gaps: [{ from: 4, entries: 2 }] })
  expect(receive(above, own.slice(3))).toMatchObject({ stored: 0, gaps: [{ from: 4, entries: 2 }] })
  expect(receive(above, own)).toMatchObject({ stored: 4, known: 1, gaps: [] })
  expect(projectionText(above)).toBe(projectionText(below))
})

test('receiving what is here already leaves no trace, not even an arrival', () => {
  const { above, below } = devices()
  answer(below, 0, true)
  receive(above, below.entries())
  const arrivals = bundleArrivals(above.database).length
  const streams = allStreams(above.database).length
  expect(receive(above, below.entries())).toMatchObject({ stored: 0, waiting: 0, gaps: [] })
  expect(bundleArrivals(above.database)).toHaveLength(arrivals)
  expect(allStreams(above.database)).toHaveLength(streams)
})

test('an entry that builds on another waits for it and counts as soon as it comes', () => {
  const { above, below, province: top } = devices()
  answer(below, 0, true)
  above.receive(below.entries())
  answer(above, 0, false)
  const [catalogue, fromBelow, fromAbove] = [
    above.entries().filter(({ stream }) => stream.endsWith('catalogue')),
    below.entries().filter(isOf(below)),
    above.entries().filter((one) => isOf(above)(one) && one.stream.endsWith('sheet')),
  ]
  receive(top, catalogue)
  expect(receive(top, fromAbove)).toMatchObject({ stored: 1, waiting: 1 })
  expect(valueOf(top, 0)).toBeUndefined()
  expect(receive(top, fromBelow)).toMatchObject({ stored: 1, waiting: 0 })
  expect(valueOf(top, 0)).toEqual({ kind: 'yesNo', yes: false })
})

test('from an overstep on nothing of the stream counts, whatever order it arrives in, and it is stored', () => {
  const { above, below, province: top } = devices()
  answer(below, 0, true)
  const id = `${assessment}/${yesNo[1]?.id}`
  below.change('appraisal', id, 'answer', null)
  answer(below, 0, false)
  answer(below, 2, true)
  receive(top, above.entries())
  const own = below.entries().filter(isOf(below))
  expect(receive(top, own.slice(0, 1))).toMatchObject({ stored: 1 })
  expect(receive(top, own)).toMatchObject({ stored: 3 })
  expect(countEntries(top.database)).toBe(above.entries().length + own.length)
  expect(valueOf(top, 0)).toEqual({ kind: 'yesNo', yes: true })
  expect(valueOf(top, 2)).toBeUndefined()
  expect(projectionText(top)).toContain('overstep')

  receive(above, own)
  expect(projectionText(above)).toBe(projectionText(top))
  const before = projectionText(top)
  top.journal.projectAll()
  expect(projectionText(top)).toBe(before)
})

test('a stream of an unknown device counts, and is judged, once its certificate is here', () => {
  const { known, above, below, province: top } = devices()
  answer(below, 0, true)
  below.change('appraisal', `${assessment}/${yesNo[1]?.id}`, 'answer', null)
  answer(below, 2, true)
  const facts = known.known.get(below.id)
  receive(top, above.entries())
  known.known.delete(below.id)
  receive(top, below.entries().filter(isOf(below)))
  expect(valueOf(top, 0)).toBeUndefined()
  known.known.set(below.id, facts)
  transaction(top.database, () => top.journal.judgeDevices([below.id]))
  expect(valueOf(top, 0)).toEqual({ kind: 'yesNo', yes: true })
  expect(valueOf(top, 2)).toBeUndefined()
})

test('a decision waits for every entry that it saw, also for those that do not speak of its sheet', () => {
  const { above, below, province: top } = devices()
  answer(below, 0, true)
  const title = { entity: 'document', id: `${commune}:1a`, field: 'title', value: 'Quyết định', bases: [] }
  below.write([{ channel: 'sheet', audience: commune, changes: [title] }])
  const head = below.journal.headOf(below.entries().find(isOf(below))!.stream)!
  const catalogue = Object.fromEntries(
    above.entries().map(({ stream }) => [stream, { seq: 1, id: above.journal.headOf(stream)!.id }]),
  )
  above.receive(below.entries())
  above.change('assessment', assessment, 'appraisalDecision', {
    kind: 'accept',
    basis: {
      cut: { [head.key]: { seq: head.seq, id: head.id } },
      ...{ except: [], catalogue, version: `${district}:v1`, total: 0, complete: false, missingFiles: [] },
    },
  })
  const own = below.entries().filter(isOf(below))
  receive(top, [...above.entries().filter(isOf(above)), ...own.slice(0, 1)])
  expect(top.journal.sheet(assessment).reading?.status).not.toBe('accepted')
  receive(top, own)
  expect(top.journal.sheet(assessment).reading?.status).toBe('accepted')
  const before = projectionText(top)
  expect(before).toContain('"accepted"')
  top.journal.projectAll()
  expect(projectionText(top)).toBe(before)
})

test('a sheet whose cycle comes later is projected when it comes', () => {
  const { above, below, province: top } = devices()
  answer(below, 0, true)
  receive(top, below.entries().filter(isOf(below)))
  expect(top.journal.sheet(assessment).reading).toBeNull()
  receive(top, above.entries())
  expect(valueOf(top, 0)).toEqual({ kind: 'yesNo', yes: true })
  expect(projectionText(top)).toBe(projectionText(below))
})

test('a fork changes what counts in sheets of which the other branch does not speak', () => {
  const { known, above, below, province: top } = devices()
  const copy = aDevice(known, 'xã', commune)
  copy.receive(above.entries())
  answer(below, 0, true)
  copy.receive(below.entries())
  answer(below, 1, true)
  const title = { entity: 'document', id: `${commune}:1a`, field: 'title', value: 'Quyết định', bases: [] }
  copy.write([{ channel: 'sheet', audience: commune, changes: [title] }])
  receive(top, above.entries())
  receive(top, below.entries())
  expect(valueOf(top, 1)).toEqual({ kind: 'yesNo', yes: true })
  const { forked } = receive(top, copy.entries())
  expect(forked).toEqual([below.entries().find(isOf(below))!.stream])
  expect(valueOf(top, 0)).toEqual({ kind: 'yesNo', yes: true })
  expect(valueOf(top, 1)).toBeUndefined()
  const before = projectionText(top)
  top.journal.projectAll()
  expect(projectionText(top)).toBe(before)
})
