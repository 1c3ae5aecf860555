import { expect, test } from 'vitest'
import { readBundleHead } from '../../../src-main/bundles/bundle-head.ts'
import { bacGiang, yenThe } from '../../support/office.ts'
import { aDomain, keysOf, scoreAll, send, take } from '../../support/exchange.ts'
import { aBundle, anAbout, aRange, aScore, memorySource, written } from '../../support/test-bundles.ts'

/** What the sender learns of each commune from the receipt. */

test('how much was taken in, commune by commune, and what does not count there, and why', async () => {
  const { province, district, communes, units, sheets, clock } = await aDomain()
  const [commune, other] = units
  await scoreAll(communes[0], sheets[0], [2500, 100])
  await scoreAll(communes[1], sheets[1], [2000])
  const asked = { unit: yenThe }
  expect(await communes[0].call('bundles.answerByCommune', asked)).toMatchObject({
    communes: [{ unit: commune, entries: 2, confirmed: 0, differing: 0, notCounted: [] }],
  })

  for (const each of communes) await take(district, await send(each, yenThe))
  await scoreAll(communes[0], sheets[0], [2400])
  clock.advance(60_000)
  await take(communes[0], await send(district, commune))
  const answer = await communes[0].call('bundles.answerByCommune', asked)
  expect(answer.communes).toEqual([
    { unit: commune, unitName: expect.any(String), entries: 3, confirmed: 2, differing: 0, notCounted: [] },
  ])

  // somebody with the commune's key writes what only the district may
  const { certificates } = await readBundleHead(memorySource((await send(district, bacGiang)).bytes), 'x')
  const carrier = await keysOf(district)
  const rogue = await keysOf(communes[1])
  const appraisal = { ...aScore(1, other), entity: 'appraisal' }
  const ranges = [aRange(rogue, [appraisal], { audience: other })]
  const about = anAbout(carrier, { addressee: { unit: bacGiang } })
  const bytes = await written(aBundle({ about, ranges, certificates }), carrier)
  await take(province, { name: 'x', bytes })
  clock.advance(60_000)
  await take(district, await send(province, yenThe))
  const said = await district.call('bundles.answerByCommune', { unit: bacGiang })
  expect(said.communes.find(({ unit }) => unit === other)).toMatchObject({
    notCounted: [{ reason: 'overstep', count: 1 }],
  })
})

test('nobody is asked but units above and below', async () => {
  const { communes, units } = await aDomain()
  await expect(communes[0].call('bundles.answerByCommune', { unit: units[1] })).rejects.toMatchObject({
    code: 'forbidden',
  })
})
