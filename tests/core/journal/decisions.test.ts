import { describe, expect, test } from 'vitest'
import type { EntryId } from '../../../shared/domain/ids.ts'
import { loadUnits } from '../../../src-main/services/catalogue/units.ts'
import {
  aDevice,
  assessment,
  basisSeenBy,
  commune,
  district,
  province,
  publishCycle,
  sample,
  type TestDevice,
} from '../../support/journals.ts'

/** JOURNAL 17–19: decisions, what they freeze, and what comes afterwards. */

const criterion = sample.criteria.find(({ rule }) => rule.kind === 'yesNo')?.id ?? ''
const score = `${assessment}/${criterion}`
const yes = { input: { kind: 'yesNo', yes: true }, note: '' }
const no = { input: { kind: 'yesNo', yes: false }, note: '' }
const full = sample.criteria.find(({ id }) => id === criterion)?.max

function three() {
  const devices = { known: new Map() }
  const below = aDevice(devices, 'xã', commune)
  const middle = aDevice(devices, 'huyện', district)
  const top = aDevice(devices, 'tỉnh', province)
  publishCycle(middle)
  share(below, middle, top)
  return { below, middle, top, devices }
}

function share(...devices: readonly TestDevice[]): void {
  for (const from of devices) for (const to of devices) if (from !== to) to.receive(from.entries())
}

const reading = (device: TestDevice) => {
  const { reading: found } = device.journal.sheet(assessment)
  if (found === null) throw new Error('the cycle is not known')
  return found
}
const standing = (device: TestDevice) => reading(device).cells.get(criterion as never)?.self
const submit = (device: TestDevice) =>
  device.change('assessment', assessment, 'submission', { kind: 'submit', basis: basisSeenBy(device) })
const accept = (device: TestDevice) =>
  device.change('assessment', assessment, 'appraisalDecision', { kind: 'accept', basis: basisSeenBy(device) })
const giveBack = (device: TestDevice, lifts: readonly EntryId[]) =>
  device.change('assessment', assessment, 'appraisalDecision', {
    kind: 'return',
    lifts,
    text: 'Bổ sung biên bản',
    items: [],
  })

describe('a sent sheet', () => {
  test('is frozen: what comes later is listed and does not count', () => {
    const { below } = three()
    below.change('selfScore', score, 'answer', yes)
    submit(below)
    expect(reading(below).status).toBe('submitted')
    below.change('selfScore', score, 'answer', no)
    expect(standing(below)?.answer).toEqual(yes)
    expect(reading(below).late).toBe(1)
    expect(reading(below).totals.self.total).toBe(full)
  })

  test('a new sending covers what came later', () => {
    const { below } = three()
    below.change('selfScore', score, 'answer', yes)
    submit(below)
    const first = below.heads('selfScore', score, 'answer')
    below.change('selfScore', score, 'answer', no, first)
    submit(below)
    expect(standing(below)?.answer).toEqual(no)
    expect(reading(below).late).toBe(0)
  })

  test('is open again after a return that names its sending, and only that one', () => {
    const { below, middle } = three()
    below.change('selfScore', score, 'answer', yes)
    const sent = submit(below)
    share(below, middle)
    giveBack(middle, [sent])
    share(below, middle)
    expect(reading(below).status).toBe('returned')
    below.change('selfScore', score, 'answer', no)
    expect(standing(below)?.answer).toEqual(no)
    submit(below)
    share(below, middle)
    expect(reading(middle).status).toBe('submitted')
    expect(standing(middle)?.answer).toEqual(no)
  })
})

describe('an accepted sheet', () => {
  test('a late sending neither voids the acceptance nor changes its points', () => {
    const { below, middle } = three()
    below.change('selfScore', score, 'answer', yes)
    submit(below)
    share(below, middle)
    middle.change('appraisal', score, 'answer', { answer: yes, agrees: true })
    accept(middle)
    below.change('selfScore', score, 'answer', no)
    submit(below)
    share(below, middle)
    expect(reading(middle).status).toBe('accepted')
    expect(standing(middle)?.answer).toEqual(yes)
    expect(reading(middle).totals.appraisal.total).toBe(full)
  })

  test('does not count while the sheet it saw held an open difference', () => {
    const devices = { known: new Map() }
    const one = aDevice(devices, 'xã 1', commune)
    const two = aDevice(devices, 'xã 2', commune)
    const middle = aDevice(devices, 'huyện', district)
    publishCycle(middle)
    share(one, two, middle)
    one.change('selfScore', score, 'answer', yes)
    two.change('selfScore', score, 'answer', no)
    share(one, two, middle)
    expect(standing(middle)?.differing).toBe(true)
    expect(reading(middle).totals.self.total).toBe(0)
    accept(middle)
    expect(reading(middle).status).toBe('selfScoring')
    // choosing names both values: then nothing differs any more
    middle.change('selfScore', score, 'answer', yes)
    expect(standing(middle)?.differing).toBe(false)
    accept(middle)
    expect(reading(middle).status).toBe('accepted')
  })

  test('waits while its cut is not stored, and counts once it is', () => {
    const { below, middle, top } = three()
    below.change('selfScore', score, 'answer', yes)
    submit(below)
    share(below, middle)
    accept(middle)
    const entries = middle.entries()
    top.receive(entries.filter(({ stream }) => stream.startsWith(middle.id)))
    expect(reading(top).status).toBe('selfScoring')
    top.receive(entries)
    expect(reading(top).status).toBe('accepted')
    expect(standing(top)?.answer).toEqual(yes)
  })

  test('two acceptances by two devices: both stand until somebody chooses', () => {
    const devices = { known: new Map() }
    const below = aDevice(devices, 'xã', commune)
    const one = aDevice(devices, 'huyện 1', district)
    const two = aDevice(devices, 'huyện 2', district)
    publishCycle(one)
    below.receive(one.entries())
    below.change('selfScore', score, 'answer', yes)
    submit(below)
    share(below, one, two)
    accept(one)
    // the other laptop saw one thing more, so it decided about another sheet
    two.change('appraisal', score, 'answer', { answer: yes, agrees: true })
    accept(two)
    share(below, one, two)
    expect(reading(one).differences).toBe(1)
    expect(reading(two).differences).toBe(1)
    accept(one)
    share(one, two)
    expect(reading(two).differences).toBe(0)
    expect(reading(two).status).toBe('accepted')
  })
})

describe('authority', () => {
  test('a commune cannot appraise, accept, verify or stop itself', () => {
    const { below } = three()
    below.change('selfScore', score, 'answer', no)
    below.change('appraisal', score, 'answer', { answer: yes, agrees: false })
    below.change('verification', score, 'answer', { answer: yes, agrees: false })
    accept(below)
    below.change('participant', assessment, 'stopped', { reason: 'x', day: '2024-05-01' })
    expect(reading(below).status).toBe('selfScoring')
    expect(reading(below).cells.get(criterion as never)?.appraisal.answer).toBeNull()
    expect(reading(below).cells.get(criterion as never)?.verification.answer).toBeNull()
  })

  test('a commune beside it counts nowhere on this sheet', () => {
    const { middle, devices } = three()
    const neighbour = loadUnits()
      .childrenOf(district)
      .map(({ id }) => id)
      .find((id) => id !== commune)!
    const stranger = aDevice(devices, 'xã bên', neighbour)
    stranger.receive(middle.entries())
    stranger.change('selfScore', score, 'answer', yes)
    middle.receive(stranger.entries())
    expect(standing(middle)?.answer).toBeNull()
  })

  test('a value that its rule does not know does not count', () => {
    const { below } = three()
    below.change('selfScore', score, 'answer', { input: { kind: 'count', count: '3' }, note: '' })
    below.change('selfScore', `${assessment}/no-such`, 'answer', yes)
    below.change('selfScore', score, 'points', 100)
    expect(standing(below)?.answer).toBeNull()
  })

  test('a base that holds no change of the field makes the change not count', () => {
    const { below } = three()
    const other = below.change('explanation', score, 'text', 'Giải trình')
    below.change('selfScore', score, 'answer', yes, [other])
    expect(standing(below)?.answer).toBeNull()
  })
})
