import { expect, test } from 'vitest'
import { readBundleHead } from '../../../src-main/bundles/bundle-head.ts'
import type { EntryId } from '../../../shared/domain/ids.ts'
import { apply, aDomain, keysOf, scoreAll, send, take } from '../../support/exchange.ts'
import { yenThe } from '../../support/office.ts'
import { aBundle, anAbout, aRange, memorySource, written } from '../../support/test-bundles.ts'

/** A device that cheats names what nobody has written yet. */

test('bases that name the future: kept, passed over in every total, and the same after they come again', async () => {
  const { communes, district, units, sheets } = await aDomain()
  const [cheat, honest] = communes
  await take(district, await send(cheat, yenThe))
  await take(cheat, await send(district, units[0]))
  await scoreAll(honest, sheets[1], [2500])
  await take(district, await send(honest, yenThe))
  const device = await keysOf(cheat)
  const { certificates } = await readBundleHead(memorySource((await send(cheat, yenThe)).bytes), 'x')
  const claim = (criterion: string, bases: readonly EntryId[]) => ({
    ...{ entity: 'selfScore' as const, id: `${sheets[0]}/${criterion}`, field: 'answer' as const },
    value: { input: { kind: 'manual' as const, points: 2500 }, note: '' },
    bases: [...bases],
  })
  const future = ['f', 'e', 'd'].map((digit) => digit.repeat(64) as EntryId)
  const range = aRange(device, [claim('1.1', []), claim('1.2', future), claim('1.3', [])], {
    audience: units[0],
  })
  const about = anAbout(device, { addressee: { unit: yenThe } })
  const bytes = await written(aBundle({ about, ranges: [range], certificates }), device)
  const total = async () => (await district.call('sheets.get', { assessment: sheets[0] })).totals.self.total
  const { applied } = await apply(district, [{ name: 'gói.cqtt', bytes }])
  // what came before counts; the rest of its stream waits with what names the future
  expect(applied).toMatchObject([{ waiting: 2, refused: 0 }])
  expect(await total()).toBe(2500)
  await apply(district, [{ name: 'gói.cqtt', bytes }])
  expect(await total()).toBe(2500)
  // nobody else is held up
  await scoreAll(honest, sheets[1], [2400])
  expect((await take(district, await send(honest, yenThe))).applied).toMatchObject([{ new: 1, waiting: 0 }])
})
