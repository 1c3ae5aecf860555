import type { EntryPlace } from '../storage/entries.ts'

/** The branches of a forked stream, as a tree that answers "does this lie before that" without walking it. */
export type StreamBranches = {
  /** Whether the entry is known to the tree. */
  readonly holds: (id: string) => boolean
  /** Whether the entry is the point or lies before it on the same branch. */
  readonly liesBefore: (entry: { readonly id: string }, point: { readonly id: string }) => boolean
}

/**
 * Numbers the entries of a stream so that everything behind an entry has numbers between its own two. A stranger may fork a
 * stream a thousand times: walking from each entry to its beginning would cost the square of its length.
 */
export function readBranches(places: readonly EntryPlace[]): StreamBranches {
  const following = new Map<string | null, string[]>()
  for (const { id, prev } of places) {
    const siblings = following.get(prev)
    if (siblings === undefined) following.set(prev, [id])
    else siblings.push(id)
  }
  const entered = new Map<string, number>()
  const left = new Map<string, number>()
  let count = 0
  const open = (following.get(null) ?? []).map((id) => ({ id, leaving: false }))
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { id, leaving } = next
    if (leaving) {
      left.set(id, count)
      continue
    }
    entered.set(id, count++)
    open.push({ id, leaving: true })
    for (const child of following.get(id) ?? []) open.push({ id: child, leaving: false })
  }
  return {
    holds: (id) => entered.has(id),
    liesBefore: (entry, point) => {
      const from = entered.get(entry.id)
      const to = left.get(entry.id)
      const at = entered.get(point.id)
      return from !== undefined && to !== undefined && at !== undefined && from <= at && at < to
    },
  }
}
