import { CallError } from '../../shared/contract/errors.ts'

/**
 * Of two values for one thing one would be lost without a word.
 * @param path of the list in the call's input
 * @throws CallError `invalidInput` naming the second of the two
 */
export function assertNoRepeats<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  path: string,
): void {
  const seen = new Set<string>()
  for (const [index, item] of items.entries()) {
    const key = keyOf(item)
    if (seen.has(key))
      throw new CallError('invalidInput', { fields: [{ path: `${path}.${index}`, code: 'repeated' }] })
    seen.add(key)
  }
}
