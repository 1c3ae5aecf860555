import { expect, test } from 'vitest'
import { isolated } from '../../../src-renderer/app/isolated.ts'

test.each([
  ['Nguyễn Thị Phương Thảo', 'Nguyễn Thị Phương Thảo'],
  ['Lan \u202egnaig', '\u2068Lan \u202egnaig\u2069'],
  ['שלום', '\u2068שלום\u2069'],
  // a closing control of its own would end the isolation early
  ['a\u2069b\u202ec', '\u2068ab\u202ec\u2069'],
  ['a\u2067b', '\u2068a\u2067b\u2069\u2069'],
  ['a\u2067b\u2069c', '\u2068a\u2067b\u2069c\u2069'],
])('%j turns nothing around it', (text, shown) => {
  expect(isolated(text)).toBe(shown)
})
