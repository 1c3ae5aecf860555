import { expect, test } from 'vitest'
import { aCycle, anOffice, score, yenThe } from '../support/office.ts'
import { aDomain, send, take } from '../support/exchange.ts'

/** Clocks decide nothing but what is shown (JOURNAL 12): the computer's own may jump by years. */

const year = 365 * 24 * 3_600_000

test('a score saved after the clock went back a year stands, and the history keeps the order of what was done', async () => {
  const office = await anOffice({ ownRoot: true })
  const { sheets } = await aCycle(office)
  const [sheet] = sheets
  if (sheet === undefined) throw new Error('no sheet')
  const count = (value: string) => ({ kind: 'count', count: value }) as Parameters<typeof score>[3]
  const answer = async () =>
    (await office.call('sheets.get', { assessment: sheet })).rows.find(({ criterion }) => criterion === '1.5')
      ?.self

  await score(office, sheet, '1.5', count('1'))
  const before = office.clock.now()
  office.clock.advance(year)
  await score(office, sheet, '1.5', count('2'))
  expect((await office.call('session.state', {})).lastWritten).toBe(before + year)
  office.clock.advance(-2 * year)
  // What the window warns by: the computer is behind what it wrote itself.
  expect((await office.call('session.state', {})).lastWritten).toBeGreaterThan(office.clock.now())
  await score(office, sheet, '1.5', count('3'))
  expect(await answer()).toMatchObject({ answer: { input: { count: '3' } }, differing: false })

  const verified = await office.call('journal.verify', {})
  expect(verified.faults).toEqual([])
})

test('bundles between computers whose clocks are years apart lose nothing', async () => {
  const { clock, communes, district, sheets } = await aDomain()
  await score(communes[0], sheets[0], '1.1', { kind: 'manual', points: 2500 })
  clock.advance(-3 * year)
  await score(communes[0], sheets[0], '1.1', { kind: 'manual', points: 100 })
  const bundle = await send(communes[0], yenThe)
  clock.advance(5 * year)
  const { applied } = await take(district, bundle)
  expect(applied).toHaveLength(1)
  expect((await district.call('sheets.get', { assessment: sheets[0] })).rows[0]?.self).toMatchObject({
    answer: { input: { points: 100 } },
    differing: false,
  })
})
