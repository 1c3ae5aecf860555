import i18next from 'i18next'
import { expect, test } from 'vitest'
import type { Decimal } from '../../../shared/domain/quantities.ts'
import { readNumber } from '../../../shared/domain/text/read-number.ts'
import { showDecimal } from '../../../src-renderer/ui/answer/figure-text.ts'
import { formatPoints, formatPointsChange } from '../../../src-renderer/ui/format.ts'

test('points below zero have a true minus, which can be typed back', () => {
  expect(formatPoints(-25)).toBe('−0,25')
  expect(formatPoints(-50, 'always')).toBe('−0,50')
  expect(readNumber(formatPoints(-25), 'points')).toMatchObject({ ok: true, value: -25 })
})

test('in a column every change has two decimals', () => {
  expect([560, 575, -200, 0].map((points) => formatPointsChange(points, 'always'))).toEqual([
    '+5,60',
    '+5,75',
    '−2,00',
    '0,00',
  ])
})

test('figures and points have the separators of one language', async () => {
  const texts = (): string[] => [showDecimal('1860.5' as Decimal, 'grouped'), formatPoints(1850)]
  await i18next.init({ lng: 'vi', resources: {} })
  expect(texts()).toEqual(['1.860,5', '18,5'])
  await i18next.changeLanguage('en')
  expect(texts()).toEqual(['1,860.5', '18.5'])
  await i18next.changeLanguage('vi')
})
