import { describe, expect, test } from 'vitest'
import type { EntryId, UnitId } from '../../../shared/domain/ids.ts'
import type { SeenCatalogue } from '../../../shared/domain/journal/facts.ts'
import { decodeEntry, encodeEntry, type Entry } from '../../../src-main/journal/entry.ts'
import type { NewChange } from '../../../src-main/journal/journal.ts'
import type { Received } from '../../../src-main/journal/receiving.ts'
import {
  aDevice,
  assessment,
  basisSeenBy,
  commune,
  cycle,
  district,
  projectionText,
  province,
  publishCycle,
  sample,
  version,
  type TestDevice,
} from '../../support/journals.ts'

/** JOURNAL 18, 19: what a decision saw stays what it is about, whatever a device does afterwards. */

const criterion = sample.criteria.find(({ rule }) => rule.kind === 'yesNo')!
const score = `${assessment}/${criterion.id}`
const yes = { input: { kind: 'yesNo', yes: true }, note: '' }
const no = { input: { kind: 'yesNo', yes: false }, note: '' }

function share(...devices: readonly TestDevice[]): void {
  for (const from of devices) for (const to of devices) if (from !== to) to.receive(from.entries())
}

function decide(device: TestDevice, field: string, kind: string, except: readonly string[] = []): EntryId {
  return device.change('assessment', assessment, field, { kind, basis: { ...basisSeenBy(device), except } })
}

/** Another first entry of the same device: a second branch of its stream. */
function otherBranch(device: TestDevice, change: Omit<NewChange, 'id'> & { readonly id?: string }): Received {
  const first = device.entries().find(({ stream }) => stream.startsWith(device.id))!
  const { id: _id, ...entry } = decodeEntry(first.bytes)
  const changes = [{ id: score, ...change }] as Entry['changes']
  return { stream: first.stream, bytes: encodeEntry({ ...entry, changes }).bytes }
}

function accepted() {
  const devices = { known: new Map() }
  const below = aDevice(devices, 'xã', commune)
  const middle = aDevice(devices, 'huyện', district)
  const top = aDevice(devices, 'tỉnh', province)
  publishCycle(middle)
  share(below, middle, top)
  below.change('selfScore', score, 'answer', yes)
  below.change('selfScore', score, 'answer', { input: 'none' }, [])
  decide(below, 'submission', 'submit')
  share(below, middle, top)
  middle.change('appraisal', score, 'answer', { answer: yes, agrees: true })
  decide(middle, 'appraisalDecision', 'accept')
  share(below, middle, top)
  return { below, middle, top, devices }
}

const said = ({ journal }: TestDevice) => {
  const { reading } = journal.sheet(assessment)
  return [reading?.status, reading?.totals.appraisal.total, reading?.cells.get(criterion.id)?.self.answer]
}

describe('an acceptance', () => {
  const missing = 'e'.repeat(64) as EntryId
  test.each([
    ['another answer', { entity: 'selfScore', field: 'answer', value: no, bases: [] }],
    [
      'one that names what never comes',
      { entity: 'selfScore', field: 'answer', value: no, bases: [missing] },
    ],
    ['one by which it goes too far', { entity: 'appraisal', field: 'answer', value: null, bases: [] }],
  ])('stands when the commune forks its stream behind its back with %s', (_what, change) => {
    const { below, middle, top } = accepted()
    const before = said(top)
    expect(before).toEqual(['accepted', criterion.max, yes])
    const forged = otherBranch(below, change)
    for (const device of [top, middle]) {
      device.receive([forged])
      expect(said(device)).toEqual(before)
      const live = projectionText(device)
      device.journal.projectAll()
      expect(projectionText(device)).toBe(live)
    }
    expect(projectionText(top)).toBe(projectionText(middle))
  })

  test('of what came late covers it, and so is barred by a difference in it', () => {
    const devices = { known: new Map() }
    const one = aDevice(devices, 'xã 1', commune)
    const two = aDevice(devices, 'xã 2', commune)
    const middle = aDevice(devices, 'huyện', district)
    publishCycle(middle)
    share(one, two, middle)
    const first = one.change('selfScore', score, 'answer', yes)
    decide(one, 'submission', 'submit')
    share(one, two, middle)
    two.change('selfScore', score, 'answer', no, [first])
    one.change('selfScore', score, 'answer', { ...yes, note: 'x' }, [first])
    share(one, two, middle)
    expect(middle.journal.sheet(assessment).reading?.late).toBe(2)
    decide(middle, 'appraisalDecision', 'accept')
    expect(said(middle)[0]).toBe('submitted')
    expect(projectionText(middle)).toContain('openDifference')
  })

  test('counts when what differed was set aside by the decider', () => {
    const { below, middle } = accepted()
    const other = middle.change('participant', assessment, 'registered', false, [])
    below.change('participant', assessment, 'registered', true, [])
    share(below, middle)
    expect(middle.journal.sheet(assessment).reading?.differences).toBe(1)
    const barred = decide(middle, 'appraisalDecision', 'accept')
    expect(middle.heads('assessment', assessment, 'appraisalDecision')).not.toContain(barred)
    const counts = decide(middle, 'appraisalDecision', 'accept', [other])
    expect(middle.heads('assessment', assessment, 'appraisalDecision')).toEqual([counts])
  })
})

test('a return lifts the submissions that it names; another one stays and keeps the sheet frozen', () => {
  const devices = { known: new Map() }
  const one = aDevice(devices, 'xã 1', commune)
  const two = aDevice(devices, 'xã 2', commune)
  const middle = aDevice(devices, 'huyện', district)
  publishCycle(middle)
  share(one, two, middle)
  const sent = decide(one, 'submission', 'submit')
  two.change('selfScore', score, 'answer', yes)
  decide(two, 'submission', 'submit')
  share(one, two, middle)
  const { reading } = middle.journal.sheet(assessment)
  expect([...(reading?.undecided ?? [])]).toEqual(['self'])
  expect(reading?.totals.self).toMatchObject({ complete: false, recognised: false, band: null })
  middle.change('assessment', assessment, 'appraisalDecision', {
    kind: 'return',
    lifts: [sent],
    text: '',
    items: [],
  })
  const { projection } = middle.journal.sheet(assessment)
  expect(projection.decisions.submission.heads.map(({ lifted }) => lifted).sort()).toEqual([false, true])
  expect(projection.frozen.self?.bases).toHaveLength(1)
})

describe('the catalogue', () => {
  const of = (entity: string, id: string, field: string, value: unknown): NewChange => ({
    entity,
    id,
    field,
    value,
    bases: [],
  })
  const publish = (device: TestDevice, audience: UnitId, changes: readonly NewChange[]): void => {
    device.write([{ channel: 'catalogue', audience, changes }])
  }

  test('at a cut is what it was, also when a second version is published under the same id', () => {
    const { middle, devices } = accepted()
    const basis = basisSeenBy(middle)
    const before = middle.journal.catalogue.contextOf(assessment, basis)
    expect(before?.cycle?.content.title).toBe(sample.title)
    const rival = aDevice(devices, 'huyện 2', district)
    publish(rival, district, [
      of('criteriaVersion', version, 'published', {
        id: version,
        set: `${district}:set`,
        publisher: district,
        label: 'khác',
        content: { ...sample, title: 'Khác' },
      }),
    ])
    middle.receive(rival.entries())
    expect(middle.journal.catalogue.contextOf(assessment, basis)?.cycle).toEqual(before?.cycle)
    expect(middle.journal.catalogue.cycle(cycle)).toBeNull()
  })

  test('is without what the decider had set aside in the middle of it', () => {
    const { middle } = accepted()
    const cycleOf = (basis: SeenCatalogue) => middle.journal.catalogue.contextOf(assessment, basis)?.cycle
    const rename = (value: string): EntryId => {
      const { standings } = middle.journal.plain('catalogue', district).projection
      const bases = standings.get(`cycle\n${cycle}\nname`)?.heads ?? []
      publish(middle, district, [{ ...of('cycle', cycle, 'name', value), bases }])
      return middle.journal.plain('catalogue', district).projection.standings.get(`cycle\n${cycle}\nname`)!
        .heads[0]!
    }
    const before = cycleOf(basisSeenBy(middle))!
    const mistaken = rename('Chu kỳ nhầm')
    publish(middle, district, [of('cycle', cycle, 'closed', true)])
    expect(cycleOf(basisSeenBy(middle))).toMatchObject({ name: 'Chu kỳ nhầm', closed: true })
    const without = { ...basisSeenBy(middle), except: [mistaken] }
    expect(cycleOf(without)).toMatchObject({ name: before.name, closed: true })
  })

  test('of another publisher is noticed by the sheets whose criteria it holds', () => {
    const devices = { known: new Map() }
    const middle = aDevice(devices, 'huyện', district)
    const top = aDevice(devices, 'tỉnh', province)
    const id = `${province}:v1`
    const content = { id, set: `${province}:set`, publisher: province, label: '2024', content: sample }
    publish(top, province, [of('criteriaVersion', id, 'published', content)])
    publishCycle(middle)
    share(middle, top)
    const versionHead = middle.journal
      .plain('catalogue', district)
      .projection.standings.get(`cycle\n${cycle}\nversion`)
    publish(middle, district, [{ ...of('cycle', cycle, 'version', id), bases: versionHead?.heads ?? [] }])
    middle.change('selfScore', score, 'answer', yes)
    const rival = aDevice(devices, 'tỉnh 2', province)
    publish(rival, province, [of('criteriaVersion', id, 'published', { ...content, label: 'khác' })])
    middle.receive(rival.entries())
    const live = projectionText(middle)
    middle.journal.projectAll()
    expect(live).toBe(projectionText(middle))
    expect(live).toContain('unknownCycle')
  })
})
