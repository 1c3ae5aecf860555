import { expect, test } from 'vitest'
import { aCycle, anOffice, bacGiang } from '../support/office.ts'

/** Every screen says "cấp tỉnh" of the stage that looks at an appraisal again: so no other level may be chosen for it. */

test('only the province verifies what others appraised', async () => {
  const office = await anOffice({ unit: bacGiang, ownRoot: true })
  const levels = { appraise: 'district', verify: 'district', recognise: 'province' } as const
  await expect(aCycle(office, { levels })).rejects.toMatchObject({
    code: 'invalidInput',
    details: { fields: [{ path: 'levels.verify' }] },
  })
  const { cycle } = await aCycle(office, { levels: { ...levels, verify: null } })
  expect((await office.call('cycles.list', {})).map(({ id }) => id)).toEqual([cycle])
})

test('a commune right under the province does not wait for a district that there is not', async () => {
  const office = await anOffice({ unit: bacGiang, ownRoot: true })
  const commune = { unit: null, level: 'commune' as const, name: 'Xã Đồng Kỳ', code: '', parent: bacGiang }
  const { id } = await office.call('units.save', { ...commune, from: null, until: null })
  for (const [levels, path] of [
    [{ appraise: 'district', verify: 'province', recognise: 'province' }, 'levels.appraise'],
    [{ appraise: null, verify: 'province', recognise: 'district' }, 'levels.recognise'],
  ] as const)
    await expect(aCycle(office, { units: [id], levels })).rejects.toMatchObject({
      code: 'invalidInput',
      details: { fields: [{ path }] },
    })
  await aCycle(office, { units: [id], levels: { appraise: 'province', verify: null, recognise: 'province' } })
})
