import type { EntryId } from '../../../shared/domain/ids.ts'
import { canonicalText } from '../../journal/canonical.ts'
import type { DecodedEntry } from '../../journal/entry.ts'

/**
 * What stands again because everything after it was taken back (JOURNAL 14): an undo makes the state before the undone change
 * stand, so that this one may be undone as well, step after step, and so may the undoing.
 */

type Field = { readonly entity: string; readonly id: string; readonly field: string }
type Read = (id: EntryId) => DecodedEntry | null
type Step = { readonly value: unknown; readonly bases: readonly EntryId[]; readonly undoes: boolean }

/** Longer rows of steps than anybody goes back at once are not followed. */
const mostSteps = 256

/**
 * The changes from the head down to the entry, both included, when the state that the entry made stands at the head: at once, or
 * because each later change was taken back. Null when another state stands.
 */
export function stepsDownTo(
  field: Field,
  entry: EntryId,
  head: EntryId,
  read: Read,
): readonly EntryId[] | null {
  if (head === entry) return [entry]
  const steps = new Map<EntryId, Step | null>()
  const stepOf = (id: EntryId): Step | null => {
    const known = steps.get(id)
    if (known !== undefined) return known
    const found = readStep(read(id), field)
    steps.set(id, found)
    return found
  }
  const chain = chainFrom(head, stepOf)
  const place = chain.indexOf(entry)
  if (place < 0 || stepOf(head)?.undoes !== true) return null
  const states = statesOf(chain, stepOf, field)
  const same = [...(states.get(head) ?? [])].some((state) => states.get(entry)?.has(state))
  return same ? chain.slice(0, place + 1) : null
}

function readStep(entry: DecodedEntry | null, { entity, id, field }: Field): Step | null {
  const change = entry?.changes.find(
    (each) => each.entity === entity && each.id === id && each.field === field,
  )
  if (entry === null || change === undefined) return null
  return { value: change.value, bases: change.bases, undoes: entry.action === 'history.undo' }
}

/** The head and what each change replaced, newest first, as long as it replaced one. */
function chainFrom(head: EntryId, stepOf: (id: EntryId) => Step | null): readonly EntryId[] {
  const chain: EntryId[] = []
  for (let at: EntryId | undefined = head; at !== undefined && chain.length < mostSteps;) {
    chain.push(at)
    const bases: readonly EntryId[] = stepOf(at)?.bases ?? []
    at = bases.length === 1 ? bases[0] : undefined
  }
  return chain
}

const nothing = 'nothing'

/**
 * Which state each change of the chain makes, named by the change that first made it. An undo names no change that it undoes: it
 * may be any whose state stood then, and whose state before has the value that the undo wrote.
 */
function statesOf(
  chain: readonly EntryId[],
  stepOf: (id: EntryId) => Step | null,
  { field }: Field,
): ReadonlyMap<EntryId, ReadonlySet<string>> {
  const states = new Map<EntryId, ReadonlySet<string>>()
  for (const [index, id] of [...chain].reverse().entries()) {
    const older = chain.slice(chain.length - index)
    const [base] = older
    const step = stepOf(id)
    if (step?.undoes !== true || base === undefined) {
      states.set(id, new Set([id]))
      continue
    }
    const stood = states.get(base) ?? new Set()
    const made = new Set<string>()
    for (const [place, undone] of older.entries()) {
      if (![...(states.get(undone) ?? [])].some((state) => stood.has(state))) continue
      const before = older[place + 1]
      if (before === undefined) made.add(nothing)
      else if (sameValue(field, stepOf(before)?.value, step.value))
        for (const state of states.get(before) ?? []) made.add(state)
    }
    states.set(id, made)
  }
  return states
}

/** A deletion names what it hides, which another one does with other names. */
function sameValue(field: string, one: unknown, other: unknown): boolean {
  if (field === 'deleted') return (one === null) === (other === null)
  return canonicalText(one) === canonicalText(other)
}
