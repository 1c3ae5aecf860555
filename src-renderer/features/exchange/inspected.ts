import type { Output } from '../../../shared/contract/contract.ts'

export type Inspection = Output<'bundles.inspect'>[number]

/** A bundle that was read whole, with what it would change. */
export type ReadInspection = Extract<Inspection, { readable: true }>

/** One bundle of those that were looked at; `copies`: so many times it was among the files. */
export type Inspected = { readonly inspection: Inspection; readonly copies: number }

/** The same bundle under several names counts once. */
export function withoutCopies(inspections: readonly Inspection[]): readonly Inspected[] {
  const found = new Map<string, Inspected>()
  for (const [index, inspection] of inspections.entries()) {
    const hash = inspection.readable ? inspection.hash : inspection.front?.hash
    const key = hash ?? `unread ${index}`
    const known = found.get(key)
    found.set(key, { inspection: known?.inspection ?? inspection, copies: (known?.copies ?? 0) + 1 })
  }
  return [...found.values()]
}

const ownEndings = ['.cqtt', '.cqtt-request', '.cqtt-certificate', '.zip']

export type Sorted = {
  readonly files: readonly File[]
  /** How many of a folder's files carry another ending and are left alone. */
  readonly others: number
  /** How many are more than can be looked at at once. */
  readonly left: number
}

/** What of the given files is looked at. What somebody chose by itself is judged by its content, whatever its name. */
export function sortGiven(given: readonly File[], isFolder: boolean, most: number): Sorted {
  const bundles = isFolder
    ? given.filter(({ name }) => ownEndings.some((ending) => name.toLowerCase().endsWith(ending)))
    : given
  return {
    files: bundles.slice(0, most),
    others: given.length - bundles.length,
    left: Math.max(0, bundles.length - most),
  }
}
