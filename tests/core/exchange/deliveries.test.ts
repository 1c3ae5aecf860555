import fc from 'fast-check'
import { expect, test } from 'vitest'
import { yenThe, type Office } from '../../support/office.ts'
import { aDomain, apply, scoreAll, send, take, type Bytes } from '../../support/exchange.ts'

/**
 * Bundles that hold only what is not confirmed, carried by careless hands: in any order, twice, late, lost, old ones again. Nothing is
 * lost for good, and after one delivery of everything both sides have the same.
 */

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('edit' as const),
      points: fc.nat(50).map((steps) => steps * 50),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant('send' as const),
      from: fc.constantFrom('commune', 'district'),
      content: fc.constantFrom('unconfirmed' as const, 'unconfirmed' as const, 'everything' as const),
    }),
  },
  { weight: 5, arbitrary: fc.record({ what: fc.constant('deliver' as const), which: fc.nat(50) }) },
)

test('any order, duplicates, losses and replays of what is not confirmed', { timeout: 120_000 }, async () => {
  const { communes, district, units, sheets } = await aDomain()
  const commune = communes[0]
  await take(district, await send(commune, yenThe))
  const pool: { readonly bundle: Bytes; readonly at: Office }[] = []
  const totals = async (office: Office) => (await office.call('sheets.get', { assessment: sheets[0] })).totals
  const entries = async (office: Office) => {
    const { entries } = await office.call('history.list', { assessment: sheets[0], limit: 200 })
    return entries.map(({ author }) => author.entry).sort()
  }

  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 14 }), async (steps) => {
      for (const one of steps) {
        if (one.what === 'edit') await scoreAll(commune, sheets[0], [one.points])
        else if (one.what === 'send') {
          const up = one.from === 'commune'
          const bundle = await send(up ? commune : district, up ? yenThe : units[0], true, {
            what: one.content,
          })
          pool.push({ bundle, at: up ? district : commune })
        } else {
          const chosen = pool[one.which % Math.max(1, pool.length)]
          if (chosen === undefined) continue
          const done = await apply(chosen.at, [chosen.bundle])
          expect(done.refused).toEqual([])
        }
      }
      await take(district, await send(commune, yenThe))
      await take(commune, await send(district, units[0], true, { what: 'unconfirmed' }))
      expect(await totals(district)).toEqual(await totals(commune))
      expect(await entries(district)).toEqual(await entries(commune))
      expect(await district.call('bundles.parked', {})).toEqual([])
      const [newest] = await commune.call('bundles.outbox', {})
      expect(newest?.confirmed).toEqual(expect.any(Number))
      const { choices } = await commune.call('bundles.preview', { to: yenThe })
      expect(choices.find(({ what }) => what === 'unconfirmed')?.entries).toBe(0)
    }),
    { numRuns: 30 },
  )
})
