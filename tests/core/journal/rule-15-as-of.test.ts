import fc from 'fast-check'
import { expect, test } from 'vitest'
import { replay } from '../../../src-main/journal/as-of.ts'
import { createJournal } from '../../../src-main/journal/journal.ts'
import { closeDatabase, openScratchDatabase } from '../../../src-main/storage/database.ts'
import { numberOfNextEntry } from '../../../src-main/storage/entries.ts'
import { migrate } from '../../../src-main/storage/migrate.ts'
import { idsAt, putBack, setAside } from '../../support/asides.ts'
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

/** JOURNAL 15: as of an arrival is what a device shows that has only what had arrived until then. */

const yesNo = sample.criteria.filter(({ rule }) => rule.kind === 'yesNo').slice(0, 2)

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('score' as const),
      device: fc.nat(2),
      criterion: fc.nat(1),
      yes: fc.boolean(),
    }),
  },
  fc.record({ kind: fc.constant('submit' as const), device: fc.nat(2) }),
  fc.record({ kind: fc.constant('accept' as const), device: fc.integer({ min: 1, max: 2 }) }),
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('deliver' as const),
      device: fc.nat(2),
      part: fc.integer({ min: 10, max: 100 }),
    }),
  },
  fc.record({ kind: fc.constant('aside' as const), device: fc.integer({ min: 1, max: 2 }), from: fc.nat(9) }),
  fc.record({ kind: fc.constant('back' as const), device: fc.integer({ min: 1, max: 2 }), act: fc.nat(2) }),
  fc.record({
    kind: fc.constant('clock' as const),
    device: fc.nat(2),
    jump: fc.integer({ min: -900_000, max: 900_000 }),
  }),
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

function play(devices: readonly TestDevice[], each: Step, acts: string[]): void {
  const device = devices[each.device]!
  switch (each.kind) {
    case 'score':
      device.change('selfScore', `${assessment}/${yesNo[each.criterion]!.id}`, 'answer', {
        input: { kind: 'yesNo', yes: each.yes },
        note: '',
      })
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
    case 'deliver': {
      const entries = device.entries()
      devices[2]!.receive(entries.slice(0, Math.ceil((entries.length * each.part) / 100)))
      break
    }
    case 'aside':
      acts.push(setAside(device, district, idsAt(device).slice(each.from, each.from + 2)))
      break
    case 'back': {
      const act = acts[each.act]
      if (act !== undefined) putBack(device, district, act)
      break
    }
    case 'clock':
      device.time = Math.max(0, device.time + each.jump)
      break
  }
}

/** The projection of the device as of an entry, from a scratch database. */
function textAsOf(device: TestDevice, lastEntry: number): string {
  const database = openScratchDatabase()
  try {
    migrate(database)
    const journal = createJournal({ ...device.journal.base, database, readUnits: () => undefined })
    replay(
      device.database,
      journal,
      lastEntry,
      () => true,
      () => undefined,
    )
    return projectionText({ ...device, database })
  } finally {
    closeDatabase(database)
  }
}

test('as of any arrival, whatever came later and in whatever order', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 3, maxLength: 14 }), (steps) => {
      const known = { known: new Map() }
      const devices = [
        aDevice(known, 'xã', commune),
        aDevice(known, 'huyện 1', district),
        aDevice(known, 'huyện 2', district),
      ]
      publishCycle(devices[1]!)
      devices[0]!.receive(devices[1]!.entries())
      const watched = devices[2]!
      const seen: { readonly lastEntry: number; readonly text: string }[] = []
      const acts: string[] = []
      for (const each of steps) {
        play(devices, each, acts)
        seen.push({ lastEntry: numberOfNextEntry(watched.database) - 1, text: projectionText(watched) })
      }
      for (const { lastEntry, text } of seen) expect(textAsOf(watched, lastEntry)).toBe(text)
    }),
    { numRuns: 25 },
  )
})
