import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bindsEntry } from '../../../../shared/domain/journal/set-aside.ts'

/** JOURNAL 13: which of several bundles keeps an entry from being set aside, whatever the order in which they came. */

const devices = ['own', 'district', 'province'] as const
const arrivals = fc.uniqueArray(
  fc.record({ bundle: fc.nat(50).map(String), author: fc.constantFrom(...devices) }),
  { minLength: 1, maxLength: 6, selector: ({ bundle }) => bundle },
)

test('an entry is bound by what its own device delivered, and by what brought it here; never by what carried it back', () => {
  fc.assert(
    fc.property(arrivals, fc.boolean(), (bundles, writtenHere) => {
      const entry = { device: 'own', broughtBy: writtenHere ? null : bundles[0]!.bundle }
      for (const [place, given] of bundles.entries()) {
        const wasHere = writtenHere || place > 0
        expect(bindsEntry(given, entry)).toBe(!(given.author !== entry.device && wasHere))
      }
    }),
  )
})

test('of the bundles that delivered an entry at most the own one and the first bind it: setting those aside frees it', () => {
  fc.assert(
    fc.property(arrivals, (bundles) => {
      const entry = { device: 'own', broughtBy: bundles[0]!.bundle }
      const binding = bundles.filter((each) => bindsEntry(each, entry))
      expect(binding.length).toBeGreaterThan(0)
      const carried = bundles.slice(1).filter(({ author }) => author !== 'own')
      expect(binding.length).toBe(bundles.length - carried.length)
    }),
  )
})
