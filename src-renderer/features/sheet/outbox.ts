import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Answer } from '../../../shared/domain/answers.ts'
import type { AssessmentId, CriterionId, EntryId } from '../../../shared/domain/ids.ts'
import { isCallError, type ErrorCode } from '../../../shared/contract/errors.ts'
import { sameAnswer, type AnswerDraft } from '../../ui/answer/answer-draft.ts'

/**
 * What was typed into a sheet and is not yet known to be kept.
 *
 * An answer stays here, and in the window's session storage, until the core has acknowledged it and the sheet on screen holds it:
 * a reload sends it again, a failure keeps it with its reason.
 */

export type Unsent = Readonly<{
  answer: Answer | null
  /** The values that the officer saw and replaces. */
  seen: readonly EntryId[]
  /** `sent`: acknowledged as `entry`, the sheet on screen is being asked for again. */
  state: 'waiting' | 'sending' | 'sent' | 'failed' | 'changed'
  entry: EntryId | null
  failure: Readonly<{ code: ErrorCode; details: Record<string, unknown> }> | null
}>

/** Text still in an editor, or a figure that could not be read. */
export type Draft = Readonly<{ draft: AnswerDraft; seen: readonly EntryId[] }>

export type OutboxState = Readonly<{
  unsent: Readonly<Record<string, Unsent>>
  drafts: Readonly<Record<string, Draft>>
}>

export type Send = (
  criterion: CriterionId,
  answer: Answer | null,
  seen: readonly EntryId[],
) => Promise<{ entry: EntryId }>

export type Outbox = {
  readonly store: StoreApi<OutboxState>
  /** Who sends; set by the page as long as it shows the sheet. Sends at once what still waits. */
  open(send: Send): void
  put(criterion: CriterionId, answer: Answer | null, seen: readonly EntryId[]): void
  /** Sends again what failed, or, with `seen`, what was changed meanwhile. */
  retry(criterion: CriterionId, seen?: readonly EntryId[]): void
  discard(criterion: CriterionId): void
  /** Once nothing waits for the core any more. */
  idle(): Promise<void>
  keepDraft(criterion: CriterionId, draft: Draft | null): void
  /**
   * The sheet came anew. An acknowledged answer asks for it again before it is called `sent`, so what comes after that holds the
   * answer, or what has replaced it since. An answer that was refused as changed meanwhile, but stands already (it had arrived
   * before a reload), is settled as well.
   */
  settle(standing: (criterion: CriterionId) => Answer | null): void
}

const empty: OutboxState = { unsent: {}, drafts: {} }

function nameOf(assessment: AssessmentId): string {
  return `unsent ${assessment}`
}

function load(storage: Storage, assessment: AssessmentId): OutboxState {
  const text = storage.getItem(nameOf(assessment))
  if (text === null) return empty
  try {
    const kept = JSON.parse(text) as OutboxState
    const unsent: Record<string, Unsent> = {}
    for (const [criterion, item] of Object.entries(kept.unsent)) {
      // What was on its way when the window closed is sent again: the core answers `changedMeanwhile` if it had arrived.
      unsent[criterion] = item.state === 'sending' ? { ...item, state: 'waiting' } : item
    }
    return { unsent, drafts: kept.drafts }
  } catch {
    return empty
  }
}

/** Opens what this window still holds of a sheet. */
export function createOutbox(assessment: AssessmentId, storage: Storage): Outbox {
  const store = createStore<OutboxState>(() => load(storage, assessment))
  let send: Send | null = null
  const underWay = new Set<CriterionId>()

  store.subscribe((state) => {
    if (Object.keys(state.unsent).length + Object.keys(state.drafts).length === 0) {
      storage.removeItem(nameOf(assessment))
    } else {
      storage.setItem(nameOf(assessment), JSON.stringify(state))
    }
  })

  function write(criterion: CriterionId, item: Unsent | null): void {
    store.setState(({ unsent }) => {
      const { [criterion]: _old, ...others } = unsent
      return { unsent: item === null ? others : { ...others, [criterion]: item } }
    })
  }

  /** One call at a time for each criterion: the next one replaces what this one wrote. */
  async function deliver(criterion: CriterionId): Promise<void> {
    const item = store.getState().unsent[criterion]
    if (send === null || item?.state !== 'waiting' || underWay.has(criterion)) return
    underWay.add(criterion)
    write(criterion, { ...item, state: 'sending', failure: null })
    try {
      const { entry } = await send(criterion, item.answer, item.seen)
      underWay.delete(criterion)
      const now = store.getState().unsent[criterion]
      if (now?.state === 'waiting') {
        // Typed again while this one was on its way.
        write(criterion, { ...now, seen: [entry] })
        await deliver(criterion)
      } else {
        write(criterion, { ...item, state: 'sent', entry, seen: [entry], failure: null })
      }
    } catch (error) {
      underWay.delete(criterion)
      const failure = isCallError(error)
        ? { code: error.code, details: error.details as Record<string, unknown> }
        : { code: 'internal' as const, details: { logReference: '' } }
      const now = store.getState().unsent[criterion] ?? item
      write(criterion, { ...now, state: failure.code === 'changedMeanwhile' ? 'changed' : 'failed', failure })
    }
  }

  return {
    store,
    open(newSend) {
      send = newSend
      for (const criterion of Object.keys(store.getState().unsent)) void deliver(criterion as CriterionId)
    },
    put(criterion, answer, seen) {
      const before = store.getState().unsent[criterion]
      const base = before?.state === 'sent' && before.entry !== null ? [before.entry] : (before?.seen ?? seen)
      write(criterion, { answer, seen: base, state: 'waiting', entry: null, failure: null })
      // While one call is on its way, `deliver` goes on by itself when it ends.
      void deliver(criterion)
    },
    retry(criterion, seen) {
      const item = store.getState().unsent[criterion]
      if (item === undefined) return
      write(criterion, { ...item, seen: seen ?? item.seen, state: 'waiting', failure: null })
      void deliver(criterion)
    },
    discard(criterion) {
      write(criterion, null)
    },
    idle() {
      const busy = ({ unsent }: OutboxState): boolean =>
        Object.values(unsent).some(({ state }) => state === 'waiting' || state === 'sending')
      if (send === null || !busy(store.getState())) return Promise.resolve()
      return new Promise((resolve) => {
        const stop = store.subscribe((state) => {
          if (busy(state)) return
          stop()
          resolve()
        })
      })
    },
    keepDraft(criterion, draft) {
      store.setState(({ drafts }) => {
        const { [criterion]: old, ...others } = drafts
        if (draft === null && old === undefined) return {}
        return { drafts: draft === null ? others : { ...others, [criterion]: draft } }
      })
    },
    settle(standing) {
      for (const [id, item] of Object.entries(store.getState().unsent)) {
        const criterion = id as CriterionId
        const arrived = item.state === 'changed' && sameAnswer(standing(criterion), item.answer)
        if (item.state === 'sent' || arrived) write(criterion, null)
      }
    },
  }
}
