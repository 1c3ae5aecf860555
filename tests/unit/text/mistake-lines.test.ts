import { expect, test } from 'vitest'
import { mistakeLines } from '../../../src-main/platform/mistake-sentences.ts'

test('a mistake is a sentence with its place, whether it lies in the sheet or in the set itself', () => {
  const place = { sheet: 'Tiêu chí', row: 5, column: 'Điểm tối đa' }
  const [inSheet, inSet, unknown] = mistakeLines('vi', [
    { ...place, reason: 'notANumber', details: { value: 'mười' } },
    { ...place, reason: 'emptyGroup', details: {} },
    { ...place, reason: 'nobodyKnowsThis', details: {} },
  ])
  expect(inSheet).toContain('“mười” không phải là số.')
  expect(inSheet).toContain('5')
  expect(inSet).not.toContain('emptyGroup')
  expect(unknown).toContain('nobodyKnowsThis')
})
