import type { TFunction } from 'i18next'
import type { BundleInspection } from '../../../shared/contract/exchange.ts'

const mostNumbers = 12

/** For what a bundle waits: "thiếu phần 3, 5 trong 5 phần". */
export function waitsForText(
  t: TFunction<readonly ['exchange', 'common']> | TFunction<'exchange'>,
  waits: NonNullable<BundleInspection['waitsFor']>,
): string {
  const say = t as TFunction<'exchange'>
  switch (waits.kind) {
    case 'earlier':
      return say('waits.earlier')
    case 'other':
      return say('waits.other')
    case 'parts': {
      const { missing, of } = waits
      if (missing.length === 0) return say('waits.complete', { of })
      const numbers = missing.slice(0, mostNumbers).join(', ')
      return say(missing.length > mostNumbers ? 'waits.manyParts' : 'waits.parts', { numbers, of })
    }
  }
}
