import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { EntryId } from '../../../shared/domain/ids.ts'
import { decodeEntry, encodeEntry, type DecodedEntry, type Entry } from '../../../src-main/journal/entry.ts'
import type { Received } from '../../../src-main/journal/receiving.ts'
import { streamKey } from '../../../src-main/journal/streams.ts'
import {
  aDevice,
  assessment,
  commune,
  cycle,
  district,
  projectionText,
  publishCycle,
  sample,
  type TestDevice,
} from '../../support/journals.ts'

/**
 * JOURNAL 7, 11, 16, 24, 25: devices that fork their streams, name what never comes, go too far, and all of that arriving in
 * any order and in pieces. Which entry counts is found here by walking.
 */

const score = `${assessment}/${sample.criteria.find(({ rule }) => rule.kind === 'yesNo')?.id}`
const link = `${score}/${commune}:1`

const step = fc.record({
  author: fc.nat(1),
  /** 0: behind the newest; else earlier: a fork. */
  back: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(3) }),
  what: fc.constantFrom('score', 'score', 'link', 'delete', 'document', 'overstep', 'decide'),
  yes: fc.boolean(),
  names: fc.constantFrom('none', 'newest', 'newest', 'any', 'lacking'),
})
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never
type Made = Received & { readonly entry: DecodedEntry }

function play(
  steps: readonly Step[],
  authors: readonly TestDevice[],
  publisher: TestDevice,
): readonly Made[] {
  const all: Made[] = []
  for (const [i, each] of steps.entries()) {
    const device = authors[each.author]
    if (device === undefined) continue
    const stream = streamKey(device.id, commune, 'sheet')
    const before = all.filter((made) => made.stream === stream).at(-1 - each.back)?.entry
    const { bytes } = encodeEntry({
      v: 1,
      stream,
      seq: (before?.seq ?? 0) + 1,
      prev: before?.id ?? null,
      time: 1000 + i,
      officer: { id: `${commune}:officer` as Entry['officer']['id'], name: 'A' },
      act: i.toString(16).padStart(32, '0'),
      action: 'test.write',
      reason: null,
      onBehalf: null,
      changes: [changeOf(each, i, all, publisher)],
    })
    all.push({ stream, bytes, entry: decodeEntry(bytes) })
  }
  return all
}

function changeOf(
  each: Step,
  i: number,
  all: readonly Made[],
  publisher: TestDevice,
): Entry['changes'][number] {
  const lacking = i.toString(16).padStart(64, 'f') as EntryId
  const change = (entity: string, id: string, field: string, value: unknown): Entry['changes'][number] => {
    const known = all.filter(({ entry }) => entry.changes.some((one) => one.id === id && one.field === field))
    const named = each.names === 'any' ? known[i % Math.max(1, known.length)] : known.at(-1)
    const bases =
      each.names === 'lacking' ? [lacking] : each.names === 'none' ? [] : [named?.entry.id ?? []].flat()
    return { entity, id, field, value: value as never, bases }
  }
  switch (each.what) {
    case 'score':
      return change('selfScore', score, 'answer', { input: { kind: 'yesNo', yes: each.yes }, note: '' })
    case 'link':
      return change('evidence', link, 'link', { pages: each.yes ? '1' : '2', period: '', note: '' })
    case 'delete': {
      const seen = all.filter(({ entry }) => entry.changes[0]?.field === 'link').at(-1)?.entry.id
      const hidden = each.names === 'lacking' ? lacking : seen
      return {
        ...change('evidence', link, 'deleted', hidden === undefined ? null : { link: [hidden] }),
        bases: [],
      }
    }
    case 'document':
      return change('document', `${commune}:1`, 'title', each.yes ? 'Một' : 'Hai')
    case 'overstep':
      return { ...change('appraisal', score, 'answer', null), bases: [] }
    case 'decide': {
      const cut = Object.fromEntries(
        all.slice(-2).map(({ stream, entry: { seq, id } }) => [stream, { seq, id }]),
      )
      const head = publisher.journal.headOf(streamKey(publisher.id, district, 'catalogue'))
      const catalogue = { [head?.key ?? '']: { seq: head?.seq, id: head?.id } }
      const basis = {
        cut,
        except: [],
        catalogue,
        version: `${district}:v1`,
        total: 0,
        complete: false,
        missingFiles: [],
      }
      return change('assessment', assessment, 'submission', { kind: 'submit', basis })
    }
  }
}

/** Why each entry does not count, by its stream alone. */
function verdicts(all: readonly Made[]): ReadonlyMap<string, unknown> {
  const byId = new Map<string, DecodedEntry>(all.map(({ entry }) => [entry.id, entry]))
  const places = Map.groupBy(byId.values(), ({ stream, seq }) => `${stream} ${seq}`)
  const chainOf = (entry: DecodedEntry): DecodedEntry[] => {
    const before = entry.prev === null ? undefined : byId.get(entry.prev)
    return before === undefined ? [entry] : [entry, ...chainOf(before)]
  }
  const lacks = ({ changes }: DecodedEntry): boolean =>
    changes.some(({ bases, field, value }) => {
      const hidden =
        field === 'deleted' && value !== null ? Object.values(value as Record<string, string[]>).flat() : []
      return [...bases, ...hidden].some((id) => !byId.has(id))
    })
  return new Map<string, unknown>(
    [...byId.values()].map((entry) => {
      const chain = chainOf(entry)
      const isForked = chain.some(({ stream, seq }) => (places.get(`${stream} ${seq}`)?.length ?? 0) > 1)
      const isShorter = [...places].some(
        ([, [one, other]]) => other !== undefined && one?.stream === entry.stream && one.seq <= entry.seq,
      )
      if (chain.some(({ changes }) => changes[0]?.entity === 'appraisal')) return [entry.id, 'overstep']
      if (isForked || isShorter) return [entry.id, 'forked']
      return [entry.id, chain.some(lacks) ? 'waiting' : true]
    }),
  )
}

test('which entries count depends on nothing but which are stored, and the projection is what a rebuild makes', () => {
  const seen = new Set<unknown>()
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 6, maxLength: 18 }),
      fc.infiniteStream(fc.nat(1000)),
      (steps, random) => {
        const known = { known: new Map() }
        const publisher = aDevice(known, 'huyện', district)
        publishCycle(publisher)
        const authors = ['xã 1', 'xã 2'].map((name) => aDevice(known, name, commune))
        const all = play(steps, authors, publisher)
        // one takes everything as it was made, the other in pieces and out of order, again and again until all is there
        const [, other] = authors as [TestDevice, TestDevice]
        publisher.receive(all)
        other.receive(publisher.entries().filter(({ stream }) => stream.endsWith('catalogue')))
        const next = (below: number): number => (random.next().value ?? 0) % below
        for (let round = 0; round < 3; round++) {
          const from = next(all.length)
          other.receive([...all.slice(from), ...all.slice(0, next(all.length))])
          const live = projectionText(other)
          other.journal.projectAll()
          expect(projectionText(other)).toBe(live)
        }
        for (let round = 0; round < steps.length && other.entries().length <= all.length; round++)
          other.receive(all)
        expect(projectionText(other)).toBe(projectionText(publisher))
        const expected = verdicts(all)
        for (const device of [publisher, other]) {
          for (const { id, counted } of device.journal.projector.entriesOf(`sheet ${cycle}/${commune}`)) {
            expect([id, counted]).toEqual([id, expected.get(id)])
            seen.add(counted)
          }
        }
        const before = projectionText(other)
        other.restart()
        other.journal.projectAll()
        expect(projectionText(other)).toBe(before)
        for (const key of new Set(all.map(({ stream }) => stream))) {
          const head = publisher.journal.countedHeadOf(key)
          const counted = all.filter(({ stream, entry }) => stream === key && expected.get(entry.id) === true)
          expect(head?.seq ?? 0).toBe(Math.max(0, ...counted.map(({ entry }) => entry.seq)))
        }
      },
    ),
    { numRuns: 20 },
  )
  expect([...seen].sort()).toEqual(['forked', 'overstep', true, 'waiting'].sort())
})

test('an entry stands right behind the one it names, in its own stream, or it is not stored', () => {
  const known = { known: new Map() }
  const publisher = aDevice(known, 'huyện', district)
  publishCycle(publisher)
  const author = aDevice(known, 'xã', commune)
  const first = author.change('selfScore', score, 'answer', { input: { kind: 'yesNo', yes: true }, note: '' })
  publisher.receive(author.entries())
  const made = (stream: string, seq: number): Received => {
    const { id: _id, ...entry } = decodeEntry(author.entries()[0]!.bytes)
    const { bytes } = encodeEntry({ ...entry, stream: stream as Entry['stream'], seq, prev: first })
    return { stream, bytes }
  }
  const { stream } = author.entries()[0]!
  const elsewhere = streamKey(author.id, district, 'sheet')
  const before = publisher.entries().length
  publisher.receive([made(stream, 7), made(elsewhere, 2)])
  expect(publisher.entries()).toHaveLength(before)
  publisher.receive([made(stream, 2)])
  expect(publisher.entries()).toHaveLength(before + 1)
})
