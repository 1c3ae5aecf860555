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
