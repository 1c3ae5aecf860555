import { createStore, type StoreApi } from 'zustand/vanilla'
import type { SheetRow } from '../../../shared/contract/sheets.ts'
import type { Answer } from '../../../shared/domain/answers.ts'
import type { CriterionId, EntryId } from '../../../shared/domain/ids.ts'
import { sameAnswer } from '../../ui/answer/answer-draft.ts'

/**
 * What this window entered into the sheet, so that Ctrl+Z takes it back and Ctrl+Y enters it again. Both are new acts: nothing
 * is ever removed from the journal. Somebody else's later value is never taken back.
 */

type Change = Readonly<{ criterion: CriterionId; before: Answer | null; after: Answer | null }>
type Act = Readonly<{ entry: EntryId; changes: readonly Change[] }>

export type ActsState = Readonly<{ done: readonly Act[]; undone: readonly Act[]; busy: boolean }>

type Written = Promise<{ entry: EntryId }>
type Seen = readonly EntryId[]

export type Calls = {
  rowOf(criterion: CriterionId): SheetRow | null
  set(criterion: CriterionId, answer: Answer | null, seen: Seen): Written
  setMany(answers: readonly { criterion: CriterionId; answer: Answer; seen: Seen }[]): Written
  undo(entry: EntryId): Written
}

/** `nothing`: no act is left. `changedSince`: another value stands now. */
export type StepResult =
  Readonly<{ status: 'done'; criterion: CriterionId }> | Readonly<{ status: 'nothing' | 'changedSince' }>

export type OwnActs = {
  readonly store: StoreApi<ActsState>
  enter(criterion: CriterionId, answer: Answer | null, seen: Seen): Written
  enterMany(changes: readonly { criterion: CriterionId; answer: Answer }[]): Promise<void>
  /** Rejects with `CallError` when the core refuses. */
  undo(): Promise<StepResult>
  redo(): Promise<StepResult>
  /** The sheet came anew, asked for after every own act: what stands now is what it shows. */
  settle(): void
}

const mostActs = 200

export function createOwnActs(calls: Calls): OwnActs {
  const store = createStore<ActsState>(() => ({ done: [], undone: [], busy: false }))
  /** What stands after an own act, until the sheet on screen has come anew. */
  const latest = new Map<CriterionId, { answer: Answer | null; entry: EntryId }>()

  function standing(criterion: CriterionId): { answer: Answer | null; seen: Seen } {
    const row = calls.rowOf(criterion)
    const own = latest.get(criterion)
    if (own !== undefined && row?.self.heads.includes(own.entry) !== true) {
      return { answer: own.answer, seen: [own.entry] }
    }
    return { answer: row?.self.answer ?? null, seen: row?.self.heads ?? [] }
  }

  /** Which own entry replaced what was seen: somebody who types on before the sheet has come anew has seen that one as well. */
  const successors = new Map<string, EntryId>()
  const place = (criterion: CriterionId, seen: Seen): string => `${criterion} ${[...seen].sort().join(' ')}`

  function newestOwn(criterion: CriterionId, seen: Seen): Seen {
    let newest = seen
    for (;;) {
      const next = successors.get(place(criterion, newest))
      if (next === undefined) return newest
      newest = [next]
    }
  }

  function remember(entry: EntryId, changes: readonly Change[]): Act {
    for (const { criterion, after } of changes) latest.set(criterion, { answer: after, entry })
    return { entry, changes }
  }

  /** Back to `before`: the core undoes the entry itself while it is the latest; later ones are entered anew. */
  async function takeBack({ entry, changes }: Act): Promise<EntryId> {
    const heads = changes.map(({ criterion }) => standing(criterion).seen)
    const latestAct = heads.every((seen) => seen.length === 1 && seen[0] === entry)
    if (latestAct) {
      const undone = (await calls.undo(entry)).entry
      for (const { criterion } of changes) successors.set(place(criterion, [entry]), undone)
      return undone
    }
    return write(changes.map(({ criterion, before }) => ({ criterion, answer: before })))
  }

  async function write(
    values: readonly { criterion: CriterionId; answer: Answer | null }[],
  ): Promise<EntryId> {
    const filled = values.flatMap(({ criterion, answer }) =>
      answer === null ? [] : [{ criterion, answer, seen: standing(criterion).seen }],
    )
    let entry: EntryId | null = null
    if (filled.length > 1) {
      entry = (await calls.setMany(filled)).entry
      for (const { criterion, seen } of filled) successors.set(place(criterion, seen), entry)
    }
    for (const { criterion, answer } of filled.length > 1
      ? values.filter((each) => each.answer === null)
      : values) {
      const { seen } = standing(criterion)
      entry = (await calls.set(criterion, answer, seen)).entry
      successors.set(place(criterion, seen), entry)
    }
    if (entry === null) throw new Error('An act without changes')
    return entry
  }

  async function step(from: 'done' | 'undone'): Promise<StepResult> {
    const state = store.getState()
    const act = state[from].at(-1)
    if (act === undefined || state.busy) return { status: 'nothing' }
    const changed = act.changes.some(({ criterion, before, after }) => {
      return !sameAnswer(standing(criterion).answer, from === 'done' ? after : before)
    })
    if (changed) {
      store.setState({ [from]: state[from].slice(0, -1) })
      return { status: 'changedSince' }
    }
    store.setState({ busy: true })
    try {
      const entry =
        from === 'done'
          ? await takeBack(act)
          : await write(act.changes.map(({ criterion, after }) => ({ criterion, answer: after })))
      for (const { criterion, before, after } of act.changes) {
        latest.set(criterion, { answer: from === 'done' ? before : after, entry })
      }
      const other = from === 'done' ? 'undone' : 'done'
      store.setState((current) => ({
        [from]: current[from].slice(0, -1),
        [other]: [...current[other], from === 'done' ? act : { ...act, entry }],
      }))
      return { status: 'done', criterion: act.changes[0]?.criterion ?? ('' as CriterionId) }
    } finally {
      store.setState({ busy: false })
    }
  }

  function push(act: Act): void {
    store.setState(({ done }) => ({ done: [...done, act].slice(-mostActs), undone: [] }))
  }

  return {
    store,
    async enter(criterion, answer, seen) {
      const before = standing(criterion).answer
      const newest = newestOwn(criterion, seen)
      const written = await calls.set(criterion, answer, newest)
      successors.set(place(criterion, newest), written.entry)
      push(remember(written.entry, [{ criterion, before, after: answer }]))
      return written
    },
    async enterMany(changes) {
      const answers = changes.map(({ criterion, answer }) => ({
        criterion,
        answer,
        seen: standing(criterion).seen,
      }))
      const before = changes.map(({ criterion }) => standing(criterion).answer)
      const { entry } = await calls.setMany(answers)
      for (const { criterion, seen } of answers) successors.set(place(criterion, seen), entry)
      push(
        remember(
          entry,
          changes.map(({ criterion, answer }, index) => ({
            criterion,
            before: before[index] ?? null,
            after: answer,
          })),
        ),
      )
    },
    undo: () => step('done'),
    redo: () => step('undone'),
    settle() {
      latest.clear()
    },
  }
}
