import { createStore, type StoreApi } from 'zustand/vanilla'
import { isCallError, type CallError, type ErrorCode } from '../../shared/contract/errors.ts'
import type { AssessmentId, EntryId } from '../../shared/domain/ids.ts'
import type { ActSubject } from './act-subjects.ts'

/**
 * What this window did, so that Ctrl+Z takes the last thing back, whatever it was, and Ctrl+Y does it again. Both are new entries:
 * nothing is ever removed from the journal, and what somebody else has written on top is never taken back.
 */

/** Where what was done is kept: entries of one act in the journal, or this window alone. */
type Kept =
  | Readonly<{ kind: 'entries'; entries: readonly EntryId[] }>
  | Readonly<{ kind: 'window'; undo: () => void; redo: () => void }>

export type OwnAct = Readonly<{
  number: number
  subject: ActSubject
  /** `doing`: the core has not answered yet. */
  state: 'doing' | 'done' | 'undone'
  /** What the next step takes back: the act itself, or its undoing. */
  kept: Kept | null
}>

export type StepKind = 'undo' | 'redo'
export type Step = Readonly<{ kind: StepKind; act: OwnAct; entries: readonly EntryId[] }>
export type StepResult =
  | Readonly<{ status: 'done'; step: Step }>
  | Readonly<{ status: 'nothing' }>
  | Readonly<{ status: 'refused'; act: OwnAct; error: CallError }>

export type ActsState = Readonly<{
  acts: readonly OwnAct[]
  /** The step that was taken last. */
  lastStep: Step | null
}>

type TakeBack = (entries: readonly EntryId[]) => Promise<{ entries: readonly EntryId[] }>

/** Which acts a page takes back. */
export type Within = (subject: ActSubject) => boolean

export type OwnActs = {
  readonly store: StoreApi<ActsState>
  /** An act whose call has begun: `done` with what the core has written, nothing when it stood so already. */
  begin(subject: ActSubject): { done(entries: readonly EntryId[]): OwnAct | null; failed(): void }
  /** Something that only this window keeps. */
  add(subject: ActSubject, undo: () => void, redo: () => void): void
  /** Takes steps one after the other; `takeBack` asks the core to take the entries of an act back. */
  step(kind: StepKind, within: Within, takeBack: TakeBack): Promise<StepResult>
  /** Another officer has signed in: their acts are their own. */
  forget(): void
}

const mostActs = 200

/** After these answers the act can never be taken back here: the next step goes on to the one before. */
const final: ReadonlySet<ErrorCode> = new Set(['cannotUndo', 'notFound', 'forbidden'])

export function createOwnActs(): OwnActs {
  const store = createStore<ActsState>(() => ({ acts: [], lastStep: null }))
  const underWay = new Map<number, Promise<void>>()
  let numbers = 0
  let steps: Promise<unknown> = Promise.resolve()

  function put(number: number, change: Partial<OwnAct> | null): void {
    store.setState(({ acts }) => ({
      acts: acts.flatMap((act) =>
        act.number !== number ? [act] : change === null ? [] : [{ ...act, ...change }],
      ),
    }))
  }

  function find(number: number): OwnAct | undefined {
    return store.getState().acts.find((act) => act.number === number)
  }

  function push(act: Omit<OwnAct, 'number'>): number {
    numbers += 1
    const number = numbers
    // What was taken back there cannot be done again on top of something new.
    const others = store
      .getState()
      .acts.filter(
        ({ state, subject }) => state !== 'undone' || subject.assessment !== act.subject.assessment,
      )
    store.setState({ acts: [...others, { ...act, number }].slice(-mostActs) })
    return number
  }

  async function take(kind: StepKind, within: Within, takeBack: TakeBack): Promise<StepResult> {
    for (;;) {
      const act = nextAct(store.getState().acts, kind, within)
      if (act === null) return { status: 'nothing' }
      if (act.state === 'doing') {
        await underWay.get(act.number)
        continue
      }
      if (act.kept === null) throw new Error('an act that is done keeps nothing')
      const state = kind === 'undo' ? 'undone' : 'done'
      let entries: readonly EntryId[] = []
      if (act.kept.kind === 'window') {
        act.kept[kind]()
        put(act.number, { state })
      } else {
        try {
          entries = (await takeBack(act.kept.entries)).entries
        } catch (error) {
          if (!isCallError(error)) throw error
          if (final.has(error.code)) put(act.number, null)
          return { status: 'refused', act, error }
        }
        put(act.number, { state, kept: { kind: 'entries', entries } })
      }
      const step: Step = { kind, act, entries }
      store.setState({ lastStep: step })
      return { status: 'done', step }
    }
  }

  return {
    store,
    begin(subject) {
      const number = push({ subject, state: 'doing', kept: null })
      const { promise, resolve } = Promise.withResolvers<undefined>()
      underWay.set(number, promise)
      const settle = (change: Partial<OwnAct> | null): void => {
        put(number, change)
        underWay.delete(number)
        resolve(undefined)
      }
      return {
        done(entries) {
          settle(entries.length === 0 ? null : { state: 'done', kept: { kind: 'entries', entries } })
          return find(number) ?? null
        },
        failed() {
          settle(null)
        },
      }
    },
    add(subject, undo, redo) {
      push({ subject, state: 'done', kept: { kind: 'window', undo, redo } })
    },
    step(kind, within, takeBack) {
      const taken = steps.then(() => take(kind, within, takeBack))
      steps = taken.catch(() => undefined)
      return taken
    },
    forget() {
      store.setState({ acts: [], lastStep: null })
    },
  }
}

/** The act that a step would take: the last one done, or the one that was taken back last. */
export function nextAct(acts: readonly OwnAct[], kind: StepKind, within: Within): OwnAct | null {
  const here = acts.filter(({ subject }) => within(subject))
  const found =
    kind === 'undo'
      ? here.findLast(({ state }) => state !== 'undone')
      : here.find(({ state }) => state === 'undone')
  return found ?? null
}

/** Those of this window. */
export const ownActs = createOwnActs()

/** Everything done about one sheet. */
export function aboutSheet(assessment: AssessmentId): Within {
  return (subject) => subject.assessment === assessment
}
