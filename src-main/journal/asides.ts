import type { EntryId } from '../../shared/domain/ids.ts'
import { entriesAside, mayBeAside, type SetAsideAct } from '../../shared/domain/journal/set-aside.ts'

/** Whether the entry is set aside here. */
export type IsAside = (
  entry: { readonly id: string; readonly changes: readonly { readonly entity: string }[] },
  stream: string,
) => boolean

/** What the own unit has set aside, kept until its office says something new (JOURNAL 13). */
export type Asides = {
  readonly isAside: IsAside
  /** Every counted act, put back or not. */
  readonly acts: () => readonly SetAsideAct[]
  /** Entries that are aside, stored or not. */
  readonly entries: () => ReadonlySet<EntryId>
  /** Reads the acts again; gives the entries that are aside now and were not, or were and are not. */
  readonly refresh: () => readonly EntryId[]
  readonly forget: () => void
}

type Standing = { readonly acts: readonly SetAsideAct[]; readonly aside: ReadonlySet<EntryId> }

/** `readActs` projects the office; its entries are never aside, so that this goes round in no circle. */
export function createAsides(readActs: () => readonly SetAsideAct[]): Asides {
  let known: Standing | null = null

  function read(): Standing {
    const acts = readActs()
    return { acts, aside: entriesAside(acts) }
  }

  function standing(): Standing {
    known ??= read()
    return known
  }

  function refresh(): readonly EntryId[] {
    const before = known
    known = read()
    const { acts, aside } = known
    // what stood before is not known any more: whatever any act names may have changed
    if (before === null) return [...new Set(acts.flatMap(({ entries }) => entries))]
    return [...aside]
      .filter((id) => !before.aside.has(id))
      .concat([...before.aside].filter((id) => !aside.has(id)))
  }

  return {
    isAside: ({ id, changes }, stream) => {
      if (stream.endsWith('/office')) return false
      const { aside } = standing()
      return aside.size > 0 && aside.has(id as EntryId) && mayBeAside(stream, changes)
    },
    acts: () => standing().acts,
    entries: () => standing().aside,
    refresh,
    forget: () => {
      known = null
    },
  }
}
