import type { DraftView } from '../../../../../shared/contract/criteria.ts'
import type { CallError } from '../../../../../shared/contract/errors.ts'
import type { DraftState } from './use-draft-state.ts'

export type SaveState =
  | Readonly<{ kind: 'saved' | 'saving' | 'waiting' }>
  | Readonly<{ kind: 'failed' | 'changedMeanwhile'; error: CallError }>

type Heads = DraftView['heads']

/** A pause in typing after which the draft is saved; leaving the page saves at once. */
const pause = 1200
/** Who types on and on is saved no later than this after the first key. */
const longestWait = 8000

export type Autosave = Readonly<{
  state: () => SaveState
  /** @returns what ends the listening */
  listen: (listener: () => void) => () => void
  /** The draft was changed: it is saved when typing pauses. */
  saveSoon: () => void
  /** Saves what is open; resolves when it is kept, to false when it could not be. */
  flush: () => Promise<boolean>
  /** Saves this window's state on top of the state with these heads. */
  keepMineOver: (heads: Heads) => Promise<boolean>
  /** The state with these heads is what is on screen from now on. */
  goOnFrom: (state: DraftState, heads: Heads) => void
  /** Whether this window made the state with these heads, or is about to hear of its own. */
  isOwn: (heads: Heads) => boolean
}>

/**
 * Saves a draft by itself, one save after the other. When another window saved meanwhile nothing is overwritten: `state` says so
 * until `goOnFrom` (their state) or `keepMineOver` decides.
 * @param current the draft as it stands at this moment; states are compared by identity
 * @param send keeps a state on top of the heads that were seen, and gives the new ones; rejects with a CallError
 */
export function createAutosave({
  heads: firstHeads,
  current,
  send,
}: {
  heads: Heads
  current: () => DraftState
  send: (state: DraftState, seen: Heads) => Promise<Heads>
}): Autosave {
  let kept = { state: current(), heads: firstHeads }
  let save: SaveState = { kind: 'saved' }
  let running: Promise<boolean> | null = null
  let openSince: number | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const made = new Set<string>(firstHeads)
  const listeners = new Set<() => void>()

  function say(next: SaveState): void {
    if (next.kind === save.kind && !('error' in next)) return
    save = next
    for (const listener of listeners) listener()
  }

  function isOpen(): boolean {
    return current() !== kept.state
  }

  async function attempt(): Promise<boolean> {
    const state = current()
    openSince = null
    say({ kind: 'saving' })
    try {
      const heads = await send(state, kept.heads)
      kept = { state, heads }
      for (const head of heads) made.add(head)
      say({ kind: isOpen() ? 'waiting' : 'saved' })
      return true
    } catch (caught) {
      const error = caught as CallError
      say({ kind: error.code === 'changedMeanwhile' ? 'changedMeanwhile' : 'failed', error })
      return false
    }
  }

  function saveOnce(): Promise<boolean> {
    running ??= attempt().finally(() => {
      running = null
    })
    return running
  }

  async function flush(): Promise<boolean> {
    clearTimeout(timer)
    while (save.kind !== 'changedMeanwhile' && isOpen()) if (!(await saveOnce())) return false
    return save.kind !== 'changedMeanwhile'
  }

  /** What was typed while a save ran waits for a pause of its own: a save at every key would fill the journal. */
  function saveSoon(): void {
    clearTimeout(timer)
    if (save.kind === 'changedMeanwhile' || running !== null) return
    if (!isOpen()) {
      openSince = null
      say({ kind: 'saved' })
      return
    }
    openSince ??= Date.now()
    say({ kind: 'waiting' })
    const wait = Math.max(0, Math.min(pause, openSince + longestWait - Date.now()))
    timer = setTimeout(() => {
      void saveOnce().then((isKept) => {
        if (isKept) saveSoon()
      })
    }, wait)
  }

  return {
    state: () => save,
    listen: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    saveSoon,
    flush,
    keepMineOver: (heads) => {
      kept = { ...kept, heads }
      say({ kind: 'waiting' })
      return flush()
    },
    goOnFrom: (state, heads) => {
      kept = { state, heads }
      for (const head of heads) made.add(head)
      say({ kind: 'saved' })
    },
    isOwn: (heads) => running !== null || heads.every((head) => made.has(head)),
  }
}
